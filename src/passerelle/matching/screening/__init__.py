"""One name against very many: an index of words, the nearest names found first, then compared one by one."""

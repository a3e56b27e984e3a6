"""Are these the same? Keys, names, scores, judgements."""

"""Are two names the same name? Words, the ways in which they agree, and a weighted list of features."""

"""Values and rules: what a fact is, who may say it, to whom it may go. No clock, no disk, no network."""

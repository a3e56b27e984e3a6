"""Who must not be harmed by us."""

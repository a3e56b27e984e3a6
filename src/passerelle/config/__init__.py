"""Settings and the real world."""

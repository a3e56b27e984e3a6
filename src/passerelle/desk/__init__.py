"""The web for people."""

"""Transfers in, patterns and traces out: what money did, in which order, by which transfers."""

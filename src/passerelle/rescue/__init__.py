"""Distress, alone."""

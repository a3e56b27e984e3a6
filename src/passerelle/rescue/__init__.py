"""Distress, alone: no other part of a node has to run, or even to be whole (rule 18)."""

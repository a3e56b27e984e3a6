"""The sentence shown to people beside each value of a closed list, in their language."""

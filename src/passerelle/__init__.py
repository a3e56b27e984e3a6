"""Passerelle: lawful, graded, recallable exchange between services."""

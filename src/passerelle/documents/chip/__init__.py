"""The signed objects of a chip, from bytes: who signed them, and whether they are whole (ICAO Doc 9303)."""

"""The machine-readable zone: what it says, which digits agree, and what is unusual in it (ICAO Doc 9303)."""

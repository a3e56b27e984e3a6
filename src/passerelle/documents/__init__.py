"""Travel documents: indicators, never verdicts."""

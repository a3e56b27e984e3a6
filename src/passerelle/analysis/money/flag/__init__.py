"""Red flags: published signs as rules over transfers, each with version, parameters and reason."""

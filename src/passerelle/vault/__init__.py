"""Protected identities, alone."""

"""One file a format: bytes to records and back."""

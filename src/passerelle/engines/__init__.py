"""What needs a library with its own disk or process."""

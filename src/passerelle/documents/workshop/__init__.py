"""What links documents that came out of one workshop: features a person saw, compared with reasons."""

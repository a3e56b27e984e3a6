"""Lists of certificates that a person imports: what a file holds, and what is trusted for which use."""

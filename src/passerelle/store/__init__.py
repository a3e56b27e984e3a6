"""Django tables, and the one place where a row becomes a value."""

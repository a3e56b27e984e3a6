"""The command passerelle."""

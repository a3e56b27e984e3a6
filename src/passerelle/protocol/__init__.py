"""How two nodes talk: bytes in, effects out, no socket."""

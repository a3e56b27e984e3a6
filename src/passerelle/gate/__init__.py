"""The web for partner nodes, and the outbox worker."""

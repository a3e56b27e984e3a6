"""The verbs: one function, one transaction, one line in the journal."""

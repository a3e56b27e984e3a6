"""The machine-readable zone on a photograph, from the lines that a reader of letters found."""

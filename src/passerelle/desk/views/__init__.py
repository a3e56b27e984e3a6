"""One file per screen; each view stands behind the gate of `desk.door`."""

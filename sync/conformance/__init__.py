"""Whether a connector keeps what it declares: one kit for every desk, and for the command that tries anyone's."""

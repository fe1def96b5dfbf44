"""Lines to devices: one small protocol, a serial and a network form."""

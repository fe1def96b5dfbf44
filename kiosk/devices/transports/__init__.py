"""Lines to devices: one small protocol; a serial, a network and two USB forms."""

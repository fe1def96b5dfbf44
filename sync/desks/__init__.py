"""One connector per desk product, behind one protocol."""

CONNECTORS = ("helpdesk",)
"""Values of `desk.connector`."""

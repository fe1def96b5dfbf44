"""One connector per desk product, behind one protocol."""

CONNECTORS = ("helpdesk", "rt", "email")
"""Values of `desk.connector`."""

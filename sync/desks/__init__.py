"""One connector per desk product, behind one protocol."""

CONNECTORS = ("helpdesk", "rt", "redmine", "email")
"""Values of `desk.connector`."""

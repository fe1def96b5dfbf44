"""One connector per desk product, behind one protocol."""

"""One driver per kind of device: it owns the handle and the thread, and posts frozen events."""

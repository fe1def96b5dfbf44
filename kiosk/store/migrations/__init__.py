"""The migrations of the store, run by `kiosk.store.migrating`."""

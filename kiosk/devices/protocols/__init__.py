"""What devices say, as values. Pure: no handle, no thread, no clock."""

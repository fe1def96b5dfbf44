"""Pure values, rules and protocols. No Qt, no SQL, no serial, no files."""

"""The encrypted SQLite file: requests, outbox, print journal, staff tasks."""

"""The process beside the interface: delivers the outbox to the desk."""

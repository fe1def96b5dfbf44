"""The use cases, one module per thing a person comes to do. Plain Python, no Qt."""

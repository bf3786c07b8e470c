"""A service model: read, faulted, written."""

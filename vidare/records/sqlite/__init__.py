"""SQLite as this house needs it: see base.py."""

"""The administrator's pages, and the doors of files."""

"""Handing over to the board's case system."""

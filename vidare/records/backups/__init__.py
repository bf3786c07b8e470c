"""Copies of the whole database: taken while it is in use, sealed with a key of their own, and put back."""

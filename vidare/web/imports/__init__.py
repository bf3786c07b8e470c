"""The door for lists."""

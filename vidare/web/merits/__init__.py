"""What somebody can and has."""

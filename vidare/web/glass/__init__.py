"""Opening a file that is not one's own to open, and reading that somebody did."""

"""Pages of the questions of progress."""

"""The review of the reading log, for those who review for a board."""

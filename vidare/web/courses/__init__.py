"""Pages of the courses of Swedish."""

"""Pages of the team's meetings."""

"""Pages of projects that a fund pays a part of."""

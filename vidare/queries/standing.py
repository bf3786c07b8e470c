"""Lets web raise the second wall around a request, and read once what is configured, without knowing the tables."""

from vidare.records.configured import remembered
from vidare.records.walls import within

__all__ = ["remembered", "within"]

"""Lets web raise the second wall around a request, and read once what is configured, without knowing the tables."""

from vidare.records.configured import remembered
from vidare.records.walls import alone, within

__all__ = ["alone", "remembered", "within"]

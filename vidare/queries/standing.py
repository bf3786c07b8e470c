"""Lets web raise the second wall around a request without knowing the tables."""

from vidare.records.walls import within

__all__ = ["within"]

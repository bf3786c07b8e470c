"""What a service's model says of its ways in: the questions asked at the door, and the days to a first meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vidare.records.configured import model_of, values_of


def wanted_by(service: int) -> Mapping[str, tuple[str, ...]]:
    """For each question the answers that open the door."""
    return {question.code: question.eligible for question in model_of(service).questions}


def target_days(service: int, *, on: date) -> int:
    """Calendar days to the first meeting that the service aims at, by the rule set that governs on the day."""
    return int(values_of(service, "attention", on).get("first_meeting", model_of(service).first_meeting_days))

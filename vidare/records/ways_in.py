"""What a service's model says of its ways in: the questions asked at the door, and the days to a first meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from vidare.records.configured import values_of
from vidare.records.services import Service
from vidare.rules.attention import Policy
from vidare.rules.services import Question, ServiceModel
from vidare.rules.services.reading import read


@lru_cache(maxsize=32)
def _read(text: str) -> ServiceModel:
    return read(text)


def model_of(service: int) -> ServiceModel | None:
    """The model that the service runs by; None for one that was opened without a file."""
    text = Service.objects.filter(pk=service).values_list("model__text", flat=True).first()
    return _read(text) if text else None


def questions_of(service: int) -> tuple[Question, ...]:
    model = model_of(service)
    return model.questions if model is not None else ()


def wanted_by(service: int) -> Mapping[str, tuple[str, ...]]:
    """For each question the answers that open the door."""
    return {question.code: question.eligible for question in questions_of(service)}


def open_ways(service: int) -> tuple[str, ...] | None:
    """The ways in that the model names; None where no model narrows them."""
    model = model_of(service)
    return model.ways_in if model is not None else None


def target_days(service: int, *, on: date) -> int:
    """Calendar days to the first meeting that the service aims at, by the rule set that governs on the day."""
    return int(values_of(service, "attention", on).get("first_meeting", Policy.first_meeting))

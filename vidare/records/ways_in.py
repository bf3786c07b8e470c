"""Ways in to a service: what its model says of them, and whether somebody stands on one already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vidare.records.configured import model_of, values_of
from vidare.records.participations import Participation
from vidare.records.referrals import Referral
from vidare.rules.decision import Decision
from vidare.rules.participations import State as WayState
from vidare.rules.referrals import State, WayIn, may_come


def wanted_by(service: int) -> Mapping[str, tuple[str, ...]]:
    """For each question the answers that open the door."""
    return {question.code: question.eligible for question in model_of(service).questions}


def target_days(service: int, *, on: date) -> int:
    """Calendar days to the first meeting that the service aims at, by the rule set that governs on the day."""
    return int(values_of(service, "attention", on).get("first_meeting", model_of(service).first_meeting_days))


def may_come_to(service: int, *, person: int, way_in: WayIn) -> Decision:
    """Of somebody whom the one who asks may see: all their ways count, also those behind other walls."""
    waiting = Referral.unscoped.filter(person=person, service_id=service, state=State.RECEIVED.value)
    return may_come(
        way_in_open=way_in.value in model_of(service).ways_in,
        waits=waiting.exists(),
        takes_part=has_open(person, service),
    )


def has_open(person: int, service: int) -> bool:
    ways = Participation.unscoped.filter(person=person, service_id=service)
    return bool(ways.exclude(state=WayState.CLOSED.value).exists())

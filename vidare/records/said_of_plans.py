"""What is said of a plan and waits for an answer: a change asked for, and an item that its owner says is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q

from vidare.records.notes import Note
from vidare.records.participations import Meeting
from vidare.records.people import Account
from vidare.records.plans import OwnerWord, Plan, Step
from vidare.rules.access import Compartment
from vidare.rules.activities import MeetingState
from vidare.rules.attention import Dated
from vidare.rules.calendar import local_day
from vidare.rules.notes import CONTACT


def changes_asked(inside: Q) -> dict[int, Dated]:
    """What a participant wrote about their plan and has had no answer to since: a talk, or a new plan."""
    after = {"participation": OuterRef("participation")}
    own = Account.unscoped.filter(person=OuterRef("person"), user=OuterRef("author"))
    talked = Note.unscoped.filter(
        **after, kind__in=[kind.value for kind in CONTACT], written_at__gt=OuterRef("written_at")
    )
    met = Meeting.unscoped.filter(**after, state=MeetingState.HELD.value, starts_at__gt=OuterRef("written_at"))
    planned = Plan.unscoped.filter(**after, written_at__gt=OuterRef("written_at"))
    rows = Note.unscoped.filter(inside, Exists(own), ~Exists(talked), ~Exists(met), ~Exists(planned))
    asked: dict[int, Dated] = {}
    for participation, key, at in rows.order_by("written_at", "pk").values_list("participation_id", "pk", "written_at"):
        asked.setdefault(participation, Dated(key, local_day(at)))
    return asked


def items_wrong(inside: Q) -> Iterator[tuple[int, int, date]]:
    """The way, the step and the day of what owners say is wrong with open steps that the whole team reads."""
    said = OwnerWord.unscoped.filter(fell_at=None, agreed=False, compartment=Compartment.TEAM.value)
    rows = said.filter(step__in=Step.each_open(Step.unscoped.filter(inside)).values("pk")).order_by("pk")
    for way, step, at in rows.values_list("step__participation_id", "step_id", "said_at"):
        yield way, step, local_day(at)

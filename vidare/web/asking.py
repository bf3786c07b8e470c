"""What every request carries when it reaches a view, for the type checker and the reader."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from vidare.queries.glass import Standing
from vidare.queries.representative_doors import Door
from vidare.rules.access import Actor


class Asking(HttpRequest):
    """A request behind the middleware: who acts, when, and whether htmx asks for a part only."""

    actor: Actor
    at: datetime
    day: date
    doors: tuple[Door, ...]  # those for whom the user acts, or did; nobody's who is staff or a participant
    ended: bool  # that person's file was open to the actor once, and is no longer
    glass: Standing | None  # the file is read through broken glass
    opened: UUID  # the person whose page it is, where the address names one
    htmx: HtmxDetails

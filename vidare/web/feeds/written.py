"""The feed as a calendar reads it: moments in UTC, so that no clock change moves an hour, and a word for each."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event
from icalendar.enums import CLASS, STATUS

from vidare.queries.feeds import Hours
from vidare.rules.feeds import Hour
from vidare.web import words
from vidare.web.messages.texts import WRITTEN_IN

EVERY = timedelta(hours=1)


def mark_of(told: Hours) -> str:
    """What a calendar compares: the same as long as nothing in it has changed, whenever it was written."""
    digest = hashlib.sha256(repr((told.lang, told.hours)).encode()).hexdigest()
    return f'W/"{digest[:32]}"'


def as_text(told: Hours, *, at: datetime) -> bytes:
    language = told.lang if told.lang in WRITTEN_IN else "sv"
    with translation.override(language):
        calendar = Calendar.new(
            prodid="-//Vidare//Calendar//SV", method="PUBLISH", name=_("My times"), refresh_interval=EVERY, uid="vidare"
        )
        for hour in told.hours:
            calendar.add_component(_event(hour, at))
    return bytes(calendar.to_ical())


def _event(hour: Hour, at: datetime) -> Event:
    return Event.new(
        uid=hour.uid,
        summary=words.word(hour.what),
        start=hour.starts_at.astimezone(UTC),
        end=hour.ends_at.astimezone(UTC),
        stamp=at.astimezone(UTC),
        classification=CLASS.PRIVATE,
        status=STATUS.CANCELLED if hour.cancelled else STATUS.CONFIRMED,
        sequence=int(hour.cancelled),
    )

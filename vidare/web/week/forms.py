"""Forms about hours: one hour out of those with room, and a series of places in the week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from babel.dates import format_datetime
from django import forms
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from vidare.queries.week import HourCard
from vidare.rules.bookings import LONGEST_SERIES, Choice
from vidare.rules.visits import proposed
from vidare.web.once import OnceForm


def clock_of(moment: datetime) -> str:
    """tisdag 1 december 9.00, in the language of the page."""
    return format_datetime(moment, "EEEE d MMMM H.mm", tzinfo=moment.tzinfo, locale=translation.get_language() or "sv")


def said_of(hour: HourCard) -> str:
    if hour.free is None:
        return f"{clock_of(hour.starts_at)} · {hour.activity}"
    room = ngettext("%(n)s free seat", "%(n)s free seats", hour.free) % {"n": hour.free}
    return f"{clock_of(hour.starts_at)} · {hour.activity} · {room}"


class HourForm(OnceForm):
    """One hour with room."""

    session = forms.TypedChoiceField(label=_("Hour"), coerce=int)

    def __init__(self, *args: Any, free: Iterable[HourCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = [(hour.session_id, said_of(hour)) for hour in free]  # type: ignore[attr-defined]


class SeriesForm(OnceForm):
    """Places in the week, and for how many weeks. As many are proposed as the service wants people to come."""

    places = forms.TypedMultipleChoiceField(
        label=_("Times each week"),
        widget=forms.CheckboxSelectMultiple,
        coerce=lambda text: Choice(*map(int, text.split("-"))),
    )
    weeks = forms.IntegerField(label=_("For how many weeks"), min_value=1, max_value=LONGEST_SERIES, initial=8)

    def __init__(self, *args: Any, free: Iterable[HourCard], visits: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hours = tuple(free)
        found = {_place(hour): _weekly(hour) for hour in hours}
        if visits:
            told = ngettext("People come here once a week.", "People come here %(n)s times a week.", visits)
            self.fields["places"].help_text = told % {"n": visits}
            self.initial["places"] = [
                f"{one.weekday}-{one.hour}-{one.minute}" for one in proposed(_room(hours), visits=visits)
            ]
        self.fields["places"].choices = sorted(found.items(), key=lambda one: [int(part) for part in one[0].split("-")])  # type: ignore[attr-defined]


def _room(hours: Iterable[HourCard]) -> dict[Choice, int | None]:
    """The fewest free seats of each place in the week."""
    found: dict[Choice, int | None] = {}
    for hour in hours:
        place = Choice(hour.starts_at.isoweekday(), hour.starts_at.hour, hour.starts_at.minute)
        known = found.get(place)
        found[place] = hour.free if known is None or hour.free is None else min(known, hour.free)
    return found


def _place(hour: HourCard) -> str:
    return f"{hour.starts_at.isoweekday()}-{hour.starts_at.hour}-{hour.starts_at.minute}"


def _weekly(hour: HourCard) -> str:
    told = {"day": format_datetime(hour.starts_at, "EEEE", locale=translation.get_language() or "sv"),
            "clock": f"{hour.starts_at.hour}.{hour.starts_at.minute:02d}"}  # fmt: skip
    return gettext("%(day)s %(clock)s") % told

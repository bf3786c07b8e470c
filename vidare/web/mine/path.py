"""A participant's way as stops of a timeline: from the first day to the goal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vidare.queries.my_page import Path, Where
from vidare.queries.plans import StepRow
from vidare.web.templatetags.vidare import ltr, weekday


@dataclass(frozen=True, slots=True)
class Stop:
    """What the timeline draws: ``state`` is "done", "now" or nothing."""

    text: str
    note: str | SafeString
    state: str = ""


def stops(path: Path, next_step: StepRow | None, *, today: date) -> list[Stop]:
    """What is behind in the order it happened, then what comes, and the goal last."""
    behind = sorted(_behind(path, today), key=lambda one: one[0])
    ahead = [_placed(place, today) for place in path.places if place.running or place.state == "agreed"]
    ahead += [
        _coming(step, now=next_step is not None and step.key == next_step.key, today=today) for step in path.ahead
    ]
    goal = [Stop(path.goal, _("The goal"))] if path.goal else []
    return [stop for _on, stop in behind] + ahead + goal


def _day(on: date, today: date) -> SafeString:
    """A way is long: a day of another year says which."""
    return weekday(on) if on.year == today.year else format_html("{} {}", weekday(on), ltr(on.year))


def _behind(path: Path, today: date) -> Iterator[tuple[date, Stop]]:
    for on, text in (
        (path.began_on, _("You began here")),
        (path.met_on, _("First meeting")),
        (path.mapped_on, _("We mapped where you stand")),
        (path.agreed_on, _("The plan was agreed")),
    ):
        if on is not None:
            yield on, Stop(text, _day(on, today), "done")
    for step in path.done:
        on = step.ended_on or step.due_on
        yield on, Stop(step.title, _day(on, today), "done")
    for place in path.places:
        if place.state == "ended":
            yield place.start, Stop(place.employer, _until(place, today), "done")


def _placed(place: Where, today: date) -> Stop:
    if place.running:
        return Stop(place.employer, _until(place, today), "now")
    return Stop(place.employer, format_html(_("Begins {day}"), day=_day(place.start, today)))


def _until(place: Where, today: date) -> SafeString:
    return format_html(_("Placement until {day}"), day=_day(place.end, today))


def _coming(step: StepRow, *, now: bool, today: date) -> Stop:
    return Stop(step.title, format_html(_("By {day}"), day=_day(step.due_on, today)), "now" if now else "")

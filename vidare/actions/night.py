"""What the house does by itself at night, part by part: one that fails is noted and stops no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from vidare.actions import (
    absences,
    attention,
    case_system,
    imports,
    letters,
    log_review,
    once,
    schedule,
    sealing,
    seats,
    verdicts,
)
from vidare.actions.ledger import deed, note
from vidare.records.services import Service, Setting
from vidare.records.trouble import cause_of, trouble_of
from vidare.rules.access import Actor, system
from vidare.rules.calendar import local_day

RAN = "night.ran"
WEEKS_AHEAD = 8
LOOKED_BACK = timedelta(days=28)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """How one part of the night went: how much it changed, or that it failed. ``again``: what was in the way passes."""

    name: str
    count: int
    failed: bool = False
    again: bool = False


def lay_out_weeks(at: datetime) -> int:
    """The coming weeks of every open service."""
    on = local_day(at)
    open_now = Service.objects.filter(Q(closed_on=None) | Q(closed_on__gte=on)).order_by("pk")
    return sum(
        schedule.lay_out_week(system("night"), service=service.pk, monday=monday, at=at)
        for service in open_now
        for monday in schedule.coming_mondays(WEEKS_AHEAD, on=on)
    )


def derive_verdicts(at: datetime) -> int:
    return verdicts.renew_all(since=local_day(at - LOOKED_BACK), at=at)


def give_back_seats(at: datetime) -> int:
    return seats.give_back_all(system("night"), at=at)


def pass_silent_days(at: datetime) -> int:
    return absences.pass_silent_days(system("night"), on=local_day(at), at=at)


def refresh_attention(at: datetime) -> int:
    return attention.refresh_all(on=local_day(at))


def forget_sent_forms(at: datetime) -> int:
    return once.forget_sent_forms(at=at)


def stop_old_letters(at: datetime) -> int:
    return letters.stop_old_letters(system("night"), at=at)


def drop_old_lists(at: datetime) -> int:
    return imports.drop_old_lists(system("night"), at=at)


def make_log_reviews(at: datetime) -> int:
    return log_review.make_due(at=at)


def tell_of_unsigned_reviews(at: datetime) -> int:
    return log_review.note_overdue(at=at)


def exchange_case_files(at: datetime) -> int:
    return case_system.exchange(at=at)


def seal_trail(at: datetime) -> int:
    return sealing.seal_trail(at=at)


PARTS: tuple[tuple[str, Callable[[datetime], int]], ...] = (
    ("lay-out-weeks", lay_out_weeks),
    ("derive-verdicts", derive_verdicts),
    ("give-back-seats", give_back_seats),
    ("pass-silent-days", pass_silent_days),
    ("refresh-attention", refresh_attention),
    ("forget-sent-forms", forget_sent_forms),
    ("stop-old-letters", stop_old_letters),
    ("drop-old-lists", drop_old_lists),
    ("exchange-case-files", exchange_case_files),
    ("make-log-reviews", make_log_reviews),
    ("tell-of-unsigned-reviews", tell_of_unsigned_reviews),
    ("seal-trail", seal_trail),
)


def run_night(*, at: datetime, parts: Iterable[tuple[str, Callable[[datetime], int]]] = PARTS) -> list[Part]:
    """Every part in its order. What failed is in the log with its cause, and in the trail by its name.

    A night in which the database or the disk was in the way is not over: it is due until it has gone through.
    """
    done = [_run(name, work, at) for name, work in parts]
    if any(part.again for part in done):
        return done
    Setting.objects.update_or_create(name=RAN, defaults={"value": local_day(at).isoformat()})
    return done


def _run(name: str, work: Callable[[datetime], int], at: datetime) -> Part:
    try:
        part = Part(name, work(at))
    except Exception as fault:
        again = trouble_of(fault) is not None
        _log.error("the night's part %s failed: %s", name, cause_of(fault), exc_info=not again)
        part = Part(name, 0, failed=True, again=again)
    note_part(system("night"), part=part, at=at)
    return part


@deed
def note_part(actor: Actor, *, part: Part, at: datetime) -> None:
    verb = "night.part-failed" if part.failed else "night.part-done"
    note(actor, verb, at=at, part=part.name, count=part.count)


def night_is_due(*, at: datetime, hour: int = 2) -> bool:
    """Once a day, after two o'clock here."""
    if at.hour < hour:
        return False
    ran = Setting.objects.filter(name=RAN).values_list("value", flat=True).first()
    return ran != local_day(at).isoformat()

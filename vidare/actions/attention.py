"""Keeps the attention list true after every deed, and makes it anew at night."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from vidare.records import configured, ways_in
from vidare.records.acting import acting, key_of_who_acts
from vidare.records.attention import Attention
from vidare.records.owed import Gathered, gather
from vidare.records.participations import Participation
from vidare.records.walls import within
from vidare.rules import attendance
from vidare.rules.access import system
from vidare.rules.attention import ANYBODYS, Dated, Owed, Policy, compartment_of, owed
from vidare.rules.participations import State

_postponed: ContextVar[dict[int, date] | None] = ContextVar("postponed", default=None)
CHUNK = 500


def refresh(participation: int, *, on: date) -> None:
    """Compare what the rules say is owed to this participation with the rows kept, and mend the rows."""
    later = _postponed.get()
    if later is not None:
        later[participation] = on
        return
    _mend([participation], on=on)


@contextmanager
def postponed(*, on: date) -> Iterator[None]:
    """For an import or a whole day's deeds: gather what must be refreshed, and refresh it once at the end."""
    if _postponed.get() is not None:
        yield
        return
    touched: dict[int, date] = {}
    token = _postponed.set(touched)
    try:
        with configured.remembered():
            yield
    finally:
        _postponed.reset(token)
    if touched:
        with acting(key_of_who_acts() or "system:attention"):
            _mend(sorted(touched), on=on)


def refresh_all(*, on: date) -> int:
    """Every way that is open, or after which a question is still asked. Answers how many rows were mended."""
    with within(system("attention").scope(on=on)):
        keys = list(Participation.unscoped.order_by("pk").values_list("pk", flat=True))
    mended = 0
    for start in range(0, len(keys), CHUNK):
        with acting("system:attention"):
            mended += _mend(keys[start : start + CHUNK], on=on)
    return mended


def _mend(keys: Collection[int], *, on: date) -> int:
    # What is owed must not depend on how much the one who acts may see.
    with within(system("attention").scope(on=on)):
        gathered = gather(keys, on=on)
        kept: dict[int, dict[tuple[str, str], Attention]] = {key: {} for key in keys}
        for row in Attention.unscoped.filter(participation__in=keys):
            kept[row.participation_id][(row.kind, row.about)] = row
        wanted, gone = [], []
        limits = {service: limits_of(service, on=on) for service in {one.row.service_id for one in gathered}}
        for one in gathered:
            rows = kept[one.row.pk]
            for debt in derived(one, limits=limits[one.row.service_id], on=on):
                row = rows.pop((debt.kind.value, debt.about), None)
                fresh = _row(one, debt)
                if row is None or _kept(row) != _kept(fresh):
                    fresh.pk = row.pk if row is not None else None
                    wanted.append(fresh)
            gone += [row.pk for row in rows.values()]
        _write(wanted, gone)
    return len(wanted) + len(gone)


def _kept(row: Attention) -> tuple[date, int | None, str]:
    return row.since, row.owner_id, row.compartment


def _write(wanted: list[Attention], gone: list[int]) -> None:
    if gone:
        Attention.unscoped.filter(pk__in=gone).delete()
    changed = [row for row in wanted if row.pk is not None]
    if changed:
        Attention.unscoped.bulk_update(changed, ["since", "owner", "compartment"])
    new = [row for row in wanted if row.pk is None]
    if new:
        Attention.unscoped.bulk_create(new)


@dataclass(frozen=True, slots=True)
class Limits:
    """A service's own limits on a day."""

    owed: Policy
    ladder: Mapping[str, Any]


def limits_of(service: int, *, on: date) -> Limits:
    values = configured.values_of(service, "attention", on)
    known = {name: int(values[name]) for name in Policy.__dataclass_fields__ if name in values}
    known["first_meeting"] = ways_in.target_days(service, on=on)
    known.setdefault("contact_every", configured.model_of(service).contact_every_days)
    return Limits(Policy(**known), configured.values_of(service, "attendance", on))


def derived(one: Gathered, *, limits: Limits, on: date) -> frozenset[Owed]:
    """What is owed, from the facts gathered and the service's own limits on the day."""
    return owed(replace(one.facts, streak_reached=_streak(one, limits.ladder, on)), policy=limits.owed, on=on)


def _streak(one: Gathered, ladder: Mapping[str, Any], on: date) -> Dated | None:
    """The day on which a streak reached the review, unless a basis already answers it."""
    if one.facts.state is State.CLOSED or not one.days:
        return None
    step = attendance.consequence(one.days, policy=attendance.Policy.from_values(ladder), on=on)
    if not step.review or step.start is None or step.end is None or step.start in one.streaks_answered:
        return None
    return Dated(one.row.pk, step.end)


def _row(one: Gathered, debt: Owed) -> Attention:
    participation = one.row
    owner, where = one.hands.get((debt.kind, debt.about), (None, compartment_of(debt.kind)))
    return Attention(
        board_id=participation.board_id,
        compartment=where.value,
        person_id=participation.person_id,
        service_id=participation.service_id,
        participation_id=participation.pk,
        kind=debt.kind.value,
        since=debt.since,
        about=debt.about,
        owner_id=None if debt.kind in ANYBODYS else owner or participation.coach_id,
    )

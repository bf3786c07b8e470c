"""Keeps each booking's verdict equal to what is known, and begins an absence when somebody was seen to be away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from vidare.actions import attention, streaks
from vidare.records import configured
from vidare.records.absences import Absence
from vidare.records.acting import acting, key_of_who_acts
from vidare.records.activities import Booking
from vidare.records.evidence import Known, gather
from vidare.records.participations import Participation
from vidare.records.walls import within
from vidare.records.written import changed, written
from vidare.rules import door
from vidare.rules.absences import State
from vidare.rules.access import system
from vidare.rules.activities import BookingKind
from vidare.rules.attendance import Answer, Hour, Policy, Seen, Verdict, Why, verdict
from vidare.rules.calendar import bounds, local_day

CHUNK = 500
FEW = 3  # rows that are changed one by one
AWAY = frozenset({Verdict.ABSENT_INVALID, Verdict.ABSENT_VALID, Verdict.CONTESTED})


def policy_of(service: int, on: date) -> Policy:
    """The attendance policy whose first day governs ``on``."""
    return Policy.from_values(configured.values_of(service, "attendance", on))


def answer(known: Known) -> Answer:
    """The verdict from the rows, as the rule derives it."""
    return verdict(
        known.hour,
        known.sightings,
        told=known.told,
        assessed=known.assessed,
        disputed=known.disputed,
        policy=policy_of(known.booking.participation.service_id, local_day(known.hour.starts_at)),
    )


def derive(*bookings: int, at: datetime) -> list[Answer]:
    """Write the verdicts these bookings now have, and keep their absences true: part of the deed that changed them.

    It stands outside the actor's walls: a verdict rests on explanations and assessments that who registers may not
    see, and must be the same whoever registers. Nothing of them goes back but the verdict.
    """
    return _derived(bookings, at=at)[1]


def _derived(bookings: Collection[int], *, at: datetime) -> tuple[list[Known], list[Answer]]:
    with within(system("verdict").scope(on=at.date())), configured.remembered():
        _hold(bookings)
        everything = gather(bookings)
        answers = [answer(known) for known in everything]
        fresh = []
        for known, one in zip(everything, answers, strict=True):
            row = known.booking
            if (row.verdict, row.verdict_why) != (one.verdict.value, one.why.value):
                row.verdict, row.verdict_why = one.verdict.value, one.why.value
                fresh.append(row)
        _write(fresh)
        _keep_absences(everything, answers, at=at)
        streaks.follow({row.participation_id for row in fresh}, at=at)
        return everything, answers


def _write(rows: list[Booking]) -> None:
    if len(rows) <= FEW:
        for row in rows:
            changed(row, "verdict", "verdict_why")
        return
    alike: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        alike[row.verdict, row.verdict_why].append(row.pk)
    for (code, why), keys in alike.items():
        Booking.unscoped.filter(pk__in=keys).update(verdict=code, verdict_why=why)


def _hold(bookings: Collection[int]) -> None:
    """Of two deeds that change one hour at once the second waits here, and then derives from what both have written.

    In the order of their keys, and so that rows which only point at a booking do not wait for it.
    """
    if connection.features.has_select_for_update:
        _held(list(bookings))


@written
def _held(bookings: list[int]) -> QuerySet[Booking, int]:
    rows = Booking.unscoped.filter(pk__in=bookings).order_by("pk")
    return rows.select_for_update(no_key=True).values_list("pk", flat=True)


@written
def _absences(bookings: list[int]) -> QuerySet[Absence]:
    return Absence.unscoped.filter(booking__in=bookings)


def _keep_absences(everything: list[Known], answers: list[Answer], *, at: datetime) -> None:
    rows = {row.booking_id: row for row in _absences([one.booking.pk for one in everything])}
    fresh = []
    for known, one in zip(everything, answers, strict=True):
        row = rows.get(known.booking.pk)
        away = one.verdict in AWAY and _seen_away(one, known)
        if away and row is None:
            fresh.append(_begun(known, at=at))
        elif away and row is not None and row.state == State.CORRECTED.value:
            _save(row, _first_state(known))
        elif not away and row is not None and row.state != State.CORRECTED.value:
            _save(row, State.CORRECTED)
    if fresh:
        Absence.unscoped.bulk_create(fresh)


def _seen_away(one: Answer, known: Known) -> bool:
    # Told ahead and assessed as valid is an absence without anybody having seen it: there is nothing to ask about.
    return one.why is not Why.ASSESSED_VALID or any(sighting.seen is Seen.NOT_HERE for sighting in known.sightings)


def _first_state(known: Known) -> State:
    return State.EXPLAINED if known.told else State.SEEN


def _save(row: Absence, state: State) -> None:
    row.state = state.value
    changed(row, "state")


def _begun(known: Known, *, at: datetime) -> Absence:
    booking, on = known.booking, local_day(known.hour.starts_at)
    days = policy_of(booking.participation.service_id, on).silent_after_days
    return Absence(
        board_id=booking.board_id,
        person_id=booking.person_id,
        booking=booking,
        participation_id=booking.participation_id,
        on=on,
        state=_first_state(known).value,
        silent_after=max(on, at.date()) + timedelta(days=days),
        seen_at=at,
    )


def derive_and_refresh(*bookings: int, at: datetime) -> list[Answer]:
    """``derive``, and what is owed to those concerned."""
    everything, answers = _derived(bookings, at=at)
    for participation in sorted({known.booking.participation_id for known in everything}):
        attention.refresh(participation, on=at.date())
    return answers


def first_seen(row: Booking, *, touched_at: datetime, watched: bool, at: datetime) -> Answer:
    """The verdict when somebody is seen on the day of their hour, from what is known of the hour already.

    Where nothing but that can have a part in it, nothing else is read. ``watched`` says whether a basis or a streak
    that somebody is to look at stands on the person's hours: they must be followed.
    """
    policy = policy_of(row.session.service_id, local_day(row.starts_at))
    hour = Hour(row.session.starts_at, row.session.ends_at, dropped_in=row.kind == BookingKind.DROP_IN.value)
    answer = door.first_seen(Why(row.verdict_why) if row.verdict_why else None, hour, touched_at, policy=policy)
    if answer is None or watched:
        return derive_and_refresh(row.pk, at=at)[0]
    row.verdict, row.verdict_why = answer.verdict.value, answer.why.value
    changed(row, "verdict", "verdict_why")
    return answer


def dropped_in(way: Participation, touched_at: datetime) -> Answer | None:
    """The verdict of an hour that somebody is given a place in when they are seen: nothing else can be known of it."""
    hour = Hour(touched_at, touched_at, dropped_in=True)
    return door.first_seen(Why.NOTHING_SEEN, hour, touched_at, policy=policy_of(way.service_id, local_day(touched_at)))


def derive_hour(session: int, *, at: datetime) -> list[Answer]:
    """Derive the verdicts of everybody who has a place in an hour, those too whom the one who acts may not see."""
    with within(system("verdict").scope(on=at.date())):
        keys = list(Booking.unscoped.filter(session=session).order_by("pk").values_list("pk", flat=True))
    return derive_and_refresh(*keys, at=at)


def renew(*, participation: int, since: date, at: datetime) -> None:
    """Derive a participation's hours anew, after its pauses, studies or placements have changed."""
    with within(system("verdict").scope(on=at.date())):
        rows = Booking.unscoped.filter(participation=participation, starts_at__gte=bounds(since)[0])
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        derive(*keys[start : start + CHUNK], at=at)


def renew_all(*, since: date, at: datetime) -> int:
    """For the night: every hour since a day, derived anew. Answers how many verdicts were not what they should be."""
    with within(system("verdict").scope(on=at.date())):
        keys = list(
            Booking.unscoped.filter(starts_at__gte=bounds(since)[0]).order_by("pk").values_list("pk", flat=True)
        )
    wrong = 0
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        with acting(key_of_who_acts() or "system:verdict"):
            wrong += _wrong(chunk, at=at)
            derive(*chunk, at=at)
    return wrong


def _wrong(bookings: Collection[int], *, at: datetime) -> int:
    with within(system("verdict").scope(on=at.date())), configured.remembered():
        return sum(
            (known.booking.verdict, known.booking.verdict_why) != (one.verdict.value, one.why.value)
            for known in gather(bookings)
            for one in [answer(known)]
        )

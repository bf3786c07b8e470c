"""A service's rows as columns, for the figures: every row of it, protected persons too, but no name and no text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Count, Q

from vidare.compute.attendance import CODE_OF
from vidare.compute.stock import NONE, OPEN
from vidare.queries import as_of
from vidare.records.activities import Booking, Session
from vidare.records.outcomes import Exit, FollowUp, OccupationSpell, SupportSpell
from vidare.records.participations import Meeting, Participation
from vidare.records.placements import Placement
from vidare.records.referrals import ClockPause, Referral
from vidare.rules import activities, attendance, placements, referrals
from vidare.rules.calendar import bounds, local_day
from vidare.rules.identity import Origin, Sex
from vidare.rules.outcomes import PRECEDENCE, ExitClass, Occupation
from vidare.rules.period import Period
from vidare.rules.services import ActivityKind

Whole = npt.NDArray[np.int64]
Columns = dict[str, Whole]
NEVER = OPEN + 1
EXITS = tuple(ExitClass)
ORIGINS = tuple(Origin)
SEXES = tuple(Sex)


@dataclass(frozen=True, slots=True)
class Table:
    """The ways through a service as they were known on a day. Rows of the other tables point at them by ``way``.

    ``ways``: key, person, start, end, origin, sex, born. ``exits``: way, exit (position in ``EXITS``), confirmed.
    """

    service: str
    service_id: int
    opened_on: date
    on: date
    ways: Columns
    exits: Columns
    placements: Columns
    enrolments: Columns
    spells: Columns
    hours: Columns
    sessions: Columns
    waits: Columns
    support: Columns
    follow_ups: Columns
    stepped: Whole
    walked: Columns
    agreed: Whole

    @property
    def size(self) -> int:
        return len(self.ways["key"])


def year(on: date) -> Period:
    """The twelve months that end with the day."""
    return Period.last(365, on=on)


def month(on: date) -> Period:
    """The month up to and with the day."""
    return Period(on.replace(day=1), on)


def load(service_id: int, *, code: str, opened_on: date, on: date, at: datetime | None = None) -> Table:
    """Read everything that the figures need in a fixed number of questions to the database.

    ``at`` is the moment of asking: what is left of the day after it has not been. Without it the day is over.
    """
    over = bounds(on)[1]
    rows = list(
        Participation.unscoped.filter(service=service_id, started_on__lte=on)
        .order_by("pk")
        .values_list(
            "pk", "person_id", "started_on", "ended_on", "person__origin", "person__sex", "person__born_on"
        )  # fmt: skip
    )
    place = {row[0]: index for index, row in enumerate(rows)}
    persons: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        persons.setdefault(row[1], []).append(index)
    inside = Q(participation__service=service_id)
    return Table(
        service=code,
        service_id=service_id,
        opened_on=opened_on,
        on=on,
        ways=_ways(rows, on),
        exits=_exits(inside, place),
        placements=_placements(inside, place, on),
        enrolments=_enrolments(inside, place, on),
        spells=_spells(service_id, persons),
        hours=_hours(inside, place, on, min(at or over, over)),
        sessions=_sessions(service_id, on),
        waits=_waits(service_id, on),
        support=_support(service_id, persons),
        follow_ups=_follow_ups(inside, place),
        stepped=as_of.stepped(inside, place, on=on),
        walked=_columns(
            "way day", ((place[way], ordinal(day)) for way, day in as_of.walked(inside, on=on) if way in place)
        ),
        agreed=as_of.agreed(inside, place, on=on, over=over),
    )


def ordinal(day: date | None, *, none: int = OPEN) -> int:
    return none if day is None else day.toordinal()


def _columns(names: str, rows: Iterable[Sequence[int]]) -> Columns:
    keys = names.split()
    table = np.array(list(rows), dtype=np.int64).reshape(-1, len(keys))
    return {key: table[:, index] for index, key in enumerate(keys)}


def _ways(rows: Sequence[Sequence[Any]], on: date) -> Columns:
    return _columns(
        "key person start end origin sex born",
        (
            (key, person, ordinal(start), _known(end, on), ORIGINS.index(Origin(origin)), SEXES.index(Sex(sex)),
             ordinal(born, none=0))
            for key, person, start, end, origin, sex, born in rows
        ),
    )  # fmt: skip


def _known(end: date | None, on: date) -> int:
    """What ended after the day had not ended then."""
    return ordinal(end) if end is not None and end <= on else OPEN


def _exits(inside: Q, place: dict[int, int]) -> Columns:
    rows = Exit.unscoped.filter(inside).values_list("participation_id", "preliminary", "confirmed")
    return _columns(
        "way exit confirmed",
        ((place[way], EXITS.index(ExitClass(confirmed or preliminary)), bool(confirmed))
         for way, preliminary, confirmed in rows if way in place),
    )  # fmt: skip


def _placements(inside: Q, place: dict[int, int], on: date) -> Columns:
    lived = [placements.State.RUNNING.value, placements.State.FOLLOWED_UP.value, placements.State.ENDED.value]
    rows = Placement.unscoped.filter(inside, state__in=lived, start__lte=on)
    return _columns(
        "way start end outside regular hours",
        ((place[way], ordinal(start), ordinal(ended),
          where == placements.Where.OUTSIDE.value, kind == placements.Workplace.REGULAR.value, hours)
         for way, start, ended, where, kind, hours in rows.values_list(
             "participation_id", "start", "ended_on", "where", "workplace", "hours_per_week") if way in place),
    )  # fmt: skip


def _enrolments(inside: Q, place: dict[int, int], on: date) -> Columns:
    return _columns(
        "way start end education placement hours",
        ((place[way], ordinal(days.start), ordinal(days.end), kind == ActivityKind.EDUCATION,
          kind == ActivityKind.PLACEMENT, hours)
         for way, kind, hours, days in as_of.stays(inside, on=on) if way in place),
    )  # fmt: skip


def _spells(service_id: int, persons: dict[int, list[int]]) -> Columns:
    here = Participation.unscoped.filter(service=service_id).values("person_id")
    rows = OccupationSpell.unscoped.filter(person__in=here)
    return _columns(
        "way rank start end noted",
        ((way, PRECEDENCE.index(Occupation(what)), ordinal(start), ordinal(end), ordinal(local_day(noted)))
         for person, what, start, end, noted in rows.values_list("person_id", "occupation", "start", "end", "noted_at")
         for way in persons.get(person, ())),
    )  # fmt: skip


def _hours(inside: Q, place: dict[int, int], on: date, until: datetime) -> Columns:
    """Booked hours of the twelve months. One without an answer is not missing before it is over."""
    unanswered = ("", attendance.Verdict.NOT_REGISTERED.value)
    rows = (
        Booking.unscoped.filter(
            inside,
            state=activities.BookingState.BOOKED.value,
            starts_at__gte=bounds(year(on).start)[0],
            starts_at__lt=bounds(on)[1],
        )
        .order_by("pk")
        .values_list("participation_id", "starts_at", "session__ends_at", "verdict")
    )
    return _columns(
        "way minute verdict",
        ((place[way], int(at.timestamp()) // 60, CODE_OF.get(verdict, NONE)) for way, at, ends_at, verdict in rows
         if way in place and (verdict not in unanswered or ends_at <= until)),
    )  # fmt: skip


def _sessions(service_id: int, on: date) -> Columns:
    rows = Session.objects.filter(
        service=service_id,
        seats__isnull=False,
        cancelled_at=None,
        starts_at__gte=bounds(month(on).start)[0],
        starts_at__lt=bounds(on)[1],
    ).order_by("pk")
    booked = dict(
        Booking.unscoped.filter(session__in=rows.values("pk"), state=activities.BookingState.BOOKED.value)
        .order_by()
        .values_list("session_id")
        .annotate(taken=Count("pk"))
    )
    return _columns("seats taken", ((seats or 0, booked.get(key, 0)) for key, seats in rows.values_list("pk", "seats")))


def _waits(service_id: int, on: date) -> Columns:
    """Everyone referred in the twelve months: days waited without pauses, whether they met or were turned away.

    The wait of whoever left without a meeting ends with the last day.
    """
    gone = [referrals.State.DECLINED.value, referrals.State.WITHDRAWN.value]
    rows = Referral.unscoped.filter(service=service_id, received_on__range=(year(on).start, on))
    met = dict(
        Meeting.unscoped.filter(
            participation__service=service_id,
            participation__referral__isnull=False,
            kind=activities.MeetingKind.FIRST.value,
            state=activities.MeetingState.HELD.value,
        ).values_list("participation__referral_id", "starts_at")
    )
    pauses: dict[int, list[Period]] = {}
    for referral, start, end in ClockPause.unscoped.filter(referral__in=rows.values("pk")).values_list(
        "referral_id", "start", "end"
    ):
        pauses.setdefault(referral, []).append(Period(start, end))
    after = Participation.unscoped.filter(referral__in=rows.values("pk"))
    fields = after.values_list("referral_id", "pk", "started_on", "ended_on")
    ways = {key: (way, started_on, ended_on) for key, way, started_on, ended_on in fields}
    found = []
    for key, received_on, state in rows.order_by("pk").values_list("pk", "received_on", "state"):
        way, started_on, left = ways.get(key, (NONE, None, None))
        # Whoever a list told of as taking part has met somebody on the day of the start: no hour of it is known.
        day = local_day(met[key]) if key in met else started_on if started_on and started_on >= received_on else None
        clock = referrals.clock(
            received_on, pauses=pauses.get(key, []), first_meeting_on=day, target_days=0, on=min(on, left or on)
        )  # fmt: skip
        found.append((key, way, clock.waited, day is not None and day <= on, state in gone))
    return _columns("referral way waited met gone", found)


def _support(service_id: int, persons: dict[int, list[int]]) -> Columns:
    here = Participation.unscoped.filter(service=service_id).values("person_id")
    rows = SupportSpell.unscoped.filter(person__in=here).order_by("pk")
    return _columns(
        "person start end ore",
        ((person, ordinal(start), ordinal(end), NONE if ore is None else ore)
         for person, start, end, ore in rows.values_list("person_id", "start", "end", "paid_ore_per_month")
         if person in persons),
    )  # fmt: skip


def _follow_ups(inside: Q, place: dict[int, int]) -> Columns:
    rows = FollowUp.unscoped.filter(inside).order_by("pk")
    return _columns(
        "way days rank",
        ((place[way], days, PRECEDENCE.index(Occupation(what)) if what else NONE)
         for way, days, what in rows.values_list("participation_id", "days", "occupation") if way in place),
    )  # fmt: skip

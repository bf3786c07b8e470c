"""A service's rows as columns, for the figures: every row of it, protected persons too, but no name and no text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from django.db.models import Count, Q

from vidare.compute.attendance import CODE_OF
from vidare.compute.stock import NONE, OPEN
from vidare.records.activities import Booking, Enrolment, Session
from vidare.records.outcomes import Exit, FollowUp, OccupationSpell, SupportSpell
from vidare.records.participations import Meeting, Participation
from vidare.records.placements import Placement
from vidare.records.plans import Agreement, Plan, Step
from vidare.records.referrals import ClockPause, Referral
from vidare.rules import activities, placements, plans, referrals
from vidare.rules.identity import Origin, Sex
from vidare.rules.outcomes import PRECEDENCE, ExitClass, Occupation
from vidare.rules.period import Period

Whole = npt.NDArray[np.int64]
Columns = dict[str, Whole]
STOCKHOLM = ZoneInfo("Europe/Stockholm")
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


def load(service_id: int, *, code: str, opened_on: date, on: date) -> Table:
    """Read everything that the figures need in a fixed number of questions to the database."""
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
        hours=_hours(inside, place, on),
        sessions=_sessions(service_id, on),
        waits=_waits(service_id, on),
        support=_support(service_id, persons),
        follow_ups=_follow_ups(inside, place),
        stepped=_places(Step.each_open(Step.unscoped.filter(inside)).values_list("participation_id"), place),
        agreed=_agreed(inside, place),
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
    lived = [
        activities.EnrolmentState.RUNNING.value,
        activities.EnrolmentState.COMPLETED.value,
        activities.EnrolmentState.BROKEN_OFF.value,
    ]
    rows = Enrolment.unscoped.filter(inside, state__in=lived, start__lte=on)
    return _columns(
        "way start end education placement hours",
        ((place[way], ordinal(start), ordinal(end), kind == "education", kind == "placement", hours)
         for way, start, end, kind, hours in rows.values_list(
             "participation_id", "start", "end", "activity__kind", "activity__hours_per_week") if way in place),
    )  # fmt: skip


def _spells(service_id: int, persons: dict[int, list[int]]) -> Columns:
    here = Participation.unscoped.filter(service=service_id).values("person_id")
    rows = OccupationSpell.unscoped.filter(person__in=here).values_list("person_id", "occupation", "start", "end")
    return _columns(
        "way rank start end",
        ((way, PRECEDENCE.index(Occupation(what)), ordinal(start), ordinal(end))
         for person, what, start, end in rows for way in persons.get(person, ())),
    )  # fmt: skip


def midnight(day: date) -> datetime:
    """The moment a local day begins."""
    return datetime.combine(day, time(0), tzinfo=STOCKHOLM)


def _hours(inside: Q, place: dict[int, int], on: date) -> Columns:
    """Booked hours of the twelve months. An hour of the day itself without a verdict is not over yet."""
    rows = (
        Booking.unscoped.filter(
            inside,
            state=activities.BookingState.BOOKED.value,
            starts_at__gte=midnight(year(on).start),
            starts_at__lt=midnight(on + timedelta(days=1)),
        )
        .order_by("pk")
        .values_list("participation_id", "starts_at", "verdict")
    )
    today = int(midnight(on).timestamp())
    return _columns(
        "way minute verdict",
        ((place[way], int(at.timestamp()) // 60, CODE_OF.get(verdict, NONE)) for way, at, verdict in rows
         if way in place and (verdict or at.timestamp() < today)),
    )  # fmt: skip


def _sessions(service_id: int, on: date) -> Columns:
    rows = Session.objects.filter(
        service=service_id,
        seats__isnull=False,
        cancelled_at=None,
        starts_at__gte=midnight(month(on).start),
        starts_at__lt=midnight(on + timedelta(days=1)),
    ).order_by("pk")
    booked = dict(
        Booking.unscoped.filter(session__in=rows.values("pk"), state=activities.BookingState.BOOKED.value)
        .order_by()
        .values_list("session_id")
        .annotate(taken=Count("pk"))
    )
    return _columns("seats taken", ((seats or 0, booked.get(key, 0)) for key, seats in rows.values_list("pk", "seats")))


def _waits(service_id: int, on: date) -> Columns:
    """Everyone referred in the twelve months: days waited without pauses, whether they met or were turned away."""
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
    ways = dict(Participation.unscoped.filter(referral__in=rows.values("pk")).values_list("referral_id", "pk"))
    found = []
    for key, received_on, state in rows.order_by("pk").values_list("pk", "received_on", "state"):
        day = met[key].astimezone(STOCKHOLM).date() if key in met else None
        clock = referrals.clock(
            received_on, pauses=pauses.get(key, []), first_meeting_on=day, target_days=0, on=on
        )  # fmt: skip
        found.append((key, ways.get(key, NONE), clock.waited, day is not None and day <= on, state in gone))
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
        "key way days due rank",
        ((key, place[way], days, ordinal(due), PRECEDENCE.index(Occupation(what)) if what else NONE)
         for key, way, days, due, what in rows.values_list("pk", "participation_id", "days", "due_on", "occupation")
         if way in place),
    )  # fmt: skip


def _places(rows: Iterable[Sequence[Any]], place: dict[int, int]) -> Whole:
    return np.array(sorted({place[row[0]] for row in rows if row[0] in place}), dtype=np.int64)


def _agreed(inside: Q, place: dict[int, int]) -> Whole:
    """Ways whose plan both the participant and the board have said yes to, and neither has taken it back."""
    parties: dict[int, set[str]] = {}
    running = Plan.unscoped.filter(inside, state=plans.State.AGREED.value)
    said = Agreement.unscoped.filter(plan__in=running.values("pk"), withdrawn_at=None)
    for way, party in said.values_list("plan__participation_id", "party"):
        parties.setdefault(way, set()).add(party)
    both = {party.value for party in plans.Party}
    return _places(((way,) for way, found in parties.items() if found >= both), place)

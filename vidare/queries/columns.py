"""A service's rows as columns, for the figures: every row of it, protected persons too, but no name and no text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Case, Count, Q, QuerySet, When

from vidare.compute.attendance import CODE_OF
from vidare.compute.stock import NONE, OPEN
from vidare.queries import as_of, waits
from vidare.records.activities import Booking, Session
from vidare.records.moments import Minute
from vidare.records.outcomes import Exit, FollowUp, OccupationSpell, SupportSpell
from vidare.records.participations import Participation
from vidare.records.placements import Placement
from vidare.records.programmes import Programme
from vidare.records.together import Part, beside, parted, those
from vidare.rules import activities, attendance, placements
from vidare.rules.calendar import bounds, local_day
from vidare.rules.identity import Origin, Sex
from vidare.rules.outcomes import PRECEDENCE, ExitClass, Occupation
from vidare.rules.period import Period, twelve_months
from vidare.rules.services import ActivityKind

Whole = npt.NDArray[np.int64]
Columns = dict[str, Whole]
Rows = Iterable[tuple[Any, ...]]
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
    programmes: Columns
    stepped: Whole
    walked: Columns
    agreed: Whole

    @property
    def size(self) -> int:
        return len(self.ways["key"])


def year(on: date) -> Period:
    """The twelve months that end with the day."""
    return twelve_months(on)


def month(on: date) -> Period:
    """The month up to and with the day."""
    return Period(on.replace(day=1), on)


@parted
def load(service_id: int, *, code: str, opened_on: date, on: date, at: datetime | None = None) -> Part[Table]:
    """Read everything that the figures need in a fixed number of questions to the database.

    ``at`` is the moment of asking: what is left of the day after it has not been. Without it the day is over.
    """
    over = bounds(on)[1]
    inside = Q(participation__service=service_id)
    (
        ways,
        exits,
        placed,
        stays,
        spells,
        sessions,
        waited,
        support,
        follow_ups,
        programmes,
        stepped,
        walked,
        agreed,
    ) = yield from beside(
        those(_started(service_id, on)),
        those(Exit.unscoped.filter(inside).values_list("participation_id", "preliminary", "confirmed")),
        those(_placed(inside, on)),
        as_of.stays(inside, on=on),
        those(_occupied(service_id)),
        _sessions(service_id, on),
        waits.referred(service_id, year(on)),
        those(_supported(service_id)),
        those(FollowUp.unscoped.filter(inside).order_by("pk").values_list("participation_id", "days", "occupation")),
        those(_programmes(service_id)),
        as_of.stepped(inside, on=on),
        as_of.walked(inside, on=on),
        as_of.agreed(inside, on=on, over=over),
    )
    place = {row[0]: index for index, row in enumerate(ways)}
    persons: dict[int, list[int]] = {}
    for index, row in enumerate(ways):
        persons.setdefault(row[1], []).append(index)
    return Table(
        service=code,
        service_id=service_id,
        opened_on=opened_on,
        on=on,
        ways=_ways(ways, on),
        exits=_exits(exits, place),
        placements=_placements(placed, place),
        enrolments=_enrolments(stays, place),
        spells=_spells(spells, persons),
        hours=_hours(inside, place, on, min(at or over, over)),
        sessions=_columns("seats taken", sessions),
        waits=_columns("referral way waited met gone by", waits.waited(waited, on)),
        support=_support(support, persons),
        follow_ups=_follow_ups(follow_ups, place),
        programmes=_ended(programmes, persons),
        stepped=as_of.places(stepped, place),
        walked=_columns("way day", ((place[way], ordinal(day)) for way, day in walked if way in place)),
        agreed=as_of.places(agreed, place),
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


def _started(service_id: int, on: date) -> QuerySet[Participation, Any]:
    rows = Participation.unscoped.filter(service=service_id, started_on__lte=on).order_by("pk")
    return rows.values_list(
        "pk", "person_id", "started_on", "ended_on", "person__origin", "person__sex", "person__born_on"
    )  # fmt: skip


def _exits(rows: Rows, place: dict[int, int]) -> Columns:
    return _columns(
        "way exit confirmed",
        ((place[way], EXITS.index(ExitClass(confirmed or preliminary)), bool(confirmed))
         for way, preliminary, confirmed in rows if way in place),
    )  # fmt: skip


def _placed(inside: Q, on: date) -> QuerySet[Placement, Any]:
    lived = [placements.State.RUNNING.value, placements.State.FOLLOWED_UP.value, placements.State.ENDED.value]
    rows = Placement.unscoped.filter(inside, state__in=lived, start__lte=on)
    return rows.values_list("participation_id", "start", "ended_on", "where", "workplace", "hours_per_week")


def _placements(rows: Rows, place: dict[int, int]) -> Columns:
    return _columns(
        "way start end outside regular hours",
        ((place[way], ordinal(start), ordinal(ended),
          where == placements.Where.OUTSIDE.value, kind == placements.Workplace.REGULAR.value, hours)
         for way, start, ended, where, kind, hours in rows if way in place),
    )  # fmt: skip


def _enrolments(stays: Iterable[as_of.Stay], place: dict[int, int]) -> Columns:
    return _columns(
        "way start end education placement hours",
        ((place[way], ordinal(days.start), ordinal(days.end), kind == ActivityKind.EDUCATION,
          kind == ActivityKind.PLACEMENT, hours)
         for way, kind, hours, days in stays if way in place),
    )  # fmt: skip


def _occupied(service_id: int) -> QuerySet[OccupationSpell, Any]:
    here = Participation.unscoped.filter(service=service_id).values("person_id")
    rows = OccupationSpell.unscoped.filter(person__in=here)
    return rows.values_list("person_id", "occupation", "start", "end", "noted_at")


def _spells(rows: Rows, persons: dict[int, list[int]]) -> Columns:
    return _columns(
        "way rank start end noted",
        ((way, PRECEDENCE.index(Occupation(what)), ordinal(start), ordinal(end), ordinal(local_day(noted)))
         for person, what, start, end, noted in rows for way in persons.get(person, ())),
    )  # fmt: skip


def _hours(inside: Q, place: dict[int, int], on: date, until: datetime) -> Columns:
    """Booked hours of the twelve months. One without an answer is not missing before it is over."""
    unanswered = ("", attendance.Verdict.NOT_REGISTERED.value)
    counts = ~Q(verdict__in=unanswered) | Q(session__ends_at__lte=until)
    code = Case(*(When(verdict=verdict, then=number) for verdict, number in CODE_OF.items()), default=NONE)
    rows = (
        Booking.unscoped.filter(
            inside & counts,
            state=activities.BookingState.BOOKED.value,
            starts_at__gte=bounds(year(on).start)[0],
            starts_at__lt=bounds(on)[1],
        )
        .order_by("pk")
        .annotate(minute=Minute("starts_at"), code=code)
        .values_list("participation_id", "minute", "code")
    )
    # A big office has a quarter of a million of them: the database counts the minutes, and no moment is made of any.
    found = _columns("way minute verdict", rows.iterator(chunk_size=20_000))
    known = np.isin(found["way"], list(place))
    keys = np.array(sorted(place), dtype=np.int64)
    order = np.array([place[key] for key in keys.tolist()], dtype=np.int64)
    ways = order[np.searchsorted(keys, found["way"][known])] if len(keys) else found["way"][known]
    return {"way": ways, "minute": found["minute"][known], "verdict": found["verdict"][known]}


def _sessions(service_id: int, on: date) -> Part[list[tuple[int, int]]]:
    rows = Session.objects.filter(
        service=service_id,
        seats__isnull=False,
        cancelled_at=None,
        starts_at__gte=bounds(month(on).start)[0],
        starts_at__lt=bounds(on)[1],
    ).order_by("pk")
    taken = (
        Booking.unscoped.filter(session__in=rows.values("pk"), state=activities.BookingState.BOOKED.value)
        .order_by()
        .values_list("session_id")
        .annotate(taken=Count("pk"))
    )
    counted, hours = yield from beside(those(taken), those(rows.values_list("pk", "seats")))
    booked = dict(counted)
    return [(seats or 0, booked.get(key, 0)) for key, seats in hours]


def _supported(service_id: int) -> QuerySet[SupportSpell, Any]:
    here = Participation.unscoped.filter(service=service_id).values("person_id")
    rows = SupportSpell.unscoped.filter(person__in=here).order_by("pk")
    return rows.values_list("person_id", "start", "end", "paid_ore_per_month")


def _support(rows: Rows, persons: dict[int, list[int]]) -> Columns:
    return _columns(
        "person start end ore",
        ((person, ordinal(start), ordinal(end), NONE if ore is None else ore)
         for person, start, end, ore in rows if person in persons),
    )  # fmt: skip


def _follow_ups(rows: Rows, place: dict[int, int]) -> Columns:
    return _columns(
        "way days rank",
        ((place[way], days, PRECEDENCE.index(Occupation(what)) if what else NONE)
         for way, days, what in rows if way in place),
    )  # fmt: skip


def _programmes(service_id: int) -> QuerySet[Programme, Any]:
    here = Participation.unscoped.filter(service=service_id).values("person_id")
    return Programme.unscoped.filter(person__in=here).order_by("pk").values_list("person_id", "end")


def _ended(rows: Rows, persons: dict[int, list[int]]) -> Columns:
    """The last day of each person's introduction programme, by the latest word; a way without one is not there."""
    latest: dict[int, date | None] = dict(rows)
    return _columns(
        "way day",
        ((way, ordinal(end)) for person, end in latest.items() if end is not None for way in persons.get(person, ())),
    )

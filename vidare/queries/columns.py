"""A service's rows as columns, for the figures: every row of it, protected persons too, but no name and no text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate

from vidare.compute.attendance import CODES
from vidare.compute.joining import among, for_each, pointing
from vidare.compute.stock import NONE, OPEN
from vidare.queries import as_of, waits
from vidare.records.activities import Booking, Session
from vidare.records.moments import Minute, ordinal_of, place_of
from vidare.records.outcomes import Exit, FollowUp, OccupationSpell, SupportSpell
from vidare.records.packed import packed
from vidare.records.participations import Participation
from vidare.records.placements import Placement
from vidare.records.programmes import Programme
from vidare.records.together import Part, beside, parted, those
from vidare.rules import activities, attendance, placements
from vidare.rules.calendar import bounds
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
    # What stood on the day is counted of those who were here in the month: most of a big service's ways are long over.
    here = inside & _not_over("participation__", month(on).start)
    (
        ways,
        exits,
        placed,
        stays,
        spells,
        hours,
        sessions,
        waited,
        support,
        follow_ups,
        programmes,
        stepped,
        walked,
        agreed,
    ) = yield from beside(
        _ways(service_id, on),
        _exits(inside),
        those(_placed(inside, on)),
        as_of.stays(here, on=on),
        _spells(service_id),
        _hours(inside, on, min(at or over, over)),
        _sessions(service_id, on),
        waits.referred(service_id, year(on)),
        _support(service_id),
        _follow_ups(inside),
        those(_programmes(service_id)),
        as_of.stepped(here, on=on),
        as_of.walked(here, on=on),
        as_of.agreed(here, on=on, over=over),
    )
    keys = ways["key"]
    place = {key: index for index, key in enumerate(keys.tolist())}
    persons: dict[int, list[int]] = {}
    for index, person in enumerate(ways["person"].tolist()):
        persons.setdefault(person, []).append(index)
    return Table(
        service=code,
        service_id=service_id,
        opened_on=opened_on,
        on=on,
        ways=ways,
        exits=pointing(exits, "way", keys),
        placements=_placements(placed, place),
        enrolments=_enrolments(stays, place),
        spells=for_each(spells, "person", ways["person"]),
        hours=pointing(hours, "way", keys),
        sessions=_columns("seats taken", sessions),
        waits=_columns("referral way waited met gone by", waits.waited(waited, on)),
        support=among(support, "person", ways["person"]),
        follow_ups=pointing(follow_ups, "way", keys),
        programmes=_ended(programmes, persons),
        stepped=as_of.places(stepped, place),
        walked=_columns("way day", ((place[way], ordinal(day)) for way, day in walked if way in place)),
        agreed=as_of.places(agreed, place),
    )


def _not_over(way: str, since: date) -> Q:
    return Q(**{f"{way}ended_on": None}) | Q(**{f"{way}ended_on__gte": since})


def ordinal(day: date | None, *, none: int = OPEN) -> int:
    return none if day is None else day.toordinal()


def _columns(names: str, rows: Iterable[Sequence[int]]) -> Columns:
    keys = names.split()
    table = np.array(list(rows), dtype=np.int64).reshape(-1, len(keys))
    return {key: table[:, index] for index, key in enumerate(keys)}


def _ways(service_id: int, on: date) -> Part[Columns]:
    """In the order of their keys. What ended after the day had not ended then."""
    rows = Participation.unscoped.filter(service=service_id, started_on__lte=on).order_by("pk")
    found = yield from packed(
        "key person start end origin sex born",
        rows.values_list(
            "pk", "person_id", ordinal_of("started_on", none=OPEN), ordinal_of("ended_on", none=OPEN),
            place_of("person__origin", ORIGINS, none=NONE), place_of("person__sex", SEXES, none=NONE),
            ordinal_of("person__born_on", none=0),
        ),
    )  # fmt: skip
    return {**found, "end": np.where(found["end"] <= ordinal(on), found["end"], OPEN)}


def _exits(inside: Q) -> Part[Columns]:
    confirmed = ~Q(confirmed="")
    what = Case(
        When(confirmed, then=place_of("confirmed", EXITS, none=NONE)),
        default=place_of("preliminary", EXITS, none=NONE),
    )
    sure = Case(When(confirmed, then=Value(1)), default=Value(0))
    return (
        yield from packed(
            "way exit confirmed", Exit.unscoped.filter(inside).values_list("participation_id", what, sure)
        )
    )


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


def _spells(service_id: int) -> Part[Columns]:
    here = Participation.unscoped.filter(service=service_id).values("person_id")
    rows = OccupationSpell.unscoped.filter(person__in=here)
    days = (ordinal_of("start", none=OPEN), ordinal_of("end", none=OPEN))
    noted = ordinal_of(TruncDate("noted_at"), none=OPEN)
    rank = place_of("occupation", PRECEDENCE, none=NONE)
    return (yield from packed("person rank start end noted", rows.values_list("person_id", rank, *days, noted)))


def _hours(inside: Q, on: date, until: datetime) -> Part[Columns]:
    """Booked hours of the twelve months. One without an answer is not missing before it is over."""
    unanswered = ("", attendance.Verdict.NOT_REGISTERED.value)
    running = Session.objects.filter(ends_at__gt=until, starts_at__lt=bounds(on)[1])
    rows = Booking.unscoped.filter(
        inside & ~Q(verdict__in=unanswered, session__in=running.values("pk")),
        state=activities.BookingState.BOOKED.value,
        starts_at__gte=bounds(year(on).start)[0],
        starts_at__lt=bounds(on)[1],
    ).order_by()
    code = place_of("verdict", CODES, none=NONE)
    return (yield from packed("way minute verdict", rows.values_list("participation_id", Minute("starts_at"), code)))


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


def _support(service_id: int) -> Part[Columns]:
    here = Participation.unscoped.filter(service=service_id).values("person_id")
    rows = SupportSpell.unscoped.filter(person__in=here).order_by()
    days = (ordinal_of("start", none=OPEN), ordinal_of("end", none=OPEN))
    ore = Coalesce("paid_ore_per_month", Value(NONE))
    return (yield from packed("person start end ore", rows.values_list("person_id", *days, ore)))


def _follow_ups(inside: Q) -> Part[Columns]:
    """The answers that tell something: one that nobody could give, or that nobody has asked for, is none."""
    rows = FollowUp.unscoped.filter(inside).exclude(occupation__in=["", Occupation.UNKNOWN.value]).order_by("pk")
    rank = place_of("occupation", PRECEDENCE, none=NONE)
    return (yield from packed("way days rank", rows.values_list("participation_id", "days", rank)))


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

"""Who took part in a month as a fund asks for it, read for the page and for the deed alike; and what was handed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from vidare.records.activities import Booking
from vidare.records.funding import HandedIn, Reported
from vidare.records.outcomes import Exit
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.walls import within
from vidare.rules.access import Scope, system
from vidare.rules.activities import BookingState
from vidare.rules.attendance import CAME
from vidare.rules.calendar import bounds
from vidare.rules.identity import NumberKind, Protection
from vidare.rules.outcomes import ExitClass
from vidare.rules.period import Period
from vidare.rules.reporting import Listed, Standing, Taking, part_in


@dataclass(frozen=True, slots=True)
class Taken:
    """One participant of the reader's own board, with what the fund asks about them."""

    person: Person
    taking: Taking
    standing: Standing


@dataclass(frozen=True, slots=True)
class Month:
    rows: tuple[Taken, ...]
    unnamed: frozenset[int]

    @property
    def protected(self) -> int:
        return len(self.unnamed)

    @property
    def reported(self) -> tuple[Taking, ...]:
        """Of whom something may leave the house: nobody of whom the register has not been asked."""
        return tuple(row.taking for row in self.rows if row.standing is not Standing.NOT_CHECKED)

    @property
    def kept_back(self) -> frozenset[int]:
        """They took part, and nothing of them may leave the house as things stand."""
        waiting = {row.person.pk for row in self.rows if row.standing is Standing.NOT_CHECKED}
        return self.unnamed | waiting

    @property
    def listed(self) -> Listed:
        standing = [row.standing for row in self.rows]
        return Listed(
            reported=len(self.reported),
            without_number=standing.count(Standing.WITHOUT_NUMBER),
            not_checked=standing.count(Standing.NOT_CHECKED),
            protected=self.protected,
            without_hours=sum(not taking.minutes for taking in self.reported),
        )


def taken_part(scope: Scope, *, service: int, boards: Collection[int], month: Period) -> Month:
    """The participants of the boards in a service. Whose identity is protected is counted, as the house itself:
    how many they are must not depend on whom the reader may see, and nothing else is told of them."""
    ways = _ways(Participation.visible_to(scope), service, boards, month).select_related("person")
    rows = list(ways.exclude(person__protection=Protection.PROTECTED.value).order_by("started_on", "pk"))
    minutes = _minutes(scope, [row.pk for row in rows], month)
    found: dict[int, Taken] = {}
    for row in rows:
        days = None if row.started_on is None else part_in(month, row.started_on, row.ended_on)
        if days is None:
            continue
        before = found.get(row.person_id)
        start = before.taking.start if before else days[0]
        attended = minutes[row.pk] + (before.taking.minutes if before else 0)
        found[row.person_id] = Taken(row.person, Taking(row.person_id, start, days[1], attended), _standing(row.person))
    return Month(tuple(found.values()), unnamed(service=service, boards=boards, month=month, on=scope.on))


def _ways(
    rows: QuerySet[Participation], service: int, boards: Collection[int], month: Period
) -> QuerySet[Participation]:
    wrong = ExitClass.REGISTERED_IN_ERROR.value
    in_error = Exit.unscoped.filter(Q(confirmed=wrong) | Q(confirmed="", preliminary=wrong)).values("participation_id")
    here = rows.filter(service=service, board__in=boards, started_on__lte=month.end)
    return here.exclude(ended_on__lt=month.start).exclude(pk__in=in_error)


def unnamed(*, service: int, boards: Collection[int], month: Period, on: date) -> frozenset[int]:
    """Those who took part and whose identity is protected on the day, whatever it was when a list was handed in."""
    with within(system("reporting").scope(on=on)):
        ways = _ways(Participation.unscoped.all(), service, boards, month)
        return frozenset(ways.filter(person__protection=Protection.PROTECTED.value).values_list("person", flat=True))


def boards_with_participants(*, service: int, boards: Collection[int], month: Period) -> set[int]:
    """Of the boards, those that have somebody in the service in the month."""
    with within(system("reporting").scope(on=month.start)):
        found = _ways(Participation.unscoped.all(), service, boards, month).values_list("board_id", flat=True)
        return set(found.distinct())


def _standing(person: Person) -> Standing:
    if person.protection != Protection.OPEN.value:
        return Standing.NOT_CHECKED
    return Standing.WITHOUT_NUMBER if person.number_kind == NumberKind.NONE.value else Standing.REPORTED


def _minutes(scope: Scope, ways: list[int], month: Period) -> defaultdict[int, int]:
    came = Booking.visible_to(scope).filter(
        participation__in=ways, state=BookingState.BOOKED.value, verdict__in=[one.value for one in CAME],
        starts_at__gte=bounds(month.start)[0], starts_at__lt=bounds(month.end or month.start)[1],
    )  # fmt: skip
    found: defaultdict[int, int] = defaultdict(int)
    for way, start, end in came.values_list("participation_id", "session__starts_at", "session__ends_at"):
        found[way] += int((end - start).total_seconds()) // 60
    return found


def handed_in(scope: Scope, row: HandedIn) -> tuple[tuple[Taking, ...], int]:
    """What the list says now, corrections with it; and how many corrections there are."""
    rows = Reported.visible_to(scope).filter(handed_in=row).order_by("pk")
    latest: dict[int, Reported] = {one.person_id: one for one in rows}
    told = tuple(Taking(one.person_id, one.start, one.end, one.minutes) for one in latest.values() if not one.gone)
    return told, sum(1 for one in rows if one.reason)

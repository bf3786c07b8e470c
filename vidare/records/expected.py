"""The times in which people are not to come to their hours: pauses, and what their service exempts for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import cast

from django.db.models import QuerySet

from vidare.records import configured
from vidare.records.outcomes import OccupationSpell
from vidare.records.participations import Participation, Pause
from vidare.records.placements import Placement
from vidare.records.together import Part, beside, parted, those
from vidare.records.written import written
from vidare.rules import placements
from vidare.rules.bookings import Away, Instead
from vidare.rules.outcomes import Occupation
from vidare.rules.period import ONE_DAY, Period
from vidare.rules.services import Exemption

OCCUPIED = {
    Occupation.STUDIES.value: Instead.EDUCATION,
    Occupation.WORK.value: Instead.WORK,
    Occupation.OWN_BUSINESS.value: Instead.WORK,
}
AT_WORK = [placements.State.RUNNING.value, placements.State.FOLLOWED_UP.value, placements.State.ENDED.value]
FREES = {
    Instead.PLACEMENT: Exemption.PLACEMENT,
    Instead.EDUCATION: Exemption.EDUCATION,
    Instead.WORK: Exemption.WORK,
}
Found = defaultdict[int, list[Away]]


Lived = tuple[int, date, date | None, date | None]
Known = tuple[list[Lived], list[Lived], list[tuple[int, str, date, date | None]]]


class Times:
    """The times away of these ways through services; a fixed number of queries, however many they are."""

    def __init__(self, ways: Iterable[Participation], known: Known | None = None) -> None:
        rows = {row.pk: row for row in ways}
        people = list({row.person_id for row in rows.values()})
        paused, at_work, occupied = known or (_paused(list(rows)), _at_work(list(rows)), _spells(people))
        self._pauses, self._placements, self._occupied = _pauses(paused), _placements(at_work), _occupied(occupied)
        services = {row.service_id for row in rows.values()}
        self._exempts = {service: frozenset(configured.model_of(service).exemptions) for service in services}

    def freed(self, way: Participation) -> list[Away]:
        """When the person is not to come, as the service's own model says it."""
        exempts = self._exempts[way.service_id]
        return [one for one in self.known(way) if one.why is Instead.PAUSE or FREES[one.why] in exempts]

    def known(self, way: Participation) -> list[Away]:
        """The same, with what the service does not exempt for."""
        return [*self._pauses[way.pk], *self._placements[way.pk], *self._occupied[way.person_id]]


@parted
def times(way: Participation) -> Part[Times]:
    """Of one way, asked beside others."""
    known = yield from beside(
        those(_paused.later([way.pk])), those(_at_work.later([way.pk])), those(_spells.later([way.person_id]))
    )
    return Times([way], cast(Known, known))


def _pauses(rows: Iterable[Lived]) -> Found:
    """The day of coming back is a day to come."""
    return _found((way, Instead.PAUSE, start, end - ONE_DAY if end else until) for way, start, end, until in rows)


def _placements(rows: Iterable[Lived]) -> Found:
    return _found((way, Instead.PLACEMENT, start, ended_on or end) for way, start, ended_on, end in rows)


def _occupied(rows: Iterable[tuple[int, str, date, date | None]]) -> Found:
    ordered = sorted(rows, key=lambda row: OCCUPIED[row[1]] is not Instead.EDUCATION)
    return _found((person, OCCUPIED[what], start, end) for person, what, start, end in ordered)


@written
def _paused(ways: list[int]) -> QuerySet[Pause, tuple[int, date, date | None, date | None]]:
    return Pause.unscoped.filter(participation__in=ways).values_list("participation_id", "start", "end", "until")


@written
def _at_work(ways: list[int]) -> QuerySet[Placement, tuple[int, date, date | None, date | None]]:
    rows = Placement.unscoped.filter(participation__in=ways, state__in=AT_WORK)
    return rows.values_list("participation_id", "start", "ended_on", "end")


@written
def _spells(people: list[int]) -> QuerySet[OccupationSpell, tuple[int, str, date, date | None]]:
    rows = OccupationSpell.unscoped.filter(person__in=people, occupation__in=list(OCCUPIED))
    return rows.values_list("person_id", "occupation", "start", "end")


def _found(rows: Iterable[tuple[int, Instead, date, date | None]]) -> Found:
    found: Found = defaultdict(list)
    for key, why, start, end in rows:
        if end is None or end >= start:  # one that ended before it began covers no day
            found[key].append(Away(why, Period(start, end)))
    return found

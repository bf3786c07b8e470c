"""What becomes of those who come to the third office, from three municipalities: drawn once."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import timedelta

from vidare.rules.courses import Level, Track
from vidare.rules.identity import Origin
from vidare.rules.outcomes import ExitClass, Occupation
from vidare.rules.referrals import WayIn
from vidare.web.demo.fates import ENROLLED, FIRST_DAY, TODAY, _workday
from vidare.web.demo.open_fates import OpenFate
from vidare.web.demo.people import BORN_ABROAD, MadeUp, person

E, Does = ExitClass, Occupation
# How the programme ended for them, what they do on the ninetieth day after, and how many: seven of twelve onward.
FINISHED: tuple[tuple[ExitClass, Occupation, Occupation, int], ...] = (
    (E.WORK, Does.WORK, Does.WORK, 3),
    (E.WORK, Does.WORK, Does.UNEMPLOYED, 1),
    (E.STUDIES, Does.STUDIES, Does.STUDIES, 3),
    (E.OTHER_AUTHORITY, Does.EMPLOYMENT_SERVICE_MEASURE, Does.WORK, 1),
    (E.OTHER_AUTHORITY, Does.EMPLOYMENT_SERVICE_MEASURE, Does.EMPLOYMENT_SERVICE_MEASURE, 1),
    (E.COMPLETED_COMMISSION, Does.UNEMPLOYED, Does.UNEMPLOYED, 2),
    (E.OTHER, Does.OTHER, Does.UNKNOWN, 1),
)
PRESENT, WAITING = 26, 3
PLACES = (0, 1, 0, 2, 0, 2, 1)  # whose board somebody is of, in turn: more of them in the biggest municipality
WAYS = (WayIn.SOCIAL_SERVICES, WayIn.EMPLOYMENT_SERVICE, WayIn.OWN_INITIATIVE)
# The path somebody is on by how long they went to school, and the courses they have come through on it.
PATHS: tuple[tuple[Track, tuple[Level, ...]], ...] = (
    (Track.FIRST, (Level.A, Level.B)),
    (Track.SECOND, (Level.B, Level.C)),
    (Track.THIRD, (Level.C, Level.D)),
)


@dataclass(slots=True)
class CentrumFate(OpenFate):
    place: int = 0
    path: int = 0
    gap: int = 0  # days between the two courses
    goes_on: bool = True  # whether a next course is known


def centrum_fates(size: int = ENROLLED) -> list[CentrumFate]:
    """Everybody in the order in which they come: so many for each of the first office's people."""
    chance = random.Random(90)
    finished = [row[:3] for row in FINISHED for _ in range(row[3])]
    chance.shuffle(finished)
    share = min(1.0, size / ENROLLED)
    ended = finished[: max(2, round(len(finished) * share))]
    present = max(3, round(PRESENT * share))
    many = len(ended) + present + max(1, round(WAITING * share))
    everybody = [_drawn(chance, index, ended[index] if index < len(ended) else None) for index in range(many)]
    for fate in everybody[len(ended) + present :]:
        fate.received_on, fate.first_meeting_after = _workday(TODAY - timedelta(days=chance.randint(2, 9))), 40
    return sorted(everybody, key=lambda fate: (fate.received_on, fate.index))


def _drawn(chance: random.Random, index: int, how: tuple[ExitClass, Occupation, Occupation] | None) -> CentrumFate:
    ended = TODAY - timedelta(days=chance.randint(95, 160))
    received = (
        ended - timedelta(days=chance.randint(90, 180)) if how else TODAY - timedelta(days=chance.randint(40, 330))
    )
    fate = CentrumFate(
        index=index,
        who=_new_here(chance, index),
        way_in=chance.choices(WAYS, weights=[40, 45, 15])[0],
        received_on=_workday(max(received, FIRST_DAY + timedelta(days=5 + index % 9))),
        first_meeting_after=chance.randint(3, 16),
        plan_after=chance.randint(5, 15),
        agrees=chance.random() < 0.92,
        assigned=False,
        months_of_support=chance.randint(3, 30) if chance.random() < 0.7 else 0,
        place=PLACES[index % len(PLACES)],
        path=index % len(PATHS),
        gap=chance.choice([0, 21, 35, 56]),
        goes_on=chance.random() < 0.7,
    )
    if how is not None:
        fate.exit_on, fate.exit, fate.later = _workday(ended), how[:2], how[2]
    return fate


def _new_here(chance: random.Random, index: int) -> MadeUp:
    """Of the made-up city's people those who were born in another country."""
    while (who := person(chance, index)).language not in BORN_ABROAD:
        continue
    return replace(who, origin=Origin.ABROAD)

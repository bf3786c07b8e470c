"""What becomes of each made-up person: drawn once from the seed, before anything is lived."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from vidare.rules.outcomes import ExitClass, Occupation
from vidare.rules.referrals import WayIn
from vidare.web.demo.people import MadeUp, person

TODAY = date(2026, 11, 24)  # a Tuesday in week 48
FIRST_DAY = date(2025, 11, 24)
MONTH = date(2026, 11, 1)
ENROLLED = 180  # the seed's stock of the month (mission, service 4)
PROTECTED = 40  # the index of the one whose identity is protected
DOOR_SINCE = date(2026, 10, 12)  # before the screen hung at the door, the hours were noted on paper
EVERYBODY_SINCE = date(2026, 10, 26)  # in the door's first two weeks only those nobody has seen are booked


class Where(StrEnum):
    HERE = "here"
    EDUCATION = "education"
    PLACEMENT = "placement"


# How those who are here come: probabilities of coming, coming late, telling ahead, staying away, nobody registering.
STEADY = (0.905, 0.04, 0.025, 0.018, 0.012)
UNSTEADY = (0.66, 0.08, 0.06, 0.17, 0.03)
LOST = (0.0, 0.0, 0.0, 1.0, 0.0)  # so that their bases stand on five different steps, whatever the chance

EXITS: tuple[tuple[ExitClass, Occupation, int], ...] = (
    (ExitClass.WORK, Occupation.WORK, 27),
    (ExitClass.STUDIES, Occupation.STUDIES, 21),
    (ExitClass.OTHER_AUTHORITY, Occupation.EMPLOYMENT_SERVICE_MEASURE, 18),
    (ExitClass.COMPLETED_COMMISSION, Occupation.UNEMPLOYED, 14),
    (ExitClass.OTHER, Occupation.OTHER, 20),
)


@dataclass(slots=True)
class Fate:
    """One life in the office. Days count from the day the referral is received."""

    index: int
    who: MadeUp
    way_in: WayIn
    received_on: date
    first_meeting_after: int
    declined: bool = False
    habits: tuple[float, ...] = STEADY
    where: Where = Where.HERE
    moved_on: date | None = None  # the day education or placement begins
    plan_after: int = 14
    agrees: bool = True
    assigned: bool = True
    exit_on: date | None = None
    exit: tuple[ExitClass, Occupation] | None = None
    loses_step: bool = False
    answers: bool = True
    pauses_clock: bool = False
    months_of_support: int = 0
    notes: list[str] = field(default_factory=list)


def fates(enrolled: int = ENROLLED, *, seed: int = 2026) -> list[Fate]:
    """Everybody of the demo in the order in which they come; ``enrolled`` of them in the month."""
    chance = random.Random(seed)
    former, waiting = enrolled // 6, max(enrolled // 20, 2)
    everybody = [_present(chance, index) for index in range(enrolled)]
    everybody += [_former(chance, enrolled + index) for index in range(former)]
    everybody += [_waiting(chance, enrolled + former + index) for index in range(waiting)]
    _place(chance, everybody[:enrolled])
    return sorted(everybody, key=lambda fate: (fate.received_on, fate.index))


def _workday(day: date) -> date:
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _drawn(chance: random.Random, index: int, received: date) -> Fate:
    way = chance.choices([WayIn.SOCIAL_SERVICES, WayIn.OWN_INITIATIVE, WayIn.WALK_IN], weights=[72, 14, 14])[0]
    waits = min(int(chance.lognormvariate(1.55, 0.42)) + 1, 24)
    return Fate(
        index=index,
        who=person(chance, index),
        way_in=way,
        received_on=_workday(received),
        first_meeting_after=waits,
        habits=chance.choices([STEADY, UNSTEADY], weights=[88, 12])[0],
        plan_after=chance.randint(6, 24),
        agrees=chance.random() < 0.93,
        assigned=chance.random() < 0.72,
        answers=chance.random() < 0.86,
        pauses_clock=waits > 9 and chance.random() < 0.4,
        months_of_support=chance.randint(4, 40),
    )


def _present(chance: random.Random, index: int) -> Fate:
    """Enrolled on some day of the month: more of them new than old, as in an office that grows."""
    back = int(340 * chance.betavariate(1.1, 1.9)) - 8
    fate = _drawn(chance, index, max(MONTH - timedelta(days=back), FIRST_DAY))
    if fate.received_on >= MONTH - timedelta(days=10):
        fate.first_meeting_after = min(fate.first_meeting_after, 11)
    fate.loses_step = chance.random() < 0.05
    if index % 36 == 7:
        fate.habits, fate.assigned, fate.agrees = LOST, True, True
        fate.received_on = _workday(DOOR_SINCE - timedelta(days=chance.randint(50, 70)))
        fate.first_meeting_after = min(fate.first_meeting_after, 8)
    elif index % 23 == 0:
        fate.received_on = min(fate.received_on, MONTH - timedelta(days=60))
        fate.exit_on = _workday(MONTH + timedelta(days=chance.randint(2, 20)))
        fate.exit = chance.choices([row[:2] for row in EXITS], weights=[row[2] for row in EXITS])[0]
    return fate


def _former(chance: random.Random, index: int) -> Fate:
    received = FIRST_DAY + timedelta(days=chance.randint(1, 210))
    fate = _drawn(chance, index, received)
    fate.declined = chance.random() < 0.12
    last = (MONTH - timedelta(days=3) - fate.received_on).days
    fate.exit_on = _workday(fate.received_on + timedelta(days=min(max(45, int(chance.gauss(120, 45))), last)))
    fate.exit = chance.choices([row[:2] for row in EXITS], weights=[row[2] for row in EXITS])[0]
    return fate


def _waiting(chance: random.Random, index: int) -> Fate:
    """Received lately, not met yet; one of them for longer than the target."""
    fate = _drawn(chance, index, TODAY - timedelta(days=chance.randint(1, 6) if index % 4 else 13))
    fate.first_meeting_after = 40
    return fate


def _place(chance: random.Random, present: list[Fate]) -> None:
    """Some twenty in placements and about a quarter in education; the others come here twice a week."""
    staying = [fate for fate in present if fate.exit_on is None and fate.habits is not LOST and fate.index != PROTECTED]
    long_here = sorted(staying, key=lambda fate: fate.received_on)
    for fate in chance.sample(long_here[: len(long_here) * 3 // 4], len(present) * 21 // 180):
        fate.where = Where.PLACEMENT
        fate.moved_on = TODAY - timedelta(days=chance.randint(8, 70))
    others = [fate for fate in long_here if fate.where is Where.HERE and (TODAY - fate.received_on).days > 70]
    for fate in chance.sample(others, min(len(present) * 44 // 180, len(others))):
        fate.where = Where.EDUCATION
        fate.moved_on = TODAY - timedelta(days=chance.randint(10, 90))
    for fate in present:
        if fate.moved_on is not None:
            fate.moved_on = _workday(max(fate.moved_on, fate.received_on + timedelta(days=40)))

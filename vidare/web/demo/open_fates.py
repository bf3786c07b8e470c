"""What becomes of those who come to the second office: eighty who finish, forty-seven of them onward; drawn once."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vidare.rules.identity import Origin
from vidare.rules.outcomes import ExitClass, Occupation
from vidare.rules.referrals import WayIn
from vidare.web.demo.fates import ENROLLED, FIRST_DAY, TODAY, Fate, _workday
from vidare.web.demo.people import MadeUp, number, person

E, Does = ExitClass, Occupation
# How they finish, what they do 90 days after, and how many of eighty (mission, service 1: 59 per cent onward).
FINISHED: tuple[tuple[ExitClass, Occupation, Occupation, int], ...] = (
    (E.WORK, Does.WORK, Does.WORK, 17),
    (E.WORK, Does.WORK, Does.UNEMPLOYED, 4),
    (E.STUDIES, Does.STUDIES, Does.STUDIES, 12),
    (E.STUDIES, Does.STUDIES, Does.UNKNOWN, 2),
    (E.OTHER_AUTHORITY, Does.EMPLOYMENT_SERVICE_MEASURE, Does.WORK, 4),
    (E.OTHER_AUTHORITY, Does.EMPLOYMENT_SERVICE_MEASURE, Does.EMPLOYMENT_SERVICE_MEASURE, 5),
    (E.OTHER_AUTHORITY, Does.EMPLOYMENT_SERVICE_MEASURE, Does.UNEMPLOYED, 2),
    (E.OTHER_AUTHORITY, Does.EMPLOYMENT_SERVICE_MEASURE, Does.UNKNOWN, 1),
    (E.COMPLETED_COMMISSION, Does.UNEMPLOYED, Does.UNEMPLOYED, 14),
    (E.OTHER, Does.OTHER, Does.OTHER, 11),
    (E.OTHER, Does.OTHER, Does.UNKNOWN, 8),
)
PRESENT, WAITING, DECLINED = 40, 6, 6
WAYS = (WayIn.OWN_INITIATIVE, WayIn.WALK_IN, WayIn.SOCIAL_SERVICES, WayIn.EMPLOYMENT_SERVICE, WayIn.INVITATION)


@dataclass(slots=True)
class OpenFate(Fate):
    later: Occupation = Occupation.UNKNOWN


def open_fates(size: int = ENROLLED) -> list[OpenFate]:
    """Everybody in the order in which they come: so many for each of the first office's people."""
    chance = random.Random(59)
    finished = [row[:3] for row in FINISHED for _ in range(row[3])]
    chance.shuffle(finished)
    share = min(1.0, size / ENROLLED)
    ended = [_drawn(chance, index, how) for index, how in enumerate(finished[: max(3, round(len(finished) * share))])]
    others = [
        _drawn(chance, len(ended) + place, None)
        for place in range(max(4, round((PRESENT + WAITING + DECLINED) * share)))
    ]
    for place, fate in enumerate(others):
        _here(chance, place, fate, len(others))
    return sorted([*ended, *others], key=lambda fate: (fate.received_on, fate.index))


def _drawn(chance: random.Random, index: int, how: tuple[ExitClass, Occupation, Occupation] | None) -> OpenFate:
    waits = min(int(chance.lognormvariate(1.5, 0.5)) + 1, 26)
    ended = TODAY - timedelta(days=chance.randint(40, 250))
    stays = chance.randint(45, 110)
    fate = OpenFate(
        index=index,
        who=_young(chance, person(chance, index)),
        way_in=chance.choices(WAYS, weights=[34, 18, 22, 14, 12])[0],
        received_on=_workday(max(ended - timedelta(days=stays + waits), FIRST_DAY + timedelta(days=20 + index % 9))),
        first_meeting_after=waits,
        plan_after=chance.randint(4, 14),
        agrees=chance.random() < 0.95,
        assigned=False,
        months_of_support=chance.randint(1, 24) if chance.random() < 0.5 else 0,
    )
    if how is not None:
        fate.exit_on, fate.exit, fate.later = _workday(ended), how[:2], how[2]
    return fate


def _here(chance: random.Random, place: int, fate: OpenFate, many: int) -> None:
    """Of those who have not finished most come here now; the last have just asked, and some were told where to turn."""
    if place >= many - max(1, many * DECLINED // (PRESENT + WAITING + DECLINED)):
        fate.declined, fate.received_on = True, _workday(TODAY - timedelta(days=chance.randint(20, 200)))
    elif place >= many - max(2, many * (WAITING + DECLINED) // (PRESENT + WAITING + DECLINED)):
        fate.received_on, fate.first_meeting_after = _workday(TODAY - timedelta(days=chance.randint(1, 6))), 40
    else:
        fate.received_on = _workday(TODAY - timedelta(days=chance.randint(35, 130)))


def _young(chance: random.Random, who: MadeUp) -> MadeUp:
    """Young people first; most others are those of the made-up city."""
    if chance.random() > 0.65:
        return who
    born = date(2001, 1, 1) + timedelta(days=chance.randrange(0, 365 * 8))
    numbered = number(born, woman=who.sex.value == "woman") if who.number else ""
    return replace(who, born_on=born, number=numbered, origin=who.origin if chance.random() < 0.6 else Origin.SWEDEN)

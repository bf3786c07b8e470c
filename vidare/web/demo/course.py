"""What the deeds of one person's way share: who they are, what has been answered so far, and who works with them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from vidare.rules.access import Actor
from vidare.rules.outcomes import Occupation
from vidare.web.demo.agenda import Agenda
from vidare.web.demo.fates import Fate
from vidare.web.demo.office import Office


@dataclass(slots=True)
class Keys:
    """What the deeds so far have answered."""

    person: int = 0
    referral: int = 0
    way: int = 0
    meeting: int = 0
    consultation: int = 0
    assignment: int = 0
    code: str = ""
    exit: int = 0


class Course:
    def __init__(self, fate: Fate, office: Office, agenda: Agenda) -> None:
        self.fate, self.office, self.agenda = fate, office, agenda
        self.chance = random.Random(90_000 + fate.index)
        self.keys = Keys()
        # The lost come at every thirty-sixth: counted by that too, they fall to both secretaries, most to the first.
        self.secretary = office.secretaries[(fate.index + fate.index // 36 + 1) % len(office.secretaries)]
        self.walked = 0
        self.became: Occupation | None = None

    def day(self, after: int) -> date:
        return self.fate.received_on + timedelta(days=after)

    @property
    def coach(self) -> Actor:
        return self.office.coach_of(self.keys.way)

    @property
    def left(self) -> bool:
        return bool(self.keys.exit)

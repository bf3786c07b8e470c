"""What the board's officer knows of some of the demo's people beside their support: small children, fewer hours, and
who may act for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from vidare.actions import representatives, requirement
from vidare.rules.representatives import Capacity, Matter
from vidare.rules.requirement import Exemption, Reduction
from vidare.web.demo.course import Course
from vidare.web.demo.fates import TODAY

LAW_SINCE = date(2026, 10, 1)
REDUCED = (
    (Reduction.PART_TIME_WORK, 16, ""),
    (Reduction.CHILDCARE, 10, ""),
    (Reduction.HEALTH, 20, "Läkarintyg, sett"),
)


class Household(Course):
    """Noted when the requirement comes to hold for them, by the board's own officer."""

    def know_household(self, at: datetime) -> None:
        index = self.fate.index
        on = max(at.date(), LAW_SINCE)
        if index % 4 == 1:
            self.agenda.at(on, 13, 40, self._child)
        if index % 9 == 4:
            self.agenda.at(on, 13, 50, self._relief)
        if index % 31 == 6:
            self.agenda.at(on, 14, 5, self._representative)

    def _child(self, at: datetime) -> None:
        born = TODAY - timedelta(days=120 + 37 * (self.fate.index % 23))
        requirement.note_child(
            self.secretary,
            person=self.keys.person,
            born_on=born,
            start=max(born, self.fate.received_on),
            end=None,
            at=at,
        )

    def _relief(self, at: datetime) -> None:
        start = at.date().replace(day=1)
        if self.fate.index % 2:
            why: Exemption | Reduction = Exemption.SICKNESS_BENEFIT
            hours, evidence = 0, "Försäkringskassans beslut, sett"
        else:
            why, hours, evidence = REDUCED[self.fate.index // 9 % len(REDUCED)]
        requirement.decide_relief(
            self.secretary, person=self.keys.person, why=why, hours=hours or None, start=start,
            end=start + timedelta(days=180), words="Enligt det du berättat och visat.", evidence=evidence, at=at,
        )  # fmt: skip

    def _representative(self, at: datetime) -> None:
        representatives.register_representative(
            self.secretary, person=self.keys.person, name="Gunilla Provsson", capacity=Capacity.POWER_OF_ATTORNEY,
            matters=[Matter.PLAN, Matter.LETTERS], start=at.date(), end=TODAY + timedelta(days=300),
            evidence="Skriven fullmakt, sedd i original", phone="0701740699", at=at,
        )  # fmt: skip

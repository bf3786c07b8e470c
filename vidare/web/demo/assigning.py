"""The board's side of one person of the demo: the Employment Service is asked, and the board decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from vidare.actions import (
    assignments,
    disclosures,
)
from vidare.rules.activities import EmploymentServiceAnswer
from vidare.rules.disclosure import Ground, Item
from vidare.web.demo import said
from vidare.web.demo.course import Course
from vidare.web.demo.fates import PROTECTED, TODAY


class Assigning(Course):
    """Asked, answered, decided."""

    def consult(self, at: datetime) -> None:
        """Arbetsförmedlingen is asked before the board decides."""
        if self.left or self.fate.index % 47 == 31 or self.fate.index == PROTECTED:
            return
        self.keys.consultation = disclosures.consult_employment_service(
            self.secretary,
            participation=self.keys.way,
            items=[Item.NAME, Item.REFERRAL],
            ground=Ground.CONSENT,
            until=at.date() + timedelta(days=90),
            at=at,
        )
        if (TODAY - at.date()).days > 6:
            self.agenda.at(at.date() + timedelta(days=self.chance.randint(2, 6)), 10, 45, self.answer)

    def answer(self, at: datetime) -> None:
        answer = EmploymentServiceAnswer.NO_SUITABLE_MEASURE
        if self.fate.index % 29 == 11:
            answer = EmploymentServiceAnswer.SUITABLE_MEASURE
        disclosures.answer_disclosure(self.office.officer, disclosure=self.keys.consultation, answer=answer, at=at)
        if answer is EmploymentServiceAnswer.NO_SUITABLE_MEASURE and not self.left:
            self.agenda.at(at.date() + timedelta(days=2), 11, 15, self.assign)

    def assign(self, at: datetime) -> None:
        """The board's decision that the person takes part, for half a year at a time."""
        if self.left:
            return
        key = assignments.prepare_assignment(
            self.secretary,
            participation=self.keys.way,
            activity=self.office.activity,
            wishes=said.WISHES[self.fate.index % len(said.WISHES)],
            weighed="Tiderna är lagda efter önskemålet.",
            start=at.date(),
            end=at.date() + timedelta(days=180),
            at=at,
        )
        if (TODAY - at.date()).days < 7 and self.fate.index % 4:
            return  # prepared, and waits for the secretary on the demo's day
        assignments.decide_assignment(self.secretary, assignment=key, reasons=said.REASONS, version=1, at=at)
        self.keys.assignment = key

"""How one person of the demo goes on: to studies, to a placement, or out and away."""

from __future__ import annotations

from datetime import datetime, timedelta

from vidare.actions import (
    outcomes,
)
from vidare.rules.outcomes import ExitClass, Occupation
from vidare.web.demo.course import Course
from vidare.web.demo.fates import Where as Place


class Leaving(Course):
    """On to something else, or to an end that is confirmed a month later."""

    def move_on(self, at: datetime) -> None:
        """To studies, or to a placement: the hours here are given back."""
        if self.fate.where is Place.EDUCATION:
            outcomes.note_occupation(
                self.coach,
                participation=self.keys.way,
                occupation=Occupation.STUDIES,
                start=at.date(),
                end=None,
                at=at,
            )
            return
        self.office.place(self.fate, self.keys.way, at)

    def leave(self, at: datetime) -> None:
        """The way ends with a preliminary class; it is confirmed after a month, and asked about afterwards."""
        assert self.fate.exit is not None
        exit_class, self.became = self.fate.exit
        on_to = self.became in {Occupation.WORK, Occupation.STUDIES}
        self.keys.exit = outcomes.close_participation(
            self.coach,
            participation=self.keys.way,
            ended_on=at.date(),
            exit_class=exit_class,
            reason="",
            at=at,
            occupation_from=at.date() + timedelta(days=1) if on_to else None,
        )
        self.agenda.at(at.date() + timedelta(days=36), 9, 45, self.confirm)

    def confirm(self, at: datetime) -> None:
        assert self.fate.exit is not None
        started = self.fate.exit_on + timedelta(days=1) if self.fate.exit_on else None
        outcomes.confirm_exit(
            self.coach,
            exit=self.keys.exit,
            exit_class=self.fate.exit[0],
            work_started_on=started if self.fate.exit[0] is ExitClass.WORK else None,
            at=at,
        )

"""The team of the demo meets: one meeting that was held, with what was agreed, and one that comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from vidare.actions import team
from vidare.actions.steps import Wanted
from vidare.rules.plans import Leads
from vidare.web.demo.agenda import Agenda
from vidare.web.demo.course import Course
from vidare.web.demo.fates import TODAY
from vidare.web.demo.office import Office

Lives = Callable[[], Sequence[Course]]
HELD, COMING = TODAY - timedelta(days=12), TODAY + timedelta(days=2)
# Why somebody is taken up, and what was agreed.
TAKEN_UP = (
    ("Kursen slutar om tre veckor. Vad kommer efter?", "Vi söker en plats på äldreboendet till januari."),
    ("Vill byta spår, från kök till lager.", "Jobbmatcharen ringer två lager. Målet ändras när hen har provat."),
)
STEP = "Ring äldreboendet om en plats i januari"
COMING_UP = (
    "Har fått besked om förskoleplats. Kan börja på heltid.",
    "Har inte hörts av på två veckor. Har någon annan träffat hen?",
    "Sökte tre jobb själv. Hur stöttar vi inför intervjun?",
)


class Together:
    """The coordinator calls the team; coaches take up their own."""

    def __init__(self, office: Office, agenda: Agenda, lives: Lives) -> None:
        self.office, self.lives = office, lives
        self.items: list[tuple[Course, int]] = []
        agenda.at(HELD - timedelta(days=7), 9, 0, lambda at: self._called(HELD, [why for why, _ in TAKEN_UP], at))
        agenda.at(HELD, 10, 45, self._held)
        agenda.at(TODAY - timedelta(days=1), 13, 0, lambda at: self._called(COMING, COMING_UP, at))

    def _called(self, held_on: date, said: Sequence[str], at: datetime) -> None:
        self.items.clear()
        meeting = team.call_meeting(self.office.coordinator, service=self.office.service, held_on=held_on, at=at)
        here = [life for life in self.lives() if life.keys.way and not life.left and life.walked]
        for life, why in zip(reversed(here), said, strict=False):
            item = team.take_up(life.coach, person=life.keys.person, meeting=meeting, why=why, at=at)
            self.items.append((life, item))

    def _held(self, at: datetime) -> None:
        for (life, item), (_why, agreed) in zip(self.items, TAKEN_UP, strict=False):
            if not life.left:
                team.settle(life.coach, item=item, agreed=agreed, wanted=self._step(life, at), at=at)

    def _step(self, life: Course, at: datetime) -> Wanted | None:
        """Where nobody has agreed to a plan yet what was said becomes a step in it; else it is talked about first."""
        due = at.date() + timedelta(days=40)
        return None if life.fate.agrees else Wanted(STEP, Leads.WORK, due, owner=life.coach.user_id)

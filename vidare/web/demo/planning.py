"""The plan of one person of the demo: steps, a goal, who says yes, and a call now and then."""

from __future__ import annotations

from datetime import datetime, timedelta

from vidare.actions import (
    notes,
    plans,
    steps,
)
from vidare.queries import plans as views
from vidare.rules.access import Compartment
from vidare.rules.notes import NoteKind
from vidare.rules.plans import Content, OnBehalfReason, Party, StepState
from vidare.web.demo import said
from vidare.web.demo.course import Course
from vidare.web.demo.fates import TODAY


class Planning(Course):
    """From the first step to the next version of the plan."""

    def next_step(self, at: datetime, *, within: int = 25) -> None:
        """The next of the steps that have not been walked yet; the person's own, or the coach's."""
        title, leads = said.STEPS[(self.fate.index + self.walked) % len(said.STEPS)]
        self.walked += 1
        mine = self.chance.random() < 0.6
        wanted = steps.Wanted(
            title,
            leads,
            at.date() + timedelta(days=within),
            owner=None if mine else self.coach.user_id,
            participant=mine,
        )
        steps.set_next_step(self.coach, person=self.keys.person, wanted=wanted, at=at)

    def plan(self, at: datetime) -> None:
        """A goal, two steps more, and a yes from the participant and from the board."""
        plans.draft_plan(self.coach, person=self.keys.person, content=self._content(at), at=at)
        self.next_step(at, within=100)
        self.next_step(at, within=170)
        self._agree(at)
        self.agenda.at(at.date() + timedelta(days=self.chance.randint(16, 24)), 14, 30, self.step_done)
        lately = TODAY - timedelta(days=28 + self.fate.index % 15)
        self.agenda.at(max(at.date() + timedelta(days=18), lately), 15, 30, self.call)

    def _content(self, at: datetime) -> Content:
        goal, leads = said.GOALS[self.fate.index % len(said.GOALS)]
        hours = 2 if self.fate.index % 3 else 20
        return Content(goal, leads, at.date(), at.date() + timedelta(weeks=self.office.reviewed_after), 28, hours)

    def _renew(self, at: datetime) -> None:
        """The new version has a new day of review."""
        writing = views.in_writing(self.coach, participation=self.keys.way, on=at.date())
        if writing is not None:
            plan, version = writing
            plans.write_plan(self.coach, plan=plan, version=version, content=self._content(at), at=at)

    def _agree(self, at: datetime) -> None:
        writing = views.in_writing(self.coach, participation=self.keys.way, on=at.date())
        if writing is None:
            return
        plan, version = writing
        plans.propose_plan(self.coach, plan=plan, version=version, at=at)
        if not self.fate.agrees:
            return
        plans.agree(
            self.coach,
            plan=plan,
            version=version,
            party=Party.PARTICIPANT,
            reason=OnBehalfReason.AGREED_BY_VOICE,
            at=at,
        )
        plans.agree(self.secretary, plan=plan, version=version, party=Party.BOARD, at=at)

    def step_done(self, at: datetime) -> None:
        """The step is walked. When none is left a new version of the plan is made, or for some it is forgotten."""
        if self.left:
            return
        walked = views.steps_of(self.coach, participation=self.keys.way, on=at.date())
        step = next((one for one in walked if one.is_open), None)
        if step is None:
            return
        late = (TODAY - at.date()).days < 12
        if late and self.fate.index % 17 == 3:
            return
        none_left = steps.move_step(self.coach, step=step.key, version=step.version, state=StepState.DONE, at=at)
        if none_left and not (self.fate.loses_step and (TODAY - at.date()).days < 40):
            self.next_step(at, within=75)
            self.next_step(at, within=145)
            self._renew(at)
            self._agree(at)
        self.agenda.at(at.date() + timedelta(days=self.chance.randint(62, 73)), 14, 30, self.step_done)

    def call(self, at: datetime) -> None:
        if self.left or (self.fate.index % 19 == 5 and (TODAY - at.date()).days < 50):
            return
        kind = self.chance.choice([NoteKind.CALL, NoteKind.CALL, NoteKind.VISIT])
        notes.write_note(
            self.coach,
            person=self.keys.person,
            kind=kind,
            text=self.chance.choice(said.CALLS),
            compartment=Compartment.LABOUR_MARKET,
            happened_on=at.date(),
            at=at,
        )
        self.agenda.at(at.date() + timedelta(days=self.chance.randint(22, 27)), 15, 30, self.call)

"""One person's way through the office, deed by deed, as the roles would do it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vidare.actions import (
    assignments,
    bookings,
    disclosures,
    meetings,
    needs,
    notes,
    outcomes,
    participations,
    people,
    plans,
    referrals,
    steps,
    support,
)
from vidare.queries import plans as views
from vidare.rules.access import Actor, Compartment
from vidare.rules.activities import EmploymentServiceAnswer, MeetingKind
from vidare.rules.calendar import Week
from vidare.rules.decision import Refused
from vidare.rules.disclosure import Ground, Item
from vidare.rules.identity import Protection
from vidare.rules.needs import Answer
from vidare.rules.notes import NoteKind
from vidare.rules.outcomes import ExitClass, Occupation
from vidare.rules.plans import Content, OnBehalfReason, Party, StepState
from vidare.rules.referrals import DeclineReason, PauseReason
from vidare.web.demo import said
from vidare.web.demo.agenda import Agenda
from vidare.web.demo.fates import DOOR_SINCE, TODAY, Fate
from vidare.web.demo.fates import Where as Place
from vidare.web.demo.office import Office

SERIES_WEEKS = 8
PROTECTED = 40


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


class Life:
    def __init__(self, fate: Fate, office: Office, agenda: Agenda) -> None:
        self.fate, self.office, self.agenda = fate, office, agenda
        self.chance = random.Random(90_000 + fate.index)
        self.keys = Keys()
        self.secretary = office.secretaries[fate.index % len(office.secretaries)]
        self.walked = 0
        self.became: Occupation | None = None

    def begin(self) -> None:
        self.agenda.at(self.fate.received_on, 9, 30, self.come)

    def day(self, after: int) -> date:
        return self.fate.received_on + timedelta(days=after)

    @property
    def coach(self) -> Actor:
        return self.office.coach_of(self.keys.way)

    def come(self, at: datetime) -> None:
        """Referred, asking, or dropping in; accepted the same or the next day, or told where to turn."""
        self.keys.referral, self.keys.person = self.office.receive(self.fate, self.secretary, at)
        self._ask_register(at)
        self._support(at)
        if self.fate.declined:
            self.agenda.at(self.day(2), 11, 0, self.decline)
            return
        self.agenda.at(self.day(1 if self.fate.first_meeting_after > 1 else 0), 10, 30, self.accept)

    def _ask_register(self, at: datetime) -> None:
        """Nearly everybody's protection is asked for when they come; for a few the register has not answered."""
        if self.fate.index % 47 == 31:
            return
        people.set_protection(
            self.office.coordinator, person=self.keys.person, protection=Protection.OPEN, named=[], reason="", at=at
        )

    def _protect(self, at: datetime) -> None:
        """One person's identity is protected: from now on only those who are named see them."""
        named = [actor.user_id or 0 for actor in (self.coach, self.secretary, self.office.coordinator)]
        people.set_protection(
            self.office.coordinator, person=self.keys.person, protection=Protection.PROTECTED, named=named,
            reason="Skyddad folkbokföring enligt besked från Skatteverket.", at=at,
        )  # fmt: skip

    def _support(self, at: datetime) -> None:
        fate = self.fate
        start = (fate.received_on - timedelta(days=30 * (fate.months_of_support % 9 + 1))).replace(day=1)
        children = self.chance.choice([0, 0, 0, 1, 1, 2, 3])
        small = min(children, self.chance.choice([0, 0, 1, 2]))
        end = fate.exit_on if fate.exit and fate.exit[0] in {ExitClass.WORK, ExitClass.STUDIES} else None
        support.register_support(
            self.secretary, person=self.keys.person, start=start, end=end, obstacle="unemployed", children=children,
            children_under_8=small, paid_ore_per_month=100 * (6200 + 1900 * children + 50 * (fate.index % 17)), at=at,
        )  # fmt: skip

    def decline(self, at: datetime) -> None:
        referrals.decline_referral(
            self.office.coordinator, referral=self.keys.referral, reasons=[DeclineReason.NOT_IN_TARGET_GROUP],
            turn_to=said.TURN_TO, at=at,
        )  # fmt: skip

    def accept(self, at: datetime) -> None:
        self.keys.way = referrals.accept_referral(self.office.coordinator, referral=self.keys.referral, at=at)
        if self.fate.pauses_clock:
            self.agenda.at(self.day(3), 13, 0, self.pause_clock)
        after = self.fate.first_meeting_after
        if self.day(after) > TODAY + timedelta(days=12):
            return
        participations.acknowledge(self.coach, participation=self.keys.way, at=at)
        met_on = self._book_meeting(max(self.day(after), at.date() + timedelta(days=1)), at)
        self.agenda.at(met_on, 15, 0, self.meet)

    def _book_meeting(self, day: date, at: datetime) -> date:
        """The first time at which the coach is free; the interpreter is booked with it. Answers its day."""
        who = self.fate.who
        for starts_at in self.office.free_times(day):
            booking = meetings.Booking(
                starts_at=starts_at, staff=self.coach.user_id or 0, place=said.ROOM,
                interpreter_language=who.language if who.interpreter else "", interpreter_booked=who.interpreter,
            )  # fmt: skip
            try:
                self.keys.meeting = meetings.book_meeting(
                    self.coach, participation=self.keys.way, kind=MeetingKind.FIRST, booking=booking, at=at
                )
            except Refused:
                continue
            return starts_at.date()
        raise AssertionError("no coach is busy for a week")

    def pause_clock(self, at: datetime) -> None:
        referrals.pause_clock(
            self.office.coordinator, referral=self.keys.referral, reason=PauseReason.PERSON_AWAY, start=at.date(), at=at
        )
        end = at.date() + timedelta(days=3)
        self.agenda.at(end, 9, 5, lambda at: referrals.resume_clock(
            self.office.coordinator, referral=self.keys.referral, end=end, at=at))  # fmt: skip

    def meet(self, at: datetime) -> None:
        """The first meeting: the way begins, the mapping is made, a code is given, the hours are booked."""
        meetings.hold_meeting(self.coach, meeting=self.keys.meeting, at=at)
        self.keys.code = people.issue_door_code(self.coach, person=self.keys.person, at=at, draw=self.office.draw)
        self._map(at)
        self.next_step(at)
        self.book(at)
        self.agenda.at(at.date() + timedelta(days=self.fate.plan_after), 13, 30, self.plan)
        if self.fate.assigned:
            self.agenda.at(at.date() + timedelta(days=5), 14, 0, self.consult)
        if self.fate.index == PROTECTED:
            self._protect(at)
        if self.fate.moved_on:
            self.agenda.at(self.fate.moved_on, 8, 15, self.move_on)
        if self.fate.exit_on:
            self.agenda.at(self.fate.exit_on, 16, 0, self.leave)

    def _map(self, at: datetime) -> None:
        mapping = needs.begin_mapping(self.coach, person=self.keys.person, held_on=at.date(), at=at)
        levels = {code: self.chance.randint(1, 4) for code in self.office.areas}
        answers = {
            code: Answer(own_word=said.own(code, level), own_lang="sv", own_level=level, staff_word=said.staff(code, level),
                         staff_level=max(1, min(5, level + self.chance.choice([-1, 0, 0, 1]))))
            for code, level in levels.items()
        }  # fmt: skip
        needs.save_areas(
            self.coach, mapping=mapping, answers=answers, seen={},
            known=frozenset(self.office.areas), at=at,
        )  # fmt: skip
        needs.finish_mapping(self.coach, mapping=mapping, at=at)

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
        self.next_step(at, within=50)
        self.next_step(at, within=85)
        self._agree(at)
        self.agenda.at(at.date() + timedelta(days=self.chance.randint(16, 24)), 14, 30, self.step_done)
        self.agenda.at(max(at.date() + timedelta(days=18), TODAY - timedelta(days=60)), 15, 30, self.call)

    def _content(self, at: datetime) -> Content:
        goal, leads = said.GOALS[self.fate.index % len(said.GOALS)]
        hours = 2 if self.fate.index % 3 else 20
        return Content(goal, leads, at.date(), at.date() + timedelta(weeks=14), 28, hours)

    def _renew(self, at: datetime) -> None:
        """The new version has a new day of review."""
        writing = views.plan_page(self.coach, self.keys.person, on=at.date()).writing
        if writing is not None:
            plans.write_plan(self.coach, plan=writing.key, version=writing.version, content=self._content(at), at=at)

    def _agree(self, at: datetime) -> None:
        writing = views.plan_page(self.coach, self.keys.person, on=at.date()).writing
        if writing is None:
            return
        plans.propose_plan(self.coach, plan=writing.key, version=writing.version, at=at)
        if not self.fate.agrees:
            return
        plans.agree(
            self.coach, plan=writing.key, version=writing.version, party=Party.PARTICIPANT,
            reason=OnBehalfReason.AGREED_BY_VOICE, at=at,
        )  # fmt: skip
        plans.agree(self.secretary, plan=writing.key, version=writing.version, party=Party.BOARD, at=at)

    def step_done(self, at: datetime) -> None:
        """The step is walked. When none is left a new version of the plan is made, or for some it is forgotten."""
        page = views.plan_page(self.coach, self.keys.person, on=at.date())
        step = page.next_step
        if step is None or not page.active:
            return
        late = (TODAY - at.date()).days < 12
        if late and self.fate.index % 17 == 3:
            return
        none_left = steps.move_step(self.coach, step=step.key, version=step.version, state=StepState.DONE, at=at)
        if none_left and not (self.fate.loses_step and (TODAY - at.date()).days < 40):
            self.next_step(at, within=30)
            self.next_step(at, within=60)
            self._renew(at)
            self._agree(at)
        self.agenda.at(at.date() + timedelta(days=self.chance.randint(28, 36)), 14, 30, self.step_done)

    def call(self, at: datetime) -> None:
        if self.left or (self.fate.index % 19 == 5 and (TODAY - at.date()).days < 50):
            return
        kind = self.chance.choice([NoteKind.CALL, NoteKind.CALL, NoteKind.VISIT])
        notes.write_note(
            self.coach, person=self.keys.person, kind=kind, text=self.chance.choice(said.CALLS),
            compartment=Compartment.LABOUR_MARKET, happened_on=at.date(), at=at,
        )  # fmt: skip
        self.agenda.at(at.date() + timedelta(days=self.chance.randint(20, 27)), 15, 30, self.call)

    def consult(self, at: datetime) -> None:
        """Arbetsförmedlingen is asked before the board decides."""
        if self.left or self.fate.index % 47 == 31 or self.fate.index == PROTECTED:
            return
        self.keys.consultation = disclosures.consult_employment_service(
            self.secretary, participation=self.keys.way, items=[Item.NAME, Item.REFERRAL],
            ground=Ground.CONSENT, until=at.date() + timedelta(days=90), at=at,
        )  # fmt: skip
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
            self.secretary, participation=self.keys.way, activity=self.office.activity,
            wishes=said.WISHES[self.fate.index % len(said.WISHES)], weighed="Tiderna är lagda efter önskemålet.",
            start=at.date(), end=at.date() + timedelta(days=180), at=at,
        )  # fmt: skip
        assignments.decide_assignment(self.secretary, assignment=key, reasons=said.REASONS, version=1, at=at)
        self.keys.assignment = key

    def book(self, at: datetime) -> None:
        """Two hours a week, eight weeks at a time, while the person comes here."""
        if self.left or self.elsewhere(at.date()):
            return
        first = Week.of(max(at.date() + timedelta(days=7), DOOR_SINCE))
        if self.fate.exit_on and self.fate.exit_on < DOOR_SINCE:
            return
        for turn in range(4):
            choices = self.office.two_hours(self.fate.index + turn)
            try:
                bookings.book_series(
                    self.coach, participation=self.keys.way, choices=choices, first=first, weeks=SERIES_WEEKS, at=at
                )
                break
            except Refused:
                continue
        self.agenda.at(first.monday + timedelta(weeks=SERIES_WEEKS - 2, days=3), 16, 15, self.book)

    @property
    def left(self) -> bool:
        return bool(self.keys.exit)

    def elsewhere(self, day: date) -> bool:
        return self.fate.moved_on is not None and day >= self.fate.moved_on - timedelta(days=7)

    def move_on(self, at: datetime) -> None:
        """To studies, or to a placement: the hours here are given back."""
        if self.fate.where is Place.EDUCATION:
            outcomes.note_occupation(
                self.coach, participation=self.keys.way, occupation=Occupation.STUDIES, start=at.date(), end=None, at=at
            )
            return
        self.office.place(self.fate, self.keys.way, at)

    def leave(self, at: datetime) -> None:
        """The way ends with a preliminary class; it is confirmed after a month, and asked about afterwards."""
        assert self.fate.exit is not None
        exit_class, self.became = self.fate.exit
        on_to = self.became in {Occupation.WORK, Occupation.STUDIES}
        self.keys.exit = outcomes.close_participation(
            self.coach, participation=self.keys.way, ended_on=at.date(), exit_class=exit_class, reason="", at=at,
            occupation_from=at.date() + timedelta(days=1) if on_to else None,
        )  # fmt: skip
        self.agenda.at(at.date() + timedelta(days=36), 9, 45, self.confirm)

    def confirm(self, at: datetime) -> None:
        assert self.fate.exit is not None
        started = self.fate.exit_on + timedelta(days=1) if self.fate.exit_on else None
        outcomes.confirm_exit(
            self.coach, exit=self.keys.exit, exit_class=self.fate.exit[0],
            work_started_on=started if self.fate.exit[0] is ExitClass.WORK else None, at=at,
        )  # fmt: skip

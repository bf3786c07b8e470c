"""A year in the demo's second office: in at the open door, met within days, a plan, and onward."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from vidare.actions import accounts, attention, meetings, needs, outcomes, participations, people, referrals, support
from vidare.queries import outcomes as asked
from vidare.queries.standing import within
from vidare.rules import calendar
from vidare.rules.calendar import Week
from vidare.rules.identity import Protection
from vidare.rules.needs import Answer
from vidare.rules.outcomes import Occupation
from vidare.rules.referrals import DeclineReason
from vidare.web.demo import looked_at, said, young
from vidare.web.demo.agenda import Agenda
from vidare.web.demo.fates import ENROLLED, FIRST_DAY, TODAY
from vidare.web.demo.first_meeting import FirstMeeting
from vidare.web.demo.leaving import Leaving
from vidare.web.demo.office import NIGHT
from vidare.web.demo.open_fates import OpenFate, open_fates
from vidare.web.demo.open_office import CODE, OpenOffice
from vidare.web.demo.planning import Planning
from vidare.web.demo.year import NOW, Progress

TURN_TO = "Din handläggare hos Arbetsförmedlingen. När insatsen är slut är du välkommen hit."


class OpenLife(FirstMeeting, Planning, Leaving):
    """As a life of the first office, without hours, assignments and ladder: nobody has to come here."""

    fate: OpenFate

    def begin(self) -> None:
        self.agenda.at(self.fate.received_on, 9, 40, self.come)

    def come(self, at: datetime) -> None:
        self.keys.referral, self.keys.person = self.office.receive(self.fate, self.secretary, at)
        people.set_protection(
            self.office.coordinator, person=self.keys.person, protection=Protection.OPEN, named=[], reason="", at=at
        )
        if self.fate.months_of_support:
            support.register_support(
                self.secretary, person=self.keys.person, obstacle="unemployed", children=0, children_under_8=0,
                start=(at.date() - timedelta(days=30 * self.fate.months_of_support)).replace(day=1), end=None,
                paid_ore_per_month=100 * (4800 + 50 * (self.fate.index % 17)), at=at,
            )  # fmt: skip
        after = 2 if self.fate.declined else 1 if self.fate.first_meeting_after > 1 else 0
        self.agenda.at(self.day(after), 10, 20, self.decline if self.fate.declined else self.accept)

    def decline(self, at: datetime) -> None:
        referrals.decline_referral(
            self.office.coordinator, referral=self.keys.referral, reasons=[DeclineReason.OTHER_MEASURE_RUNS],
            turn_to=TURN_TO, at=at,
        )  # fmt: skip

    def accept(self, at: datetime) -> None:
        self.keys.way = referrals.accept_referral(self.office.coordinator, referral=self.keys.referral, at=at)
        if self.day(self.fate.first_meeting_after) > TODAY + timedelta(days=12):
            return
        participations.acknowledge(self.coach, participation=self.keys.way, at=at)
        first = max(self.day(self.fate.first_meeting_after), at.date() + timedelta(days=1))
        self.agenda.at(self._book_meeting(first, at), 15, 0, self.meet)

    def meet(self, at: datetime) -> None:
        meetings.hold_meeting(self.coach, meeting=self.keys.meeting, at=at)
        self.next_step(at)
        if self.fate.exit_on is None:
            self._map(at)
        self.agenda.at(at.date() + timedelta(days=self.fate.plan_after), 13, 10, self.plan)
        if self.fate.exit_on:
            self.agenda.at(self.fate.exit_on, 16, 0, self.leave)

    def _map(self, at: datetime) -> None:
        mapping = needs.begin_mapping(self.coach, person=self.keys.person, held_on=at.date(), at=at)
        levels = {code: self.chance.randint(1, 4) for code in self.office.areas}
        answers = {
            code: Answer(
                own_word=said.own(code, level), own_lang="sv", own_level=level, staff_word=said.staff(code, level),
                staff_level=level,
            )
            for code, level in levels.items()
        }  # fmt: skip
        needs.save_areas(
            self.coach, mapping=mapping, answers=answers, seen={}, known=frozenset(self.office.areas), at=at
        )
        needs.finish_mapping(self.coach, mapping=mapping, at=at)

    def plan(self, at: datetime) -> None:
        if not self.left:
            super().plan(at)


class OpenYear:
    def __init__(self, size: int = ENROLLED) -> None:
        self.office = OpenOffice()
        self.agenda = Agenda(until=NOW)
        self.size = size
        self.lives: list[OpenLife] = []

    def live(self, say: Progress) -> None:
        with within(NIGHT.scope(on=FIRST_DAY)):
            self.office.open(calendar.moment(FIRST_DAY - timedelta(days=7), time(9)))
        self.lives = [OpenLife(fate, self.office, self.agenda) for fate in open_fates(self.size)]
        for life in self.lives:
            life.begin()
        young.plan(self.office, self.agenda)
        looked_at.plan(self.office, self.agenda, lambda: self.lives)
        with attention.postponed(on=TODAY):
            for week in range((TODAY - FIRST_DAY).days // 7 + 1):
                days = [day for day in Week.of(FIRST_DAY).plus(week).period.days() if day <= TODAY]
                with within(NIGHT.scope(on=days[0])):
                    for day in days:
                        for moment, deed in self.agenda.due(calendar.moment(day, time(23, 59))):
                            deed(moment)
                    self._follow_ups(calendar.moment(days[-1], time(15, 55)))
        say(CODE)
        with within(NIGHT.scope(on=TODAY)):
            here = next(life for life in self.lives if life.walked and not life.left and life.fate.agrees)
            accounts.open_account(here.coach, person=here.keys.person, username=f"participant-1.{CODE}", at=NOW)

    def _follow_ups(self, at: datetime) -> None:
        """Coaches ask what became of those who left: on the day they are asked about, not at some time before it."""
        whose = {life.keys.person: life for life in self.lives if life.left}
        for due in asked.afterwards(self.office.coordinator, on=at.date()).questions if whose and at <= NOW else ():
            life = whose[due.person_id]
            became = life.became if due.days < 90 else life.fate.later
            outcomes.answer_follow_up(life.coach, follow_up=due.key, occupation=became or Occupation.UNKNOWN, at=at)

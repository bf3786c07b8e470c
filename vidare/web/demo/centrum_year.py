"""A year in the demo's third office: met, mapped every quarter, taught Swedish, planned with by many, and onward."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from vidare.actions import (
    accounts,
    attention,
    courses,
    disclosures,
    meetings,
    needs,
    outcomes,
    people,
    programmes,
    progress,
    referrals,
    support,
)
from vidare.actions import steps as walking
from vidare.actions.disclosures import Crossing
from vidare.queries import outcomes as asked
from vidare.queries.standing import within
from vidare.rules import calendar
from vidare.rules.calendar import Week
from vidare.rules.courses import Attended, Ending
from vidare.rules.disclosure import Ground, Item, Purpose
from vidare.rules.identity import Protection
from vidare.rules.needs import Answer
from vidare.rules.outcomes import Occupation
from vidare.rules.programmes import Told
from vidare.web.demo import said, together
from vidare.web.demo.agenda import Agenda
from vidare.web.demo.centrum_fates import PATHS, CentrumFate, centrum_fates
from vidare.web.demo.centrum_office import AUTHORITY, CODE, CentrumOffice
from vidare.web.demo.centrum_project import CentrumProject
from vidare.web.demo.fates import ENROLLED, FIRST_DAY, TODAY
from vidare.web.demo.first_meeting import FirstMeeting
from vidare.web.demo.household import Household
from vidare.web.demo.leaving import Leaving
from vidare.web.demo.office import NIGHT
from vidare.web.demo.planning import Planning
from vidare.web.demo.year import NOW, Progress

QUARTER = timedelta(days=91)
COURSE = timedelta(days=100)


class CentrumLife(FirstMeeting, Planning, Leaving, Household):
    """One person of one of the three boards, and those of all three who work with them."""

    fate: CentrumFate
    office: CentrumOffice

    def __init__(self, fate: CentrumFate, office: CentrumOffice, agenda: Agenda) -> None:
        super().__init__(fate, office, agenda)
        self.secretary = office.of_place("social-secretary", fate.place)
        self.round = 0

    def begin(self) -> None:
        self.agenda.at(self.fate.received_on, 9, 50, self.come)

    def come(self, at: datetime) -> None:
        own = self.office.of_place("coach", self.fate.place)
        self.keys.referral, self.keys.person = self.office.receive(self.fate, self.secretary, at)
        people.set_protection(own, person=self.keys.person, protection=Protection.OPEN, named=[], reason="", at=at)
        if self.fate.months_of_support:
            support.register_support(
                self.secretary, person=self.keys.person, obstacle="unemployed", children=self.fate.index % 3,
                children_under_8=min(1, self.fate.index % 3), end=None,
                start=(at.date() - timedelta(days=30 * self.fate.months_of_support)).replace(day=1),
                paid_ore_per_month=100 * (5200 + 50 * (self.fate.index % 17)), at=at,
            )  # fmt: skip
            self.know_household(at)
        self.agenda.at(self.day(1), 10, 15, self.accept)

    def accept(self, at: datetime) -> None:
        own = self.office.of_place("coach", self.fate.place)
        self.keys.way = referrals.accept_referral(own, referral=self.keys.referral, coach=own.user_id, at=at)
        self.office.keep(self.keys.way, own)
        if self.day(self.fate.first_meeting_after) > TODAY + timedelta(days=12):
            return
        first = max(self.day(self.fate.first_meeting_after), at.date() + timedelta(days=1))
        self.agenda.at(self._book_meeting(first, at), 15, 0, self.meet)

    def meet(self, at: datetime) -> None:
        meetings.hold_meeting(self.coach, meeting=self.keys.meeting, at=at)
        self.next_step(at)
        self._map(at)
        self._learn(at)
        started = self.fate.received_on - timedelta(days=60)
        programmes.note_programme(
            self.coach, person=self.keys.person, start=started, end=self.fate.exit_on, told_by=Told.EMPLOYMENT_SERVICE,
            at=at,
        )  # fmt: skip
        self.agenda.at(at.date() + timedelta(days=self.fate.plan_after), 13, 20, self.plan)
        self.agenda.at(at.date() + timedelta(days=self.fate.plan_after + 1), 9, 15, self.let_in)
        if self.fate.exit_on:
            self.agenda.at(self.fate.exit_on, 16, 0, self.leave)

    def _map(self, at: datetime) -> None:
        """Every quarter anew, and most people a little further on each time."""
        if self.left:
            return
        mapping = needs.begin_mapping(self.coach, person=self.keys.person, held_on=at.date(), at=at)
        levels = {
            code: min(5, 1 + (self.fate.index + place) % 3 + self.round * ((self.fate.index + place) % 4 > 0))
            for place, code in enumerate(self.office.areas)
        }
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
        seen = {code: levels[self.office.areas[place]] for place, code in enumerate(self.office.questions)}
        progress.say_beside(self.coach, person=self.keys.person, answers=seen, at=at)
        self.round += 1
        self.agenda.at(at.date() + QUARTER, 14, 10, self._map)

    def _learn(self, at: datetime) -> None:
        """Two courses of Swedish: the first is passed; before the second some have weeks without, or wait for one."""
        track, (first, second) = PATHS[self.fate.path]
        ended = at.date() - timedelta(days=20)
        school = said.SCHOOLS[self.fate.place]
        key = courses.note_course(
            self.coach, person=self.keys.person, course=Attended(first, track, ended - COURSE, ended, school), at=at
        )
        courses.end_course(self.coach, person=self.keys.person, course=key, ending=Ending.PASSED, last=ended, at=at)
        if self.fate.goes_on:
            start = ended + timedelta(days=1 + self.fate.gap)
            course = Attended(second, track, start, start + COURSE, school)
            courses.note_course(self.coach, person=self.keys.person, course=course, at=at)

    def next_step(self, at: datetime, *, within: int = 25) -> None:
        """Steps of one plan are owned by whoever walks them: the person, the coach, and others of the team."""
        title, leads, owner = said.TEAM_STEPS[(self.fate.index + self.walked) % len(said.TEAM_STEPS)]
        self.walked += 1
        hands = {"": None, "coach": self.coach.user_id, "social-secretary": self.secretary.user_id}
        user = hands[owner] if owner in hands else self.office.staff[owner].user_id
        wanted = walking.Wanted(title, leads, at.date() + timedelta(days=within), owner=user, participant=user is None)
        walking.set_next_step(self.coach, person=self.keys.person, wanted=wanted, at=at)

    def plan(self, at: datetime) -> None:
        if not self.left:
            super().plan(at)

    def let_in(self, at: datetime) -> None:
        """With consent the plan stands open to the other municipalities' staff; a few have taken it back."""
        if self.left:
            return
        items = [Item.PLAN, Item.HOURS] if self.fate.index % 3 else [Item.PLAN, Item.HOURS, Item.MAPPING]
        for place in range(AUTHORITY):
            if place != self.fate.place and (self.fate.index + place) % 5:
                key = self._shown(items, place, at, opens=True)
                if self.fate.index % 8 == 3:
                    later = at.date() + timedelta(days=30)
                    self.agenda.at(later, 11, 40, lambda at, key=key: self._shut(key, at))  # type: ignore[misc]
        if self.fate.index % 3 == 1:
            self._shown([Item.NAME, Item.REFERRAL], AUTHORITY, at, opens=False)

    def _shown(self, items: list[Item], place: int, at: datetime, *, opens: bool) -> int:
        until = TODAY + timedelta(days=20 + 10 * (self.fate.index % 9))
        crossing = Crossing(
            ground=Ground.CONSENT, purpose=Purpose.JOINT_PLAN, to_organisation=self.office.places[place], until=until,
            opens=opens,
        )  # fmt: skip
        return disclosures.disclose(
            self.coach, person=self.keys.person, service=self.office.service, items=items, crossing=crossing, at=at
        )

    def _shut(self, key: int, at: datetime) -> None:
        disclosures.withdraw_disclosure(self.coach, disclosure=key, at=at)


class CentrumYear:
    def __init__(self, size: int = ENROLLED) -> None:
        self.office = CentrumOffice()
        self.agenda = Agenda(until=NOW)
        self.size = size
        self.lives: list[CentrumLife] = []

    def live(self, say: Progress) -> None:
        with within(NIGHT.scope(on=FIRST_DAY)):
            self.office.open(calendar.moment(FIRST_DAY - timedelta(days=7), time(9)))
        self.lives = [CentrumLife(fate, self.office, self.agenda) for fate in centrum_fates(self.size)]
        for life in self.lives:
            life.begin()
        CentrumProject(self.office, self.agenda)
        together.Together(self.office, self.agenda, lambda: self.lives)
        with attention.postponed(on=TODAY):
            for week in range((TODAY - FIRST_DAY).days // 7 + 1):
                days = [day for day in Week.of(FIRST_DAY).plus(week).period.days() if day <= TODAY]
                with within(NIGHT.scope(on=days[0])):
                    self._week(days)
        say(CODE)
        with within(NIGHT.scope(on=TODAY)):
            self.office.count_outside(NOW)
            staying = [life for life in self.lives if life.walked and not life.left and life.fate.agrees]
            for number, place in enumerate((0, 1), 1):
                here = next((life for life in staying if life.fate.place == place), None)
                if here is not None:
                    accounts.open_account(
                        here.coach, person=here.keys.person, username=f"participant-{number}.{CODE}", at=NOW
                    )

    def _week(self, days: list[date]) -> None:
        for day in days:
            for moment, deed in self.agenda.due(calendar.moment(day, time(23, 59))):
                deed(moment)
        self._follow_ups(calendar.moment(days[-1], time(15, 55)))

    def _follow_ups(self, at: datetime) -> None:
        """Each municipality's coach asks what became of its own."""
        whose = {life.keys.person: life for life in self.lives if life.left}
        for place in range(AUTHORITY) if whose and at <= NOW else ():
            coach = self.office.of_place("coach", place)
            for due in asked.afterwards(coach, on=at.date()).questions:
                life = whose[due.person_id]
                became = life.became if due.days < 90 else life.fate.later
                outcomes.answer_follow_up(coach, follow_up=due.key, occupation=became or Occupation.UNKNOWN, at=at)

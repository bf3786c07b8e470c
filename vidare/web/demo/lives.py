"""One person's way through the office, deed by deed, as the roles would do it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from vidare.actions import (
    bookings,
    meetings,
    needs,
    participations,
    people,
    referrals,
    support,
)
from vidare.rules.calendar import Week
from vidare.rules.decision import Refused
from vidare.rules.identity import Protection
from vidare.rules.needs import Answer
from vidare.rules.outcomes import ExitClass
from vidare.rules.referrals import DeclineReason, PauseReason
from vidare.web.demo import said
from vidare.web.demo.assigning import Assigning
from vidare.web.demo.fates import DOOR_SINCE, EVERYBODY_SINCE, LOST, PROTECTED, TODAY
from vidare.web.demo.first_meeting import FirstMeeting
from vidare.web.demo.household import Household
from vidare.web.demo.leaving import Leaving
from vidare.web.demo.planning import Planning

SERIES_WEEKS = 8


class Life(FirstMeeting, Planning, Assigning, Leaving, Household):
    """In at the door, met, mapped, booked, moved on, and out."""

    def begin(self) -> None:
        self.agenda.at(self.fate.received_on, 9, 30, self.come)

    def come(self, at: datetime) -> None:
        """Referred, asking, or dropping in; accepted the same or the next day, or told where to turn."""
        self.keys.referral, self.keys.person = self.office.receive(self.fate, self.secretary, at)
        self._ask_register(at)
        self._support(at)
        self.know_household(at)
        if self.fate.declined:
            self.agenda.at(self.day(2), 11, 0, self.decline)
            return
        self.agenda.at(self.day(1 if self.fate.first_meeting_after > 1 else 0), 10, 30, self.accept)

    def _ask_register(self, at: datetime) -> None:
        """Nearly everybody's protection is asked for when they come; for a few the register has not answered."""
        if self.fate.index % 47 == 31:
            return
        people.set_protection(
            self.office.coordinator,
            person=self.keys.person,
            protection=Protection.OPEN,
            named=[],
            reason="",
            at=at,
        )

    def _protect(self, at: datetime) -> None:
        """One person's identity is protected: from now on only those who are named see them."""
        named = [actor.user_id or 0 for actor in (self.coach, self.secretary, self.office.coordinator)]
        people.set_protection(
            self.office.coordinator,
            person=self.keys.person,
            protection=Protection.PROTECTED,
            named=named,
            reason="Skyddad folkbokföring enligt besked från Skatteverket.",
            at=at,
        )

    def _support(self, at: datetime) -> None:
        fate = self.fate
        start = (fate.received_on - timedelta(days=30 * (fate.months_of_support % 9 + 1))).replace(day=1)
        children = self.chance.choice([0, 0, 0, 1, 1, 2, 3])
        small = min(children, self.chance.choice([0, 0, 1, 2]))
        end = fate.exit_on if fate.exit and fate.exit[0] in {ExitClass.WORK, ExitClass.STUDIES} else None
        support.register_support(
            self.secretary,
            person=self.keys.person,
            start=start,
            end=end,
            obstacle="unemployed",
            children=children,
            children_under_8=small,
            paid_ore_per_month=100 * (6200 + 1900 * children + 50 * (fate.index % 17)),
            at=at,
        )

    def decline(self, at: datetime) -> None:
        referrals.decline_referral(
            self.office.coordinator,
            referral=self.keys.referral,
            reasons=[DeclineReason.NOT_IN_TARGET_GROUP],
            turn_to=said.TURN_TO,
            at=at,
        )

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

    def pause_clock(self, at: datetime) -> None:
        referrals.pause_clock(
            self.office.coordinator,
            referral=self.keys.referral,
            reason=PauseReason.PERSON_AWAY,
            start=at.date(),
            at=at,
        )
        end = at.date() + timedelta(days=3)
        self.agenda.at(
            end,
            9,
            5,
            lambda at: referrals.resume_clock(self.office.coordinator, referral=self.keys.referral, end=end, at=at),
        )

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
            code: Answer(
                own_word=said.own(code, level),
                own_lang="sv",
                own_level=level,
                staff_word=said.staff(code, level),
                staff_level=max(1, min(5, level + self.chance.choice([-1, 0, 0, 1]))),
            )
            for code, level in levels.items()
        }
        needs.save_areas(
            self.coach,
            mapping=mapping,
            answers=answers,
            seen={},
            known=frozenset(self.office.areas),
            at=at,
        )
        needs.finish_mapping(self.coach, mapping=mapping, at=at)

    def book(self, at: datetime) -> None:
        """Two hours a week, eight weeks at a time, while the person comes here."""
        if self.left or self.elsewhere(at.date()):
            return
        since = DOOR_SINCE if self.fate.habits is LOST else EVERYBODY_SINCE
        first = Week.of(max(at.date() + timedelta(days=7), since))
        if self.fate.exit_on and self.fate.exit_on < EVERYBODY_SINCE:
            return
        for turn in range(4):
            choices = self.office.two_hours(self.fate.index + turn)
            try:
                bookings.book_series(
                    self.coach,
                    participation=self.keys.way,
                    choices=choices,
                    first=first,
                    weeks=SERIES_WEEKS,
                    at=at,
                )
                break
            except Refused:
                continue
        self.agenda.at(first.monday + timedelta(weeks=SERIES_WEEKS - 2, days=3), 16, 15, self.book)

    def elsewhere(self, day: date) -> bool:
        return self.fate.moved_on is not None and day >= self.fate.moved_on - timedelta(days=7)

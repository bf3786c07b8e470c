"""The demo's year: every day in its order, and on each day the hours at the door."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from vidare.actions import absences, accounts, attendance, attention, door, outcomes
from vidare.queries import attendance as sheets
from vidare.queries import outcomes as asked
from vidare.queries import week as weeks
from vidare.queries.standing import within
from vidare.rules import calendar
from vidare.rules.attendance import Mark
from vidare.rules.calendar import Week
from vidare.rules.outcomes import Occupation
from vidare.web.demo import handed_over, looked_at, together
from vidare.web.demo.agenda import Agenda
from vidare.web.demo.course import Course
from vidare.web.demo.fates import DOOR_SINCE, ENROLLED, FIRST_DAY, LOST, TODAY, fates
from vidare.web.demo.ladder import Ladder
from vidare.web.demo.lives import Life
from vidare.web.demo.office import NIGHT, Office

NOW = calendar.moment(TODAY, time(10, 25))
AHEAD = 10  # weeks laid out in advance
Progress = Callable[[str], None]


class Year:
    def __init__(self, enrolled: int = ENROLLED) -> None:
        self.enrolled = enrolled
        self.chance = random.Random(4711)
        self.office = Office()
        self.agenda = Agenda(until=NOW)
        self.lives: dict[int, Course] = {}
        self.ladders: dict[int, Ladder] = {}
        self.by_person: dict[int, Course] = {}

    def live(self, say: Progress) -> None:
        with within(NIGHT.scope(on=FIRST_DAY)):
            self.office.open(calendar.moment(FIRST_DAY - timedelta(days=7), time(9)))
            for week in range(AHEAD):
                self.office.lay_out(Week.of(DOOR_SINCE).plus(week).monday, calendar.moment(FIRST_DAY, time(7)))
        for fate in fates(self.enrolled):
            life = Life(fate, self.office, self.agenda)
            self.lives[fate.index], self.ladders[fate.index] = life, Ladder(life)
            life.begin()
        self._looked_after()
        # What is owed on the way there nobody of the demo reads: it is gathered, and worked out on its last day.
        with attention.postponed(on=TODAY):
            for week in range((TODAY - FIRST_DAY).days // 7 + 1):
                days = [day for day in Week.of(FIRST_DAY).plus(week).period.days() if day <= TODAY]
                with within(NIGHT.scope(on=days[0])):
                    for day in days:
                        self._day(day)
                if days[0].day <= 7:
                    say(f"{days[0]:%Y-%m}")
        with within(NIGHT.scope(on=TODAY)):
            self._accounts()

    def _looked_after(self) -> None:
        """What the office does beside the people: the log is reviewed, files are handed over, the team meets."""
        everybody = list(self.lives.values())
        looked_at.plan(self.office, self.agenda, lambda: everybody)
        handed_over.plan(self.agenda, lambda: everybody)
        together.Together(self.office, self.agenda, lambda: everybody)

    def _day(self, day: date) -> None:
        if day.isoweekday() == 1 and day >= DOOR_SINCE:
            self.office.lay_out(Week.of(day).plus(AHEAD).monday, calendar.moment(day, time(7)))
        at = calendar.moment(day, time(7, 30))
        if calendar.is_open_day(day):
            if day >= DOOR_SINCE:
                absences.pass_silent_days(NIGHT, on=day, at=at)
                self._hours(day, at)
            if day.isoweekday() == 2:
                self._follow_ups(day)
        self._deeds(calendar.moment(day, time(23, 59)))

    def _hours(self, day: date, at: datetime) -> None:
        for hour in weeks.today(self.office.coordinator, on=day, at=at).hours:  # type: ignore[union-attr]
            if hour.places and not hour.cancelled and hour.starts_at <= NOW:
                self._deeds(hour.starts_at)
                self._hour(hour.session_id, hour.starts_at, hour.ends_at)

    def _deeds(self, at: datetime) -> None:
        for moment, deed in self.agenda.due(at):
            deed(moment)

    def _hour(self, session: int, starts_at: datetime, ends_at: datetime) -> None:
        """People come, or do not; after the hour staff mark those whom they missed."""
        marks: dict[int, Mark] = {}
        rows = sheets.sheet(self.office.coordinator, session=session, at=starts_at - timedelta(minutes=40)).rows
        for row in rows:
            life = self._life(row.person_id)
            if life is None:
                continue
            fate = self.chance.choices(range(5), weights=life.fate.habits)[0]
            if fate <= 1:
                self._touch(life, starts_at + timedelta(minutes=self.chance.randint(-9, 2) + 14 * fate))
            elif fate == 2:
                self.ladders[life.fate.index].tell_ahead(row.booking_id, starts_at - timedelta(hours=1))
            elif fate == 3 and ends_at <= NOW:
                marks[row.booking_id] = Mark.NOT_HERE
                self.ladders[life.fate.index].missed(row.booking_id, ends_at)
        if marks:
            attendance.confirm_sheet(self.office.coordinator, session=session, marks=marks, at=ends_at)

    def _touch(self, life: Course, at: datetime) -> None:
        if at <= NOW:
            key = uuid.UUID(int=self.chance.getrandbits(128))
            door.check_in(self.office.device, code=life.keys.code, key=key, touched_at=at, sent_at=at, at=at)

    def _life(self, person: int) -> Course | None:
        if person not in self.by_person:
            self.by_person = {life.keys.person: life for life in self.lives.values() if life.keys.person}
        return self.by_person.get(person)

    def _follow_ups(self, day: date) -> None:
        """Coaches ask what became of those who left: most answer, some do not, a few are still to be asked."""
        for due in asked.afterwards(self.office.coordinator, on=day).questions:
            life = self._life(due.person_id)
            if life is None or (TODAY - day).days < 9 and life.fate.index % 4 == 1:
                continue
            became = life.became if life.fate.answers and life.became else Occupation.UNKNOWN
            at = calendar.moment(day, time(15, 55))
            outcomes.answer_follow_up(life.coach, follow_up=due.key, occupation=became, at=at)

    def _accounts(self) -> None:
        """Three participants can log in: one who comes here, one in a placement, one who has been away."""
        staying = [life for life in self.lives.values() if life.keys.way and not life.left and life.fate.agrees]
        wanted = [
            next(
                life for life in staying if life.fate.where.value == "here" and life.fate.assigned and life.walked > 1
            ),
            next((life for life in staying if life.fate.where.value == "placement"), staying[0]),
            next((life for life in staying if life.fate.habits is LOST), staying[-1]),
        ]
        for number, life in enumerate(dict.fromkeys(wanted), 1):
            accounts.open_account(life.coach, person=life.keys.person, username=f"participant-{number}", at=NOW)

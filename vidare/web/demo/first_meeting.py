"""The first meeting of one person of the demo: the first time at which the coach is free."""

from __future__ import annotations

from datetime import date, datetime

from vidare.actions import meetings
from vidare.rules.activities import MeetingKind
from vidare.rules.decision import Refused
from vidare.web.demo import said
from vidare.web.demo.course import Course


class FirstMeeting(Course):
    """Booked with its interpreter."""

    def _book_meeting(self, day: date, at: datetime) -> date:
        """The first time at which the coach is free; the interpreter is booked with it. Answers its day."""
        who = self.fate.who
        for starts_at in self.office.free_times(day):
            booking = meetings.Booking(
                starts_at=starts_at,
                staff=self.coach.user_id or 0,
                place=said.ROOM,
                interpreter_language=who.language if who.interpreter else "",
                interpreter_booked=who.interpreter,
            )
            try:
                self.keys.meeting = meetings.book_meeting(
                    self.coach,
                    participation=self.keys.way,
                    kind=MeetingKind.FIRST,
                    booking=booking,
                    at=at,
                )
            except Refused:
                continue
            return starts_at.date()
        raise AssertionError("no coach is busy for a week")

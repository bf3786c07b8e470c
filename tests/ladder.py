"""A person on the ladder, for tests: hours they missed, an assignment over them, a basis — all through the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.world import AT, NINE, TODAY, World
from vidare.actions import absences, assignments, attendance, attention, bases
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.disclosures import sealed_items
from vidare.rules.access import Role
from vidare.rules.activities import BookingKind, BookingState, EmploymentServiceAnswer
from vidare.rules.attendance import Mark

FIRST = TODAY - timedelta(days=20)


@dataclass
class OnTheLadder:
    world: World
    way: m.Participation
    bookings: list[int] = field(default_factory=list)
    assignment: int | None = None

    @property
    def coach(self):  # type: ignore[no-untyped-def]
        return self.world.actor(Role.COACH)

    @property
    def officer(self):  # type: ignore[no-untyped-def]
        return self.world.actor(Role.SOCIAL_SECRETARY)

    def book(self, starts_at: datetime) -> int:
        session = self.world.session(starts_at)
        with acting("system:test"):
            row = m.Booking.unscoped.create(
                board=self.world.board, person=self.way.person, session=session, participation=self.way,
                starts_at=starts_at, kind=BookingKind.SINGLE.value, state=BookingState.BOOKED.value, seat=1,
                booked_at=starts_at - timedelta(days=7),
            )  # fmt: skip
        return int(row.pk)

    def miss(self, starts_at: datetime) -> int:
        """Booked, and staff saw that the person was not there."""
        booking = self.book(starts_at)
        attendance.register(self.coach, booking=booking, mark=Mark.NOT_HERE, at=starts_at + timedelta(minutes=50))
        self.bookings.append(booking)
        return booking

    def come(self, starts_at: datetime) -> int:
        booking = self.book(starts_at)
        attendance.register(self.coach, booking=booking, mark=Mark.HERE, at=starts_at + timedelta(minutes=5))
        return booking

    def absence(self, booking: int) -> m.Absence:
        return m.Absence.unscoped.get(booking=booking)

    def settle(self, booking: int, *, valid: bool = False) -> None:
        """Rung, and assessed."""
        at = self.absence(booking).seen_at + timedelta(hours=3)
        absences.note_call(self.coach, absence=self.absence(booking).pk, reached=True, at=at)
        absences.assess(self.coach, booking=booking, valid=valid, why="Vi har pratat om det.", at=at)

    def streak(self, length: int = 4) -> OnTheLadder:
        hours = [NINE - timedelta(days=14 - 2 * number) for number in range(length)]
        # What is owed is derived when all of it has happened: the same rows, written once.
        with attention.postponed(on=hours[-1].date()):
            for starts_at in hours:
                self.settle(self.miss(starts_at))
        return self

    def consulted(self, answer: EmploymentServiceAnswer = EmploymentServiceAnswer.NO_SUITABLE_MEASURE) -> OnTheLadder:
        with acting("system:test"):
            m.Disclosure.unscoped.create(
                board=self.world.board, person=self.way.person, to_organisation=self.world.employment_service,
                service=self.world.service, ground="consent", purpose="consultation", start=FIRST,
                items=sealed_items({"name": "Amina Warsame"}, hide=()),
                made_by=self.world.users[Role.COACH], made_at=AT - timedelta(days=25), asked_answer=True,
                answer=answer.value, answered_on=FIRST - timedelta(days=1),
                answered_by=self.world.users[Role.EMPLOYMENT_OFFICER],
            )  # fmt: skip
        return self

    def assigned(self, *, start: date = FIRST, end: date = TODAY + timedelta(days=60)) -> OnTheLadder:
        """Consulted, prepared and decided on the day it begins."""
        self.consulted()
        at = NINE - timedelta(days=(TODAY - start).days)
        self.assignment = assignments.prepare_assignment(
            self.coach, participation=self.way.pk, activity=self.world.activity.pk, wishes="Vill arbeta i kök.",
            weighed="Tiderna läggs så att kursen hinns med.", start=start, end=end, at=at,
        )  # fmt: skip
        assignments.decide_assignment(
            self.officer, assignment=self.assignment, reasons="Insatsen leder mot arbete.", version=1, at=at
        )
        return self

    def basis(self, *, at: datetime = AT) -> m.Basis:
        key = bases.prepare_basis(self.coach, participation=self.way.pk, coach_words="Vi har ringt varje gång.", at=at)
        return m.Basis.unscoped.get(pk=key)

    def handed_over(self, *, at: datetime = AT) -> m.Basis:
        row = self.basis(at=at)
        officer = self.world.users[Role.SOCIAL_SECRETARY].pk
        bases.hand_over(self.coach, basis=row.pk, officer=officer, version=row.version, at=at)
        row.refresh_from_db()
        return row


def on_the_ladder(world: World) -> OnTheLadder:
    """In a service whose rules say that four absences in a row are looked at."""
    with acting("system:test"):
        m.RuleSet.objects.get_or_create(
            service=world.service, kind="attendance", first_day=date(2025, 1, 1),
            defaults={"values": {"review_at": 4}, "source": "Verksamhetens rutin", "imported_at": AT},
        )  # fmt: skip
    return OnTheLadder(world, world.participation(world.person()))

"""An office made for being killed: people with cards, hours with few seats, hours that will be called off, staff."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.people import card_index
from vidare.records.sealed import seal
from vidare.records.services import device_index
from vidare.records.walls import within
from vidare.rules.access import Role, system
from vidare.rules.activities import BookingKind
from vidare.rules.identity import Protection
from vidare.rules.participations import State

BOOKED, DROPS_IN, BOOKS, WRITTEN_ABOUT, TOLD = 2500, 700, 250, 40, 40  # people of each kind
HOURS, CALLED_OFF, PLACES = 200, 400, 5
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Office:
    """What the clients go by. ``hours`` have few seats; ``called_off`` have a place for ``PLACES`` people each."""

    device: str
    coach: str
    coordinator: str
    arrive: list[str]
    book: list[int]
    hours: list[int]
    write: list[int]
    called_off: list[int]


def open_office(seed: int) -> Office:
    """Where ``vidare migrate`` and ``vidare models import`` have been run."""
    at = datetime.now(STOCKHOLM)
    with within(system("hard").scope(on=at.date())), acting("system:hard"):
        service = m.Service.objects.get()
        activity = m.Activity.objects.filter(service=service).order_by("pk")[0]
        m.Setting.objects.create(name="night.ran", value=at.date().isoformat())
        laid = _Hours(service, activity, at)
        sessions = {role: _staff(service, role) for role in (Role.COACH, Role.COORDINATOR)}
        people = _people(service, BOOKED + DROPS_IN + BOOKS + WRITTEN_ABOUT + TOLD, at)
        booked, told = people[:BOOKED], people[-TOLD:]
        now = laid.now()
        laid.place(now, booked)
        hours, off = laid.with_few_seats(seed), laid.to_call_off()
        for number, hour in enumerate(off):
            laid.place(hour, [told[(number * PLACES + one) % TOLD] for one in range(PLACES)])
        m.Device.objects.create(service=service, name="hard", token_index=device_index("hard"), start=date(2020, 1, 1))
    arrive = [f"card-{one.person_id}" for one in people[: BOOKED + DROPS_IN]]
    random.Random(seed).shuffle(arrive)
    middle = people[BOOKED + DROPS_IN :]
    return Office(
        device="hard",
        coach=sessions[Role.COACH],
        coordinator=sessions[Role.COORDINATOR],
        arrive=arrive,
        book=[one.person_id for one in middle[:BOOKS]],
        hours=[hour.pk for hour in hours],
        write=[one.person_id for one in middle[BOOKS : BOOKS + WRITTEN_ABOUT]],
        called_off=[hour.pk for hour in off],
    )


def _staff(service: m.Service, role: Role) -> str:
    """Logged in, with a second factor: the key of a session."""
    user = m.User.objects.create_user(f"hard-{role.value}", name=f"{role.value} Hård", password=None)
    own = m.Organisation.objects.filter(board=service.board).order_by("pk")[0]
    m.Membership.objects.create(user=user, organisation=own, service=service, role=role.value, start=date(2020, 1, 1))
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    session = SessionStore()
    session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: BACKEND})
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _people(service: m.Service, many: int, at: datetime) -> list[m.Participation]:
    coach = m.User.objects.get(username=f"hard-{Role.COACH.value}")
    rows = m.Person.unscoped.bulk_create(
        m.Person(
            board=service.board, given_name="Amina", family_name=f"Nummer {number}", created_at=at,
            born_on=date(1990, 5, 1), protection=Protection.OPEN.value, protection_checked_on=at.date(),
        )
        for number in range(many)
    )  # fmt: skip
    for row in rows:
        row.card_index = card_index(service.board_id, f"card-{row.pk}")
        row.email_sealed = seal(f"{row.pk}@example.org", place="records_person.email_sealed", key=row.key)
    m.Person.unscoped.bulk_update(rows, ["card_index", "email_sealed"], batch_size=200)
    m.Reach.unscoped.bulk_create(m.Reach(board=service.board, person=row, service=service) for row in rows)
    return m.Participation.unscoped.bulk_create(
        m.Participation(
            board=service.board, person=row, service=service, state=State.ACTIVE.value, coach=coach,
            coach_since=at.date() - timedelta(days=30), coach_acknowledged=True,
            started_on=at.date() - timedelta(days=30), last_contact_on=at.date(),
        )
        for row in rows
    )  # fmt: skip


class _Hours:
    def __init__(self, service: m.Service, activity: m.Activity, at: datetime) -> None:
        self.service, self.activity, self.at = service, activity, at

    def now(self) -> m.Session:
        """The hour that everybody comes to: with seats for nobody, beside some with a few for those who drop in."""
        start = self.at - timedelta(minutes=5)
        for number in range(6):
            self._laid(start - timedelta(seconds=number + 1), seats=60, minutes=300)
        return self._laid(start, seats=None, minutes=300)

    def with_few_seats(self, seed: int) -> list[m.Session]:
        chance = random.Random(seed)
        start = (self.at + timedelta(days=2)).replace(minute=0)
        return [self._laid(start + timedelta(minutes=30 * n), seats=chance.randint(2, 9)) for n in range(HOURS)]

    def to_call_off(self) -> list[m.Session]:
        start = self.at + timedelta(days=40)
        return [self._laid(start + timedelta(hours=one), seats=None) for one in range(CALLED_OFF)]

    def _laid(self, starts_at: datetime, *, seats: int | None, minutes: int = 30) -> m.Session:
        return m.Session.objects.create(
            service=self.service, activity=self.activity, starts_at=starts_at, seats=seats,
            ends_at=starts_at + timedelta(minutes=minutes),
        )  # fmt: skip

    def place(self, hour: m.Session, people: list[m.Participation]) -> None:
        m.Booking.unscoped.bulk_create(
            m.Booking(
                board_id=one.board_id, person_id=one.person_id, session=hour, participation=one,
                starts_at=hour.starts_at, kind=BookingKind.SERIES.value, booked_at=self.at,
            )
            for one in people
        )  # fmt: skip

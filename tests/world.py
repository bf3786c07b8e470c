"""A small office for tests: one board, one service with 18 seats, one of each role, and people on demand."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import vidare
from vidare.queries.access import actor_of
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.configured import model_of
from vidare.records.people import Person
from vidare.rules.access import Actor, Role
from vidare.rules.identity import Protection
from vidare.rules.participations import State

TODAY = date(2026, 11, 24)  # a Tuesday
STOCKHOLM = ZoneInfo("Europe/Stockholm")
AT = datetime(2026, 11, 24, 10, 5, tzinfo=STOCKHOLM)
NINE = AT.replace(hour=9, minute=0)
MODEL = Path(vidare.__file__).parent / "models" / "jobbhornet.toml"
_numbers = itertools.count(1)


@dataclass
class World:
    board: m.Board
    service: m.Service
    organisation: m.Organisation
    employment_service: m.Organisation
    room: m.Room
    activity: m.Activity
    users: dict[Role, m.User] = field(default_factory=dict)

    def actor(self, role: Role, *, on: date = TODAY) -> Actor:
        user = self.users[role]
        return actor_of(user.pk, name=user.name, on=on)

    def participant_actor(self, person: Person) -> Actor:
        with acting("system:test"):
            user = m.User.objects.create_user(
                f"person-{person.pk}", name=f"{person.given_name} {person.family_name}", password="demo"
            )
            m.Account.unscoped.create(board=self.board, person=person, user=user)
        return Actor(key=f"user:{user.pk}", user_id=user.pk, person_id=person.pk, name=user.name)

    def person(
        self, given: str = "Amina", family: str = "Warsame", *, protection: Protection = Protection.OPEN
    ) -> Person:
        with acting("system:test"):
            person = Person.unscoped.create(
                board=self.board,
                given_name=given,
                family_name=family,
                protection=protection.value,
                created_at=AT,
                born_on=date(1990, 5, 1),
            )
            m.Reach.unscoped.create(board=self.board, person=person, service=self.service)
        return person

    def participation(
        self,
        person: Person | None = None,
        *,
        coach: m.User | None = None,
        started_on: date = TODAY - timedelta(days=60),
        state: State = State.ACTIVE,
    ) -> m.Participation:
        person = person or self.person(family=f"Testsson {next(_numbers)}")
        with acting("system:test"):
            return m.Participation.unscoped.create(
                board=self.board,
                person=person,
                service=self.service,
                state=state.value,
                coach=coach or self.users[Role.COACH],
                coach_since=started_on,
                coach_acknowledged=True,
                started_on=None if state is State.WAITING else started_on,
                last_contact_on=TODAY,
            )

    def session(self, starts_at: datetime = NINE, *, seats: int | None = 18, minutes: int = 60) -> m.Session:
        with acting("system:test"):
            return m.Session.objects.create(
                service=self.service,
                activity=self.activity,
                room=self.room if seats else None,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=minutes),
                seats=seats,
            )


def build() -> World:
    """Called by the ``world`` fixture; everything written as the house itself."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with acting("system:test"):
        board = m.Board.objects.create(
            code="socialnamnden", name="Socialnämnden", municipality="Göteborg", appeal_to="Förvaltningsrätten"
        )
        text = MODEL.read_text(encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        model = m.ServiceModel.objects.create(code="jobbhornet", version=1, text=text, digest=digest, imported_at=now)
        service = m.Service.objects.create(
            code="jobbhornet", name="Jobbhörnet", board=board, model=model, opened_on=date(2025, 1, 1)
        )
        own = m.Organisation.objects.create(code="stad", name="Staden", kind="municipality", board=board)
        af = m.Organisation.objects.create(code="af", name="Arbetsförmedlingen", kind="employment-service")
        room = m.Room.objects.create(service=service, code="jobbverkstaden", name="Jobbverkstaden", seats=18)
        activity = m.Activity.objects.create(
            service=service, code="jobbverkstaden", name="Jobbverkstaden", kind="job-search", hours_per_week=2
        )
        world = World(board, service, own, af, room, activity)
        for role in Role:
            if role is Role.PARTICIPANT:
                continue
            user = m.User.objects.create_user(
                role.value, name=f"{role.value.title()} Testsson", password="demo", phone="0313650000"
            )
            where = af if role is Role.EMPLOYMENT_OFFICER else own
            m.Membership.objects.create(
                user=user, organisation=where, service=service, role=role.value, start=date(2025, 1, 1)
            )
            world.users[role] = user
    model_of(service.pk)  # it is read once in a process: no test that counts queries meets it the first time
    return world

"""The three services as their models have them, and a second one of a board, with staff for each, in one database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import vidare
from vidare.actions import attention, meetings, referrals
from vidare.actions.people import Contact, Newcomer, set_protection
from vidare.actions.services import import_model, start_service
from vidare.queries.access import actor_of
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.configured import model_of
from vidare.records.walls import within
from vidare.rules.access import Actor, Role, system
from vidare.rules.activities import MeetingKind
from vidare.rules.identity import Protection
from vidare.rules.organisations import OrganisationKind
from vidare.rules.referrals import WayIn
from vidare.rules.services import BoardOf
from vidare.rules.services.model import ServiceModel
from vidare.web.demo import people

SAID = "Qsagt"  # stands in all that anybody writes here, and in nothing that the house says by itself

MODELS = Path(vidare.__file__).parent / "models"
BUSY = (Role.COACH.value, Role.COACH.value, Role.SOCIAL_SECRETARY.value, Role.COORDINATOR.value)
CODES = ("jobbhornet", "mojligheternas-kontor", "etableringscentrum")
SECOND = "jobbhornet-2"  # of the first one's board: each sees its own people, and breaks a glass to see the other's


@dataclass
class Office:
    service: m.Service
    model: ServiceModel
    users: list[m.User] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)

    def anybody(self, dice: Random, on: date, role: str = "") -> Actor:
        """Of the staff, in the role where one is named; those who do most of what is done come first."""
        if not role and dice.random() < 0.6:
            role = dice.choice(BUSY)
        user = dice.choice([one for one in self.users if self.roles[one.pk] == role] or self.users)
        return actor_of(user.pk, name=user.name, on=on)

    def persons(self) -> list[int]:
        reached = m.Reach.unscoped.filter(service=self.service).order_by("person")
        return list(reached.values_list("person_id", flat=True))

    def participants(self) -> list[Actor]:
        rows = m.Account.unscoped.filter(person__in=self.persons()).order_by("pk").select_related("user")
        return [
            Actor(key=f"user:{row.user_id}", user_id=row.user_id, person_id=row.person_id, name=row.user.name)
            for row in rows
        ]


def open_all(at: datetime) -> list[Office]:
    texts = [(MODELS / f"{code}.toml").read_text(encoding="utf-8") for code in ("law", *CODES)]
    for text in texts:
        import_model(system("test"), text=text, at=at)
    first = m.Service.objects.get(code=CODES[0]).board
    own = BoardOf(code=first.code, name=first.name, municipality=first.municipality, appeal_to=first.appeal_to)
    start_service(system("test"), model=CODES[0], code=SECOND, board=own, opened_on=at.date(), at=at)
    with acting("system:test"):
        m.Organisation.objects.create(code="forening", name="Qnamn", kind=OrganisationKind.ASSOCIATION.value)
        return [_staffed(m.Service.objects.get(code=code)) for code in (*CODES, SECOND)]


def _staffed(service: m.Service) -> Office:
    office = Office(service, model_of(service.pk))
    partners = {one.code for one in office.model.partners}
    for place in m.Organisation.objects.filter(code__in=partners).order_by("pk"):
        if place.kind == OrganisationKind.EMPLOYMENT_SERVICE.value:
            _employed(office, place, Role.EMPLOYMENT_OFFICER, "")
        elif place.board_id is not None:
            for role in Role:
                if role not in {Role.PARTICIPANT, Role.EMPLOYMENT_OFFICER}:
                    _employed(office, place, role, "")
            _employed(office, place, Role.COACH, "-2")
    office.users.sort(key=lambda user: user.username)
    return office


def _employed(office: Office, place: m.Organisation, role: Role, more: str) -> None:
    service = office.service
    username = f"{service.code}-{place.pk}-{role.value}{more}"
    user = m.User.objects.create_user(username, name="Qnamn", password="demo", phone="0313650000")
    m.Membership.objects.create(user=user, organisation=place, service=service, role=role.value, start=date(2025, 1, 1))
    office.users.append(user)
    office.roles[user.pk] = role.value


def begin(office: Office, dice: Random, at: datetime) -> None:
    """Somebody of each board of the service takes part from the first day."""
    with attention.postponed(on=at.date()):
        for user in office.users:
            if office.roles[user.pk] == Role.COACH.value and user.username[-1] != "2":
                _begun(office, actor_of(user.pk, name=user.name, on=at.date()), dice, at)


def _begun(office: Office, coach: Actor, dice: Random, at: datetime) -> None:
    on = at.date()
    for index in range(3):
        who = people.person(dice, dice.randrange(10**6))
        newcomer = Newcomer(Contact(who.given, SAID, phone=who.phone), number=who.number, born_on=who.born_on)
        answers = {one.code: min(one.eligible) for one in office.model.questions}
        coming = referrals.Coming(WayIn.SOCIAL_SERVICES, answers=answers)
        with within(coach.scope(on=on)):
            key = referrals.receive_referral(coach, service=office.service.pk, coming=coming, newcomer=newcomer, at=at)
            person = m.Referral.unscoped.get(pk=key).person_id
            set_protection(coach, person=person, protection=Protection.OPEN, named=[], reason="", at=at)
            way = referrals.accept_referral(coach, referral=key, coach=coach.user_id, at=at)
            when = meetings.Booking(starts_at=at + timedelta(minutes=61 * (index + 1)), staff=coach.hand)
            first = meetings.book_meeting(coach, participation=way, kind=MeetingKind.FIRST, booking=when, at=at)
        with within(coach.scope(on=on)):
            meetings.hold_meeting(coach, meeting=first, at=when.starts_at)

"""A second municipality that shares the small office's service: a board of its own, and staff who work for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.newcomers import register_person
from tests.world import AT, MODEL, TODAY, World
from vidare.actions.disclosures import Crossing, disclose
from vidare.actions.people import Contact, Newcomer, set_protection
from vidare.actions.services import import_model
from vidare.queries.access import actor_of
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Actor, Role, system
from vidare.rules.disclosure import Ground, Item, Purpose
from vidare.rules.identity import Protection

FURTHER = """
[[further_boards]]
code = "socialnamnden-grannen"
name = "Socialnämnden i Grannkommunen"
municipality = "Grannkommunen"
appeal_to = "Förvaltningsrätten"

[[partners]]
code = "grannkommunen"
name = "Grannkommunen"
kind = "municipality"
board = "socialnamnden-grannen"

"""


@dataclass
class Neighbours:
    world: World
    board: m.Board
    organisation: m.Organisation
    users: dict[Role, m.User]

    def actor(self, role: Role, *, on: date = TODAY) -> Actor:
        user = self.users[role]
        return actor_of(user.pk, name=user.name, on=on)

    def person(self, given: str = "Selam", family: str = "Tesfay") -> int:
        """One of the neighbours' own participants, registered by their own coach."""
        coach = self.actor(Role.COACH)
        newcomer = Newcomer(Contact(given, family, phone="0701740635"), number="19900101-0017")
        key = register_person(coach, service=self.world.service.pk, newcomer=newcomer, at=AT)
        set_protection(coach, person=key, protection=Protection.OPEN, named=[], reason="Fråga", at=AT)
        return key

    def way(self, person: int) -> m.Participation:
        with acting("system:test"):
            return m.Participation.unscoped.create(
                board=self.board, person_id=person, service=self.world.service, state="active",
                coach=self.users[Role.COACH], coach_since=TODAY, coach_acknowledged=True,
                started_on=TODAY - timedelta(days=30), last_contact_on=TODAY,
            )  # fmt: skip

    def let_in(self, person: int, *items: Item, until: date = TODAY + timedelta(days=30)) -> int:
        """The neighbours keep parts of a file open to the small office's own organisation."""
        crossing = Crossing(
            ground=Ground.CONSENT, purpose=Purpose.JOINT_PLAN, to_organisation=self.world.organisation.pk, until=until,
            opens=True,
        )  # fmt: skip
        return disclose(
            self.actor(Role.COACH), person=person, service=self.world.service.pk, items=items, crossing=crossing, at=AT
        )


def move_in(world: World) -> Neighbours:
    text = MODEL.read_text(encoding="utf-8").replace("[[roles]]", FURTHER + "[[roles]]", 1)
    import_model(system("test"), text=text, at=AT)
    world.service.refresh_from_db()
    board = m.Board.objects.get(code="socialnamnden-grannen")
    organisation = m.Organisation.objects.get(code="grannkommunen")
    users = {}
    with acting("system:test"):
        for role in (Role.COACH, Role.SOCIAL_SECRETARY, Role.COORDINATOR, Role.ADMINISTRATOR):
            user = m.User.objects.create_user(f"granne-{role.value}", name=f"Granne {role.value}", password="demo")
            m.Membership.objects.create(
                user=user, organisation=organisation, service=world.service, role=role.value, start=date(2025, 1, 1)
            )
            users[role] = user
    return Neighbours(world, board, organisation, users)

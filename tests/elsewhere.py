"""A second service of the same board, with somebody in it whom the small office does not know."""

from __future__ import annotations

from datetime import date, timedelta

from tests.world import AT, TODAY, World
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.people import Person
from vidare.records.sealed import index_of
from vidare.rules.access import Role
from vidare.rules.identity import NumberKind, Protection

NUMBER = "199001010017"


def next_door(world: World) -> m.Service:
    world.service.refresh_from_db(fields=["model"])  # what was made for another page may have been undone since
    with acting("system:test"):
        service, _new = m.Service.objects.get_or_create(
            code="bredvid",
            defaults={
                "name": "Bredvid",
                "board": world.board,
                "model": world.service.model,
                "opened_on": date(2025, 1, 1),
            },
        )
    return service


def somebody(
    world: World, *, protection: Protection = Protection.OPEN, board: m.Board | None = None
) -> m.Participation:
    """Carried by a coach of her own, next door."""
    service, board = next_door(world), board or world.board
    with acting("system:test"):
        coach, _new = m.User.objects.get_or_create(username="coach-bredvid", defaults={"name": "Coach Bredvid"})
        m.Membership.objects.get_or_create(
            user=coach, organisation=world.organisation, service=service, role=Role.COACH.value,
            defaults={"start": date(2025, 1, 1)},
        )  # fmt: skip
        person = Person.unscoped.create(
            board=board, given_name="Zelda", family_name="Okänd", protection=protection.value, created_at=AT,
            number_kind=NumberKind.PERSONNUMMER.value, number_index=index_of(NUMBER, kind="number"),
            number_sealed=b"",
        )  # fmt: skip
        m.Reach.unscoped.create(board=board, person=person, service=service)
        return m.Participation.unscoped.create(
            board=board, person=person, service=service, state="active", coach=coach, coach_since=TODAY,
            coach_acknowledged=True, started_on=TODAY - timedelta(days=20), last_contact_on=TODAY,
        )  # fmt: skip

"""What nobody on a page may see or touch: rows of another board, and somebody here whose identity is protected."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db import DatabaseError, models, transaction

from tests.web import cast
from tests.world import World
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.personal import Personal
from vidare.rules.access import Role
from vidare.rules.identity import Protection

SECRET = "Qvxzögon"
OWN = frozenset({"code", "token", "key"})


def elsewhere(world: World) -> World:
    """An office of another board, with people of its own in every role; the employment service serves both."""
    with acting("system:test"):
        board = m.Board.objects.create(code="bortom", name="Bortom", municipality="Borås", appeal_to="Rätten")
        own = m.Organisation.objects.create(code="bortom", name="Bortom", kind="municipality", board=board)
        service = m.Service.objects.create(
            code="bortom", name="Bortom", board=board, model=world.service.model, opened_on=date(2025, 1, 1)
        )
        room = m.Room.objects.create(service=service, code="bortom", name="Bortom", seats=18)
        activity = m.Activity.objects.create(
            service=service, code="jobbverkstaden", name="Bortom", kind="job-search", hours_per_week=2
        )
        office = m.Organisation.objects.create(code="af-bortom", name="Bortom", kind="employment-service")
        beyond = World(board, service, own, office, room, activity)
        for role in cast.STAFF:
            user = m.User.objects.create_user(f"bortom-{role.value}", name=SECRET, password="demo", phone="0313650001")
            where = office if role is Role.EMPLOYMENT_OFFICER else own
            m.Membership.objects.create(
                user=user, organisation=where, service=service, role=role.value, start=date(2025, 1, 1)
            )
            beyond.users[role] = user
    return beyond


def protected(world: World) -> m.Person:
    """Here, and known to nobody who is here."""
    person = world.person("Gömd", SECRET, protection=Protection.PROTECTED)
    world.participation(person)
    return person


def _texts(model: type[Personal]) -> list[str]:
    return [one.name for one in model._meta.concrete_fields if type(one) is models.TextField and one.name not in OWN]


WRITTEN = {model: names for model in apps.get_models() if issubclass(model, Personal) and (names := _texts(model))}


def mark(beyond: World) -> None:
    """Every name and every text of the other board holds one word that can be looked for."""
    with acting("system:test"):
        m.Person.unscoped.filter(board=beyond.board).update(given_name=SECRET, family_name=SECRET)
        for model, names in list(WRITTEN.items()):
            for name in names:
                try:
                    with transaction.atomic():
                        rows = model.unscoped.filter(board=beyond.board).exclude(**{name: ""})
                        rows.update(**{name: SECRET})
                except DatabaseError:
                    names.remove(name)  # what may never be rewritten in this house


def keys_of(beyond: World) -> set[str]:
    found = m.Person.unscoped.filter(board=beyond.board) | m.Person.unscoped.filter(family_name=SECRET)
    return {str(key) for key in found.values_list("key", flat=True)}

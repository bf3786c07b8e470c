"""Who comes to a page: one of each role, and those who are turned away from everything that is not theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import ResolverMatch, resolve

from tests.world import AT, TODAY, World
from vidare.actions.people import set_protection
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.people import ProtectedAccess
from vidare.rules.access import Role, system
from vidare.rules.identity import Protection

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
STAFF = tuple(role for role in Role if role is not Role.PARTICIPANT)


def stop_the_clock() -> None:
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())


def match_of(url: str) -> ResolverMatch:
    return resolve(urlsplit(url).path)


def enter(client: Client, user: m.User) -> Client:
    """Somebody who has logged in already, in a session of their own. (Logging in itself has tests of its own.)"""
    session = SessionStore()
    session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: BACKEND})
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def everybody(world: World, match: ResolverMatch) -> dict[Role, m.User]:
    """One of each role; the participant is the one whom the page is about."""
    about = match.kwargs.get("person_id") or m.Person.unscoped.order_by("pk").values_list("pk", flat=True).first()
    person = m.Person.unscoped.get(pk=about) if about else world.person("Mona", "Ensamsson")
    account = m.Account.unscoped.filter(person=person).select_related("user").first()
    return world.users | {Role.PARTICIPANT: account.user if account else _participant(world, person)}


def _participant(world: World, person: m.Person) -> m.User:
    return m.User.objects.get(pk=world.participant_actor(person).user_id)


def stranger(world: World) -> m.User:
    """Another participant of the same service."""
    person = world.person("Rut", "Främmande")
    world.participation(person)
    return _participant(world, person)


def former(world: World) -> m.User:
    """Held every role here until yesterday."""
    return _staff("former", world.service, world.organisation, STAFF, end=TODAY - timedelta(days=1))


def colleague_elsewhere(world: World) -> m.User:
    """Holds every role of staff in another board's service."""
    with acting("system:test"):
        board = m.Board.objects.create(code="annan", name="Annan nämnd", municipality="Borås", appeal_to="Rätten")
        where = m.Organisation.objects.create(code="annan-stad", name="Annan stad", kind="municipality", board=board)
        service = m.Service.objects.create(
            code="annat-horn", name="Annat hörn", board=board, model=world.service.model, opened_on=date(2025, 1, 1)
        )
    return _staff("elsewhere", service, where, STAFF, end=None)


def _staff(name: str, service: m.Service, where: m.Organisation, roles: Iterable[Role], *, end: date | None) -> m.User:
    with acting("system:test"):
        user = m.User.objects.create_user(name, name=f"{name.title()} Kollega", password="demo")
        for role in roles:
            m.Membership.objects.create(
                user=user, organisation=where, service=service, role=role.value, start=date(2025, 1, 1), end=end
            )
    return user


def names() -> frozenset[str]:
    """The family names of all persons there are: what nobody may read who may not see them."""
    found = m.Person.unscoped.exclude(family_name="").values_list("family_name", flat=True)
    return frozenset(found)


def protect_everybody() -> None:
    """The identity of everybody is protected from here on, and only somebody who is never here is named."""
    with acting("system:test"):
        away = m.User.objects.create_user("away", name="Aldrig Här")
    for person in m.Person.unscoped.order_by("pk").values_list("pk", flat=True):
        set_protection(
            system("test"), person=person, protection=Protection.PROTECTED, named=[away.pk], reason="Skydd", at=AT
        )


def name_for(user: m.User) -> None:
    """``user`` is named for every person."""
    with acting("system:test"):
        for person in m.Person.unscoped.all():
            ProtectedAccess.unscoped.create(
                board_id=person.board_id, person=person, user=user, start=TODAY, reason="Utsedd"
            )

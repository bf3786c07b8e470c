"""Fills a migrated database with a small office, and prints what a client needs to come in, as one line of JSON."""

from __future__ import annotations

import json

import django

django.setup()

from datetime import timedelta  # noqa: E402

from allauth.mfa.models import Authenticator  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from tests.world import World, build  # noqa: E402
from vidare.actions import bookings, door  # noqa: E402
from vidare.records.acting import acting  # noqa: E402
from vidare.records.people import door_code_index  # noqa: E402
from vidare.records.walls import within  # noqa: E402
from vidare.rules.access import Role, system  # noqa: E402
from vidare.web import clock  # noqa: E402

CODES = [f"{number:04}" for number in range(4700, 4712)]


def _log_in(world: World, role: Role) -> str:
    user = world.users[role]
    Authenticator.objects.create(user=user, type="totp", data={"secret": "never used"})
    session = SessionStore()
    session.update({
        "_auth_user_id": str(user.pk),
        "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[-1],
        "_auth_user_hash": user.get_session_auth_hash(),
    })  # fmt: skip
    session.create()
    return str(session.session_key)


def seed() -> dict[str, object]:
    now = clock.now()
    house, before = system("seed"), now - timedelta(days=1)
    with within(house.scope(on=now.date())), acting("system:seed"):
        world = build()
        hour = world.session(now - timedelta(minutes=5), minutes=50)
        ways = [world.participation(world.person(f"Person{code}")) for code in CODES]
        for way, code in zip(ways, CODES, strict=True):
            way.person.code_index = door_code_index(world.board.pk, code)
            way.person.save()
            bookings.book(house, participation=way.pk, session=hour.pk, at=before)
        device = door.add_device(house, service=world.service.pk, name="Dörren", at=before)
        return {
            "coach": _log_in(world, Role.COACH),
            "administrator": _log_in(world, Role.ADMINISTRATOR),
            "person": ways[0].person_id,
            "device": device,
            "codes": CODES,
        }


if __name__ == "__main__":
    print(json.dumps(seed()))

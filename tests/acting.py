"""Somebody who acts for a person of the world by themselves, with a log-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.actions.test_representatives import register
from tests.world import AT, TODAY, World
from vidare.actions import accounts
from vidare.actions import representative_doors as doors
from vidare.queries.representative_doors import doors_of
from vidare.records import models as m
from vidare.rules.access import Actor, Role
from vidare.rules.representatives import Capacity, Matter
from vidare.web.middleware import NOBODY

PHONE = "0701740699"


@dataclass
class Acting:
    representative: int
    door: int
    user: m.User
    person: m.Person

    def actor(self, *, on: date = TODAY) -> Actor:
        door = next(one for one in doors_of(self.user.pk, on=on) if one.door == self.door)
        return Actor(
            key=f"user:{self.user.pk}", user_id=self.user.pk, person_id=door.person, name=self.user.name,
            acts_for=door.acts_for,
        )  # fmt: skip

    def at(self, page: str = "mine/") -> str:
        return f"/for/{self.door}/{page}"


def invited(world: World, representative: int, *, phone: str = PHONE, by: Role = Role.COACH) -> str:
    return doors.invite_representative(world.actor(by), representative=representative, phone=phone, at=AT)


def acting(world: World, person: m.Person, *matters: Matter, phone: str = PHONE, **but: object) -> Acting:
    """Registered, invited, and come in with the code on paper."""
    said: dict[str, object] = {
        "capacity": Capacity.POWER_OF_ATTORNEY, "end": TODAY.replace(year=2027), "matters": matters or tuple(Matter)
    }  # fmt: skip
    key = register(world, person.pk, **{**said, **but})
    user = accounts.use_code(NOBODY, code=invited(world, key, phone=phone), at=AT)
    assert user is not None
    door = m.RepresentativeDoor.unscoped.get(representative=key)
    return Acting(key, door.pk, m.User.objects.get(pk=user), person)

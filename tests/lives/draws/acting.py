"""Who acts for somebody: the log-in that is opened for them, and shut."""

from __future__ import annotations

from django.db.models import Q

from tests.lives.scene import Draw, Scene, draws
from vidare.actions import accounts, representative_doors, representatives
from vidare.records import models as m
from vidare.records.sealed import opened
from vidare.rules.representatives import Capacity
from vidare.web.middleware import NOBODY


def acting_now(scene: Scene, *these: Q) -> m.Representative:
    days = Q(end=None) | Q(end__gt=scene.on)
    found = {"taken_back_at": None, "person__protection": "open", "start__lte": scene.on}
    return scene.one(m.Representative, days, *these, needs=representatives.register_representative, **found)


def doors(**filters: object) -> Q:
    return Q(pk__in=m.RepresentativeDoor.unscoped.filter(shut_at=None, **filters).values("representative"))


@draws(representative_doors.invite_representative)
def _(scene: Scene) -> Draw:
    row = acting_now(scene, ~doors())
    phone = f"0701740{scene.dice.randint(100, 999)}"
    return scene.coach(row), {"representative": row.pk, "phone": phone}


def with_a_door(scene: Scene) -> m.RepresentativeDoor:
    invite = representative_doors.invite_representative
    return scene.one(m.RepresentativeDoor, needs=invite, shut_at=None, representative__taken_back_at=None)


@draws(representative_doors.print_code)
def _(scene: Scene) -> Draw:
    row = with_a_door(scene)
    return scene.coach(row), {"representative": row.representative_id}


@draws(representative_doors.shut_door)
def _(scene: Scene) -> Draw:
    scene.after(representative_doors.join)
    row = with_a_door(scene)
    return scene.coach(row), {"representative": row.representative_id}


@draws(representative_doors.take_back)
def _(scene: Scene) -> Draw:
    scene.after(representative_doors.join)
    row = acting_now(scene, Q(capacity=Capacity.POWER_OF_ATTORNEY.value))
    return scene.participant(row.person_id), {"representative": row.pk}


@draws(representative_doors.send_code)
def _(scene: Scene) -> Draw:
    row = with_a_door(scene)
    return NOBODY, {"phone": opened(row.phone_sealed, place=representative_doors.PLACE, key=row.key)}


@draws(representative_doors.join)
def _(scene: Scene) -> Draw:
    """With the log-in of one who acts for somebody already, and the code on paper of another door."""
    used = m.RepresentativeDoor.unscoped.filter(person__in=scene.people, user__isnull=False)
    row = scene.one(used, needs=accounts.use_code)
    _said, code = scene.answered(representative_doors.invite_representative)
    return scene.user(row.user_id), {"code": code}

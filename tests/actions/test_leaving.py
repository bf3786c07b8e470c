"""A substitute for a time, and what somebody who leaves still had to do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.actions import test_items
from tests.world import AT, TODAY, World
from vidare.actions import attention, items, staff
from vidare.queries.access import actor_of
from vidare.queries.attention import my_day
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Compartment, Role
from vidare.rules.attention import Kind
from vidare.rules.decision import Refused
from vidare.rules.services.staffing import No

pytestmark = pytest.mark.django_db
LAST = TODAY + timedelta(days=14)


def newcomer(world: World, role: Role, **how: object) -> int:
    post = {"role": role, "organisation": world.organisation.pk, "start": TODAY, "reason": "Ny i laget", **how}
    made = staff.create_login(
        world.actor(Role.ADMINISTRATOR), service=world.service.pk, username=f"ny-{role.value}-{len(how)}",
        name="Vera Vikarie", email="", at=AT, **post,
    )  # fmt: skip
    return made.user


def leave(world: World, role: Role, *, to: int | None = None) -> int:
    held = m.Membership.objects.get(user=world.users[role], role=role.value)
    return staff.end_membership(
        world.actor(Role.ADMINISTRATOR), membership=held.pk, end=TODAY, reason="Slutar", successor=to, at=AT
    )


def test_a_substitute_sees_to_the_absent_ones_day_until_the_last_day_and_it_stays_theirs(world: World) -> None:
    way = world.participation()
    with acting("system:test"):
        attention.refresh(way.pk, on=TODAY)
    user = newcomer(world, Role.COACH, end=LAST, stands_in_for=world.users[Role.COACH].pk)

    def day(on: object) -> set[Kind]:
        return {one.kind for one in my_day(actor_of(user, name="Vera", on=on), on=on).reasons}  # type: ignore[arg-type]

    assert Kind.NO_NEXT_STEP in day(TODAY)
    assert Kind.NO_NEXT_STEP in day(LAST)
    assert day(LAST + timedelta(days=1)) == set()
    way.refresh_from_db()
    assert way.coach_id == world.users[Role.COACH].pk


@pytest.mark.parametrize(
    ("role", "end", "why"),
    [
        (Role.COACH, None, No.FOR_A_TIME),
        (Role.COACH, TODAY - timedelta(days=1), No.ENDS_BEFORE_START),
        (Role.CIVIC_GUIDE, LAST, No.NOT_THE_SAME),
    ],
)
def test_a_substitute_has_the_same_role_for_a_time(world: World, role: Role, end: object, why: No) -> None:
    with pytest.raises(Refused) as refused:
        newcomer(world, role, end=end, stands_in_for=world.users[Role.COACH].pk)
    assert [because.code for because in refused.value.reasons] == [why]
    assert not m.User.objects.filter(name="Vera Vikarie").exists()


def test_the_steps_of_whoever_leaves_go_to_the_coach_who_says_of_them_anew(world: World) -> None:
    way = world.participation()
    step = test_items.owned(world, way, Role.LANGUAGE_PEDAGOGUE)
    items.say(world.actor(Role.LANGUAGE_PEDAGOGUE), step=step.pk, agreed=True, at=AT)
    leave(world, Role.LANGUAGE_PEDAGOGUE)
    step.refresh_from_db()
    assert step.owner_id == way.coach_id
    assert test_items.word(world, way, step) == (items.Word.WAITS, "")


def test_what_only_a_role_sees_is_left_to_somebody_of_that_role(world: World) -> None:
    way = world.participation()
    walled = {"compartment": Compartment.SOCIAL_SERVICES}
    step = test_items.owned(world, way, Role.SOCIAL_SECRETARY, "Utreda boendet", **walled)
    with pytest.raises(Refused) as refused:
        leave(world, Role.SOCIAL_SECRETARY)
    assert No.OPEN_STEPS in {because.code for because in refused.value.reasons}
    with pytest.raises(Refused):
        leave(world, Role.SOCIAL_SECRETARY, to=world.users[Role.COACH].pk)
    user = newcomer(world, Role.SOCIAL_SECRETARY)
    leave(world, Role.SOCIAL_SECRETARY, to=user)
    step.refresh_from_db()
    assert step.owner_id == user


def test_a_leaving_coachs_participants_are_taken_over_and_acknowledged(world: World) -> None:
    way = world.participation()
    user = newcomer(world, Role.COACH)
    assert leave(world, Role.COACH, to=user) == 1
    way.refresh_from_db()
    assert (way.coach_id, way.coach_acknowledged) == (user, False)
    day = my_day(actor_of(user, name="Vera", on=TODAY), on=TODAY)
    assert Kind.NEW_TO_ME in {one.kind for one in day.reasons}

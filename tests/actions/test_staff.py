"""A role begins and ends with a day and a reason, and no participant is left without a coach."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from tests.world import AT, TODAY, World
from vidare.actions import staff
from vidare.queries import staff as staff_pages
from vidare.queries.access import actor_of
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Actor, Role
from vidare.rules.decision import Hidden, Refused
from vidare.rules.participations import State
from vidare.rules.services.staffing import No

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [because.code.value for because in refused.value.reasons]


def of(world: World, role: Role) -> m.Membership:
    return m.Membership.objects.get(user=world.users[role], service=world.service)


def new_coach(world: World) -> m.User:
    made = staff.create_login(
        world.actor(Role.ADMINISTRATOR), service=world.service.pk, username="ny.coach", name="Ny Coach", email="",
        role=Role.COACH, organisation=world.organisation.pk, start=TODAY, reason="Nyanställd", at=AT,
    )  # fmt: skip
    return m.User.objects.get(pk=made.user)


def end(world: World, role: Role, *, successor: int | None = None, reason: str = "Slutar") -> int:
    return staff.end_membership(
        world.actor(Role.ADMINISTRATOR), membership=of(world, role).pk, end=TODAY, reason=reason, successor=successor,
        at=AT,
    )  # fmt: skip


def test_a_new_log_in_has_a_password_of_its_own_and_a_role_from_a_day(world: World) -> None:
    made = staff.create_login(
        world.actor(Role.ADMINISTRATOR), service=world.service.pk, username="ny.coach", name="Ny Coach", email="",
        role=Role.COACH, organisation=world.organisation.pk, start=TODAY, reason="Nyanställd", at=AT,
    )  # fmt: skip
    user = m.User.objects.get(pk=made.user)
    assert user.check_password(made.password)
    assert len(made.password) >= 20
    assert actor_of(user.pk, name=user.name, on=TODAY).roles(on=TODAY) == {Role.COACH}
    assert made.password not in str(list(m.Event.objects.values_list("keys", flat=True)))


def test_a_coach_with_participants_does_not_leave_without_a_successor(world: World) -> None:
    world.participation(), world.participation()
    with pytest.raises(Refused) as refused:
        end(world, Role.COACH)
    assert codes(refused) == [No.OPEN_PARTICIPATIONS.value]
    assert refused.value.reasons[0].facts["count"] == 2
    assert of(world, Role.COACH).end is None


def test_the_successor_takes_over_the_participants_and_the_steps(world: World) -> None:
    way, coach = world.participation(), world.users[Role.COACH]
    with acting("system:test"):
        step = m.Step.unscoped.create(
            board=world.board, person=way.person, participation=way, title="Ring", leads="work",
            due_on=TODAY + timedelta(days=3), owner=coach,
        )  # fmt: skip
    successor = new_coach(world)
    assert end(world, Role.COACH, successor=successor.pk) == 1
    way.refresh_from_db(), step.refresh_from_db()
    assert (way.coach_id, way.coach_since, way.coach_acknowledged) == (successor.pk, TODAY, False)
    assert step.owner_id == successor.pk
    assert m.Attention.unscoped.filter(participation=way, kind="new-to-me", owner=successor).exists()
    assert m.Event.objects.filter(verb="participation.coach-assigned", person_key=way.person.key).exists()


def test_closed_ways_keep_the_coach_they_had(world: World) -> None:
    with acting("system:test"):
        way = world.participation()
        m.Participation.unscoped.filter(pk=way.pk).update(state=State.CLOSED.value, ended_on=TODAY)
    assert end(world, Role.COACH) == 0
    way.refresh_from_db()
    assert way.coach_id == world.users[Role.COACH].pk


@pytest.mark.parametrize("who", ["herself", "a coordinator", "nobody known"])
def test_only_another_coach_of_the_service_can_take_over(world: World, who: str) -> None:
    world.participation()
    successor = {
        "herself": world.users[Role.COACH].pk,
        "a coordinator": world.users[Role.COORDINATOR].pk,
        "nobody known": 4711,
    }[who]
    with pytest.raises(Refused) as refused:
        end(world, Role.COACH, successor=successor)
    assert codes(refused) == [No.SUCCESSOR_NOT_HERE.value]


def test_a_role_ends_with_a_reason_and_once(world: World) -> None:
    with pytest.raises(Refused) as refused:
        end(world, Role.MANAGER, reason=" ")
    assert codes(refused) == [No.REASON_MISSING.value]
    end(world, Role.MANAGER)
    held = of(world, Role.MANAGER)
    assert (held.end, held.reason) == (TODAY, "Slutar")
    with pytest.raises(Refused) as again:
        staff.end_membership(
            actor_of(world.users[Role.ADMINISTRATOR].pk, name="", on=TODAY + timedelta(days=1)),
            membership=held.pk,
            end=TODAY,
            reason="igen",
            at=AT + timedelta(days=1),
        )
    assert codes(again) == [No.NOT_HELD.value]


def test_the_last_administrator_stays(world: World) -> None:
    with pytest.raises(Refused) as refused:
        end(world, Role.ADMINISTRATOR)
    assert codes(refused) == [No.LAST_ADMINISTRATOR.value]


def test_a_role_is_not_given_twice(world: World) -> None:
    with pytest.raises(Refused) as refused:
        staff.add_membership(
            world.actor(Role.ADMINISTRATOR), service=world.service.pk, user=world.users[Role.COACH].pk,
            organisation=world.organisation.pk, role=Role.COACH, start=TODAY, reason="Nyanställd", at=AT,
        )  # fmt: skip
    assert codes(refused) == [No.HELD_ALREADY.value]


def test_who_takes_part_is_not_staff_with_the_same_log_in(world: World) -> None:
    participant = world.participant_actor(world.participation().person)
    with pytest.raises(Refused) as refused:
        staff.add_membership(
            world.actor(Role.ADMINISTRATOR), service=world.service.pk, user=participant.user_id or 0,
            organisation=world.organisation.pk, role=Role.COACH, start=TODAY, reason="Nyanställd", at=AT,
        )  # fmt: skip
    assert codes(refused) == [No.TAKES_PART.value]


@pytest.mark.parametrize("role", [Role.COACH, Role.COORDINATOR, Role.MANAGER, Role.SOCIAL_SECRETARY])
def test_only_the_administrator_changes_roles_and_to_others_they_are_not_there(world: World, role: Role) -> None:
    with pytest.raises(Hidden):
        staff.end_membership(world.actor(role), membership=of(world, Role.MANAGER).pk, end=TODAY, reason="nej", at=AT)


def test_an_organisation_of_another_board_employs_nobody_here(world: World) -> None:
    with acting("system:test"):
        board = m.Board.objects.create(code="annan", name="Annan", municipality="Annan")
        other = m.Organisation.objects.create(code="annan", name="Annan", kind="municipality", board=board)
    with pytest.raises(Hidden):
        staff.create_login(
            world.actor(Role.ADMINISTRATOR), service=world.service.pk, username="ny.coach", name="Ny", email="",
            role=Role.COACH, organisation=other.pk, start=TODAY, reason="Nyanställd", at=AT,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("username", "name", "code"),
    [("coach", "Ny", No.USERNAME_TAKEN), ("COACH", "Ny", No.USERNAME_TAKEN), ("a b", "Ny", No.USERNAME),
     ("ny.coach", " ", No.NAME_MISSING)],
)  # fmt: skip
def test_a_log_in_has_a_name_and_a_user_name_of_its_own(world: World, username: str, name: str, code: No) -> None:
    with pytest.raises(Refused) as refused:
        staff.create_login(
            world.actor(Role.ADMINISTRATOR), service=world.service.pk, username=username, name=name, email="",
            role=Role.COACH, organisation=world.organisation.pk, start=TODAY, reason="Nyanställd", at=AT,
        )  # fmt: skip
    assert codes(refused) == [code.value]


def test_a_role_begins_for_a_reason_that_is_kept(world: World) -> None:
    with pytest.raises(Refused) as refused:
        staff.add_membership(
            world.actor(Role.ADMINISTRATOR), service=world.service.pk, user=world.users[Role.COACH].pk,
            organisation=world.organisation.pk, role=Role.COORDINATOR, start=TODAY, reason=" ", at=AT,
        )  # fmt: skip
    assert codes(refused) == [No.REASON_MISSING.value]
    add(world, Role.COACH, Role.COORDINATOR)
    held = staff_pages.staff_of(world.actor(Role.ADMINISTRATOR), service=world.service.pk, on=TODAY).held
    assert "Nyanställd" in {row.start_reason for row in held}


def add(world: World, who: Role, role: Role, *, by: Actor | None = None) -> int:
    return staff.add_membership(
        by or world.actor(Role.ADMINISTRATOR), service=world.service.pk, user=world.users[who].pk,
        organisation=world.organisation.pk, role=role, start=TODAY, reason="Nyanställd", at=AT,
    )  # fmt: skip


@pytest.mark.parametrize("role", [Role.COACH, Role.COORDINATOR, Role.SOCIAL_SECRETARY])
def test_nobody_gives_themselves_a_role(world: World, role: Role) -> None:
    with pytest.raises(Refused) as refused:
        add(world, Role.ADMINISTRATOR, role)
    assert codes(refused) == [No.OWN.value]
    another = add(world, Role.COORDINATOR, Role.ADMINISTRATOR)
    assert m.Membership.objects.filter(pk=another).exists()
    user = world.users[Role.COORDINATOR]
    add(world, Role.ADMINISTRATOR, role, by=actor_of(user.pk, name=user.name, on=TODAY))
    assert world.actor(Role.ADMINISTRATOR).roles(on=TODAY) == {Role.ADMINISTRATOR, role}


def test_nobody_lengthens_their_own_role(world: World) -> None:
    row = of(world, Role.ADMINISTRATOR)
    add(world, Role.COORDINATOR, Role.ADMINISTRATOR)
    own = world.actor(Role.ADMINISTRATOR)
    staff.end_membership(own, membership=row.pk, end=TODAY + timedelta(days=7), reason="Slutar", at=AT)
    with pytest.raises(Refused) as refused:
        staff.end_membership(own, membership=row.pk, end=TODAY + timedelta(days=900), reason="Ändå inte", at=AT)
    assert codes(refused) == [No.OWN.value]
    assert staff.end_membership(own, membership=row.pk, end=TODAY, reason="Redan nu", at=AT) == 0


def test_the_command_gives_a_role_to_the_only_administrator_and_the_trail_says_so(world: World) -> None:
    call_command("office", "give", "administrator", "coach")
    assert world.actor(Role.ADMINISTRATOR).roles(on=m.Membership.objects.order_by("-pk")[0].start) >= {Role.COACH}
    assert m.Event.objects.get(verb="office.role-given").actor == "system:office"
    with pytest.raises(CommandError):
        call_command("office", "give", "nobody-here", "coach")

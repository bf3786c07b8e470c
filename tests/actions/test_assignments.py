"""What is prepared for the board is on the day of those who decide for it, and goes when they have."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.ladder import OnTheLadder, on_the_ladder
from tests.world import AT, TODAY, World
from vidare.actions import assignments, attention, outcomes
from vidare.queries.attention import Debt, my_day
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.walls import within
from vidare.rules.access import Actor, Role
from vidare.rules.attention import Kind
from vidare.rules.identity import Protection
from vidare.rules.outcomes import ExitClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def ladder(world: World) -> OnTheLadder:
    return on_the_ladder(world).consulted()


def prepare(ladder: OnTheLadder) -> int:
    return assignments.prepare_assignment(
        ladder.coach, participation=ladder.way.pk, activity=ladder.world.activity.pk, wishes="Kök", weighed="Ja",
        start=TODAY, end=TODAY + timedelta(days=30), at=AT,
    )  # fmt: skip


def waiting(actor: Actor, *, team: bool = False) -> list[Debt]:
    with within(actor.scope(on=TODAY)):
        day = my_day(actor, on=TODAY, whole_team=team, only=Kind.ASSIGNMENT_TO_DECIDE)
    return [debt for reason in day.reasons for debt in reason.debts]


def another_secretary(world: World, *, service: m.Service | None = None) -> Actor:
    with acting("system:test"):
        user = m.User.objects.create_user("second", name="Andra Sekreteraren", password="demo")
        m.Membership.objects.create(
            user=user, organisation=world.organisation, service=service or world.service,
            role=Role.SOCIAL_SECRETARY.value, start=TODAY,
        )  # fmt: skip
    world.users[Role.SOCIAL_SECRETARY] = user
    return world.actor(Role.SOCIAL_SECRETARY)


def test_what_is_prepared_is_on_the_day_of_everybody_who_decides_for_the_board(ladder: OnTheLadder) -> None:
    key = prepare(ladder)
    found = waiting(ladder.officer)
    assert [(debt.about, debt.since, debt.owner) for debt in found] == [(key, TODAY, "")]
    assert waiting(another_secretary(ladder.world)) == found


@pytest.mark.parametrize("role", [one for one in Role if one not in {Role.SOCIAL_SECRETARY, Role.PARTICIPANT}])
def test_nobody_who_cannot_decide_meets_what_waits_for_the_board(ladder: OnTheLadder, role: Role) -> None:
    prepare(ladder)
    assert waiting(ladder.world.actor(role)) == []
    assert waiting(ladder.world.actor(role), team=True) == []


def test_a_secretary_of_another_service_does_not_meet_it(ladder: OnTheLadder) -> None:
    prepare(ladder)
    with acting("system:test"):
        other = m.Service.objects.create(
            code="other", name="Annan", board=ladder.world.board, model=ladder.world.service.model, opened_on=TODAY
        )
    assert waiting(another_secretary(ladder.world, service=other)) == []


def test_a_secretary_who_coaches_the_person_does_not_meet_it_since_another_decides(ladder: OnTheLadder) -> None:
    prepare(ladder)
    with acting("system:test"):
        m.Participation.unscoped.filter(pk=ladder.way.pk).update(coach=ladder.officer.user_id)
        attention.refresh(ladder.way.pk, on=TODAY)
    assert waiting(ladder.officer) == []
    assert len(waiting(another_secretary(ladder.world))) == 1


def test_protected_identity_waits_only_on_the_day_of_whom_it_is_named_for(ladder: OnTheLadder) -> None:
    prepare(ladder)
    with acting("system:test"):
        m.Person.unscoped.filter(pk=ladder.way.person_id).update(protection=Protection.PROTECTED.value)
    assert waiting(ladder.officer) == []


@pytest.mark.parametrize("how", ["decided", "withdrawn", "closed"])
def test_it_is_gone_when_the_board_has_answered_or_the_way_is_over(ladder: OnTheLadder, how: str) -> None:
    key = prepare(ladder)
    if how == "decided":
        assignments.decide_assignment(ladder.officer, assignment=key, reasons="Skäl", version=1, at=AT)
    elif how == "withdrawn":
        assignments.withdraw_assignment(ladder.officer, assignment=key, at=AT)
    else:
        outcomes.close_participation(
            ladder.coach, participation=ladder.way.pk, exit_class=ExitClass.OTHER, reason="", ended_on=TODAY, at=AT
        )
    assert waiting(ladder.officer) == []
    assert not m.Attention.unscoped.filter(kind=Kind.ASSIGNMENT_TO_DECIDE.value).exists()

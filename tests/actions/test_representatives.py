"""Who may act for a person, and what they have said yes to."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from tests.actions import test_plans
from tests.ladder import on_the_ladder
from tests.world import AT, NINE, TODAY, World
from vidare.actions import absences, plans, representatives
from vidare.actions.absences import Told
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.absences import ReasonKind
from vidare.rules.access import Role
from vidare.rules.decision import Hidden, Refused
from vidare.rules.plans import OnBehalfReason, Party
from vidare.rules.representatives import Capacity, Matter, No

pytestmark = pytest.mark.django_db


def register(world: World, person: int, *, by: Role = Role.COACH, **but: object) -> int:
    said: dict[str, object] = {
        "name": "Leyla Warsame", "capacity": Capacity.SPECIAL_REPRESENTATIVE, "matters": [Matter.PLAN],
        "start": TODAY - timedelta(days=30), "end": None, "evidence": "Registerutdrag 2 november", "phone": "070-1",
    }  # fmt: skip
    return representatives.register_representative(world.actor(by), person=person, at=AT, **{**said, **but})


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [because.code.value for because in refused.value.reasons]


def test_the_paper_is_seen_by_somebody_and_the_phone_is_sealed(world: World) -> None:
    person = world.participation(world.person()).person
    row = m.Representative.unscoped.get(pk=register(world, person.pk))
    assert row.seen_by_id == world.users[Role.COACH].pk
    assert b"070" not in bytes(row.phone_sealed)
    event = m.Event.objects.get(verb="representative.registered")
    assert event.keys == {"representative": row.pk, "capacity": "special-representative"}
    with pytest.raises(Refused) as refused:
        register(world, person.pk, name=" ", matters=[], evidence="", capacity=Capacity.POWER_OF_ATTORNEY)
    assert codes(refused) == [No.NO_NAME, No.NO_MATTER, No.NO_EVIDENCE, No.NO_END]


def test_a_custodian_acts_until_the_child_is_of_age(world: World) -> None:
    person = world.participation(world.person()).person
    with pytest.raises(Refused) as refused:
        register(world, person.pk, capacity=Capacity.CUSTODIAN)
    assert codes(refused) == [No.OF_AGE]
    with acting("system:test"):
        m.Person.unscoped.filter(pk=person.pk).update(born_on=date(2009, 3, 1))
    with pytest.raises(Refused) as refused:
        register(world, person.pk, capacity=Capacity.CUSTODIAN)
    assert codes(refused) == [No.UNTIL_OF_AGE]
    assert register(world, person.pk, capacity=Capacity.CUSTODIAN, end=date(2027, 2, 28))


def test_a_job_matcher_registers_nobody(world: World) -> None:
    person = world.participation(world.person()).person
    with pytest.raises(Refused):
        register(world, person.pk, by=Role.JOB_MATCHER)
    with pytest.raises(Hidden):
        register(world, person.pk + 1)


def test_a_representatives_yes_names_them_in_the_plan_and_in_the_trail(world: World) -> None:
    way = world.participation(world.person())
    plan = test_plans.proposed(world, way)
    yes = {"plan": plan.pk, "version": plan.version, "party": Party.PARTICIPANT, "at": AT,
           "reason": OnBehalfReason.REPRESENTATIVE}  # fmt: skip
    with pytest.raises(Refused) as refused:
        plans.agree(world.actor(Role.COACH), **yes)
    assert codes(refused) == [No.NOBODY]
    for but, code in (
        ({"matters": [Matter.ABSENCE]}, No.OTHER_MATTER),
        ({"end": TODAY - timedelta(days=1)}, No.NOT_NOW),
    ):
        with pytest.raises(Refused) as refused:
            plans.agree(world.actor(Role.COACH), representative=register(world, way.person_id, **but), **yes)
        assert codes(refused) == [code]
    somebody_elses = register(world, world.participation(world.person("Ali")).person_id)
    with pytest.raises(Refused) as refused:
        plans.agree(world.actor(Role.COACH), representative=somebody_elses, **yes)
    assert codes(refused) == [No.NOBODY]
    key = register(world, way.person_id)
    plans.agree(world.actor(Role.COACH), representative=key, **yes)
    assert m.Agreement.unscoped.get(plan=plan).representative_id == key
    assert m.Event.objects.get(verb="plan.agreement-given").keys["representative"] == key


def test_a_reason_told_by_a_representative_says_so(world: World) -> None:
    ladder = on_the_ladder(world)
    booking = ladder.miss(NINE - timedelta(days=1))
    person = ladder.way.person_id
    told = Told(ReasonKind.CHILD_ILL, "Feber", "sv", representative=register(world, person))
    with pytest.raises(Refused) as refused:
        absences.explain(ladder.coach, booking=booking, told=told, key=uuid.uuid4(), at=AT)
    assert codes(refused) == [No.OTHER_MATTER]
    key = register(world, person, matters=[Matter.ABSENCE])
    told = Told(ReasonKind.CHILD_ILL, "Feber", "sv", representative=key)
    absences.explain(ladder.coach, booking=booking, told=told, key=uuid.uuid4(), at=AT)
    assert m.Explanation.unscoped.get().representative_id == key
    assert m.Event.objects.get(verb="absence.explained").keys["representative"] == key


def test_who_has_ended_speaks_no_longer(world: World) -> None:
    person = world.participation(world.person()).person_id
    key = register(world, person)
    representatives.end_representative(world.actor(Role.COACH), representative=key, last=TODAY, at=AT)
    assert m.Representative.unscoped.get().end == TODAY
    with pytest.raises(Refused):
        representatives.end_representative(
            world.actor(Role.COACH), representative=key, last=TODAY + timedelta(days=9), at=AT
        )

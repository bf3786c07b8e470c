"""What crosses a wall is what was disclosed, as it was then, to the one it was disclosed to, until it is withdrawn."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.newcomers import register_person
from tests.world import AT, TODAY, World
from vidare.actions.disclosures import (
    Crossing,
    answer_disclosure,
    consult_employment_service,
    disclose,
    withdraw_disclosure,
)
from vidare.actions.people import Contact, Newcomer, change_contact, set_protection
from vidare.queries.disclosures import disclosed_to_me, disclosures_of
from vidare.records import models as m
from vidare.records.audit import Event
from vidare.rules.access import Role
from vidare.rules.activities import EmploymentServiceAnswer
from vidare.rules.decision import Hidden, Refused
from vidare.rules.disclosure import Ground, Item, No, Purpose
from vidare.rules.identity import Protection

pytestmark = pytest.mark.django_db


def person(world: World, protection: Protection = Protection.OPEN) -> m.Person:
    coach = world.actor(Role.COACH)
    newcomer = Newcomer(Contact("Amina", "Warsame", phone="0701740635"), number="19900101-0017")
    key = register_person(coach, service=world.service.pk, newcomer=newcomer, at=AT)
    named = [coach.user_id] if protection is Protection.PROTECTED and coach.user_id else []
    set_protection(coach, person=key, protection=protection, named=named, reason="Skydd", at=AT)
    return m.Person.unscoped.get(pk=key)


def to_af(world: World, **changes: object) -> Crossing:
    made: dict[str, object] = {
        "ground": Ground.CONSENT, "purpose": Purpose.JOINT_PLAN, "to_organisation": world.employment_service.pk,
        "until": TODAY + timedelta(days=90),
    } | changes  # fmt: skip
    return Crossing(**made)  # type: ignore[arg-type]


def share(world: World, row: m.Person, *items: Item, **changes: object) -> int:
    return disclose(
        world.actor(Role.COACH), person=row.pk, service=world.service.pk, items=items or (Item.NAME,),
        crossing=to_af(world, **changes), at=AT,
    )  # fmt: skip


def test_the_receiver_sees_the_items_disclosed_and_nothing_else(world: World) -> None:
    row = person(world)
    share(world, row, Item.NAME)
    share(world, person(world), Item.IDENTITY_NUMBER)
    found = disclosed_to_me(world.actor(Role.EMPLOYMENT_OFFICER), on=TODAY)
    assert [[(one.item, one.lines) for one in seen.told] for seen in found.rows] == [
        [(Item.IDENTITY_NUMBER, ("199001010017",))],
        [(Item.NAME, ("Amina Warsame",))],
    ]
    with pytest.raises(Hidden):
        disclosures_of(world.actor(Role.EMPLOYMENT_OFFICER), person=row.pk, on=TODAY)


def test_what_is_disclosed_stays_as_it_was_then(world: World) -> None:
    row = person(world)
    share(world, row, Item.NAME)
    change_contact(world.actor(Role.COACH), person=row.pk, version=row.version, contact=Contact("Amina", "Ali"), at=AT)
    found = disclosed_to_me(world.actor(Role.EMPLOYMENT_OFFICER), on=TODAY)
    assert found.rows[0].told[0].lines == ("Amina Warsame",)


def test_numbers_and_phones_are_sealed_in_a_disclosure_too(world: World) -> None:
    share(world, person(world), Item.IDENTITY_NUMBER, Item.CONTACT)
    kept = json.dumps(m.Disclosure.unscoped.get().items)
    assert "19900101" not in kept and "701740635" not in kept


@pytest.mark.parametrize(
    ("protection", "code"), [(Protection.PROTECTED, No.PROTECTED), (Protection.UNKNOWN, No.NOT_CHECKED)]
)
def test_nothing_is_disclosed_of_who_is_protected_or_not_yet_asked_for(
    world: World, protection: Protection, code: No
) -> None:
    row = person(world, protection)
    with pytest.raises(Refused) as refused:
        share(world, row, Item.NAME)
    assert [because.code for because in refused.value.reasons] == [code]


def test_a_withdrawal_takes_effect_at_once_and_is_kept(world: World) -> None:
    row = person(world)
    key = share(world, row)
    withdraw_disclosure(world.actor(Role.COACH), disclosure=key, at=AT)
    assert disclosed_to_me(world.actor(Role.EMPLOYMENT_OFFICER), on=TODAY).rows == ()
    assert disclosures_of(world.actor(Role.COACH), person=row.pk, on=TODAY)[0].withdrawn_at == AT
    with pytest.raises(Refused):
        withdraw_disclosure(world.actor(Role.COACH), disclosure=key, at=AT)


def test_the_person_withdraws_what_was_disclosed_about_them_and_nobody_elses(world: World) -> None:
    row = person(world)
    key = share(world, row)
    with pytest.raises(Hidden):
        withdraw_disclosure(world.participant_actor(world.person()), disclosure=key, at=AT)
    withdraw_disclosure(world.participant_actor(row), disclosure=key, at=AT)
    assert m.Disclosure.unscoped.get().withdrawn_at == AT


def test_a_disclosure_ends_with_its_last_day(world: World) -> None:
    share(world, person(world), until=TODAY)
    officer = world.actor(Role.EMPLOYMENT_OFFICER)
    assert disclosed_to_me(officer, on=TODAY).total == 1
    assert disclosed_to_me(officer, on=TODAY + timedelta(days=1)).total == 0


def consulted(world: World) -> int:
    way = world.participation(person(world))
    return consult_employment_service(
        world.actor(Role.SOCIAL_SECRETARY), participation=way.pk, items=[Item.NAME, Item.IDENTITY_NUMBER],
        ground=Ground.STATUTORY_DUTY, at=AT,
    )  # fmt: skip


def test_the_employment_service_answers_what_it_was_asked_with_a_date(world: World) -> None:
    key = consulted(world)
    officer = world.actor(Role.EMPLOYMENT_OFFICER)
    assert disclosed_to_me(officer, on=TODAY).waiting == 1
    answer_disclosure(officer, disclosure=key, answer=EmploymentServiceAnswer.NO_SUITABLE_MEASURE, at=AT)
    row = m.Disclosure.unscoped.get()
    assert (row.answer, row.answered_on, row.purpose) == ("no-suitable-measure", TODAY, "consultation")
    assert Event.objects.get(verb="disclosure.answered").person_key == row.person.key
    with pytest.raises(Refused):
        answer_disclosure(officer, disclosure=key, answer=EmploymentServiceAnswer.SUITABLE_MEASURE, at=AT)


def test_nobody_else_answers_and_nothing_unasked_is_answered(world: World) -> None:
    key = consulted(world)
    answer = EmploymentServiceAnswer.NO_SUITABLE_MEASURE
    for role in (Role.COACH, Role.SOCIAL_SECRETARY, Role.COORDINATOR):
        with pytest.raises(Hidden):
            answer_disclosure(world.actor(role), disclosure=key, answer=answer, at=AT)
    plain = share(world, person(world))
    with pytest.raises(Refused):
        answer_disclosure(world.actor(Role.EMPLOYMENT_OFFICER), disclosure=plain, answer=answer, at=AT)


def test_what_is_not_known_is_not_disclosed(world: World) -> None:
    with pytest.raises(Refused) as refused:
        share(world, person(world), Item.PLAN)
    assert refused.value.reasons[0].code is No.EMPTY


def test_ten_disclosures_cost_what_one_costs(world: World, count_queries: object) -> None:
    officer = world.actor(Role.EMPLOYMENT_OFFICER)

    def work() -> object:
        return disclosed_to_me(officer, on=TODAY)

    share(world, person(world))
    one = count_queries(work)  # type: ignore[operator]
    for _ in range(9):
        share(world, person(world))
    assert count_queries(work) == one  # type: ignore[operator]


def test_what_organisations_were_shown_is_taken_back_when_the_identity_becomes_protected(world: World) -> None:
    row = person(world)
    key = share(world, row)
    set_protection(
        world.actor(Role.COACH), person=row.pk, protection=Protection.PROTECTED, named=[world.users[Role.COACH].pk],
        reason="Skydd", at=AT,
    )  # fmt: skip
    assert disclosed_to_me(world.actor(Role.EMPLOYMENT_OFFICER), on=TODAY).rows == ()
    assert Event.objects.filter(verb="person.protection-set").latest("pk").keys["taken_back"] == [key]

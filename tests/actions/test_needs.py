"""Mappings are filled area by area, and repeated."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.world import AT, TODAY, World
from vidare.actions.needs import begin_mapping, finish_mapping, save_areas
from vidare.queries import needs
from vidare.records.needs import Area
from vidare.records.participations import Participation
from vidare.rules.access import Role
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.rules.needs import NOTHING, Answer

pytestmark = pytest.mark.django_db


def areas(world: World) -> frozenset[str]:
    return frozenset(area.code for area in needs.areas_of(world.service.pk, language="sv"))


def begin(world: World, way: Participation, *, days_ago: int = 0) -> int:
    return begin_mapping(world.actor(Role.COACH), person=way.person_id, held_on=TODAY - timedelta(days=days_ago), at=AT)


def save(world: World, mapping: int, code: str, answer: Answer, *, seen: Answer = NOTHING) -> tuple[str, ...]:
    return save_areas(
        world.actor(Role.COACH),
        mapping=mapping,
        answers={code: answer},
        seen={code: seen.mark},
        known=areas(world),
        at=AT,
    )


def test_the_next_mapping_is_a_new_one_and_shows_the_way_travelled(world: World) -> None:
    area = sorted(areas(world))[0]
    way = world.participation()
    first = begin(world, way, days_ago=90)
    save(world, first, area, Answer("لا أعرف", "ar", 1, "Har just börjat", 2))
    finish_mapping(world.actor(Role.COACH), mapping=first, at=AT)
    second = begin(world, way)
    save(world, second, area, Answer("Jag vill arbeta", "sv", 3, "Söker själv", 4))
    page = needs.mappings(world.actor(Role.COACH), way.person_id, language="sv", on=TODAY)
    row = next(row for row in page.since_first if row.code == area)
    assert (row.way.own, row.way.staff) == (2, 2)
    assert row.before is not None and row.before.own_word == "لا أعرف"
    assert [held.finished for held in page.held] == [False, True]
    with pytest.raises(Refused):
        save(world, first, area, Answer("Ändrat"))


def test_one_mapping_at_a_time_stands_open(world: World) -> None:
    way = world.participation()
    begin(world, way)
    with pytest.raises(Refused):
        begin(world, way)


def test_two_who_write_in_different_areas_do_not_meet(world: World) -> None:
    one, two = sorted(areas(world))[:2]
    mapping = begin(world, world.participation())
    assert save(world, mapping, one, Answer("Ett")) == (one,)
    assert save(world, mapping, two, Answer("Två")) == (two,)


def test_two_who_write_in_the_same_area_see_both_words(world: World) -> None:
    area = sorted(areas(world))[0]
    mapping = begin(world, world.participation())
    save(world, mapping, area, Answer(staff_word="Först"))
    with pytest.raises(Stale) as stale:
        save(world, mapping, area, Answer(staff_word="Sist"))
    assert stale.value.yours == {area: Answer(staff_word="Sist")}
    assert stale.value.theirs == {area: Answer(staff_word="Först")}
    assert Area.unscoped.get(mapping=mapping, code=area).staff_word == "Först"


def test_an_area_that_was_not_touched_is_not_saved_over(world: World) -> None:
    area = sorted(areas(world))[0]
    mapping = begin(world, world.participation())
    save(world, mapping, area, Answer(staff_word="Först"))
    assert save(world, mapping, area, NOTHING) == ()
    assert Area.unscoped.get(mapping=mapping, code=area).staff_word == "Först"


def test_a_mapping_says_nothing_of_an_area_outside_the_model(world: World) -> None:
    mapping = begin(world, world.participation())
    with pytest.raises(Refused):
        save(world, mapping, "chances", Answer(staff_level=1))
    with pytest.raises(Refused):
        finish_mapping(world.actor(Role.COACH), mapping=mapping, at=AT)


@pytest.mark.parametrize("role", [Role.SOCIAL_SECRETARY, Role.JOB_MATCHER])
def test_who_stands_outside_the_wall_meets_nothing(world: World, role: Role) -> None:
    way = world.participation()
    mapping = begin(world, way)
    with pytest.raises(Hidden):
        needs.mappings(world.actor(role), way.person_id, language="sv", on=TODAY)
    with pytest.raises(Hidden):
        finish_mapping(world.actor(role), mapping=mapping, at=AT)
    assert needs.mapping_card(world.actor(role), way.person_id, language="sv", on=TODAY) is None


def test_the_person_sees_their_own_mapping(world: World) -> None:
    area = sorted(areas(world))[0]
    way = world.participation()
    save(world, begin(world, way), area, Answer("Mitt ord", "sv", 2))
    page = needs.mappings(world.participant_actor(way.person), way.person_id, language="ar", on=TODAY)
    assert page.latest is not None and not page.latest.may_change.allowed
    assert any(row.said.own_word == "Mitt ord" for row in page.latest.areas)


def test_ten_mappings_cost_what_one_costs(world: World, count_queries: object) -> None:
    area = sorted(areas(world))[0]
    one, ten = world.participation(), world.participation()
    for way, times in ((one, 2), (ten, 10)):
        for n in range(times):
            mapping = begin(world, way, days_ago=times - n)
            save(world, mapping, area, Answer(f"ord {n}", own_level=1 + n % 5))
            finish_mapping(world.actor(Role.COACH), mapping=mapping, at=AT)
    actor = world.actor(Role.COACH)
    ask = lambda way: lambda: needs.mappings(actor, way.person_id, language="sv", on=TODAY)  # noqa: E731
    assert count_queries(ask(ten)) == count_queries(ask(one))  # type: ignore[operator]

"""What the board's officer notes and decides about the activity requirement."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

import vidare
from tests.world import AT, TODAY, World
from vidare.actions import requirement, services
from vidare.records import configured
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role, system
from vidare.rules.decision import Refused
from vidare.rules.reliefs import No
from vidare.rules.requirement import EXCEPTIONS_KIND, Exemption, Reduction
from vidare.rules.services.importing import No as NoImport

pytestmark = pytest.mark.django_db
LAW = (Path(vidare.__file__).parent / "models" / "law.toml").read_text(encoding="utf-8")


@pytest.fixture
def law(world: World) -> World:
    services.import_model(system("test"), text=LAW, at=AT - timedelta(days=300))
    return world


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [because.code.value for because in refused.value.reasons]


def decide(world: World, person: int, *, by: Role = Role.SOCIAL_SECRETARY, **but: object) -> int:
    said: dict[str, object] = {
        "why": Reduction.HEALTH, "hours": 8, "start": TODAY, "end": None, "words": "Kortare dagar.",
        "evidence": "Läkarintyg 10 november",
    }  # fmt: skip
    return requirement.decide_relief(world.actor(by), person=person, at=AT, **{**said, **but})


def test_the_boards_officer_decides_and_the_coach_does_not(law: World) -> None:
    person = law.participation(law.person()).person_id
    with pytest.raises(Refused):
        decide(law, person, by=Role.COACH)
    row = m.Relief.unscoped.get(pk=decide(law, person))
    assert (row.hours, row.compartment, row.decided_on) == (8, "social-services", TODAY)
    assert m.Event.objects.get(verb="relief.decided").keys == {"relief": row.pk}, "the trail says no reason"
    exempt = m.Relief.unscoped.get(pk=decide(law, person, why=Exemption.IN_SCHOOL, hours=12, evidence=""))
    assert exempt.hours is None


def test_an_officer_who_is_the_coach_decides_nothing_for_their_own(law: World) -> None:
    way = law.participation(law.person(), coach=law.users[Role.SOCIAL_SECRETARY])
    with pytest.raises(Refused) as refused:
        decide(law, way.person_id)
    assert codes(refused) == [No.COACH_DECIDES]


def test_the_same_is_not_decided_twice_for_a_day(law: World) -> None:
    person = law.participation(law.person()).person_id
    key = decide(law, person)
    with pytest.raises(Refused) as refused:
        decide(law, person)
    assert codes(refused) == [No.SAME_ALREADY]
    requirement.end_relief(law.actor(Role.SOCIAL_SECRETARY), relief=key, last=TODAY, at=AT)
    assert decide(law, person, start=TODAY + timedelta(days=1))


def test_a_birth_date_is_kept_of_a_small_child_and_seen_by_the_social_services_alone(law: World) -> None:
    person = law.participation(law.person()).person_id
    officer = law.actor(Role.SOCIAL_SECRETARY)
    key = requirement.note_child(officer, person=person, born_on=date(2022, 4, 1), start=TODAY, end=None, at=AT)
    for born, code in ((date(2015, 1, 1), No.NOT_ASKED_BY_LAW), (date(2022, 4, 1), No.CHILD_KNOWN)):
        with pytest.raises(Refused) as refused:
            requirement.note_child(officer, person=person, born_on=born, start=TODAY, end=None, at=AT)
        assert codes(refused) == [code]
    for role in (Role.COACH, Role.COORDINATOR, Role.MANAGER, Role.JOB_MATCHER):
        assert not m.HouseholdChild.visible_to(law.actor(role).scope(on=TODAY)).exists()
    requirement.end_child(officer, child=key, last=TODAY, at=AT)
    assert m.HouseholdChild.unscoped.get().end == TODAY


def test_where_no_rule_asks_for_children_none_is_kept(world: World) -> None:
    person = world.participation(world.person()).person_id
    with pytest.raises(Refused) as refused:
        requirement.note_child(
            world.actor(Role.SOCIAL_SECRETARY), person=person, born_on=date(2022, 4, 1), start=TODAY, end=None, at=AT
        )
    assert codes(refused) == [No.NOT_ASKED_BY_LAW]


def test_a_month_is_gone_through_once_and_can_be_taken_up_again(world: World) -> None:
    person = world.participation(world.person()).person_id
    for done, kept in ((True, 1), (True, 1), (False, 0), (False, 0)):
        requirement.mark_month(world.actor(Role.SOCIAL_SECRETARY), persons=[person], month=TODAY, done=done, at=AT)
        assert m.MonthMark.unscoped.filter(month=TODAY.replace(day=1)).count() == kept
    with pytest.raises(Refused):
        requirement.mark_month(world.actor(Role.COACH), persons=[person], month=TODAY, done=True, at=AT)


def test_the_days_own_version_of_the_rule_is_read(law: World) -> None:
    later = LAW[: LAW.index("[[rule_sets]]")] + (
        '[[rule_sets]]\nkind = "law-activity-hours"\nfirst_day = 2027-01-01\nsource = "SFS"\nverified_by = "Nils"\n'
        "values = { hours_per_week = 35, fewer_hours_with_child = 5, child_under_years = 12 }\n"
    )
    services.import_model(system("test"), text=later, at=AT)
    found = [configured.requirement(day) for day in (date(2026, 6, 30), date(2026, 12, 31), date(2027, 1, 1))]
    assert [one.hours if one else None for one in found] == [None, 40, 35]


def test_a_rule_of_the_requirement_does_not_reach_into_a_closed_month(law: World) -> None:
    with acting("system:test"):
        m.ClosedMonth.objects.create(
            service=law.service, month=date(2026, 10, 1), closed_by=law.users[Role.MANAGER], closed_at=AT, figures=[]
        )
    changed = LAW.replace("month_itself_counts = false", "month_itself_counts = true")
    with pytest.raises(Refused) as refused:
        services.import_model(system("test"), text=changed, at=AT)
    assert codes(refused) == [NoImport.INSIDE_CLOSED_MONTH]
    assert not m.RuleSet.objects.get(kind=EXCEPTIONS_KIND).values["month_itself_counts"]

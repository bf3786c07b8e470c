"""A project's money and what its fund is told: to the öre, attested by two, and never changed when it is closed."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from tests.municipalities import move_in
from tests.projects import NOVEMBER, OCTOBER, a_project
from tests.world import AT, World
from vidare.actions import funding, outcomes, reporting
from vidare.actions.people import set_protection
from vidare.queries import funding as money
from vidare.queries import reporting as months
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules import funding as rules
from vidare.rules.access import Role, system
from vidare.rules.decision import Hidden, Refused
from vidare.rules.funding import CostKind
from vidare.rules.identity import Protection
from vidare.rules.outcomes import ExitClass
from vidare.rules.reporting import HoursState, No, Remark, Standing

pytestmark = pytest.mark.django_db
R = Role


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[object]:
    return [one.code for one in refused.value.reasons]


def cost(world: World, project: int, ore: int, *, month: date = OCTOBER, corrects: date | None = None) -> int:
    return funding.note_cost(
        world.actor(R.MANAGER), project=project, month=month, kind=CostKind.STAFF, ore=ore, corrects=corrects, at=AT
    )


def close(world: World, project: int, month: date = OCTOBER) -> int:
    manager = world.actor(R.MANAGER)
    reporting.hand_in(manager, project=project, month=month, at=AT)
    return reporting.close_period(manager, project=project, month=month, read=True, at=AT)


def test_what_is_booked_is_split_to_the_ore_and_comes_out_of_the_figures(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    project = a_project(world)
    cost(world, project, 100_01)
    cost(world, project, 33_33, month=NOVEMBER)
    with acting("system:test"):
        kept = m.ServiceModel.objects.get(pk=world.service.model_id)
        text = kept.text.replace("figures = [", 'figures = [\n  "cost-share",', 1)
        model = m.ServiceModel.objects.create(code="paid", version=1, text=text, digest="paid", imported_at=AT)
        m.Service.objects.filter(pk=world.service.pk).update(model=model)
    call_command("figures", service=world.service.code, as_of="2026-11-24", json=True)
    found = {one["figure"]: one for one in json.loads(capsys.readouterr().out)["figures"]}
    assert {code: one["numerator"] for code, one in found.items() if code.startswith("cost-share")} == {
        "cost-share-fonden": 8889, "cost-share-stad": 3334, "cost-share-af": 1111,
    }  # fmt: skip
    assert found["cost-share-fonden"]["denominator"] == 13334
    shown = money.project(world.actor(R.MANAGER), project=project, on=AT.date())
    assert [payer.ore for payer in shown.payers] == [8889, 3334, 1111] and shown.unclaimed == 0


def test_a_key_that_is_not_whole_sets_nothing(world: World) -> None:
    project = a_project(world, keyed=False)
    with pytest.raises(Refused) as refused:
        funding.set_key(
            world.actor(R.MANAGER), project=project, key={world.organisation.pk: 9_999}, first_month=OCTOBER, at=AT
        )
    assert codes(refused) == [rules.No.KEY_SUM] and not m.Key.objects.exists()


def test_hours_are_signed_by_one_and_approved_by_another(world: World) -> None:
    project = a_project(world)
    own = reporting.sign_hours(world.actor(R.MANAGER), project=project, month=OCTOBER, minutes=600, at=AT)
    with pytest.raises(Refused) as refused:
        reporting.settle_hours(world.actor(R.MANAGER), project=project, hours=own, to=HoursState.APPROVED, at=AT)
    assert codes(refused) == [No.OWN_HOURS]
    with pytest.raises(DatabaseError), transaction.atomic(), acting("system:test"):  # not by any other way either
        m.WorkedHours.objects.filter(pk=own).update(state="approved", settled_at=AT, settled_by=world.users[R.MANAGER])
    officer = reporting.sign_hours(world.actor(R.EMPLOYMENT_OFFICER), project=project, month=OCTOBER, minutes=90, at=AT)
    with pytest.raises(Hidden):
        reporting.settle_hours(world.actor(R.COACH), project=project, hours=officer, to=HoursState.APPROVED, at=AT)
    reporting.settle_hours(world.actor(R.MANAGER), project=project, hours=officer, to=HoursState.APPROVED, at=AT)
    with pytest.raises(Refused) as refused:
        reporting.sign_hours(world.actor(R.EMPLOYMENT_OFFICER), project=project, month=OCTOBER, minutes=60, at=AT)
    assert codes(refused) == [No.HOURS_REASON]


def test_everything_that_is_missing_is_told_before_a_month_closes(world: World) -> None:
    project = a_project(world, keyed=False)
    world.participation(started_on=OCTOBER)
    reporting.sign_hours(world.actor(R.COACH), project=project, month=OCTOBER, minutes=600, at=AT)
    shown = months.month(world.actor(R.MANAGER), project=project, month=OCTOBER, on=AT.date())
    assert [one.code for one in shown.may_close.reasons] == [No.NO_KEY, No.HOURS_TO_APPROVE, No.NOT_HANDED_IN]
    assert [one.code for one in shown.remarks] == [Remark.WITHOUT_NUMBER, Remark.NO_HOURS, Remark.NO_COSTS]
    with pytest.raises(Refused) as refused:
        reporting.close_period(world.actor(R.MANAGER), project=project, month=OCTOBER, read=False, at=AT)
    assert No.REMARKS in codes(refused) and not m.ClosedPeriod.objects.exists()


def test_a_closed_month_is_not_changed_but_corrected(world: World) -> None:
    project = a_project(world)
    cost(world, project, 100_01)
    close(world, project)
    with pytest.raises(Refused) as refused:
        cost(world, project, 5)
    assert codes(refused) == [rules.No.MONTH_CLOSED]
    with pytest.raises(DatabaseError), transaction.atomic(), acting("system:test"):
        m.Cost.objects.create(
            project_id=project, month=OCTOBER, kind="staff", ore=5, noted_at=AT, noted_by=world.users[R.MANAGER]
        )
    cost(world, project, -1, month=NOVEMBER, corrects=OCTOBER)
    october = months.month(world.actor(R.MANAGER), project=project, month=OCTOBER, on=AT.date())
    assert dict(october.claims) == {"Fonden": 6667, "Staden": 2500, "Arbetsförmedlingen": 834}
    november = months.month(world.actor(R.MANAGER), project=project, month=NOVEMBER, on=AT.date())
    assert sum(ore for _name, ore in november.claims) == -1


def test_a_list_that_was_handed_in_is_corrected_beside_it_with_a_reason(world: World) -> None:
    project = a_project(world)
    manager, way = world.actor(R.MANAGER), world.participation(started_on=OCTOBER)
    world.participation(started_on=OCTOBER)
    assert reporting.hand_in(manager, project=project, month=OCTOBER, at=AT) == 2
    with pytest.raises(Refused) as refused:
        reporting.correct_list(manager, project=project, month=OCTOBER, reason="Fel", at=AT)
    assert codes(refused) == [No.NOTHING_CHANGED]
    outcomes.close_participation(
        world.actor(R.COACH), participation=way.pk, ended_on=date(2026, 10, 20), reason="", at=AT,
        exit_class=ExitClass.REGISTERED_IN_ERROR,
    )  # fmt: skip
    world.participation(started_on=OCTOBER + timedelta(days=3))
    assert months.month(manager, project=project, month=OCTOBER, on=AT.date()).changed == 2
    assert reporting.correct_list(manager, project=project, month=OCTOBER, reason="Fel person", at=AT) == 2
    after = months.month(manager, project=project, month=OCTOBER, on=AT.date())
    assert (after.told, after.corrections, after.changed) == (2, 2, 0)
    assert m.Reported.unscoped.count() == 4, "what was handed in stands"
    with pytest.raises(DatabaseError), transaction.atomic(), acting("system:test"):
        m.Reported.unscoped.update(minutes=1)


def test_what_leaves_the_house_is_what_the_fund_asks_for_and_of_nobody_protected(world: World) -> None:
    project = a_project(world)
    manager = world.actor(R.MANAGER)
    unknown = world.participation(world.person(family="Oklar", protection=Protection.UNKNOWN), started_on=OCTOBER)
    secret = world.participation(world.person(family="Dold"), started_on=OCTOBER)
    world.participation(world.person(family="Öppen"), started_on=OCTOBER)
    set_protection(
        system("test"), person=secret.person_id, protection=Protection.PROTECTED,
        named=[world.users[R.COACH].pk], reason="Skydd", at=AT,
    )  # fmt: skip
    shown = months.month(manager, project=project, month=OCTOBER, on=AT.date())
    assert {row.name: row.standing for row in shown.participants} == {
        "Amina Oklar": Standing.NOT_CHECKED, "Amina Öppen": Standing.WITHOUT_NUMBER,
    }  # fmt: skip
    assert reporting.hand_in(manager, project=project, month=OCTOBER, at=AT) == 1
    out = months.outgoing(manager, project=project, month=OCTOBER, on=AT.date())
    assert (len(out.rows), out.protected) == (1, 1) and unknown.person_id not in out.persons
    assert set(out.rows[0].__slots__) == {"number", "start", "end", "minutes"}


def test_another_boards_participants_are_a_number_and_never_a_name(world: World) -> None:
    project = a_project(world)
    theirs = world.participation(world.person(family="Grannsson"), started_on=OCTOBER)
    with acting("system:test"):
        board = m.Board.objects.create(code="grannen", name="Grannens nämnd", municipality="Borås")
        for model in (m.Person, m.Participation, m.Reach):
            key = theirs.pk if model is m.Participation else theirs.person_id
            column = "person_id" if model is m.Reach else "pk"
            model.unscoped.filter(**{column: key}).update(board=board)
    shown = months.month(world.actor(R.MANAGER), project=project, month=OCTOBER, on=AT.date())
    assert shown.participants == () and shown.protected == 0
    reporting.hand_in(world.actor(R.MANAGER), project=project, month=OCTOBER, at=AT)
    assert not m.Reported.unscoped.exists()


def test_months_close_in_order_and_not_before_they_are_over(world: World) -> None:
    project = a_project(world)
    with pytest.raises(Refused) as refused:
        reporting.close_period(world.actor(R.MANAGER), project=project, month=NOVEMBER, read=True, at=AT)
    assert codes(refused) == [No.NOT_OVER, No.EARLIER_OPEN, No.NOT_HANDED_IN]
    with pytest.raises(Hidden):
        reporting.close_period(world.actor(R.MANAGER), project=project, month=date(2020, 1, 1), read=True, at=AT)


def test_boards_that_share_a_service_hand_in_their_own_and_read_nothing_of_each_others(world: World) -> None:
    neighbours = move_in(world)
    project = a_project(world)
    neighbours.way(neighbours.person())
    with acting("system:test"):
        m.Membership.objects.create(
            user=neighbours.users[R.COORDINATOR], organisation=neighbours.organisation, service=world.service,
            role="manager", start=OCTOBER,
        )  # fmt: skip
    ours, theirs = world.actor(R.MANAGER), neighbours.actor(R.COORDINATOR)
    shown = months.month(ours, project=project, month=OCTOBER, on=AT.date())
    assert shown.participants == () and Remark.OTHERS_MISSING in [one.code for one in shown.remarks]
    assert reporting.hand_in(ours, project=project, month=OCTOBER, at=AT) == 0
    assert reporting.hand_in(theirs, project=project, month=OCTOBER, at=AT) == 1
    assert [row.board_id for row in m.Reported.unscoped.all()] == [neighbours.board.pk]
    assert months.outgoing(ours, project=project, month=OCTOBER, on=AT.date()).rows == ()
    assert [row.minutes for row in months.outgoing(theirs, project=project, month=OCTOBER, on=AT.date()).rows] == [0]
    after = months.month(ours, project=project, month=OCTOBER, on=AT.date())
    assert Remark.OTHERS_MISSING not in [one.code for one in after.remarks]


def test_no_number_leaves_of_who_got_a_protected_identity_after_the_list(world: World) -> None:
    project, manager = a_project(world), world.actor(R.MANAGER)
    way = world.participation(world.person(), started_on=OCTOBER)
    assert reporting.hand_in(manager, project=project, month=OCTOBER, at=AT) == 1
    set_protection(
        system("test"), person=way.person_id, protection=Protection.PROTECTED,
        named=[world.users[R.MANAGER].pk], reason="Skydd", at=AT,
    )  # fmt: skip
    out = months.outgoing(manager, project=project, month=OCTOBER, on=AT.date())
    assert (out.persons, out.rows, out.protected) == ((), (), 1)
    assert months.month(manager, project=project, month=OCTOBER, on=AT.date()).changed == 0
    with pytest.raises(Refused) as refused:  # nothing is wrong in the list: nobody is taken out of the count
        reporting.correct_list(manager, project=project, month=OCTOBER, reason="Fel", at=AT)
    assert codes(refused) == [No.NOTHING_CHANGED]
    outcomes.close_participation(
        world.actor(R.COACH), participation=world.participation(started_on=OCTOBER).pk, ended_on=date(2026, 10, 20),
        reason="", at=AT, exit_class=ExitClass.REGISTERED_IN_ERROR,
    )  # fmt: skip
    out = months.outgoing(manager, project=project, month=OCTOBER, on=AT.date())
    assert (out.rows, out.protected, out.not_checked) == ((), 1, 0)


def test_hours_that_are_corrected_after_the_month_was_closed_stand_beside_what_was_reported(world: World) -> None:
    project, manager, coach = a_project(world), world.actor(R.MANAGER), world.actor(R.COACH)

    def attested(minutes: int, reason: str, at: datetime) -> None:
        key = reporting.sign_hours(coach, project=project, month=OCTOBER, minutes=minutes, reason=reason, at=at)
        reporting.settle_hours(manager, project=project, hours=key, to=HoursState.APPROVED, at=at)

    attested(600, "", AT)
    close(world, project)
    assert months.month(manager, project=project, month=OCTOBER, on=AT.date()).minutes == (600, 600)
    attested(540, "En dag var semester.", AT + timedelta(hours=1))
    after = months.month(manager, project=project, month=OCTOBER, on=AT.date())
    assert after.minutes == (600, 540)
    assert [(row.minutes, row.before) for row in after.hours] == [(600, None), (540, 600)]

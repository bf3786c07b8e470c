"""A basis, a decision and a plan go to the board's case system once, and stand as received when it says so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from tests.actions import test_plans
from tests.actions.test_bases import hear_and_decide
from tests.ladder import OnTheLadder, on_the_ladder
from tests.schema import faults
from tests.world import AT, World
from vidare.actions import case_system
from vidare.actions.people import set_protection
from vidare.queries import case_system as ask
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.walls import within
from vidare.rules.absences import BasisState
from vidare.rules.access import Role, system
from vidare.rules.case_system import CaseKind, CaseState, No, Receipt, read_receipt
from vidare.rules.decision import Hidden, Refused
from vidare.rules.identity import Protection
from vidare.web.words.case_system import NAMES

pytestmark = pytest.mark.django_db
SCHEMA = json.loads((Path(__file__).parents[2] / "docs/case-file.schema.json").read_text(encoding="utf-8"))


def over(ladder: OnTheLadder, kind: CaseKind, about: int) -> int:
    return case_system.hand_over(ladder.officer, person=ladder.way.person_id, kind=kind, about=about, at=AT)


def placed(ladder: OnTheLadder, where: Path) -> Path:
    case_system.exchange(at=AT, root=str(where))
    return where / ladder.world.board.code


def test_a_decision_goes_as_pdf_a_and_as_json_by_the_schema(world: World, tmp_path: Path) -> None:
    ladder = on_the_ladder(world)
    basis = ladder.streak(4).consulted().assigned().handed_over()
    hear_and_decide(ladder, basis)
    over(ladder, CaseKind.DECISION, basis.pk), over(ladder, CaseKind.BASIS, basis.pk)
    folder = placed(ladder, tmp_path)
    told = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    assert {one["kind"] for one in told} == {"basis", "decision"}
    for one in told:
        assert list(faults(one, SCHEMA)) == []
        assert {fact["name"] for fact in one["facts"]} <= set(NAMES)
        file = (folder / one["file"]["name"]).read_bytes()
        assert sha256(file).hexdigest() == one["file"]["sha256"]
        assert b"pdfaid:part>2<" in file and b"pdfaid:conformance>A<" in file
    (decision,) = (one for one in told if one["kind"] == "decision")
    assert {"name": "heard", "said": ["Jag var sjuk."]} in decision["facts"]


def test_a_plan_goes_when_it_is_agreed_and_by_whoever_agrees_for_the_board(world: World, tmp_path: Path) -> None:
    ladder = on_the_ladder(world)
    plan = test_plans.agreed(world, ladder.way).pk
    over(ladder, CaseKind.PLAN, plan)
    (told,) = (json.loads(path.read_text(encoding="utf-8")) for path in placed(ladder, tmp_path).glob("*.json"))
    assert list(faults(told, SCHEMA)) == [] and told["kind"] == "plan"
    with pytest.raises(Hidden):
        case_system.hand_over(
            world.actor(Role.COACH), person=ladder.way.person_id, kind=CaseKind.PLAN, about=plan, at=AT
        )


def test_the_same_content_is_handed_over_once_and_placed_once(world: World, tmp_path: Path) -> None:
    ladder = on_the_ladder(world)
    plan = test_plans.agreed(world, ladder.way).pk
    assert over(ladder, CaseKind.PLAN, plan) == over(ladder, CaseKind.PLAN, plan)
    folder = placed(ladder, tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert case_system.exchange(at=AT, root=str(tmp_path)) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert len(before) == 2


def test_a_receipt_settles_it_and_one_that_nobody_can_read_does_not(world: World, tmp_path: Path) -> None:
    ladder = on_the_ladder(world)
    row = m.CaseFile.unscoped.get(pk=over(ladder, CaseKind.PLAN, test_plans.agreed(world, ladder.way).pk))
    folder = placed(ladder, tmp_path)
    receipt = folder / f"{row.key}.receipt.json"
    for text in ("ja tack", json.dumps({"key": str(row.key), "received": True})):
        receipt.write_text(text, encoding="utf-8")
        placed(ladder, tmp_path)
        row.refresh_from_db()
        assert row.state == CaseState.PLACED.value and receipt.exists()
    receipt.write_text(json.dumps({"key": str(row.key), "received": True, "case": "SN 2026/311"}), encoding="utf-8")
    placed(ladder, tmp_path)
    row.refresh_from_db()
    assert (row.state, row.receipt) == (CaseState.RECEIVED.value, "SN 2026/311")
    assert not receipt.exists()


def test_what_nobody_receives_is_told_and_what_is_turned_down_is_put_there_again(world: World, tmp_path: Path) -> None:
    ladder = on_the_ladder(world)
    row = m.CaseFile.unscoped.get(pk=over(ladder, CaseKind.PLAN, test_plans.agreed(world, ladder.way).pk))
    folder, later = placed(ladder, tmp_path), AT + timedelta(days=2)
    administrator = world.actor(Role.ADMINISTRATOR)
    assert (ask.late(ladder.officer, at=AT).mine, ask.late(administrator, at=AT).boards) == ((), 0)
    assert [one.key for one in ask.late(ladder.officer, at=later).mine] == [row.pk]
    assert (ask.late(administrator, at=later).boards, ask.late(administrator, at=later).mine) == (1, ())
    refused = json.dumps({"key": str(row.key), "received": False, "why": "Personen finns inte hos oss"})
    (folder / f"{row.key}.receipt.json").write_text(refused, encoding="utf-8")
    placed(ladder, tmp_path)
    assert ask.late(ladder.officer, at=AT).mine[0].fault == "Personen finns inte hos oss"
    case_system.place_again(ladder.officer, person=ladder.way.person_id, case_file=row.pk, at=AT)
    placed(ladder, tmp_path)
    row.refresh_from_db()
    assert (row.state, row.fault) == (CaseState.PLACED.value, "")


def test_a_protected_identity_goes_into_no_folder(world: World) -> None:
    ladder = on_the_ladder(world)
    plan = test_plans.agreed(world, ladder.way).pk
    with acting("system:test"):
        m.Person.unscoped.filter(pk=ladder.way.person_id).update(protection=Protection.UNKNOWN.value)
    with pytest.raises(Refused) as refused:
        over(ladder, CaseKind.PLAN, plan)
    assert [because.code for because in refused.value.reasons] == [No.PROTECTED]
    assert not m.CaseFile.unscoped.exists()


def test_a_folder_that_cannot_be_written_to_leaves_it_waiting(world: World, tmp_path: Path) -> None:
    ladder = on_the_ladder(world)
    over(ladder, CaseKind.PLAN, test_plans.agreed(world, ladder.way).pk)
    (tmp_path / world.board.code).write_text("en fil i vägen", encoding="utf-8")
    with pytest.raises(OSError):
        placed(ladder, tmp_path)
    assert m.CaseFile.unscoped.get().state == CaseState.WAITING.value


def protected(ladder: OnTheLadder, *, named: Role) -> None:
    set_protection(
        system("test"), person=ladder.way.person_id, protection=Protection.PROTECTED,
        named=[ladder.world.users[named].pk], reason="Skydd", at=AT,
    )  # fmt: skip


def test_who_got_a_protected_identity_since_goes_into_no_folder_either(world: World, tmp_path: Path) -> None:
    ladder = on_the_ladder(world)
    row = m.CaseFile.unscoped.get(pk=over(ladder, CaseKind.PLAN, test_plans.agreed(world, ladder.way).pk))
    protected(ladder, named=Role.SOCIAL_SECRETARY)
    assert not placed(ladder, tmp_path).exists()
    row.refresh_from_db()
    assert row.state == CaseState.REFUSED.value
    assert [one.key for one in ask.late(ladder.officer, at=AT).mine] == [row.pk]  # and whoever handed it over is told
    with pytest.raises(Refused) as refused:
        case_system.place_again(ladder.officer, person=ladder.way.person_id, case_file=row.pk, at=AT)
    assert [because.code for because in refused.value.reasons] == [No.PROTECTED]


def test_a_basis_that_was_taken_back_while_it_waited_stays(world: World, tmp_path: Path) -> None:
    ladder = on_the_ladder(world)
    basis = ladder.streak(4).consulted().assigned().handed_over()
    over(ladder, CaseKind.BASIS, basis.pk)
    with acting("system:test"):
        m.Basis.unscoped.filter(pk=basis.pk).update(
            state=BasisState.WITHDRAWN.value, withdrawn_at=AT, withdrawn_why="assignment-withdrawn"
        )
    assert not placed(ladder, tmp_path).exists()


def test_the_file_of_a_basis_is_its_officers_as_the_basis_is(world: World, tmp_path: Path) -> None:
    ladder = on_the_ladder(world)
    basis = ladder.streak(4).consulted().assigned().handed_over()
    key, person = over(ladder, CaseKind.BASIS, basis.pk), ladder.way.person_id
    placed(ladder, tmp_path)
    with acting("system:test"):
        user = m.User.objects.create_user("kollega", password="inte-den-har", name="Kollega")
    colleague = replace(ladder.officer, key=f"user:{user.pk}", user_id=user.pk)
    assert ask.of_person(colleague, person=person, at=AT).rows == ()
    with pytest.raises(Hidden):
        ask.file_of(colleague, person=person, case_file=key, on=AT.date())
    with pytest.raises(Hidden):
        case_system.place_again(colleague, person=person, case_file=key, at=AT)
    with within(colleague.scope(on=AT.date())):  # the second wall says the same, where a query forgot the first
        assert not m.CaseFile.visible_to(colleague.scope(on=AT.date())).exists()
        assert m.CaseFile.unscoped.exists() == (connection.vendor != "postgresql")
    with within(ladder.officer.scope(on=AT.date())):
        assert [row.key for row in ask.of_person(ladder.officer, person=person, at=AT).rows] == [key]


def test_no_board_settles_what_another_board_placed(world: World, tmp_path: Path) -> None:
    ladder = on_the_ladder(world)
    row = m.CaseFile.unscoped.get(pk=over(ladder, CaseKind.PLAN, test_plans.agreed(world, ladder.way).pk))
    placed(ladder, tmp_path)
    assert not case_system.settle(system("test"), board="annan", receipt=Receipt(row.key, True, "X 1"), at=AT)
    row.refresh_from_db()
    assert row.state == CaseState.PLACED.value


@pytest.mark.parametrize("said", ["SN\\u0000 1", "SN\\ud800 1"])
def test_a_receipt_holds_nothing_that_no_table_can_hold(said: str) -> None:
    found = read_receipt(f'{{"key": "{uuid4()}", "received": true, "case": "{said}"}}')
    assert found is not None and found.said == "SN 1"


def test_a_receipt_without_a_bottom_is_none() -> None:
    assert read_receipt("[" * 10_000) is None

"""The door for lists on its page, and by the command."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from tests.actions.test_imports import WORST, csv_of, everything
from tests.rules.imports.test_lists import bomb, workbook
from tests.web.cast import enter, stop_the_clock
from tests.world import AT, World
from vidare.actions import imports
from vidare.records import models as m
from vidare.rules.access import Role
from vidare.web.imports.files import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(world: World, client: Client) -> Client:
    stop_the_clock()
    return enter(client, world.users[Role.COORDINATOR])


def send(client: Client, content: bytes, name: str = "list.csv", **said: str) -> Any:
    return client.post("/lists/", {"file": SimpleUploadedFile(name, content), **said})


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_a_list_is_looked_at_confirmed_and_undone_on_its_page(world: World, office: Client, role: Role) -> None:
    enter(office, world.users[role])
    before = everything()
    sent = send(office, WORST)
    page = office.get(sent.url)
    assert "Ta in 8 rader" in page.content.decode() and everything() == before
    office.post(sent.url, {"do": "confirm"})
    assert 'name="do" value="go"' in office.get(sent.url).content.decode(), "read anew, the page goes on"
    part = office.post(sent.url, {"do": "go"}, headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true" and m.Participation.unscoped.exists()
    assert "Ångra hela listan" in office.get(sent.url).content.decode()
    office.post(sent.url, {"do": "undo"})
    office.post(sent.url, {"do": "go"})
    assert everything() == before


def test_a_half_done_list_shows_how_far_it_has_come(office: Client, world: World) -> None:
    sent = send(office, csv_of("Namn;Telefon", *(f"Person {n};07017406{n}" for n in range(30, 40))))
    office.post(sent.url, {"do": "confirm"})
    imports.take_in_some(world.actor(Role.COORDINATOR), batch=int(sent.url.split("/")[2]), at=AT, most=4)
    page = office.get(sent.url).content.decode()
    assert "6 av 10 rader är kvar" in page and '<progress id="far-bar" max="10" value="4">' in page


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "tom.csv", "Filen är tom."),
        (b"%PDF-1.7 something", "list.xlsx", "Det här är ingen lista som går att läsa."),
        (bomb(), "list.xlsx", "för många rader"),
        (b"Skor;Hattar\n38;52\n", "list.csv", "Ingen rubrik känns igen."),
        (workbook(["Namn"], ["A B"], sheets=("Våren", "Hösten")), "list.xlsx", "Säg vilket: Våren, Hösten."),
        (b"x" * 10_000_001, "list.csv", "Filen är för stor."),
    ],
    ids=["empty", "pdf", "bomb", "no-heading", "sheets", "large"],
)  # fmt: skip
def test_what_is_no_list_is_told_in_a_sentence(office: Client, content: bytes, name: str, said: str) -> None:
    answer = send(office, content, name)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not m.Import.unscoped.exists()


def test_a_sheet_is_chosen_where_there_are_several(office: Client) -> None:
    sent = send(office, workbook(["Namn"], ["Amina Warsame"], sheets=("Våren", "Hösten")), "list.xlsx", sheet="Hösten")
    assert "Hösten" in office.get(sent.url).content.decode()


def test_the_faults_are_a_file_in_the_order_of_the_rows_and_nothing_in_it_is_worked_out(office: Client) -> None:
    sent = send(office, csv_of("Namn;=1+1;Startdatum", *(f"Person {n};;2026-02-31" for n in range(60))))
    assert f'href="{sent.url}faults.csv"' in office.get(sent.url).content.decode()
    answer = office.get(f"{sent.url}faults.csv")
    first, *rest = answer.content.decode("utf-8-sig").splitlines()
    assert first == "Rad;Kolumn;Vad;Raden" and 'filename="faults-' in answer.headers["Content-Disposition"]
    told = [line.split(";") for line in rest]
    assert {int(row) for row, column, *_what in told if column == "Startdatum"} == set(range(2, 62)), "not one page"
    assert sorted(told, key=lambda line: int(line[0])) == told
    assert [plain(text) for text in ("=1+1", "@a", "Namn")] == ["'=1+1", "'@a", "Namn"]


def test_what_cannot_be_done_any_more_is_told(office: Client) -> None:
    sent = send(office, csv_of("Namn", "Amina Warsame"))
    office.post(sent.url, {"do": "drop"})
    assert office.post(sent.url, {"do": "confirm"}).status_code == 422
    assert office.post(sent.url, {"do": "go"}).status_code == 422


def run(*said: str) -> tuple[dict[str, Any], str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("people", *said, "--json", stdout=out, stderr=err)
    return json.loads(out.getvalue()), err.getvalue()


def test_the_command_previews_confirms_and_undoes(world: World, tmp_path: Path) -> None:
    stop_the_clock()
    file = tmp_path / "list.csv"
    file.write_bytes(WORST)
    before = everything()
    preview, _bar = run("import", str(file))
    assert (preview["import"], preview["rows"], preview["kind"]) == (None, 13, "people")
    assert [fault for fault in preview["faults"] if fault["row"] == 13] == [
        {
            "row": 13, "column": "Efternamn, Förnamn", "code": "imports.name-missing", "text": "Namnet saknas.",
            "stops": True,
        }
    ]  # fmt: skip
    assert everything() == before and not m.Import.unscoped.exists()
    done, bar = run("import", str(file), "--confirm")
    assert done["state"] == "done" and done["states"]["made"] == 8 and "8/8" in bar
    again = tmp_path / "again.csv"
    again.write_bytes(WORST + b"\r\n")
    known, _bar = run("import", str(again), "--confirm")
    assert known["states"]["known"] == 5 and "referral.here-already" in {told["code"] for told in known["kept"]}
    assert run("undo", str(known["import"]))[0]["kept"] == []
    undone, _bar = run("undo", str(done["import"]))
    assert undone["state"] == "undone" and undone["kept"] == [] and everything() == before


def test_the_command_goes_on_where_it_was_stopped(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_the_clock()
    file = tmp_path / "list.csv"
    file.write_bytes(csv_of("Namn;Telefon", *(f"Person {n};07017406{n}" for n in range(30, 36))))
    part, parts = imports.take_in_some, []

    def stopped(*args: Any, **more: Any) -> imports.Far:
        if parts:
            raise KeyboardInterrupt
        parts.append(part(*args, **more, most=4))
        return parts[0]

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(imports, "take_in_some", stopped)
        run("import", str(file), "--confirm")
    assert m.Person.unscoped.count() == 4
    done, _bar = run("import", str(file), "--confirm")
    assert done["state"] == "done" and done["states"] == {"made": 6} and m.Person.unscoped.count() == 6


def test_the_command_answers_bad_input_with_two(world: World, tmp_path: Path) -> None:
    stop_the_clock()
    with pytest.raises(CommandError) as why:
        call_command("people", "import", str(tmp_path / "none.csv"))
    assert why.value.returncode == 2
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"%PDF")
    with pytest.raises(CommandError) as why:
        call_command("people", "import", str(bad))
    assert why.value.returncode == 2 and "ingen lista" in str(why.value)
    with pytest.raises(SystemExit) as left:
        call_command("people", "import", str(bad), "--json", stdout=io.StringIO())
    assert left.value.code == 2

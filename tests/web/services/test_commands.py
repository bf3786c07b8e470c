"""The command's doors: exit 0 done, 2 bad input with one clear sentence per fault, 1 failed."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

import vidare
from tests.world import AT, World
from vidare.actions import night, sealing
from vidare.actions.night import Part
from vidare.queries import audit
from vidare.records import models as m
from vidare.rules.audit import Break
from vidare.rules.services import read
from vidare.web.management.commands.worker import Tries

pytestmark = pytest.mark.django_db
HOME = Path(vidare.__file__).parent / "models"


def said(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def told(*words: str) -> Any:
    return json.loads(said(*words, "--json"))


@pytest.fixture
def bad(tmp_path: Path) -> str:
    text = (HOME / "jobbhornet.toml").read_text(encoding="utf-8")
    path = tmp_path / "bad.toml"
    path.write_text(text.replace("seats = 18", "seats = 0").replace("visits_per_week = 2", "visits_per_week = 99"))
    return str(path)


def test_a_file_without_faults_can_be_used(db: None) -> None:
    assert told("models", "check", str(HOME / "jobbhornet.toml"))["faults"] == []


def test_every_fault_is_one_sentence_with_file_line_and_key(db: None, bad: str) -> None:
    with pytest.raises(CommandError) as failed:
        call_command("models", "check", bad)
    lines = str(failed.value).splitlines()
    assert failed.value.returncode == 2
    assert len(lines) == 2
    assert all(line.startswith(f"{bad}, ") for line in lines)
    assert "visits_per_week: " in lines[0] and "rooms[1].seats: " in lines[1]


def test_as_json_the_faults_are_the_answer(db: None, bad: str) -> None:
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("models", "check", bad, "--json", stdout=out)
    assert ended.value.code == 2
    assert [fault["key"] for fault in json.loads(out.getvalue())["faults"]] == ["visits_per_week", "rooms[1].seats"]


@pytest.mark.parametrize(
    "words",
    [("models", "check", "/nowhere/x.toml"), ("models", "export", "nope"), ("models", "show", "nope@2"),
     ("models", "import", "/"), ("models", "compare", "nope", "nope")],
)  # fmt: skip
def test_what_is_not_there_is_bad_input(db: None, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as failed:
        call_command(*words)
    assert failed.value.returncode == 2


def test_a_file_that_is_not_utf_8_is_told_so_at_its_line(db: None, tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('code = "x"\nname = "Jobbhörnet"\n'.encode("cp1252"))
    with pytest.raises(CommandError) as failed:
        call_command("models", "check", str(path))
    assert failed.value.returncode == 2
    assert str(failed.value).count("\n") == 0
    assert " 2" in str(failed.value)


@pytest.mark.parametrize("code", ["jobbhornet", "lilla-kontoret"])
def test_a_model_taken_in_and_exported_is_the_same_file(db: None, tmp_path: Path, code: str) -> None:
    path = HOME / f"{code}.toml"
    assert told("models", "import", str(path))["changed"] is True
    assert told("models", "import", str(path))["changed"] is False
    out = tmp_path / "out.toml"
    call_command("models", "export", code, str(out))
    assert out.read_bytes() == path.read_bytes()
    assert said("models", "export", code) == path.read_text(encoding="utf-8")


def test_a_rule_set_that_an_older_file_laid_down_travels_with_the_newer(db: None, tmp_path: Path) -> None:
    text = (HOME / "jobbhornet.toml").read_text(encoding="utf-8")
    call_command("models", "import", str(HOME / "jobbhornet.toml"), stdout=io.StringIO())
    later = tmp_path / "later.toml"
    later.write_text(
        text.replace('kind = "attendance"\nfirst_day = 2025-01-01', 'kind = "attendance"\nfirst_day = 2026-12-01')
    )
    call_command("models", "import", str(later), stdout=io.StringIO())
    exported = read(said("models", "export", "jobbhornet"))
    days = [str(each.first_day) for each in exported.rule_sets if each.kind == "attendance"]
    assert sorted(days) == ["2025-01-01", "2026-12-01"]


def test_the_list_tells_versions_and_services(db: None) -> None:
    call_command("models", "import", str(HOME / "lilla-kontoret.toml"), stdout=io.StringIO())
    rows = {row["code"]: row for row in told("models", "list")["models"]}
    assert rows["lilla-kontoret"]["services"] == ["lilla-kontoret"]
    assert rows["lilla-kontoret"]["version"] == 1
    assert rows["jobbhornet"] | {"shipped": True, "version": None} == rows["jobbhornet"]


def test_two_models_are_compared_key_by_key(db: None, tmp_path: Path) -> None:
    text = (HOME / "jobbhornet.toml").read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(text.replace("seats = 18", "seats = 20"))
    assert told("models", "compare", str(HOME / "jobbhornet.toml"), str(other))["differences"] == [
        {"key": "rooms[jobbverkstaden].seats", "before": "18", "after": "20"}
    ]
    assert told("models", "compare", "jobbhornet", "jobbhornet")["differences"] == []


def test_show_says_what_a_service_is(db: None) -> None:
    shown = told("models", "show", "jobbhornet")
    assert shown["rooms"] == {"jobbverkstaden": 18}
    assert shown["visits_per_week"] == 2


def test_the_same_model_starts_under_another_board_by_command(db: None) -> None:
    said("models", "import", str(HOME / "jobbhornet.toml"))
    board = ("--board", "annan", "--board-name", "En annan nämnd", "--municipality", "Annan kommun")
    assert told("models", "start", "jobbhornet", "jobbhornet-vast", *board)["service"] == "jobbhornet-vast"
    assert m.Service.objects.get(code="jobbhornet-vast").board.name == "En annan nämnd"
    with pytest.raises(CommandError, match="jobbhornet-vast") as failed:
        said("models", "start", "jobbhornet", "jobbhornet-vast", *board)
    assert failed.value.returncode == 2


def test_the_trail_is_verified_and_its_tail_told(world: World) -> None:
    night.run_night(at=AT, parts=())
    call_command("models", "import", str(HOME / "lilla-kontoret.toml"), stdout=io.StringIO())
    sealing.seal_trail(at=AT)
    state = told("trail", "verify")
    assert (state["first_broken_link"], state["unsealed"]) == (None, 0)
    assert state["rows"] == state["sealed"] > 0


def test_a_broken_link_is_named_and_the_command_fails(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = audit.TrailState(9, 9, 0, 3, audit.BrokenLink(2, 4, 6, Break.CHANGED), "f" * 64)
    monkeypatch.setattr("vidare.web.management.commands.trail.trail_state", lambda: broken)
    out = io.StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("trail", "verify", "--json", stdout=out)
    assert failed.value.returncode == 1
    assert json.loads(out.getvalue())["first_broken_link"]["first_event"] == 4


def test_a_night_that_failed_in_part_ends_with_one(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [Part("seal-trail", 3), Part("lay-out-weeks", 0, failed=True)]
    monkeypatch.setattr("vidare.web.management.commands.night.run_night", lambda at: parts)
    with pytest.raises(CommandError) as failed:
        said("night")
    assert failed.value.returncode == 1
    assert "lay-out-weeks" in str(failed.value)


def test_one_look_of_the_worker_does_the_nights_work_when_it_is_due(world: World) -> None:
    m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    call_command("worker", "--once")
    assert m.Setting.objects.get(name="night.ran").value == AT.date().isoformat()
    assert m.Seal.objects.exists()
    before = m.Event.objects.count()
    call_command("worker", "--once")
    assert m.Event.objects.filter(verb="night.part-done").count() == len(night.PARTS)
    assert m.Event.objects.count() == before


def test_one_part_of_the_worker_that_fails_stops_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the outbox is away")

    m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    monkeypatch.setattr("vidare.web.management.commands.worker.send_all", breaks)
    call_command("worker", "--once")
    assert "the outbox is away" in caplog.text
    assert m.Seal.objects.exists()


def test_the_worker_says_once_that_trouble_came_and_once_that_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    tries = Tries()
    for work in (full, full, list, list):
        tries.run("outbox", work)
    said = [record.getMessage() for record in caplog.records]
    assert [line.split(":")[0] for line in said] == [
        "the worker's outbox waits, trouble.full", "the worker's outbox goes on",
    ]  # fmt: skip
    assert "Traceback" not in caplog.text


def test_a_night_that_the_disk_was_in_the_way_of_is_still_due(world: World) -> None:
    def full(at: object) -> int:
        raise OSError(28, "No space left on device")

    [part] = night.run_night(at=AT, parts=[("seal-trail", full)])
    assert (part.failed, part.again) == (True, True)
    assert night.night_is_due(at=AT)
    assert not [part for part in night.run_night(at=AT, parts=[("seal-trail", lambda at: 0)]) if part.failed]
    assert not night.night_is_due(at=AT)


def test_a_locked_log_in_is_unlocked_by_command_and_leaves_a_line(world: World, client: Client) -> None:
    for _ in range(5):
        client.post("/in/", {"login": "coach", "password": "wrong"})
    assert client.post("/in/", {"login": "coach", "password": "demo"}).status_code == 429
    assert "coach" in said("office", "unlock", "coach")
    assert client.post("/in/", {"login": "coach", "password": "demo"}).status_code == 302
    assert m.Event.objects.get(verb="account.unlocked").keys["tries"] >= 5

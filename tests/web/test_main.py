"""The ``vidare`` command knows its commands, and says so when it does not know one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.database  # the command is run as a program, with the engine of the environment


def vidare(*words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"VIDARE_DEMO": "1", "DJANGO_SETTINGS_MODULE": "vidare.config.settings"}
    command = [sys.executable, "-m", "vidare", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_word_that_is_no_command_is_wrong_usage() -> None:
    done = vidare("sing")
    assert done.returncode == 2
    assert "'sing'" in done.stderr and not done.stdout


@pytest.mark.parametrize("command", ["demo", "figures", "models", "trail", "night", "worker", "compute", "outbox"])
def test_every_promised_command_is_there(command: str) -> None:
    found = load_command_class(get_commands()[command], command)
    assert found.create_parser("vidare", command).format_help()


def test_a_refusal_is_read_as_plain_lines(tmp_path: Path) -> None:
    wrong = tmp_path / "policy.toml"
    wrong.write_text('review_at = 4\nlanguage = "sv\n', encoding="utf-8")
    text = (ROOT / "vidare/models/jobbhornet.toml").read_text(encoding="utf-8")
    faulty = tmp_path / "model.toml"
    faulty.write_text(text.replace("seats = 18", "seats = 0").replace("visits_per_week = 2", "visits_per_week = 99"))
    two = vidare("models", "check", str(faulty))
    assert two.returncode == 2 and not two.stdout
    assert [line.startswith(f"{faulty}, rad ") for line in two.stderr.splitlines()] == [True, True]
    toml = vidare("compute", "attendance", os.devnull, "--policy", str(wrong))
    assert toml.returncode == 2
    assert toml.stderr.startswith(f"{wrong}, rad 2: Från och med kolumn 15 går det inte att läsa som TOML (Illegal ")
    assert toml.stderr.endswith(").\n")

"""The fences hold: each is seen to fail on a breach planted in a copy of the house."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BREACHES = {
    "rules import Django": ("rules/plans.py", "from django.db import models", "lint-imports"),
    "rules import arrays": ("rules/plans.py", "import numpy", "lint-imports"),
    "compute imports Django": ("compute/planted.py", "from django.db import connection", "lint-imports"),
    "a page imports a table": ("web/clock.py", "from vidare.records.people import Person", "lint-imports"),
    "a query calls an action": ("queries/people.py", "from vidare.actions import ledger", "lint-imports"),
    "an action calls a query": ("actions/held.py", "from vidare.queries import people", "lint-imports"),
    "an action counts millions": ("actions/held.py", "from vidare.compute import attendance", "lint-imports"),
    "another action writes the trail": ("actions/held.py", "from vidare.records.audit import Event", "lint-imports"),
    "a record reaches up": ("records/notes.py", "from vidare.queries import people", "lint-imports"),
    "a circle inside a room": ("rules/decision.py", "from vidare.rules import plans", "lint-imports"),
    "an action speaks HTTP": ("actions/held.py", "from django.http import HttpRequest", "ruff"),
    "an action speaks a language": ("actions/held.py", "from django.utils.translation import gettext", "ruff"),
    "an action reads the clock": ("actions/held.py", "from django.utils.timezone import now", "ruff"),
    "a record listens to a signal": ("records/notes.py", "from django.dispatch import receiver", "ruff"),
    "the web listens to a signal": ("web/held.py", "from django.dispatch import receiver", "ruff"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house without what is built, to plant breaches in."""
    place = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "vidare", place / "vidare", ignore=shutil.ignore_patterns("built", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def check(place: Path, tool: str) -> subprocess.CompletedProcess[str]:
    scripts = Path(sys.executable).parent
    words = {
        "lint-imports": [scripts / "lint-imports", "--no-cache"],
        "ruff": [scripts / "ruff", "check", "--select", "TID251", "vidare"],
    }
    environment = os.environ | {"PYTHONPATH": str(place), "NO_COLOR": "1"}
    return subprocess.run(
        [str(word) for word in words[tool]], cwd=place, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("tool", ["lint-imports", "ruff"])
def test_the_house_as_it_stands_keeps_its_fences(copy: Path, tool: str) -> None:
    done = check(copy, tool)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("breach", BREACHES)
def test_a_planted_breach_is_caught(copy: Path, breach: str) -> None:
    name, line, tool = BREACHES[breach]
    file = copy / "vidare" / name
    before = file.read_text(encoding="utf-8") if file.exists() else None
    planted = (before or '"""Planted."""\n').replace(
        "from __future__ import annotations\n", "from __future__ import annotations\n\n" + line + "\n", 1
    )
    file.write_text(planted if line in planted else planted + line + "\n", encoding="utf-8")
    try:
        done = check(copy, tool)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_text(before, encoding="utf-8")
    assert done.returncode != 0, f"nobody noticed that {breach}"

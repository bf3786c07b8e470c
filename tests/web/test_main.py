"""The ``vidare`` command knows its commands, and says so when it does not know one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


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
    assert vidare(command, "--help").returncode == 0

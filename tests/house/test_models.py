"""A service is a file: nothing of any one service stands in the code."""

from __future__ import annotations

from pathlib import Path

import pytest

import vidare
from vidare.rules.services import faults, read_book

HOME = Path(vidare.__file__).parent
MODELS = sorted((HOME / "models").glob("*.toml"))
# The demo tells the life of its services; it is data that happens to be written in Python.
THE_DEMOS_OWN = ("demo",)


def in_code(name: str) -> list[str]:
    """The files that know a service by its code or its name."""
    return [
        str(path.relative_to(HOME))
        for path in HOME.rglob("*.py")
        if not any(part.startswith(THE_DEMOS_OWN) for part in path.relative_to(HOME).parts)
        and name in path.read_text(encoding="utf-8").casefold()
    ]


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_every_model_that_comes_with_the_program_can_be_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert faults(text) == []
    assert read_book(text).code == path.stem, "a model's file is named by its code"


@pytest.mark.parametrize("name", ["jobbhornet", "jobbhörnet", "lilla-kontoret", "lilla kontoret"])
def test_no_service_is_known_to_the_code(name: str) -> None:
    assert in_code(name) == []

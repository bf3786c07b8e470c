"""What the documents say is what the code does."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("draw", ROOT / "tools/draw.py")
assert _spec and _spec.loader
draw = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(draw)
# A correction of an absence can itself be corrected; its end is the end of the way it lies on.
MENDED_FOR_EVER = {"Absence"}
LOWER = {"config": 0, "web": 1, "queries": 2, "actions": 2, "compute": 3, "records": 3, "rules": 4}


@pytest.mark.parametrize("page", draw.PAGES)
def test_a_drawing_is_fresh(page: str) -> None:
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == draw.PAGES[page](), "run python tools/draw.py"


def test_every_arrow_points_down() -> None:
    assert [(one, other) for one, other in draw.arrows() if LOWER[one] >= LOWER[other]] == []


def test_every_state_of_a_life_can_be_reached_and_every_life_can_end() -> None:
    for module, table, name in draw.LIVES:
        transitions = getattr(importlib.import_module(f"vidare.rules.{module}"), table)
        reached, front = {next(iter(transitions))}, [next(iter(transitions))]
        while front:
            following = transitions[front.pop()] - reached
            reached |= following
            front += following
        assert set(transitions) == set(type(next(iter(transitions)))), f"{name}: a state is missing from its table"
        unreached = set(transitions) - reached
        assert len(unreached) <= 1, f"{name}: {unreached}"
        ends = any(not following for following in transitions.values())
        assert ends or name in MENDED_FOR_EVER, f"{name} never ends"

"""Draws docs/house.md, docs/access.md and docs/lives.md from the code. ``--check`` says which of them are stale."""

from __future__ import annotations

import ast
import importlib
import os
import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
ROOMS = ["config", "web", "queries", "actions", "compute", "records", "rules"]
SAYS = {
    "config": "WIRES",
    "web": "SHOWS",
    "queries": "ASKS",
    "actions": "ACTS",
    "compute": "COUNTS",
    "records": "REMEMBERS",
    "rules": "DECIDES",
}
LIVES = [
    ("referrals", "TRANSITIONS", "Referral"),
    ("participations", "TRANSITIONS", "Participation"),
    ("plans", "TRANSITIONS", "Plan"),
    ("plans", "STEP_TRANSITIONS", "Step"),
    ("activities", "ASSIGNMENT_TRANSITIONS", "Assignment"),
    ("activities", "ENROLMENT_TRANSITIONS", "Enrolment"),
    ("absences", "TRANSITIONS", "Absence"),
    ("absences", "BASIS_TRANSITIONS", "Basis"),
    ("placements", "TRANSITIONS", "Placement"),
    ("meetings", "TRANSITIONS", "Meeting"),
    ("messages", "TRANSITIONS", "Message"),
    ("imports.codes", "TRANSITIONS", "Import"),
    ("youth", "TRANSITIONS", "Measure of the register of the young"),
]
MADE = "Made by `python tools/draw.py` from the code; a test fails when it is stale.\n"


def arrows() -> Counter[tuple[str, str]]:
    """How many imports lead from one room to another."""
    found: Counter[tuple[str, str]] = Counter()
    for room in ROOMS:
        for file in sorted((ROOT / "vidare" / room).rglob("*.py")):
            if "migrations" in file.parts:
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module:
                    names = [f"{node.module}.{alias.name}" for alias in node.names]
                for other in {name.split(".")[1] for name in names if name.startswith("vidare.") and "." in name}:
                    if other in ROOMS and other != room:
                        found[room, other] += 1
    return found


def house() -> str:
    drawn = [f"    {room}[{room} {SAYS[room]}]" for room in ROOMS]
    drawn += [
        f"    {one} -->|{count}| {other}"
        for (one, other), count in sorted(arrows().items(), key=lambda item: (ROOMS.index(item[0][0]), item[0][1]))
    ]
    rooms = []
    for room in ROOMS:
        rooms.append(f"\n## {room}: {SAYS[room].lower()}\n")
        for file in sorted((ROOT / "vidare" / room).glob("*.py")):
            line = (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").split("\n")[0]
            if line:
                rooms.append(f"- `{file.name}` {line}")
        for folder in sorted(path for path in (ROOT / "vidare" / room).iterdir() if (path / "urls.py").exists()):
            line = (ast.get_docstring(ast.parse((folder / "urls.py").read_text(encoding="utf-8"))) or "").split("\n")[0]
            rooms.append(f"- `{folder.name}/` {line}")
    opening = ["# The house, drawn from its code\n", MADE]
    opening += ["Every arrow points down; the number is how many imports it stands for.\n", "```mermaid", "graph TD"]
    return "\n".join([*opening, *drawn, "```", *rooms, ""])


def access() -> str:
    from vidare.rules.access import MATRIX, Compartment, Deed, Role

    lines = ["# Who may do what\n", MADE, "Role × compartment; a deed that is not named is refused. "
             "It holds only in the services where the role is held, and only while it is held. "
             "Protected identity needs a named access besides.\n"]  # fmt: skip
    lines += ["| role | " + " | ".join(compartment.value for compartment in Compartment) + " |"]
    lines += ["|---" * (len(Compartment) + 1) + "|"]
    for role in Role:
        cells = [
            ", ".join(deed.value for deed in Deed if deed in MATRIX[role].get(compartment, frozenset())) or "–"
            for compartment in Compartment
        ]
        lines.append(f"| {role.value} | " + " | ".join(cells) + " |")
    lines += ["", "A participant sees what is kept about themselves, in every compartment, and nobody else's.", ""]
    return "\n".join(lines)


def lives() -> str:
    lines = ["# Lives\n", MADE]
    for module, table, name in LIVES:
        transitions: dict[StrEnum, frozenset[StrEnum]] = getattr(
            importlib.import_module(f"vidare.rules.{module}"), table
        )
        lines += [f"## {name}\n", "```mermaid", "stateDiagram-v2"]
        lines += [f"    [*] --> {_state(next(iter(transitions)))}"]
        for state, following in transitions.items():
            lines += [f"    {_state(state)} --> {_state(to)}" for to in sorted(following)]
            if not following:
                lines.append(f"    {_state(state)} --> [*]")
        lines += ["```", ""]
    return "\n".join(lines)


def _state(state: StrEnum) -> str:
    return state.value.replace("-", "_")


PAGES = {"house.md": house, "access.md": access, "lives.md": lives}


def main() -> int:
    os.environ.setdefault("VIDARE_DEMO", "1")
    stale = []
    for name, draw in PAGES.items():
        page, text = ROOT / "docs" / name, draw()
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                page.write_text(text, encoding="utf-8")
    print(f"stale: {', '.join(stale)}" if stale else "all drawings are fresh")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())

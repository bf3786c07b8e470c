"""What goes to the board's case system in the demo: made, put in its folder, and received or still without a word."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from vidare.actions import case_system
from vidare.queries import case_system as asked
from vidare.rules.case_system import CaseKind
from vidare.web.demo.agenda import Agenda
from vidare.web.demo.course import Course
from vidare.web.demo.fates import TODAY

Lives = Callable[[], Sequence[Course]]
CASE = "EX 2026/0418"


def plan(agenda: Agenda, lives: Lives) -> None:
    """Two agreed plans a fortnight ago, of which one has come; one today, which waits to be put in the folder."""
    agenda.at(TODAY - timedelta(days=13), 15, 10, lambda at: _several(lives(), at, many=2))
    agenda.at(TODAY, 9, 40, lambda at: _several(lives(), at, many=1))


def _several(lives: Sequence[Course], at: datetime, *, many: int) -> None:
    """Of those whose plan is agreed, the first who have none there."""
    left = many
    for life in lives:
        if left and life.keys.way and not life.left and life.walked > 1 and _hand_over(life, at):
            left -= 1
    if many > 1:
        _exchange(at)


def _hand_over(life: Course, at: datetime) -> bool:
    found = asked.of_person(life.secretary, person=life.keys.person, at=at)
    agreed = next((one for one in found.ready if one.kind is CaseKind.PLAN), None)
    if agreed is None or found.rows:
        return False
    case_system.hand_over(life.secretary, person=life.keys.person, kind=agreed.kind, about=agreed.about, at=at)
    return True


def decided(life: Course, basis: int, at: datetime) -> None:
    """A decision that was made on a basis goes the same hour, with the basis, and is put in the folder."""
    for kind in (CaseKind.BASIS, CaseKind.DECISION):
        case_system.hand_over(life.secretary, person=life.keys.person, kind=kind, about=basis, at=at)
    _exchange(at)


def _exchange(at: datetime) -> None:
    """The folder is emptied by a registrar who has so far come to the first file in it."""
    with TemporaryDirectory() as root:
        case_system.exchange(at=at, root=root)
        for name in sorted(Path(root).glob("*/*.json"), key=lambda path: path.name)[:1]:
            said = {"key": name.stem, "received": True, "case": CASE}
            name.with_name(f"{name.stem}.receipt.json").write_text(json.dumps(said))
        case_system.exchange(at=at + timedelta(hours=1), root=root)

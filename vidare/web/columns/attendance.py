"""``compute attendance FILE --policy FILE``: streaks and what a historical scheme announced."""

from __future__ import annotations

import csv
import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from vidare.compute import attendance
from vidare.rules.attendance import Policy
from vidare.rules.services import Faulty, decoded, syntax_fault
from vidare.web import columns
from vidare.web.services.files import sentence
from vidare.web.words.files import why

HELP = "streaks of absence in a file of person,day,verdict"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", help="csv or Parquet with person,day,verdict")
    parser.add_argument("--policy", required=True, help="TOML with review_at and announced_ore")
    parser.add_argument("--per-person", default="", help="csv file to write, one row for each person")


def answer(options: dict[str, Any]) -> dict[str, object]:
    policy = _policy(options["policy"])
    rows = columns.read(
        options["file"],
        {"person": columns.key, "day": columns.day, "verdict": columns.one_of(attendance.CODE_OF)},
    )
    names, person = np.unique(np.array(rows["person"], dtype=np.str_), return_inverse=True)
    found = attendance.streaks(
        person.astype(np.int64), np.array(rows["day"], np.int64), np.array(rows["verdict"], np.int64), policy=policy
    )
    if options["per_person"]:
        _write(options["per_person"], names.tolist(), found, policy)
    return {
        "persons": found.persons,
        "absences": found.absences,
        "announced_ore": found.announced_ore,
        "longest_streak": found.longest_streak,
        "reviews": found.reviews,
        "rows": found.rows,
    }


def _policy(path: str) -> Policy:
    try:
        policy = Policy.from_values(_values(path))
    except OSError as wrong:
        raise columns.bad_input([_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": why(wrong)}]) from wrong
    except Faulty as faulty:
        raise columns.bad_input([sentence(fault, file=path) for fault in faulty.faults]) from faulty
    except ValueError as wrong:
        raise columns.bad_input([_("%(file)s cannot be used (%(why)s).") % {"file": path, "why": wrong}]) from wrong
    if policy.review_at is None:
        raise columns.bad_input(
            [_("%(file)s: review_at is missing; write for example review_at = 4.") % {"file": path}]
        )
    return policy


def _values(path: str) -> dict[str, Any]:
    text = decoded(Path(path).read_bytes())
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Faulty([syntax_fault(wrong, text)]) from wrong


def _write(path: str, names: list[str], found: attendance.Streaks, policy: Policy) -> None:
    try:
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(["person", "absences", "announced_ore", "longest_streak", "running_streak", "reviews"])
            parts = (found.absences_of, found.longest_of, found.running_of, found.reviews_of)
            for name, absences, longest, running, reviews in zip(
                names, *(part.tolist() for part in parts), strict=True
            ):
                rows.writerow([name, absences, absences * policy.announced_ore, longest, running, reviews])
    except OSError as wrong:
        raise columns.bad_input(
            [_("%(file)s cannot be written: %(why)s.") % {"file": path, "why": why(wrong)}]
        ) from wrong

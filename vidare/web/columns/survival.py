"""``compute survival FILE [--by stratum]``: how long until something happened, and what."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from vidare.compute import survival
from vidare.web import columns

HELP = "time to an event in a file of entry,exit,cause and, with --by, a stratum"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", help="csv or Parquet with entry,exit,cause; cause 0 is censored, entry may be empty")
    parser.add_argument("--by", default="", help="the column that divides the rows into strata")
    parser.add_argument("--tau", type=int, default=None, help="the last day of the restricted mean")


def answer(options: dict[str, Any]) -> dict[str, object]:
    path, by = options["file"], options["by"]
    wanted = {"entry": _entry, "exit": columns.day, "cause": _cause} | ({by: str} if by else {})
    rows = columns.read(path, wanted, optional={"entry"})
    entry, exit, cause = (np.array(rows[name], dtype=np.int64) for name in ("entry", "exit", "cause"))
    _check(path, entry, exit)
    strata = rows[by] if by else [""] * len(exit)
    names = sorted(set(strata)) or [""]
    causes = int(cause.max(initial=0))
    where = np.array([{name: place for place, name in enumerate(names)}[one] for one in strata], dtype=np.int64)
    return {
        "strata": [
            _told(name, _curve(entry, exit, cause, where == place, causes, options["tau"]), causes)
            for place, name in enumerate(names)
        ]
    }


def _curve(
    entry: survival.Days, exit: survival.Days, cause: survival.Days, mine: Any, causes: int, tau: int | None
) -> survival.Curve:
    counts = survival.table(entry[mine], exit[mine], cause[mine], causes=causes)
    return survival.curve(counts, tau=tau)


def _told(name: str, found: survival.Curve, causes: int) -> dict[str, object]:
    return {
        "stratum": name,
        "n": found.n,
        "times": found.times.tolist(),
        "at_risk": found.at_risk.tolist(),
        "survival": found.survival.tolist(),
        "se": found.se.tolist(),
        "cif": {str(cause + 1): found.cif[cause].tolist() for cause in range(causes)},
        "cif_se": {str(cause + 1): found.cif_se[cause].tolist() for cause in range(causes)},
        "median": found.median,
        "rmst": {"tau": found.tau, "value": found.rmst, "se": found.rmst_se},
    }


def _entry(value: str) -> int:
    return columns.day(value) if value.strip() else 0


def _cause(value: str) -> int:
    text = value.strip()
    if not (text.isascii() and text.isdigit()) or int(text) > 1000:
        raise ValueError(_("write 0 for censored, or a whole number for what happened"))
    return int(text)


def _check(path: str, entry: survival.Days, exit: survival.Days) -> None:
    faults = []
    for place in np.flatnonzero((exit <= entry) | (entry < 0) | (exit > survival.LARGEST_DAY)).tolist():
        told = {"file": path, "row": place + 2, "entry": int(entry[place]), "exit": int(exit[place])}
        faults.append(
            _("%(file)s, row %(row)s, column exit: a spell from day %(entry)s to day %(exit)s cannot be.") % told
        )
    if faults:
        raise columns.bad_input(faults)

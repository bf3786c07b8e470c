"""Streaks of absence for millions of rows at once: the same answers as ``rules.attendance``, as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vidare.rules.attendance import CAME, Policy, Verdict

Whole = NDArray[np.int64]
CODES: tuple[Verdict, ...] = tuple(Verdict)
CODE_OF = {verdict.value: number for number, verdict in enumerate(CODES)}
_CAME = np.array([verdict in CAME for verdict in CODES])
_ABSENT = np.array([verdict is Verdict.ABSENT_INVALID for verdict in CODES])


@dataclass(frozen=True, slots=True)
class Streaks:
    """Totals, and one row for each person in the order of their keys. All arrays have one length."""

    persons: int
    absences: int
    announced_ore: int
    longest_streak: int
    reviews: int
    rows: int
    person: Whole
    absences_of: Whole
    longest_of: Whole
    running_of: Whole
    reviews_of: Whole


def streaks(person: Whole, day: Whole, verdict: NDArray[np.integer], *, policy: Policy) -> Streaks:
    """Count absences, streaks and reviews.

    ``person`` and ``day`` are whole numbers, ``verdict`` positions in ``CODES``; the three have one length, in any
    order. Money is öre. Raises ``ValueError`` for lengths that differ or a verdict that is none.
    """
    if not len(person) == len(day) == len(verdict):
        raise ValueError("person, day and verdict must have one length")
    if len(verdict) and not 0 <= int(verdict.min()) <= int(verdict.max()) < len(CODES):
        raise ValueError("a verdict is outside the seven")
    # Only comings and absences matter; everything else is neutral and need not even be sorted.
    counts = _CAME[verdict] | _ABSENT[verdict]
    keys, whose = np.unique(person, return_inverse=True)
    who, came = whose[counts], _CAME[verdict[counts]]
    order = np.lexsort((~came, day[counts], who))
    who, absent = who[order], ~came[order]
    length = _in_a_row(who, absent)
    last = np.append(length[1:] <= length[:-1], True) & (length > 0)  # the last absence of each streak
    size = len(keys)
    absences_of = np.bincount(who[absent], minlength=size)
    longest_of = np.zeros(size, np.int64)
    np.maximum.at(longest_of, who, length)
    running_of = np.zeros(size, np.int64)
    final = np.append(who[1:] != who[:-1], True) if len(who) else np.zeros(0, bool)
    running_of[who[final]] = length[final]
    reached = last & (length >= policy.review_at) if policy.review_at is not None else np.zeros(len(length), bool)
    absences = int(absences_of.sum())
    return Streaks(
        persons=size,
        absences=absences,
        announced_ore=absences * policy.announced_ore,
        longest_streak=int(longest_of.max(initial=0)),
        reviews=int(reached.sum()),
        rows=len(verdict),
        person=keys,
        absences_of=absences_of,
        longest_of=longest_of,
        running_of=running_of,
        reviews_of=np.bincount(who[reached], minlength=size),
    )


def _in_a_row(who: Whole, absent: NDArray[np.bool_]) -> Whole:
    """For each row the absences in a row up to and with it; 0 where the person came."""
    if not len(who):
        return np.zeros(0, np.int64)
    position = np.arange(len(who))
    first = np.append(True, who[1:] != who[:-1])
    # A row before the person's first counts as a coming: the streak is the distance to the latest coming.
    begun = np.where(~absent, position, np.where(first, position - 1, -1))
    return position - np.maximum.accumulate(begun)

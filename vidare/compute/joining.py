"""Rows of one table that name rows of another by their key, as columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Columns = dict[str, Whole]


def among(rows: Columns, name: str, keys: Whole) -> Columns:
    """Those rows that name one of the keys."""
    known = np.isin(rows[name], keys)
    return {other: column[known] for other, column in rows.items()}


def pointing(rows: Columns, name: str, keys: Whole) -> Columns:
    """The same, naming the place of the key instead; the keys are in their order."""
    known = among(rows, name, keys)
    return {**known, name: np.searchsorted(keys, known[name])}


def for_each(rows: Columns, name: str, keys: Whole) -> Columns:
    """Each row once for every place at which the key that it names stands; ``way`` is the place."""
    order = np.argsort(keys, kind="stable")
    first, last = (np.searchsorted(keys[order], rows[name], side=side) for side in ("left", "right"))
    many = last - first
    row = np.repeat(np.arange(len(many)), many)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    return {"way": order[first[row] + nth]} | {other: column[row] for other, column in rows.items() if other != name}

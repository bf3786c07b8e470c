"""Rows find the places of what they name."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vidare.compute.joining import among, for_each, pointing

KEYS = st.lists(st.integers(1, 9), max_size=8)


@given(KEYS, st.sets(st.integers(1, 9)))
def test_a_row_points_at_its_key_and_others_are_left_out(named: list[int], known: set[int]) -> None:
    keys = sorted(known)
    rows = {"way": np.array(named, np.int64), "n": np.arange(len(named))}
    kept = [(keys.index(key), n) for n, key in enumerate(named) if key in known]
    found = pointing(rows, "way", np.array(keys, np.int64))
    assert list(zip(found["way"].tolist(), found["n"].tolist(), strict=True)) == kept
    assert among(rows, "way", np.array(keys, np.int64))["n"].tolist() == [n for _place, n in kept]


@given(KEYS, KEYS)
def test_a_row_stands_once_for_each_place_of_its_key(named: list[int], keys: list[int]) -> None:
    rows = {"person": np.array(named, np.int64), "n": np.arange(len(named))}
    found = for_each(rows, "person", np.array(keys, np.int64))
    wanted = [(place, n) for n, one in enumerate(named) for place, key in enumerate(keys) if key == one]
    assert list(zip(found["way"].tolist(), found["n"].tolist(), strict=True)) == wanted
    assert set(found) == {"way", "n"}

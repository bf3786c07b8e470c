"""How sure a share is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.compute.intervals import wilson


def test_wilsons_interval_is_the_one_in_the_textbooks() -> None:
    share = wilson(15, 148)  # Newcombe 1998, table I (d)
    assert (round(share.low or 0, 4), round(share.high or 0, 4)) == (0.0624, 0.1605)


def test_none_of_ten_is_not_certainly_none() -> None:
    share = wilson(0, 10)
    assert share.low == 0
    assert round(share.high or 0, 4) == 0.2775


def test_of_nobody_nothing_can_be_said() -> None:
    assert wilson(0, 0).share is None


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3)])
def test_a_part_larger_than_the_whole_is_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="between"):
        wilson(k, n)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_in_its_interval_and_the_interval_between_none_and_all(counts: tuple[int, int]) -> None:
    share = wilson(*counts)
    assert share.share is not None and share.low is not None and share.high is not None
    assert 0 <= share.low <= share.share <= share.high <= 1

"""Files that are one human being hang together, and no link goes in a circle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules import links as rules
from vidare.rules.links import No

PAIRS = st.tuples(st.integers(1, 8), st.integers(1, 8)).filter(lambda pair: pair[0] != pair[1])


@pytest.mark.parametrize("links", [[(1, 2), (2, 3)], [(2, 1), (3, 2)], [(3, 4), (4, 1)], [(3, 1)]])
def test_a_link_that_would_make_a_circle_is_refused_and_so_is_that_they_are_two(links: list[tuple[int, int]]) -> None:
    for same, code in ((True, No.CIRCLE), (False, No.SAME_THROUGH_OTHERS)):
        refused = rules.may_settle(1, 3, same=same, links=links)
        assert [because.code for because in refused.reasons] == [code]


@given(st.lists(PAIRS, max_size=12))
def test_whatever_is_settled_in_whatever_order_there_are_fewer_links_than_files(pairs: list[tuple[int, int]]) -> None:
    kept: list[tuple[int, int]] = []
    for one, other in pairs:
        if rules.may_settle(one, other, same=True, links=kept).allowed:
            kept.append((one, other))
    assert len(kept) < max(len({file for pair in pairs for file in pair}), 1)

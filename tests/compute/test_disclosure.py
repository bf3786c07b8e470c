"""Small groups are hidden, and nobody finds them again by subtracting."""

from __future__ import annotations

from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from vidare.compute.disclosure import Bounds, Cell, bounds, hide, with_totals

TABLE = {
    ("A", "1"): 3, ("A", "2"): 21, ("A", "3"): 16,
    ("B", "1"): 12, ("B", "2"): 18, ("B", "3"): 30,
}  # fmt: skip


def test_a_small_group_takes_the_cheapest_others_with_it() -> None:
    found = hide(TABLE, k=5)
    assert found.why == {
        ("A", "1"): "primary", ("A", "2"): "complementary", ("B", "1"): "complementary", ("B", "2"): "complementary",
    }  # fmt: skip
    assert found.audit["A", "1"] == Bounds(0, 15)


def test_a_table_without_small_groups_is_shown_whole() -> None:
    assert hide({cell: count + 5 for cell, count in TABLE.items()}, k=5).why == {}


def test_a_small_total_is_hidden_too() -> None:
    found = hide({("A", "1"): 2, ("A", "2"): 0, ("B", "1"): 40, ("B", "2"): 30}, k=5)
    assert found.why["A", None] == "primary"
    assert (found.audit["A", "1"].high or 99) - found.audit["A", "1"].low >= 5


def test_nobody_at_all_is_no_small_group() -> None:
    assert hide({("A", "1"): 0, ("A", "2"): 9, ("B", "1"): 7, ("B", "2"): 8}, k=5).why == {}


COUNTS = st.lists(st.integers(0, 2), min_size=4, max_size=4).map(
    lambda counts: dict(zip(product("AB", "12"), counts, strict=True))
)
ALL_BUT_THE_TOTAL: list[Cell] = [*product("AB", "12"), ("A", None), ("B", None), (None, "1"), (None, "2")]


def slow_bounds(cell: Cell, cells: dict[Cell, int], hidden: set[Cell]) -> Bounds:
    """Every table that agrees with what is shown: the total of all is, so no count is more than 8."""
    possible = set()
    for counts in product(range(cells[None, None] + 1), repeat=4):
        if sum(counts) == cells[None, None]:
            other = with_totals(dict(zip(product("AB", "12"), counts, strict=True)))
            if all(other[shown] == cells[shown] for shown in cells if shown not in hidden):
                possible.add(other[cell])
    return Bounds(min(possible), max(possible))


@settings(max_examples=40, deadline=None)
@given(COUNTS, st.sets(st.sampled_from(ALL_BUT_THE_TOTAL), min_size=1))
def test_the_audit_says_exactly_what_a_reader_can_work_out(
    counts: dict[tuple[str, str], int], hidden: set[Cell]
) -> None:
    cells = with_totals(counts)
    for cell in hidden:
        assert bounds(cell, cells, hidden) == slow_bounds(cell, cells, hidden)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 30), min_size=9, max_size=9).map(
        lambda counts: dict(zip(product("ABC", "123"), counts, strict=True))
    )
)
@example(dict(zip(product("ABC", "123"), [5, 0, 1, 1, 5, 0, 0, 0, 4], strict=True)))  # rings that cost alike
def test_every_small_group_stays_uncertain(counts: dict[tuple[str, str], int]) -> None:
    found = hide(counts, k=5)
    for cell, why in found.why.items():
        if why == "primary":
            audit = found.audit[cell]
            assert audit.high is None or audit.high - audit.low >= 5 or len(found.why) == 16

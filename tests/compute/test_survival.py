"""The curves agree with published worked examples and with a slow count by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.compute.survival import Curve, curve, table

# Freireich's 6-MP patients (1963): weeks in remission; 0 = still in remission when last seen.
FREIREICH = ([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
             [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0])  # fmt: skip
AML = ([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0])
TWO_WAYS = ([1, 2, 3, 4, 4, 4, 5, 5, 6, 8, 8, 9, 10, 12], [1, 2, 0, 1, 0, 0, 2, 1, 0, 0, 2, 0, 1, 0])


def drawn(exits: list[int], causes: list[int], entries: list[int] | None = None, **how: int) -> Curve:
    entry = np.array(entries or [0] * len(exits), dtype=np.int64)
    return curve(table(entry, np.array(exits, dtype=np.int64), np.array(causes, dtype=np.int64)), **how)


def at(drawn: Curve, row: np.ndarray, day: int) -> float:
    return float(row[np.searchsorted(drawn.times, day, side="right") - 1])


def test_kaplan_meier_is_the_textbook_curve_with_greenwoods_error() -> None:
    found = drawn(*FREIREICH)
    days = [6, 7, 10, 13, 16, 22, 23]
    assert [round(at(found, found.survival, day), 4) for day in days] == [
        0.8571,
        0.8067,
        0.7529,
        0.6902,
        0.6275,
        0.5378,
        0.4482,
    ]
    assert [round(at(found, found.se, day), 4) for day in days] == [
        0.0764,
        0.0869,
        0.0963,
        0.1068,
        0.1141,
        0.1282,
        0.1346,
    ]
    assert found.n == 21 and found.median == 23


def test_the_maintained_patients_of_aml() -> None:
    found = drawn(*AML)
    assert [round(at(found, found.survival, day), 3) for day in (9, 13, 18, 23, 31, 34, 48)] == [
        0.909,
        0.818,
        0.716,
        0.614,
        0.491,
        0.368,
        0.184,
    ]
    assert round(at(found, found.se, 48), 4) == 0.1535 and found.median == 31


def test_two_ways_out_are_counted_apart() -> None:
    found = drawn(*TWO_WAYS)
    first, second = found.cif
    assert [round(at(found, first, day), 6) for day in (1, 4, 5, 10)] == [0.071429, 0.149351, 0.246753, 0.480519]
    assert [round(at(found, second, day), 6) for day in (2, 5, 8)] == [0.071429, 0.168831, 0.285714]


def test_the_second_way_out_of_a_small_fixture_is_two_fifths() -> None:
    assert drawn([1, 2, 3, 4, 5, 6], [0, 1, 1, 2, 2, 0]).cif[1][-1] == pytest.approx(0.4)


def test_somebody_who_came_late_is_at_risk_only_from_the_day_after() -> None:
    found = drawn([5, 6, 9], [1, 0, 1], [0, 5, 2])
    assert found.times.tolist() == [5, 6, 9] and found.at_risk.tolist() == [2, 2, 1]


def test_the_restricted_mean_is_the_area_under_the_curve() -> None:
    found = drawn([2, 4, 4, 6], [1, 1, 0, 1], tau=5)
    # 1 for two days, then 3/4 for two, then 3/4 · 2/3 for one.
    assert found.rmst == pytest.approx(2 + 1.5 + 0.5)


@pytest.mark.parametrize("spell", [([3], [3], [1]), ([5], [3], [1]), ([-1], [3], [1]), ([0], [3], [-1])])
def test_a_spell_that_cannot_be_is_refused(spell: tuple[list[int], list[int], list[int]]) -> None:
    with pytest.raises(ValueError):
        table(*(np.array(column, dtype=np.int64) for column in spell))


SPELLS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(1, 8), st.integers(0, 2)).map(lambda s: (s[0], s[0] + s[1], s[2])),
    min_size=1,
    max_size=25,
)


def slow(spells: list[tuple[int, int, int]]) -> list[tuple[int, int, Fraction, tuple[Fraction, Fraction]]]:
    """The definition, day by day and person by person, in fractions."""
    alive, gone, rows = Fraction(1), [Fraction(0), Fraction(0)], []
    for day in sorted({exit for _, exit, _ in spells}):
        at_risk = sum(1 for entry, exit, _ in spells if entry < day <= exit)
        left = [sum(1 for _, exit, cause in spells if exit == day and cause == way) for way in (1, 2)]
        gone = [sum_ + alive * Fraction(count, at_risk) for sum_, count in zip(gone, left, strict=True)]
        alive *= 1 - Fraction(sum(left), at_risk)
        rows.append((day, at_risk, alive, (gone[0], gone[1])))
    return rows


@given(SPELLS)
def test_columns_count_what_the_definition_counts(spells: list[tuple[int, int, int]]) -> None:
    columns = (np.array(column, dtype=np.int64) for column in zip(*spells, strict=True))
    found = curve(table(*columns, causes=2))
    assert len(found.times) == len(rows := slow(spells))
    for place, (day, at_risk, alive, gone) in enumerate(rows):
        assert (found.times[place], found.at_risk[place]) == (day, at_risk)
        assert found.survival[place] == pytest.approx(float(alive))
        assert found.cif[:, place] == pytest.approx([float(part) for part in gone])


@given(SPELLS)
def test_everybody_is_still_there_or_gone_some_way(spells: list[tuple[int, int, int]]) -> None:
    found = curve(table(*(np.array(column, dtype=np.int64) for column in zip(*spells, strict=True)), causes=2))
    assert found.survival + found.cif.sum(axis=0) == pytest.approx(np.ones(len(found.times)))


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 1)), min_size=1, max_size=25))
def test_with_one_way_out_its_error_is_greenwoods(spells: list[tuple[int, int]]) -> None:
    exits, causes = (np.array(column, dtype=np.int64) for column in zip(*spells, strict=True))
    found = curve(table(np.zeros_like(exits), exits, causes, causes=1))
    left = found.survival > 0
    assert found.cif_se[0][left] == pytest.approx(found.se[left], abs=1e-7)


@given(SPELLS, SPELLS)
def test_tables_of_two_municipalities_add_up(
    here: list[tuple[int, int, int]], there: list[tuple[int, int, int]]
) -> None:
    def counted(spells: list[tuple[int, int, int]]) -> object:
        return table(*(np.array(column, dtype=np.int64) for column in zip(*spells, strict=True)), causes=2)

    both = curve(counted(here) + counted(there))  # type: ignore[operator]
    assert both.survival == pytest.approx(curve(counted(here + there)).survival)  # type: ignore[arg-type]

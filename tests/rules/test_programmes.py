"""What somebody did on the ninetieth day after the introduction programme: on that day, and not at some time before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vidare.rules import programmes
from vidare.rules.outcomes import Occupation, Spell
from vidare.rules.period import Period
from vidare.rules.programmes import Known, No, Policy
from vidare.rules.statistics import Figure, FigureCode, Share

POLICY = Policy()
ENDED = date(2026, 3, 31)
DAY = date(2026, 6, 29)
ON = date(2026, 11, 24)


def known(what: Occupation, start: date, end: date | None, noted: date) -> Known:
    return Known(Spell(what, Period(start, end)), noted)


def test_the_day_is_the_ninetieth_and_the_cohort_is_closed_when_it_is_over() -> None:
    assert programmes.asked_on(ENDED, policy=POLICY) == DAY
    assert programmes.in_cohort(ENDED, within=Period(DAY, DAY), policy=POLICY)
    assert not programmes.in_cohort(
        ENDED, within=Period(DAY - timedelta(days=30), DAY - timedelta(days=1)), policy=POLICY
    )


@pytest.mark.parametrize(
    ("start", "end", "noted", "state"),
    [
        (date(2026, 4, 1), DAY - timedelta(days=1), ON, Occupation.UNKNOWN),  # work that ended the day before
        (date(2026, 4, 1), DAY, date(2026, 4, 1), Occupation.WORK),
        (DAY, None, DAY, Occupation.WORK),
        (date(2026, 4, 1), None, date(2026, 4, 1), Occupation.UNKNOWN),  # what was meant then, and nobody asked since
        (DAY + timedelta(days=1), None, ON, Occupation.UNKNOWN),
    ],
)
def test_only_what_is_known_to_cover_the_very_day_counts(
    start: date, end: date | None, noted: date, state: Occupation
) -> None:
    assert programmes.state_after([known(Occupation.WORK, start, end, noted)], ENDED, policy=POLICY) is state


def test_days_that_cannot_be_are_told_and_what_is_known_already_is_not_written_twice() -> None:
    def against(start: date, end: date | None, before: tuple[date, date | None] | None = None) -> set[object]:
        found = programmes.may_note((start, end), before=before, on=ON, policy=POLICY)
        return {one.code for one in found.reasons}

    assert against(date(2024, 4, 1), ENDED) == against(date(2024, 4, 1), date(2027, 1, 31)) == set()
    assert against(ON + timedelta(days=1), ON) == {No.STARTS_LATER, No.ENDS_BEFORE_START}
    assert against(date(2014, 4, 1), ENDED) == {No.TOO_LONG}
    assert against(date(2024, 4, 1), ENDED, (date(2024, 4, 1), ENDED)) == {No.NOTHING_NEW}


def cohort(k: int, n: int, unknown: int) -> Figure:
    return Figure.of_cohort("x", FigureCode.AFTER_PROGRAMME_WOMEN, Share(k, n), unknown=unknown, as_of=ON)


def test_the_bounds_tell_what_those_of_whom_nothing_is_known_could_make_of_it() -> None:
    found = cohort(11, 20, 4)
    assert (found.value, found.bounds) == (0.55, (0.55, 0.75))
    assert (round(found.low or 0, 4), round(found.high or 0, 4)) == (0.3421, 0.7418)  # Wilson, 95 %


def test_a_cohort_of_none_and_one_of_whom_nothing_is_known_have_no_share() -> None:
    assert (cohort(0, 0, 0).value, cohort(0, 0, 0).bounds, cohort(0, 0, 0).low) == (None, None, None)
    nobody_known = cohort(0, 7, 7)
    assert (nobody_known.value, nobody_known.low, nobody_known.bounds) == (None, None, (0.0, 1.0))
    with pytest.raises(ValueError, match="no part"):
        cohort(5, 7, 3)

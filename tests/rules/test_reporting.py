"""What a fund is told: hours two have attested, participants by month, and nothing closed that was not looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vidare.rules.period import Period
from vidare.rules.reporting import (
    HoursState,
    Listed,
    No,
    Ready,
    Remark,
    Taking,
    changes,
    may_close,
    may_correct,
    may_settle,
    may_sign,
    part_in,
    remarks,
)

OCTOBER = date(2026, 10, 1)
PROJECT = Period(date(2026, 1, 1), date(2028, 12, 31))
ON = date(2026, 11, 24)
GOOD = Ready(OCTOBER, False, None, True, 0, 0, 3, Listed(20, 0, 0, 0, 0), True, 0)


def test_hours_are_approved_by_somebody_else() -> None:
    told = may_settle(HoursState.SIGNED, to=HoursState.APPROVED, own=True, reason="")
    assert [one.code for one in told.reasons] == [No.OWN_HOURS]
    assert may_settle(HoursState.SIGNED, to=HoursState.APPROVED, own=False, reason="").allowed
    again = may_settle(HoursState.APPROVED, to=HoursState.RETURNED, own=False, reason=" ")
    assert [one.code for one in again.reasons] == [No.HOURS_DONE, No.HOURS_REASON]


def sign(minutes: int = 600, month: date = OCTOBER, *, waiting: bool = False, before: bool = False,
         closed: bool = False, reason: str = "") -> list[object]:  # fmt: skip
    found = may_sign(
        minutes, month=month, project=PROJECT, waiting=waiting, before=before, closed=closed, reason=reason, on=ON
    )
    return [one.code for one in found.reasons]


def test_approved_hours_are_corrected_with_a_reason_and_never_written_over() -> None:
    assert sign() == sign(0, before=True, reason="Fel månad") == []
    assert sign(0) == sign(45_000) == [No.MINUTES]
    assert sign(before=True) == sign(closed=True) == [No.HOURS_REASON]
    assert sign(waiting=True) == [No.HOURS_WAIT]
    assert sign(month=date(2025, 12, 1)) == [No.HOURS_OUTSIDE]
    assert sign(month=date(2026, 12, 1)) == [No.HOURS_AHEAD]


def test_a_month_closes_when_it_is_over_and_all_that_waits_is_told_at_once() -> None:
    assert may_close(GOOD, on=ON).allowed and remarks(GOOD) == ()
    bad = replace(GOOD, month=date(2026, 11, 1), earlier=OCTOBER, has_key=False, to_approve=2, handed_in=False)
    assert [one.code for one in may_close(bad, on=ON).reasons] == [
        No.NOT_OVER, No.EARLIER_OPEN, No.NO_KEY, No.HOURS_TO_APPROVE, No.NOT_HANDED_IN,
    ]  # fmt: skip
    assert [one.code for one in may_close(replace(bad, closed=True), on=ON).reasons] == [No.CLOSED]


def test_what_the_list_lacks_is_said_before_it_closes() -> None:
    found = remarks(replace(GOOD, costs=0, returned=1, others_missing=2, listed=Listed(9, 1, 2, 3, 4)))
    assert {one.code: one.facts["n"] for one in found} == {
        Remark.WITHOUT_NUMBER: 1, Remark.NOT_CHECKED: 2, Remark.PROTECTED: 3, Remark.NO_HOURS: 4,
        Remark.HOURS_RETURNED: 1, Remark.NO_COSTS: 1, Remark.OTHERS_MISSING: 2,
    }  # fmt: skip
    assert [one.code for one in remarks(replace(GOOD, listed=Listed(0, 0, 0, 0, 0)))] == [Remark.NOBODY]


def test_the_last_day_is_told_in_the_month_in_which_it_comes() -> None:
    month = Period.month(2026, 10)
    assert part_in(month, date(2026, 2, 1), None) == (date(2026, 2, 1), None)
    assert part_in(month, date(2026, 2, 1), date(2026, 10, 9)) == (date(2026, 2, 1), date(2026, 10, 9))
    assert part_in(month, date(2026, 2, 1), date(2026, 11, 9)) == (date(2026, 2, 1), None)
    assert part_in(month, date(2026, 11, 1), None) is part_in(month, date(2026, 1, 1), date(2026, 9, 30)) is None


def test_what_became_known_later_is_a_correction() -> None:
    one, two, three = (Taking(person, OCTOBER, None, 60) for person in (1, 2, 3))
    more = replace(two, minutes=120)
    assert changes([one, two], [one, more, three]) == ((two, more), (None, three))
    assert changes([one, two], [], kept_back={two.person}) == ((one, None),), "told as a number, and not as gone"
    assert [because.code for because in may_correct(0, reason="").reasons] == [No.NOTHING_CHANGED, No.REASON]

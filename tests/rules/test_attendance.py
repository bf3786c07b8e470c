"""From what was seen to one verdict, and what a streak leads to."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules import attendance
from vidare.rules.attendance import (
    CAME,
    Assessed,
    Day,
    Disputed,
    Hour,
    Policy,
    Seen,
    Sighting,
    Source,
    Told,
    Verdict,
    Why,
    consequence,
    streaks,
    verdict,
)
from vidare.rules.calendar import STOCKHOLM
from vidare.rules.door import first_seen

CASES = Path(__file__).resolve().parents[1] / "cases"
POLICY = Policy(review_at=4, late_after_minutes=15)
FIRST = date(2026, 3, 1)
LETTERS = {
    "P": Verdict.PRESENT, "L": Verdict.LATE, "A": Verdict.ABSENT_INVALID, "V": Verdict.ABSENT_VALID,
    "N": Verdict.NOT_REGISTERED, "C": Verdict.CANCELLED, "X": Verdict.CONTESTED,
}  # fmt: skip


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def at(clock: str) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 11, 24, int(hour), int(minute), tzinfo=STOCKHOLM)


def parts(text: str) -> list[list[str]]:
    return [part.split() for part in text.split(";") if part.strip()]


def sightings(text: str) -> list[Sighting]:
    return [Sighting(Seen(seen), Source(by), at(touched), at(noted)) for by, seen, touched, noted in parts(text)]


def disputes(text: str) -> list[Disputed]:
    return [
        Disputed(at(part[0])) if len(part) == 1 else Disputed(at(part[0]), at(part[2]), part[1] == "yes")
        for part in parts(text)
    ]


@pytest.mark.parametrize("case", cases("verdicts.csv"), ids=lambda case: case["case"])
def test_officials_worked_cases_get_their_verdict(case: dict[str, str]) -> None:
    answer = verdict(
        Hour(
            at("9:00"), at("10:00"),
            cancelled=case["hour"] == "cancelled", paused=case["hour"] == "paused", exempt=case["hour"] == "exempt",
            dropped_in=case["hour"] == "dropped-in",
        ),
        sightings(case["seen"]),
        told=[Told(at(when), kind == "ahead") for kind, when in parts(case["told"])],
        assessed=[Assessed(kind == "valid", at(when)) for kind, when in parts(case["assessed"])],
        disputed=disputes(case["disputed"]),
        policy=POLICY,
    )  # fmt: skip
    assert (answer.verdict.value, answer.why.value) == (case["verdict"], case["why"])


def days_of(letters: str) -> list[Day]:
    return [Day(FIRST + timedelta(days=number), LETTERS[letter]) for number, letter in enumerate(letters.split())]


@pytest.mark.parametrize("case", cases("streaks.csv"), ids=lambda case: case["case"])
def test_officials_worked_streaks(case: dict[str, str]) -> None:
    days = days_of(case["days"])
    answer = consequence(days, policy=POLICY, on=days[-1].on)
    start, end = (FIRST + timedelta(days=int(case[key]) - 1) if case[key] else None for key in ("start", "end"))
    assert (answer.length, answer.start, answer.end, answer.review) == (
        int(case["length"]), start, end, case["review"] == "yes",
    )  # fmt: skip
    found = streaks(days, policy=POLICY)
    assert max((one.length for one in found), default=0) == int(case["longest"])
    assert sum(one.review for one in found) == int(case["reviews"])


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────
DAYS = st.lists(
    st.builds(Day, st.dates(min_value=FIRST, max_value=FIRST + timedelta(days=40)), st.sampled_from(Verdict)),
    max_size=30,
)
LAST = FIRST + timedelta(days=60)
MOMENTS = st.datetimes(min_value=datetime(2026, 11, 24, 7), max_value=datetime(2026, 11, 24, 20)).map(
    lambda moment: moment.replace(tzinfo=STOCKHOLM)
)
SIGHTINGS = st.lists(st.builds(Sighting, st.sampled_from(Seen), st.sampled_from(Source), MOMENTS, MOMENTS), max_size=5)
TOLD = st.lists(st.builds(Told, MOMENTS, st.booleans()), max_size=3)
ASSESSED = st.lists(st.builds(Assessed, st.booleans(), MOMENTS), max_size=3)
DISPUTED = st.lists(
    st.one_of(st.builds(Disputed, MOMENTS), st.builds(Disputed, MOMENTS, MOMENTS, st.booleans())), max_size=2
)
HOUR = Hour(at("9:00"), at("10:00"))


@given(DAYS, st.dates(min_value=FIRST, max_value=FIRST + timedelta(days=40)))
def test_one_more_absence_never_softens_the_step(days: list[Day], when: date) -> None:
    before = consequence(days, policy=POLICY, on=LAST)
    after = consequence([*days, Day(when, Verdict.ABSENT_INVALID)], policy=POLICY, on=LAST)
    assert after.length >= before.length
    assert after.review >= before.review


@given(
    DAYS,
    st.dates(min_value=FIRST, max_value=FIRST + timedelta(days=40)),
    st.sampled_from([one for one in Verdict if one not in CAME and one is not Verdict.ABSENT_INVALID]),
)
def test_a_day_not_registered_changes_nothing_wherever_it_stands(days: list[Day], when: date, neutral: Verdict) -> None:
    assert streaks([*days, Day(when, neutral)], policy=POLICY) == streaks(days, policy=POLICY)


@given(DAYS, st.randoms())
def test_the_order_of_the_rows_does_not_matter(days: list[Day], chance: object) -> None:
    shuffled = list(days)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert streaks(shuffled, policy=POLICY) == streaks(days, policy=POLICY)


@given(DAYS)
def test_the_streak_that_runs_is_the_last_one_unless_the_person_has_come_since(days: list[Day]) -> None:
    running = consequence(days, policy=POLICY, on=LAST)
    assert running == attendance.NONE or running == streaks(days, policy=POLICY)[-1]


@given(DAYS)
def test_a_streak_asks_for_one_review_however_long_it_grows(days: list[Day]) -> None:
    reviews = [one for one in streaks(days, policy=POLICY) if one.review]
    assert all(one.length >= 4 for one in reviews)
    assert len({one.start for one in reviews}) == len(reviews)


def test_a_correction_computes_everything_anew() -> None:
    days = days_of("A A A A")
    corrected = [*days[:1], Day(days[1].on, Verdict.PRESENT), *days[2:]]
    assert consequence(days, policy=POLICY, on=LAST).review
    assert consequence(corrected, policy=POLICY, on=LAST).length == 2


def test_who_came_to_one_of_two_hours_of_a_day_begins_anew_that_day() -> None:
    both = [Day(FIRST + timedelta(days=3), Verdict.ABSENT_INVALID), Day(FIRST + timedelta(days=3), Verdict.PRESENT)]
    assert consequence([*days_of("A A A"), *both], policy=POLICY, on=LAST).length == 1


def test_days_after_the_day_asked_about_are_not_known_yet() -> None:
    assert consequence(days_of("A A A A"), policy=POLICY, on=FIRST + timedelta(days=1)).length == 2


def test_a_service_without_a_ladder_never_asks_for_a_review() -> None:
    assert not consequence(days_of("A A A A A A"), policy=Policy(), on=LAST).review


@given(SIGHTINGS, TOLD, ASSESSED, DISPUTED)
def test_a_missing_registration_is_never_an_absence(
    seen: list[Sighting], told: list[Told], assessed: list[Assessed], disputed: list[Disputed]
) -> None:
    nobody_said_away = [one for one in seen if one.seen is Seen.HERE or one.source is Source.SELF]
    answer = verdict(HOUR, nobody_said_away, told=told, assessed=assessed, disputed=disputed, policy=POLICY)
    assert answer.verdict not in {Verdict.ABSENT_INVALID, Verdict.CONTESTED}


@given(SIGHTINGS, TOLD, ASSESSED, DISPUTED, MOMENTS, st.booleans(), st.booleans(), st.booleans())
def test_the_first_sight_of_somebody_is_the_verdict_of_all_that_is_known(
    seen: list[Sighting], told: list[Told], assessed: list[Assessed], disputed: list[Disputed], touched: datetime,
    paused: bool, exempt: bool, dropped_in: bool,
) -> None:  # fmt: skip
    hour = replace(HOUR, paused=paused, exempt=exempt, dropped_in=dropped_in)
    for known in ([], [one for one in seen if one.seen is Seen.NOT_HERE], seen):
        before = verdict(hour, known, told=told, assessed=assessed, disputed=disputed, policy=POLICY)
        short = first_seen(before.why, hour, touched, policy=POLICY)
        here = Sighting(Seen.HERE, Source.SELF, touched, touched)
        after = verdict(hour, [*known, here], told=told, assessed=assessed, disputed=disputed, policy=POLICY)
        assert short in {None, after}
        assert short is not None or before.why not in {Why.NOTHING_SEEN, Why.TOLD_AHEAD}


@given(SIGHTINGS, TOLD, DISPUTED)
def test_without_an_assessment_no_absence_is_valid_or_invalid(
    seen: list[Sighting], told: list[Told], disputed: list[Disputed]
) -> None:
    answer = verdict(HOUR, seen, told=told, disputed=disputed, policy=POLICY)
    assert answer.verdict not in {Verdict.ABSENT_INVALID, Verdict.ABSENT_VALID}


@given(SIGHTINGS, TOLD, ASSESSED, DISPUTED, st.randoms())
def test_the_verdict_does_not_depend_on_the_order_of_what_is_known(
    seen: list[Sighting], told: list[Told], assessed: list[Assessed], disputed: list[Disputed], chance: object
) -> None:
    first = verdict(HOUR, seen, told=told, assessed=assessed, disputed=disputed, policy=POLICY)
    for rows in (seen, told, assessed, disputed):
        chance.shuffle(rows)  # type: ignore[attr-defined]
    assert verdict(HOUR, seen, told=told, assessed=assessed, disputed=disputed, policy=POLICY) == first


@given(SIGHTINGS, TOLD, ASSESSED, MOMENTS)
def test_an_open_dispute_never_leaves_an_absence_invalid(
    seen: list[Sighting], told: list[Told], assessed: list[Assessed], made: datetime
) -> None:
    answer = verdict(HOUR, seen, told=told, assessed=assessed, disputed=[Disputed(made)], policy=POLICY)
    assert answer.verdict is not Verdict.ABSENT_INVALID


@pytest.mark.parametrize(
    ("values", "says"),
    [({"review_at": 0}, "review_at"), ({"late_after_minutes": -1}, "late_after"), ({"review_at": "4"}, "whole number")],
)
def test_a_policy_that_cannot_be_is_refused(values: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Policy.from_values(values)


def test_keys_of_others_in_the_rule_set_are_left_alone() -> None:
    assert Policy.from_values({"review_at": 4, "answer_days": 14}).review_at == 4

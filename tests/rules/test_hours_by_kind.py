"""A week's hours by kind: nothing is lost, and what is not registered is never absence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.attendance import Verdict
from vidare.rules.hours_by_kind import Booked, Kind, Line, Standing, by_kind, kind_of
from vidare.rules.services import ActivityKind

PARTS = [name for name in Line.__slots__ if name not in ("kind", "planned")]
BOOKED = st.lists(
    st.builds(
        Booked, st.integers(1, 4), st.sampled_from(Kind), st.integers(5, 480), st.none() | st.sampled_from(Verdict)
    ),
    max_size=12,
)
STANDING = st.lists(
    st.builds(Standing, st.sampled_from(Kind), st.integers(0, 2400), st.none() | st.integers(1, 4)), max_size=5
)


@given(BOOKED, STANDING)
def test_the_parts_of_every_kind_are_what_is_planned(booked: list[Booked], standing: list[Standing]) -> None:
    found = by_kind(booked, standing)
    assert all(line.planned == sum(getattr(line, name) for name in PARTS) for line in found.lines)
    assert found.planned == sum(found.total(name) for name in PARTS)


@given(BOOKED, STANDING)
def test_a_missing_registration_is_never_an_absence(booked: list[Booked], standing: list[Standing]) -> None:
    unsaid = [Booked(one.activity, one.kind, one.minutes, Verdict.NOT_REGISTERED) for one in booked]
    found = by_kind(unsaid, standing)
    assert found.total("invalid") == found.total("valid") == 0
    assert found.not_registered == sum(one.minutes for one in booked)


def test_an_hour_that_is_called_off_is_no_hour() -> None:
    assert by_kind([Booked(1, Kind.ASSIGNED, 60, Verdict.CANCELLED)], []).planned == 0


def test_the_booked_times_of_an_activity_say_more_than_its_hours_a_week() -> None:
    week = Standing(Kind.ASSIGNED, 120, activity=1)
    assert by_kind([], [week]).total("elsewhere") == 120
    assert by_kind([Booked(1, Kind.ASSIGNED, 60, Verdict.PRESENT)], [week]).planned == 60


def test_own_job_search_has_its_time_and_is_not_assigned() -> None:
    found = by_kind([], [Standing(Kind.JOB_SEARCH, 300), Standing(Kind.WORK, 600)])
    assert [(line.kind, line.planned) for line in found.lines] == [(Kind.WORK, 600), (Kind.JOB_SEARCH, 300)]


def test_what_lacks_is_never_less_than_nothing() -> None:
    found = by_kind([], [Standing(Kind.WORK, 600)])
    assert (found.lacking(40), found.lacking(10), found.lacking(0)) == (1800, 0, 0)


@pytest.mark.parametrize(
    ("activity", "assigned", "kind"),
    [
        (ActivityKind.JOB_SEARCH, True, Kind.ASSIGNED),
        (ActivityKind.JOB_SEARCH, False, Kind.NOT_ASSIGNED),
        (ActivityKind.EDUCATION, True, Kind.EDUCATION),
        (ActivityKind.PLACEMENT, False, Kind.PLACEMENT),
        (None, True, Kind.ASSIGNED),
    ],
)
def test_the_kind_of_an_activity(activity: ActivityKind | None, assigned: bool, kind: Kind) -> None:
    assert kind_of(activity, assigned=assigned) is kind

"""The youth responsibility: whom the law means, what counts as contact, and when it is over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.access import MATRIX, Compartment, Deed, Role, who_may
from vidare.rules.identity import Protection
from vidare.rules.youth import (
    CONTACT,
    TRANSITIONS,
    End,
    No,
    Outcome,
    State,
    Stood,
    Way,
    covered,
    may_end,
    may_pass_on,
    move,
    tally,
    tried,
    turns,
)

ON = date(2026, 11, 24)


def test_only_the_youth_coordinator_sees_the_register_and_sees_nothing_else() -> None:
    assert who_may(Deed.SEE, Compartment.YOUTH) == (Role.YOUTH_COORDINATOR,)
    assert set(MATRIX[Role.YOUTH_COORDINATOR]) == {Compartment.YOUTH}
    for role, compartments in MATRIX.items():
        assert role is Role.YOUTH_COORDINATOR or Compartment.YOUTH not in compartments


@pytest.mark.parametrize(
    ("born", "why"),
    [
        (date(2010, 12, 31), None), (date(2010, 1, 1), None), (date(2006, 11, 25), None),
        (date(2006, 11, 24), No.TURNED_20), (date(2011, 1, 1), No.TOO_YOUNG), (None, No.BIRTH_MISSING),
    ],
)  # fmt: skip
def test_the_law_means_those_who_turn_sixteen_this_year_and_have_not_turned_twenty(
    born: date | None, why: No | None
) -> None:
    found = covered(born, on=ON)
    assert [because.code for because in found.reasons] == ([why] if why else [])


def test_who_is_born_on_a_leap_day_turns_twenty_on_the_day_or_on_the_first_of_march() -> None:
    assert turns(date(2008, 2, 29), 20) == date(2028, 2, 29)
    assert turns(date(2008, 2, 29), 19) == date(2027, 3, 1)


@given(st.dates(date(2000, 1, 1), date(2012, 12, 31)), st.integers(0, 4000))
def test_who_is_too_old_is_never_young_enough_again(born: date, later: int) -> None:
    over = turns(born, 20)
    assert not covered(born, on=over + timedelta(days=later)).allowed
    assert covered(born, on=over - timedelta(days=1)).allowed


@pytest.mark.parametrize(
    ("way", "outcome", "why"),
    [
        (Way.CALL, Outcome.REACHED, None), (Way.CALL, Outcome.TRIED, None), (Way.CALL, Outcome.CAME, No.NOBODY_CAME),
        (Way.VISIT, Outcome.CAME, None), (Way.MEETING, Outcome.CAME, None), (Way.LETTER, Outcome.TRIED, None),
        (Way.LETTER, Outcome.REACHED, No.ONLY_SENT), (Way.TEXT, Outcome.CAME, No.ONLY_SENT),
    ],
)  # fmt: skip
def test_a_call_or_a_visit_is_contact_and_a_letter_is_not(way: Way, outcome: Outcome, why: No | None) -> None:
    found = tried(way, outcome, day=ON, registered_on=ON, text="", on=ON)
    assert [because.code for because in found.reasons] == ([why] if why else [])


def test_an_attempt_lies_between_the_registering_and_today() -> None:
    found = tried(
        Way.CALL, Outcome.TRIED, day=ON + timedelta(days=1), registered_on=ON + timedelta(days=2), text="", on=ON
    )
    assert [because.code for because in found.reasons] == [No.IN_FUTURE, No.BEFORE_REGISTERED]


def test_an_offer_is_answered_once_and_what_was_begun_ends_once() -> None:
    assert move(State.OFFERED, State.ACCEPTED).allowed and move(State.ACCEPTED, State.ENDED).allowed
    for state in (State.DECLINED, State.ENDED):
        assert not TRANSITIONS[state] and not move(state, State.ACCEPTED).allowed


def test_a_birthday_ends_it_only_when_it_has_come() -> None:
    young, old = date(2006, 11, 25), date(2006, 11, 24)
    wanted = {"open_": True, "reason": End.TURNED_20, "day": ON, "registered_on": ON, "on": ON}
    assert may_end(born=old, **wanted).allowed
    assert [because.code for because in may_end(born=young, **wanted).reasons] == [No.NOT_20_YET]
    assert may_end(born=young, **wanted | {"reason": End.MOVED}).allowed
    assert [
        because.code for because in may_end(born=young, **wanted | {"open_": False, "reason": End.MOVED}).reasons
    ] == [No.ENDED]


def test_nobody_is_passed_on_who_is_protected_or_not_asked_for_or_whose_consent_has_passed() -> None:
    assert may_pass_on(Protection.OPEN, open_=True, until=ON, on=ON).allowed
    assert not may_pass_on(Protection.UNKNOWN, open_=True, until=ON, on=ON).allowed
    found = may_pass_on(Protection.PROTECTED, open_=False, until=ON - timedelta(days=1), on=ON)
    assert [because.code for because in found.reasons] == [No.ENDED, No.PROTECTED, No.CONSENT_PASSED]


STOOD = st.builds(
    Stood,
    st.lists(st.tuples(st.sampled_from(Way), st.sampled_from(Outcome)), max_size=4).map(tuple),
    st.lists(st.sampled_from(State), max_size=3).map(tuple),
)


@given(st.lists(STOOD, max_size=8))
def test_whoever_came_was_reached_and_whoever_was_reached_was_tried(stood: list[Stood]) -> None:
    found = tally(stood)
    assert found.all >= found.tried >= found.reached >= found.came
    assert found.all >= found.offered >= found.accepted


@given(st.lists(STOOD, max_size=8))
def test_one_more_letter_reaches_nobody_more(stood: list[Stood]) -> None:
    more = [Stood((*one.attempts, (Way.LETTER, Outcome.REACHED)), one.measures) for one in stood]
    assert (tally(more).reached, tally(more).came) == (tally(stood).reached, tally(stood).came)
    assert Way.LETTER not in CONTACT

"""The mapping's rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import TODAY
from vidare.rules import needs
from vidare.rules.needs import NOTHING, Answer, No

levels = st.none() | st.integers(min_value=1, max_value=5)
answers = st.builds(Answer, st.text(max_size=20), st.sampled_from(["sv", "ar"]), levels, st.text(max_size=20), levels)


@pytest.mark.parametrize("level", [0, 6, -1, 40])
def test_a_level_off_the_scale_is_refused(level: int) -> None:
    assert needs.may_answer(Answer(own_level=level)).reasons[0].code is No.LEVEL


def test_an_area_nobody_spoke_of_may_stay_empty() -> None:
    assert needs.may_answer(NOTHING).allowed
    assert not NOTHING.says_something


def test_a_mapping_that_says_nothing_is_not_finished() -> None:
    assert needs.may_finish({"language": NOTHING}, finished=False).reasons[0].code is No.NOTHING_YET
    assert needs.may_finish({"language": Answer(own_level=2)}, finished=False).allowed


def test_a_finished_mapping_is_read_and_not_written() -> None:
    assert not needs.may_save(["language"], known=frozenset({"language"}), finished=True).allowed
    assert not needs.may_save(["shoe-size"], known=frozenset({"language"}), finished=False).allowed


def test_only_one_mapping_stands_open() -> None:
    assert not needs.may_begin(held_on=TODAY, one_is_open=True, on=TODAY).allowed


@given(answers, answers)
def test_two_answers_share_a_mark_only_when_they_say_the_same(one: Answer, other: Answer) -> None:
    same = (one.own_word, one.own_level, one.staff_word, one.staff_level) == (
        other.own_word, other.own_level, other.staff_word, other.staff_level,
    ) and (one.own_lang == other.own_lang or not one.own_word)  # fmt: skip
    assert (one.mark == other.mark) is same


@given(answers, answers)
def test_the_way_there_and_back_is_the_same_length(one: Answer, other: Answer) -> None:
    there, back = needs.travelled(one, other), needs.travelled(other, one)
    assert there.own is None and back.own is None or there.own == -(back.own or 0)
    assert (there.staff is None) is (one.staff_level is None or other.staff_level is None)


def test_the_first_time_there_is_no_way_travelled() -> None:
    assert needs.travelled(None, Answer(own_level=3, staff_level=2)) == needs.Travelled(None, None)

"""Nothing crosses a wall by itself, and nothing at all about who is protected."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.disclosure import (
    Ground,
    Item,
    No,
    Purpose,
    all_known,
    by_hand,
    may_answer,
    may_disclose,
    may_withdraw,
)
from vidare.rules.identity import Protection

ON = date(2026, 11, 24)


@given(
    st.sampled_from([Protection.PROTECTED, Protection.UNKNOWN]),
    st.sets(st.sampled_from(Item)),
    st.sampled_from(Ground),
    st.one_of(st.none(), st.dates()),
)
def test_protection_fails_closed_whatever_the_ground(
    protection: Protection, items: set[Item], ground: Ground, until: date | None
) -> None:
    assert not may_disclose(protection, items=items, ground=ground, receivers=1, until=until, on=ON).allowed


def test_every_reason_is_told_at_once() -> None:
    found = may_disclose(
        Protection.UNKNOWN, items=[], ground=Ground.CONSENT, receivers=2, until=ON - timedelta(days=1), on=ON
    )
    assert [one.code for one in found.reasons] == [No.NOT_CHECKED, No.NOTHING, No.RECEIVER, No.UNTIL_PASSED]


def test_consent_is_for_a_time_and_a_duty_need_not_be() -> None:
    known = {"items": [Item.NAME], "receivers": 1, "until": None, "on": ON}
    consent = may_disclose(Protection.OPEN, ground=Ground.CONSENT, **known)  # type: ignore[arg-type]
    assert consent.reasons[0].code is No.CONSENT_IS_FOR_A_TIME
    assert may_disclose(Protection.OPEN, ground=Ground.STATUTORY_DUTY, **known).allowed  # type: ignore[arg-type]


def test_what_is_not_known_is_not_disclosed_as_empty() -> None:
    found = all_known({Item.NAME: "Amina", Item.PLAN: "", Item.HOURS: 0})
    assert [one.facts["item"] for one in found.reasons] == [Item.PLAN, Item.HOURS]


def test_only_a_question_is_answered_and_once() -> None:
    assert may_answer(asked=True, answered=False).allowed
    assert may_answer(asked=False, answered=False).reasons[0].code is No.NOT_ASKED
    assert may_answer(asked=True, answered=True).reasons[0].code is No.ANSWERED


def test_somebody_named_for_a_protected_person_can_be_handed_what_is_theirs_to_read() -> None:
    known = {"items": [Item.MISSED_HOURS], "ground": Ground.NECESSITY, "receivers": 1, "until": None, "on": ON}
    assert may_disclose(Protection.PROTECTED, named=True, **known).allowed  # type: ignore[arg-type]
    unknown = may_disclose(Protection.UNKNOWN, named=True, **known)  # type: ignore[arg-type]
    assert [one.code for one in unknown.reasons] == [No.NOT_CHECKED]


def test_what_belongs_to_a_basis_is_neither_picked_by_hand_nor_taken_back_by_itself() -> None:
    assert by_hand([Item.NAME], Purpose.SUPPORT).allowed
    assert by_hand([Item.NAME, Item.MISSED_HOURS], Purpose.SUPPORT).reasons[0].code is No.WITH_THE_BASIS
    assert by_hand([Item.NAME], Purpose.BASIS).reasons[0].code is No.WITH_THE_BASIS
    for purpose in (Purpose.BASIS, Purpose.BOARD_ANSWER):
        found = may_withdraw(Ground.NECESSITY, purpose, own=False, withdrawn=False)
        assert [one.code for one in found.reasons] == [No.WITH_THE_BASIS]

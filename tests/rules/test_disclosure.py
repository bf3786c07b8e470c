"""Nothing crosses a wall by itself, and nothing at all about who is protected."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.disclosure import Ground, Item, No, all_known, may_answer, may_disclose
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

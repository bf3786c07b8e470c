"""A receipt is believed only when it can be read, and what lies too long is told of."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.world import AT
from vidare.rules import case_system as rules
from vidare.rules.case_system import CaseState, No, Policy, Receipt
from vidare.rules.identity import Protection

KEY = UUID(int=7)


@pytest.mark.parametrize(
    ("text", "receipt"),
    [
        (f'{{"key": "{KEY}", "received": true, "case": " SN 2026/12 "}}', Receipt(KEY, True, "SN 2026/12")),
        (f'{{"key": "{KEY}", "received": false, "why": "Fel mapp"}}', Receipt(KEY, False, "Fel mapp")),
        (f'{{"key": "{KEY}", "received": true}}', None),
        (f'{{"key": "{KEY}", "received": "ja", "case": "1"}}', None),
        ('{"key": "7", "received": true, "case": "1"}', None),
        ("[]", None),
        ("inte json", None),
        ("", None),
    ],
)
def test_a_receipt_says_whose_it_is_and_the_number_of_the_case_or_it_is_none(
    text: str, receipt: Receipt | None
) -> None:
    assert rules.read_receipt(text) == receipt


def test_what_lies_without_a_receipt_is_late_after_its_time_and_what_is_turned_down_at_once() -> None:
    policy = Policy(receipt_within=timedelta(days=2))
    assert not rules.is_late(CaseState.PLACED, AT, policy=policy, at=AT + timedelta(hours=47))
    assert rules.is_late(CaseState.PLACED, AT, policy=policy, at=AT + timedelta(hours=48))
    assert rules.is_late(CaseState.REFUSED, AT, policy=policy, at=AT)
    assert not rules.is_late(CaseState.RECEIVED, AT, policy=policy, at=AT + timedelta(days=90))


@pytest.mark.parametrize("protection", [Protection.PROTECTED, Protection.UNKNOWN])
def test_a_protected_or_unchecked_identity_is_never_put_in_a_folder(protection: Protection) -> None:
    said = rules.may_hand_over(protection, ready=True, why_not=No.NOT_AGREED)
    assert [because.code for because in said.reasons] == [No.PROTECTED]


def test_the_same_content_has_the_same_fingerprint_in_whatever_order_it_is_said() -> None:
    assert rules.fingerprint({"a": 1, "b": [2]}) == rules.fingerprint({"b": [2], "a": 1})
    assert rules.fingerprint({"a": 1}) != rules.fingerprint({"a": 2})

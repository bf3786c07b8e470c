"""When a file that is not one's own to open may be opened all the same."""

from __future__ import annotations

import pytest

from tests.world import TODAY
from vidare.rules import glass as rules
from vidare.rules.access import MATRIX, Actor, Compartment, Deed, Membership, Role
from vidare.rules.decision import Refused
from vidare.rules.glass import No
from vidare.rules.identity import Protection
from vidare.rules.period import Period


@pytest.mark.parametrize("protection", [Protection.PROTECTED, Protection.UNKNOWN, None])
def test_a_protected_or_unchecked_identity_is_never_opened_and_answers_as_nobody(
    protection: Protection | None,
) -> None:
    assert not rules.may_be_opened(protection)
    assert rules.may_be_opened(Protection.OPEN)


@pytest.mark.parametrize(("reason", "code"), [("  ", No.NO_REASON), ("behövs nu", No.SHORT_REASON)])
def test_a_reason_is_words_that_a_colleague_understands(reason: str, code: No) -> None:
    with pytest.raises(Refused) as refused:
        rules.may_break(reason).require()
    assert [because.code for because in refused.value.reasons] == [code]


@pytest.mark.parametrize("role", [role for role in Role if MATRIX[role]])
def test_whoever_looks_through_broken_glass_may_see_and_do_nothing_else(role: Role) -> None:
    held = Membership(role, 1, 1, 1, Period(TODAY))
    looking = Actor("user:1", user_id=1, memberships=(held,), glass=frozenset({7}))
    for compartment in Compartment:
        allowed = {deed for deed in Deed if looking.may(deed, compartment, on=TODAY).allowed}
        assert allowed <= {Deed.SEE}
        assert all(not looking.services(deed, compartment, on=TODAY) for deed in Deed if deed is not Deed.SEE)
    assert looking.scope(on=TODAY).walls == Actor("user:1", memberships=(held,)).scope(on=TODAY).walls

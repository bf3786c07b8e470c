"""What a note may be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import TODAY
from vidare.rules import notes
from vidare.rules.access import Compartment
from vidare.rules.notes import No, NoteKind, Written

C = Compartment


def codes(decision: object) -> set[str]:
    return {because.code for because in decision.reasons}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", No.EMPTY),
        ("  \n ", No.EMPTY),
        ("\u200b\x00", No.CONTROL),
        ("hej\x00då", No.CONTROL),
        ("kom \u202egnirebmats", No.TURNED),
        ("\u2066isolerad\u2069", No.TURNED),
        ("å" * 20_001, No.TOO_LONG),
    ],
)
def test_a_text_that_cannot_be_kept_as_it_is_says_why(text: str, reason: No) -> None:
    assert reason in codes(notes.text_fits(text))


@pytest.mark.parametrize(
    "text", ["Kom hit.", "قال إنه يريد العمل\u200f.", "می\u200cخواهم کار کنم", "rad 1\r\nrad 2\tx", "👩🏽‍🔧"]
)
def test_the_marks_that_arabic_persian_and_emoji_need_are_kept(text: str) -> None:
    assert notes.text_fits(text).allowed


@given(st.text())
def test_what_is_offered_back_holds_no_mark_that_is_refused(text: str) -> None:
    assert not codes(notes.text_fits(notes.cleaned(text))) & {No.CONTROL, No.TURNED}


def test_all_faults_are_said_at_once() -> None:
    wrong = Written("", C.SOCIAL_SERVICES, TODAY + timedelta(days=1))
    assert codes(notes.may_write(wrong, allowed=(C.LABOUR_MARKET,), on=TODAY)) == {No.EMPTY, No.COMPARTMENT, No.FUTURE}


def test_nothing_happened_before_the_person_was_born() -> None:
    wrong = Written("Ringde.", C.TEAM, date(1875, 1, 1), born_on=date(1990, 5, 1))
    assert codes(notes.may_write(wrong, allowed=(C.TEAM,), on=TODAY)) == {No.BEFORE_BIRTH}


@given(st.sampled_from(NoteKind), st.dates(), st.none() | st.dates())
def test_the_last_contact_never_moves_back(kind: NoteKind, day: date, before: date | None) -> None:
    after = notes.last_contact(before, kind=kind, happened_on=day)
    assert before is None or (after is not None and after >= before)
    assert (kind in notes.CONTACT) or after == before


def test_a_letter_is_no_contact_but_a_visit_is() -> None:
    assert notes.last_contact(None, kind=NoteKind.LETTER, happened_on=TODAY) is None
    assert notes.last_contact(None, kind=NoteKind.VISIT, happened_on=TODAY) == TODAY

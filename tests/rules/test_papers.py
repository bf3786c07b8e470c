"""What may go out on paper: letters of what has been done, and a letterhead that everybody can read."""

from __future__ import annotations

import struct
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import AT
from vidare.rules import papers
from vidare.rules.decision import Refused
from vidare.rules.messages import MessageState, Template
from vidare.rules.papers import LogoKind, No, Sender

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="url(#a)"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 40, 20) + bytes(30)


def codes(decision_of: object) -> set[str]:
    return {because.code.value for because in decision_of.reasons}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("colour", "fault"),
    [
        ("#0b5d57", None),
        ("#767676", None),
        ("#777777", No.PALE),
        ("#ffffff", No.PALE),
        ("teal", No.COLOUR),
        ("#0B5D57", No.COLOUR),
        ("#0b5d5", No.COLOUR),
        ("", No.COLOUR),
    ],
)
def test_a_letterheads_colour_is_one_that_can_be_read_on_white_paper(colour: str, fault: No | None) -> None:
    found = papers.may_send(Sender("Göteborg", "Jobbhörnet", colour=colour))
    assert codes(found) == ({fault.value} if fault else set())


def test_somebody_stands_as_the_sender_and_all_faults_are_told_at_once() -> None:
    assert codes(papers.may_send(Sender(" ", "", colour="#eeeeee"))) == {No.NAMELESS.value, No.PALE.value}


@given(st.integers(0, 0xFFFFFF))
def test_contrast_is_never_below_that_of_white_nor_above_that_of_black(colour: int) -> None:
    assert 1 <= papers.contrast(f"#{colour:06x}") <= 21.0001


def test_a_logo_is_known_by_its_bytes() -> None:
    assert papers.read_logo(SVG) is LogoKind.SVG
    assert papers.read_logo(PNG) is LogoKind.PNG


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        (b'<image href="a.png"/>', No.LOGO_REACHES),
        (b'<use href="/etc/passwd"/>', No.LOGO_REACHES),
        (b'<rect fill="url(https://example.se/a)"/>', No.LOGO_REACHES),
        (b"<script>1</script>", No.LOGO_REACHES),
        (b"<style>@import 'a';</style>", No.LOGO_REACHES),
        (b"<text>a</text>", No.LOGO_REACHES),
        (b'<rect onload="1"/>', No.LOGO_REACHES),
        (b"<foreignObject/>", No.LOGO_REACHES),
        (b"<path>", No.LOGO_KIND),
    ],
)
def test_a_drawing_that_is_more_than_shapes_is_refused(inside: bytes, fault: No) -> None:
    with pytest.raises(Refused) as refused:
        papers.read_logo(b'<svg xmlns="http://www.w3.org/2000/svg">' + inside + b"</svg>")
    assert codes(refused.value) == {fault.value}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", No.LOGO_KIND),
        (b"GIF89a", No.LOGO_KIND),
        (b"<html/>", No.LOGO_KIND),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, No.LOGO_REACHES),
        (b"\xff\xfe<svg/>", No.LOGO_KIND),
        (PNG.replace(struct.pack(">II", 40, 20), struct.pack(">II", 9000, 20)), No.LOGO_LARGE),
        (SVG + b" " * papers.LARGEST_LOGO, No.LOGO_LARGE),
    ],
)
def test_what_is_no_logo_is_refused(content: bytes, fault: No) -> None:
    with pytest.raises(Refused) as refused:
        papers.read_logo(content)
    assert codes(refused.value) == {fault.value}


def test_nobody_is_asked_to_a_meeting_that_is_over() -> None:
    later = AT + timedelta(days=1)
    assert papers.about_meeting(booked=True, starts_at=later, at=AT).allowed
    assert not papers.about_meeting(booked=False, starts_at=later, at=AT).allowed
    assert not papers.about_meeting(booked=True, starts_at=AT, at=AT).allowed


@pytest.mark.parametrize(
    ("template", "communicated", "decided", "withdrawn", "may"),
    [
        (Template.COMMUNICATED, True, False, False, True),
        (Template.COMMUNICATED, False, False, False, False),
        (Template.COMMUNICATED, True, True, False, False),
        (Template.COMMUNICATED, True, False, True, False),
        (Template.DECISION_RECORDED, True, True, False, True),
        (Template.DECISION_RECORDED, True, False, False, False),
        (Template.DECISION_RECORDED, True, True, True, False),
    ],
)
def test_a_letter_tells_what_has_been_done_and_never_what_will_be(
    template: Template, communicated: bool, decided: bool, withdrawn: bool, may: bool
) -> None:
    found = papers.about_basis(template, communicated=communicated, decided=decided, withdrawn=withdrawn)
    assert found.allowed is may


@pytest.mark.parametrize("state", MessageState)
def test_a_letter_goes_once_and_only_while_it_waits(state: MessageState) -> None:
    assert papers.may_leave(state).allowed is (state is MessageState.WAITING)

"""Every letter and sheet in every language: how many pages, tagged, in its language, with a title, and no empty box."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time, timedelta
from functools import cache

import pytest

from tests.web import pdf
from tests.web.test_paper import AT, HOURS, LOGO, ON, SENDER, order, plan
from vidare.rules.messages import Template
from vidare.rules.papers import LETTERS, LogoKind, Receiver, Sender
from vidare.rules.services import Words
from vidare.web.paper import letters, sheets, statement
from vidare.web.paper.wording import SET_IN, languages_for, own

# As long as a letterhead's fields and a person's name can be.
LONG = Sender(
    "Örnsköldsvik-Kramfors-Härnösands kommunalförbund för arbetsmarknad", "Arbetsmarknadsåtgärdsenheten " * 3,
    ("Arbetsmarknads- och vuxenutbildningsförvaltningen", "Box 12345, Storgatan 118 B", "891 88 Örnsköldsvik"),
    "0660-123 45 67", "arbetsmarknadsatgarder@kommunalforbundet.example", "www.kommunalforbundet.example/" + "a" * 60,
    logo=LOGO, logo_kind=LogoKind.SVG,
)  # fmt: skip
NAME = "Abdulrahman-Mohammed Al-Husseini af Gyllenstierna-Wolffenbüttel"
ADDRESS = ("c/o Stiftelsen Hyresbostäder i Nordost", "Nedre Kvarnbergsgatan 117 B våning 14", "425 37 Hisings Kärra")
FOURTEEN = tuple(
    replace(HOURS[0], on=ON - timedelta(days=n), said=(("كنت مريضاً 070-174 06 87", "sv"),)) for n in range(14)
)
PAGES = {Template.MEETING: 1, Template.MISSED_YOU: 1, Template.COMMUNICATED: 3, Template.DECISION_RECORDED: 2}


def letter(template: Template, language: str, sender: Sender) -> bytes:
    made = order(template, language, rings=NAME)
    hours = FOURTEEN if template is Template.COMMUNICATED else ()
    return letters.printed(replace(made, sender=sender, receiver=Receiver(NAME, language, ADDRESS), hours=hours)).file


def coming() -> list[sheets.Coming]:
    return [
        sheets.Coming(AT + timedelta(days=n), AT + timedelta(days=n, hours=1), "Jobbverkstaden", "Sal A", NAME, n)
        for n in range(1, 12)
    ]


def door(sender: Sender) -> bytes:
    hours = (((1, 2), time(9), time(15, 30)), ((3,), time(13), time(17)), ((4, 5), time(8), time(12)))
    texts = Words(sv="Dörren är öppen. Kom när du vill.", en="The door is open.", ar="الباب مفتوح.")
    sign = sheets.DoorSign("Arbetsmarknadsåtgärdsenheten", texts, Words(sv="Torget 1"), "0660-123 45 67", hours)
    return sheets.door(sign, sender, there="https://vidare.example/come/arbetsmarknadsatgardsenheten/", at=AT)


@cache
def papers(language: str) -> dict[str, tuple[bytes, int]]:
    """Each with the most pages it may have, however long the names are."""
    made = {one.value: (letter(one, language, LONG), PAGES[one]) for one in LETTERS}
    made["plan"] = sheets.plan(plan(10), LONG, language=language, on=ON, at=AT), 1
    made["week"] = (
        sheets.week(NAME, coming(), LONG, coach=NAME, number="0701740687", language=language, on=ON, at=AT), 2
    )  # fmt: skip
    made["card"] = sheets.card("hemlig-nyckel", LONG.unit, LONG, language=language, at=AT), 1
    made["statement"] = statement.file(languages_for(language), LONG, on=ON), 2
    made["door"] = door(LONG), 1
    return made


@pytest.mark.parametrize("language", SET_IN)
def test_every_paper_can_be_read_by_everybody_and_nothing_runs_off_it(language: str) -> None:
    for name, (file, most) in papers(language).items():
        assert 1 <= pdf.pages_of(file) <= most, (name, pdf.pages_of(file))
        assert b"/Marked true" in file and b"/StructTreeRoot" in file, name
        assert b"<pdfuaid:part>1</pdfuaid:part>" in file and re.search(rb"<dc:title>.*<rdf:li[^>]*>[^<]", file, re.S), (
            name
        )
        assert pdf.languages_of(file) >= {"sv", *(SET_IN if name == "door" else (language,))}, name
        assert "\ufffd" not in pdf.words_of(file) and b"/FontFile" in file, name


def test_an_ordinary_letter_is_one_sheet_and_a_decision_with_how_to_appeal_two_at_most() -> None:
    for template in (Template.MEETING, Template.MISSED_YOU):
        assert {pdf.pages_of(letter(template, language, SENDER)) for language in SET_IN} == {1}


def test_own_words_begin_at_their_own_side_whatever_the_page_was_set_to() -> None:
    assert own("كنت مريضاً")["dir"] == "rtl" and own("كنت مريضاً")["lang"] == "ar"
    assert own("مریض بودم", "fa")["lang"] == "fa"
    assert own("12: Jag var sjuk")["dir"] == "ltr" and own("", "ar")["dir"] == "ltr"


def test_what_the_board_writes_bears_the_boards_name_and_what_the_service_writes_the_services() -> None:
    heads = {one: letters.data_of(order(one, "sv"))["sender"]["unit"] for one in LETTERS}  # type: ignore[index]
    assert heads[Template.MEETING] == "Jobbhörnet" and heads[Template.DECISION_RECORDED] == "Socialnämnden"

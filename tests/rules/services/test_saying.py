"""What differs between two municipalities' models, part by part."""

from __future__ import annotations

from dataclasses import fields, replace

from tests.world import MODEL
from vidare.rules.services import read
from vidare.rules.services.comparing import differences
from vidare.rules.services.model import ServiceModel, Words
from vidare.rules.services.saying import How, Part, Said, said

BOOK = read(MODEL.read_text(encoding="utf-8"))


def test_equal_models_say_nothing_different() -> None:
    assert said(differences(BOOK, BOOK)) == []


def test_a_part_that_only_one_has_is_one_line_with_its_name() -> None:
    gone = replace(BOOK, rooms=BOOK.rooms[1:])
    (only,) = said(differences(BOOK, gone))
    assert (only.part, only.how) == (Part.ROOMS, How.ONLY_FIRST)
    assert BOOK.rooms[0].name.told("sv") in only.which
    (other,) = said(differences(gone, BOOK))
    assert other.how is How.ONLY_SECOND


def test_a_number_and_a_text_in_three_languages_are_one_line_each() -> None:
    other = replace(BOOK, first_meeting_days=21, name=Words(sv="Annat", en="Other", ar="x"))
    name, days = sorted(said(differences(BOOK, other)), key=lambda one: one.part, reverse=True)
    assert days == Said(Part.FIRST_MEETING_DAYS, How.CHANGED, before=str(BOOK.first_meeting_days), after="21")
    assert (name.part, name.after) == (Part.NAME, "Annat")


def test_every_part_of_a_model_has_a_heading() -> None:
    known = {part.value.removeprefix("model.") for part in Part}
    assert {field.name for field in fields(ServiceModel)} <= known

"""What may stand in the fields of an area of the mapping, and when somebody is asked how it goes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vidare.rules import facts, progress
from vidare.rules.decision import Because
from vidare.rules.facts import No
from vidare.rules.services import FieldKind, FieldOf, OptionOf, Words
from vidare.rules.services.known import PROGRESS_LANGUAGES

ONE, TWO = (OptionOf(code=code, name=Words(sv=code)) for code in ("one", "two"))
FIELDS = (
    FieldOf(code="choice", name=Words(sv="a"), kind=FieldKind.CHOICE, options=(ONE, TWO)),
    FieldOf(code="several", name=Words(sv="b"), kind=FieldKind.SEVERAL, options=(ONE, TWO)),
    FieldOf(code="hours", name=Words(sv="c"), kind=FieldKind.NUMBER, most=60),
    FieldOf(code="from", name=Words(sv="d"), kind=FieldKind.DAY),
    FieldOf(code="country", name=Words(sv="e"), kind=FieldKind.COUNTRY),
)
ON = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("field", "values", "why"),
    [
        ("choice", ("one",), None),
        ("choice", ("three",), No.OPTION),
        ("choice", ("one", "two"), No.ONE),
        ("several", ("one", "two"), None),
        ("several", ("one", "three"), No.OPTION),
        ("hours", ("60",), None),
        ("hours", ("61",), No.NUMBER),
        ("hours", ("-1",), No.NUMBER),
        ("hours", ("٢",), No.NUMBER),
        ("from", ("2026-12-01",), None),
        ("from", ("2026-02-30",), No.DAY),
        ("from", ("20261201",), No.DAY),
        ("country", ("SY",), None),
        ("country", ("Syrien",), No.COUNTRY),
        ("diagnosis", ("x",), No.FIELD),
    ],
)
def test_a_field_holds_what_it_asks_for(field: str, values: tuple[str, ...], why: No | None) -> None:
    decision = facts.may_say(((field, values),), fields=FIELDS)
    assert [because.code for because in decision.reasons] == ([why] if why else [])


def test_what_an_earlier_model_asked_for_is_kept_and_cannot_be_said_anew() -> None:
    before = facts.kept({"shoes": ["42"]})
    assert facts.may_say(before, fields=FIELDS, before=before).allowed
    changed = facts.may_say(facts.kept({"shoes": ["43"]}), fields=FIELDS, before=before)
    assert changed.reasons == (Because(No.FIELD),)


def test_what_was_not_spoken_of_does_not_stand_there() -> None:
    assert facts.kept({"choice": [], "hours": [""], "several": ["two"]}) == (("several", ("two",)),)


def test_somebody_is_asked_from_their_first_day_and_then_each_quarter() -> None:
    def asks(last: date | None, since: date | None) -> bool:
        return progress.asks_now(every_days=92, last=last, since=since, on=ON)

    assert asks(None, ON)
    assert not asks(None, None)
    assert not asks(ON - timedelta(days=91), ON - timedelta(days=300))
    assert asks(ON - timedelta(days=92), ON - timedelta(days=300))
    assert not progress.asks_now(every_days=0, last=None, since=ON, on=ON)


def test_an_answer_is_about_a_question_that_is_asked_and_stands_on_the_scale() -> None:
    assert progress.may_answer({"a": 1, "b": 5}, asked={"a", "b", "c"}).allowed
    assert [one.code for one in progress.may_answer({}, asked={"a"}).reasons] == [progress.No.NOTHING]
    wrong = progress.may_answer({"x": 6}, asked={"a"})
    assert {one.code for one in wrong.reasons} == {progress.No.QUESTION, progress.No.LEVEL}


def test_the_questions_are_asked_in_all_the_languages_of_the_open_page() -> None:
    from vidare.config.languages import OPEN_PAGE_NAMES

    assert set(PROGRESS_LANGUAGES) == {code for code, _name in OPEN_PAGE_NAMES}

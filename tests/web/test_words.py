"""The one book of words: every code has one, and every text has its Swedish."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest
from django.utils import translation

from tools import words as tool
from vidare import rules
from vidare.rules.access import Deed, No, Role
from vidare.rules.attendance import Verdict
from vidare.rules.attention import Kind
from vidare.rules.decision import Because
from vidare.web import marks, words
from vidare.web.words.attention import DO, WHY

# Codes that no page ever shows: they choose a path inside the house.
NEVER_SHOWN = {"activities.EnrolmentState"}  # an enrolment ends with its way; only hours and placements are shown


def shown_codes() -> list[type[StrEnum]]:
    found = []
    for page in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}."):
        for kind in vars(importlib.import_module(page.name)).values():
            if isinstance(kind, type) and issubclass(kind, StrEnum) and kind.__module__ == page.name:
                found.append(kind)
    return [kind for kind in found if f"{kind.__module__.split('.')[-1]}.{kind.__name__}" not in NEVER_SHOWN]


@pytest.mark.parametrize("kind", shown_codes(), ids=lambda kind: f"{kind.__module__.split('.')[-1]}.{kind.__name__}")
def test_every_code_has_a_word(kind: type[StrEnum]) -> None:
    book = words.book()
    assert not [code.value for code in kind if (kind, code.value) not in book]


def test_every_reason_of_a_day_says_why_and_what_to_do() -> None:
    assert set(WHY) == set(DO) == set(Kind)


def test_every_verdict_has_its_place_in_the_sentence_of_a_strip() -> None:
    with translation.override("sv"):
        assert marks.summary(Verdict).count("1 ") == len(Verdict)


def test_no_page_writes_two_codes_on_one_line_of_the_book() -> None:
    for page in pkgutil.iter_modules(words.__path__):
        module = importlib.import_module(f"{words.__name__}.{page.name}")
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                name = target.id if isinstance(target, ast.Name) else ""
                if name.endswith("WORDS") and all(node.value.keys):
                    assert len(node.value.keys) == len(getattr(module, name)), f"{page.name}.{name} spells two alike"


@pytest.mark.parametrize("language", tool.languages())
def test_a_language_is_complete_for_those_who_read_it(language: str) -> None:
    assert not tool.faults(language)


@pytest.mark.parametrize("language", tool.languages())
def test_no_text_is_said_in_two_ways(language: str) -> None:
    assert not tool.catalogue(language)[1]


def test_the_check_sees_a_lost_hole_a_fuzzy_entry_and_a_missing_plural() -> None:
    import polib

    text = tool.Text(None, "%(n)s day", "%(n)s days")
    good = polib.POEntry(msgid="%(n)s day", msgstr_plural={0: "%(n)s dag", 1: "%(n)s dagar"})
    assert not tool.entry_faults(good, text, "sv")
    lost = polib.POEntry(msgid="by %(day)s", msgstr="till dess")
    strange = polib.POEntry(msgid="%(n)s day", msgstr_plural={0: "%(n)s dag", 1: "%(m)s dagar"})
    fuzzy = polib.POEntry(msgid="%(n)s day", msgstr_plural={0: "%(n)s dag", 1: "%(n)s dagar"}, flags=["fuzzy"])
    few = polib.POEntry(msgid="%(n)s day", msgstr_plural={0: "%(n)s dagar"})
    for bad in (strange, fuzzy, few):
        assert tool.entry_faults(bad, text, "sv")
    assert tool.entry_faults(lost, tool.Text(None, "by %(day)s"), "sv")


def test_texts_are_found_in_code_and_in_templates() -> None:
    code = 'from x import gettext_lazy as _\nA = _("One " "text")\nB = translation.ngettext("a %(n)s", "b %(n)s", 3)\n'
    assert set(tool.in_code(code)) == {(None, "One text", None), (None, "a %(n)s", "b %(n)s")}
    page = """{% trans "It's here" %}{% blocktrans count n=n %}{{ n }} seat{% plural %}{{ n }} seats{% endblocktrans %}
    {% include "x.html" with text=_("Said so") %}{% blocktrans trimmed %}
       On two
       lines{% endblocktrans %}"""
    assert set(tool.in_template(page)) == {
        (None, "It's here", None),
        (None, "%(n)s seat", "%(n)s seats"),
        (None, "Said so", None),
        (None, "On two lines", None),
    }


def test_a_reason_is_a_sentence_with_its_days_in_the_readers_language() -> None:
    with translation.override("sv"):
        assert words.sentence(Because(No.ROLE, {"deed": Deed.SEE})).startswith("Din roll")
        assert words._said(date(2026, 12, 1)) == "tisdag 1 december"
        assert words._said(Role.COACH) == "Jobbcoach"


def test_a_plain_text_that_is_a_code_of_one_kind_only_has_a_word() -> None:
    with translation.override("en"):
        assert words.word("coach") == words.word(Role.COACH) == "Job coach"
    with pytest.raises(KeyError, match="nothing"):
        words.word("no such code")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "De senaste 4 tillfällena: 2 närvarande, 1 sen och 1 ej registrerat."),
        ("en", "The last 4 times: 2 present, 1 late, and 1 not registered."),
    ],
)
def test_a_strip_of_marks_is_also_one_sentence(language: str, said: str) -> None:
    seen = [Verdict.PRESENT, Verdict.LATE, Verdict.NOT_REGISTERED, Verdict.PRESENT]
    with translation.override(language):
        assert marks.summary(seen) == said


def test_a_mark_not_registered_has_another_shape_and_another_word_than_an_absence() -> None:
    day = date(2026, 11, 19)
    missing, absent = marks.marks([(day, Verdict.NOT_REGISTERED), (day, Verdict.ABSENT_INVALID)])
    assert missing.shape != absent.shape and missing.said != absent.said

"""What we write to people: in every language the same, and without money or a threat before there is a decision."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import polib
import pytest

from tests.world import NINE
from vidare.rules.access import Role
from vidare.rules.messages import BY_SMS, Channel, Template
from vidare.web.messages.texts import BY_EMAIL, TEXTS, WRITTEN_IN, render

PARTS = Path(__file__).resolve().parents[2] / "locale"
# Words of money and of threat, in the languages that we write in.
FORBIDDEN = re.compile(
    r"\b(kr|kronor|sek|belopp\w*|avdrag\w*|avslag\w*|nedsätt\w*|indra\w*|förlora\w*|sanktion\w*|varning\w*|"
    r"kronors|money|amount|sanction\w*|warning\w*|lose|reduced?|denied|deny|penalt\w*|fine of)\b"
    r"|كرون|مال|مبلغ|عقوب|تحذير|خصم|تخفيض",
    re.I,
)
FACTS = {
    "next_at": NINE,
    "starts_at": NINE, "first": date(2026, 11, 10), "last": date(2026, 11, 16), "answer_by": date(2026, 12, 9),
    "hours": 4, "days": ["2026-11-10"], "valid": False, "upheld": False, "why": "x", "answer": "x", "reasons": "x",
    "how_to_appeal": "x", "activity": "Jobbverkstaden", "start": date(2026, 11, 1), "end": date(2026, 12, 1),
    "code": "123456", "there": "https://vidare.example/", "until": date(2026, 12, 8),
    "role": Role.COACH, "name": "x", "whom": "x", "at": NINE, "way": "paper",
}  # fmt: skip
AFTER_A_DECISION = {Template.DECISION_RECORDED}


@cache
def catalogue(language: str) -> dict[str, str]:
    """The language's translations from its files, compiled or not."""
    files = [PARTS / language / "LC_MESSAGES/django.po", *sorted((PARTS / "parts").glob(f"*.{language}.po"))]
    return {entry.msgid: entry.msgstr for file in files if file.is_file() for entry in polib.pofile(str(file))}


@pytest.mark.parametrize("language", [code for code in WRITTEN_IN if code != "en"])
def test_no_letter_before_a_decision_names_money_or_threatens(language: str) -> None:
    translations = catalogue(language)
    for name, texts in TEXTS.items():
        for text in texts:
            assert translations.get(text), f"{name} has no text in {language}"
            if name not in AFTER_A_DECISION:
                assert not FORBIDDEN.search(translations[text]), (name, language)
                assert not FORBIDDEN.search(text), name


@pytest.mark.parametrize("language", [code for code in WRITTEN_IN if code != "en"])
def test_every_letter_says_the_same_facts_in_every_language(language: str) -> None:
    translations = catalogue(language)
    for text in [part for texts in [*TEXTS.values(), BY_EMAIL] for part in texts]:
        assert sorted(re.findall(r"%\(\w+\)s", text)) == sorted(re.findall(r"%\(\w+\)s", translations[text]))


def test_letters_about_a_basis_say_who_decides() -> None:
    for template in (Template.BASIS_PREPARED, Template.BASIS_HANDED_OVER, Template.COMMUNICATED):
        assert "nämnden som beslutar" in catalogue("sv")[TEXTS[template][1]]


@pytest.mark.parametrize("template", list(Template))
def test_every_letter_can_be_written_and_leaves_no_hole(template: Template) -> None:
    for channel in (Channel.PAGE, Channel.EMAIL):
        letter = render(template, channel=channel, lang="sv", facts=FACTS)
        assert letter.subject and letter.text and "%(" not in letter.subject + letter.text


@pytest.mark.parametrize("template", sorted(BY_SMS))
def test_an_sms_is_a_day_and_a_time_in_every_language(template: Template) -> None:
    for language in WRITTEN_IN:
        letter = render(template, channel=Channel.SMS, lang=language, facts=FACTS)
        assert letter.subject == "" and "9.00" in letter.text and len(letter.text) <= 70


TEMPLATES = Path(__file__).resolve().parents[2] / "vidare/web/templates"


@pytest.mark.parametrize("folder", ["absences", "bases", "assignments"])
def test_no_page_of_the_ladder_names_money(folder: str) -> None:
    for page in sorted((TEMPLATES / folder).glob("*.html")):
        for text in re.findall(r"{% (?:trans|blocktrans)[^%]*%}[^{]*", page.read_text(encoding="utf-8")):
            for said in (text, *(catalogue("sv").get(msgid, "") for msgid in re.findall(r'trans "([^"]*)"', text))):
                assert not re.search(r"\b(kr|kronor|sek|belopp\w*|amount|money)\b", said, re.I), (page.name, said)

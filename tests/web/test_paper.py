"""What goes out on paper: valid for everybody who reads it, in their own language, and never a threat."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import translation

from tests.web import pdf
from tests.world import STOCKHOLM
from vidare.rules.absences import BoardDecision
from vidare.rules.attendance import Verdict
from vidare.rules.messages import Template
from vidare.rules.papers import LETTERS, Hour, LogoKind, Order, Receiver, Sender, Unsettable, Window
from vidare.rules.plans import StepState
from vidare.rules.services import Words
from vidare.web import words
from vidare.web.paper import letters, press, sheets, statement
from vidare.web.paper.wording import SET_IN, isolated, runs

ON = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 10, 5, 7, 123, tzinfo=STOCKHOLM)
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
SENDER = Sender(
    "Göteborgs Stad", "Jobbhörnet", ("Angereds torg 5", "424 65 Angered"), "031-365 00 00", logo=LOGO,
    logo_kind=LogoKind.SVG,
)  # fmt: skip
WHO = {"service": "Jobbhörnet", "rings": "Karin Lindqvist", "phone": "+46701740687", "board": "Socialnämnden"}
FACTS: dict[Template, dict[str, object]] = {
    Template.MEETING: {
        "starts_at": datetime(2026, 12, 1, 9, tzinfo=STOCKHOLM), "minutes": 45, "place": "Rum 2",
        "interpreter_language": "", "interpreter_booked": False,
    },
    Template.MISSED_YOU: {"starts_at": AT, "answer_by": ON + timedelta(days=5)},
    Template.COMMUNICATED: {
        "first": ON - timedelta(days=9), "last": ON, "answer_by": ON + timedelta(days=9), "activity": "Jobbverkstaden",
        "start": ON, "end": ON, "coach_words": "Ringde utan svar.", "person_words": "Bussen kom inte.",
        "not_registered": (ON,),
    },
    Template.DECISION_RECORDED: {
        "decision": BoardDecision.UNCHANGED, "decided_on": ON, "reasons": "Skälen är bedömda.",
        "how_to_appeal": "Skriv till nämnden.", "court": "Förvaltningsrätten", "weeks": 3,
    },
}  # fmt: skip
HOURS = (Hour(ON, Verdict.ABSENT_INVALID, (("Jag var sjuk.", "sv"),), "Vi har talats vid."),)
BEFORE_A_DECISION = [one for one in LETTERS if one is not Template.DECISION_RECORDED]
# What no letter says before a decision, in any language: an amount, or what might happen.
THREATS = {
    "sv": (
        "kronor",
        " kr",
        "avdrag",
        "minska",
        "sänk",
        "dras in",
        "indrag",
        "påföljd",
        "sanktion",
        "varning",
        "straff",
    ),
    "en": ("kronor", "reduce", "deny", "denied", "sanction", "penalty", "warning", "lose"),
    "ar": ("كرون", "خصم", "تخفيض", "خفض", "عقوبة", "تحذير", "حرمان"),
    "ti": ("ክሮነ", "ቅጣት", "መጠንቀቕታ", "ጎዲሉ", "ተነጺጉ", "ነጸጋ"),
}


def order(template: Template, language: str, **more: object) -> Order:
    receiver = Receiver("Amina Warsame", language, ("Lilla gatan 1", "417 55 Göteborg"))
    hours = HOURS if template is Template.COMMUNICATED else ()
    return Order(template, SENDER, receiver, ON, WHO | FACTS[template] | more, hours)


@pytest.mark.parametrize("language", SET_IN)
@pytest.mark.parametrize("template", LETTERS)
def test_every_letter_is_set_in_every_language_and_says_what_it_should(template: Template, language: str) -> None:
    made = letters.printed(order(template, language))
    assert made.lang == language
    for seen in ("Amina Warsame", "417 55 Göteborg", "Göteborgs Stad", "Karin Lindqvist", "070-174 06 87"):
        assert pdf.holds(made.file, seen), seen
    with translation.override("sv"):
        assert pdf.holds(made.file, made.subject) and made.subject in made.text
    with translation.override(language):
        own = str(words.word(template)) if language != "ar" else ""
        assert pdf.holds(made.file, own)


@pytest.mark.parametrize("language", SET_IN)
@pytest.mark.parametrize("template", BEFORE_A_DECISION)
def test_no_letter_before_a_decision_names_an_amount_or_threatens(template: Template, language: str) -> None:
    said = letters.text_of(order(template, language, coach_words="", person_words="")).lower()
    assert [word for spoken in ("sv", language) for word in THREATS[spoken] if word in said] == []


def test_the_letter_about_a_decision_has_reasons_and_how_to_appeal_and_no_other_letter_has() -> None:
    for template in LETTERS:
        said = letters.text_of(order(template, "en"))
        assert ("You can appeal" in said) is (template is Template.DECISION_RECORDED)
    for part in ("Skälen är bedömda.", "Skriv till nämnden.", "within 3 weeks", "Angereds torg 5, 424\u00a065 Angered"):
        assert part in letters.text_of(order(Template.DECISION_RECORDED, "en"))


def test_what_is_communicated_goes_with_the_letter_whole() -> None:
    file = letters.printed(order(Template.COMMUNICATED, "ti")).file
    for part in ("Jag var sjuk.", "Vi har talats vid.", "Ringde utan svar.", "Bussen kom inte.", "Jobbverkstaden"):
        assert pdf.holds(file, part), part


def test_one_column_for_those_who_read_swedish_and_for_those_whose_language_we_have_not() -> None:
    for language in ("sv", "so"):
        (part, *_rest) = letters.sections(order(Template.MEETING, language), letters.languages_for(language))
        assert [one["lang"] for one in part["parts"]] == ["sv"]  # type: ignore[attr-defined]


def test_a_letter_without_an_address_is_handed_over() -> None:
    made = order(Template.MEETING, "sv")
    file = letters.printed(Order(made.template, SENDER, Receiver("Amina", "sv"), ON, made.facts)).file
    assert pdf.holds(file, "Lämnas personligen") and not pdf.holds(file, "417 55")


HOSTILE = '#read("/etc/passwd") *x* $y$ <a> @b \\ `c` = d [e] "f"'


def test_what_people_write_is_printed_as_it_stands_and_never_run() -> None:
    made = order(Template.COMMUNICATED, "sv", coach_words=HOSTILE, person_words='#import "@preview/x:1.0.0": *')
    file = letters.printed(Order(made.template, SENDER, Receiver(HOSTILE, "sv"), ON, made.facts)).file
    assert pdf.holds(file, HOSTILE) and pdf.holds(file, "@preview/x:1.0.0")
    assert not pdf.holds(file, "root:x:0:0")


@pytest.mark.parametrize("sign", ["漢", "😀", "ก", "שלום"])
def test_a_sign_that_cannot_be_set_is_refused_and_never_an_empty_box(sign: str) -> None:
    with pytest.raises(Unsettable):
        letters.printed(order(Template.COMMUNICATED, "sv", coach_words=f"Sade {sign}"))


def test_signs_that_turn_the_reading_round_are_left_out() -> None:
    assert runs("a\u202eb\x00c\u200f") == ["abc"]
    number = isolated("070\u202e-1")
    assert runs(f"ring {number} nu") == ["ring ", {"ltr": "070-1"}, " nu"]


def test_the_same_letter_on_the_same_day_is_the_same_file() -> None:
    assert letters.printed(order(Template.MEETING, "ar")).file == letters.printed(order(Template.MEETING, "ar")).file


def test_the_address_stands_in_the_window_of_the_envelopes_that_the_office_has() -> None:
    made = order(Template.MEETING, "sv")
    right = Order(made.template, Sender("A", "B", window=Window.RIGHT), made.receiver, ON, made.facts)
    assert letters.data_of(made)["sender"]["window"] == "left"  # type: ignore[index]
    assert letters.data_of(right)["sender"]["window"] == "right"  # type: ignore[index]
    assert letters.printed(right).file != letters.printed(made).file


def test_no_template_fetches_anything() -> None:
    for template in press.TEMPLATES.glob("*.typ"):
        text = template.read_text(encoding="utf-8")
        assert "@preview" not in text and "read(" not in text and "http" not in text, template.name


# ── What is printed and given by hand ────────────────────────────────────────────────────────────────────────────


def plan(steps: int) -> sheets.PlanSheet:
    lines = tuple(
        sheets.StepLine(sheets.Said(f"Steg nummer {n}: söka arbeten"), ON, "Karin", StepState.PLANNED, n == 0)
        for n in range(steps)
    )  # fmt: skip
    agreed = (("Amina Warsame", ON), ("Sofia Holm", ON))
    return sheets.PlanSheet(
        "Amina Warsame", "Jobbhörnet", sheets.Said("Arbeta i kök #x"), lines, agreed, ON, 20, "Karin", "0701740687"
    )


@pytest.mark.parametrize(("language", "steps"), [("sv", 0), ("en", 3), ("ti", 3), ("ar", 24)])
def test_a_plan_is_on_one_page_however_much_it_says(language: str, steps: int) -> None:
    file = sheets.plan(plan(steps), SENDER, language=language, on=ON, at=AT)
    assert pdf.pages_of(file) == 1
    assert pdf.holds(file, "Arbeta i kök #x") and pdf.holds(file, "070-174 06 87")
    assert pdf.holds(file, f"nummer {steps - 1}:" if steps else "Min plan")


@pytest.mark.parametrize("language", SET_IN)
def test_a_persons_times_are_set_week_by_week(language: str) -> None:
    coming = [
        sheets.Coming(AT + timedelta(days=days), AT + timedelta(days=days, hours=1), "Jobbverkstaden", "Sal A", "", 7)
        for days in (1, 8)
    ]
    for times in (coming, []):
        file = sheets.week("Amina", times, SENDER, coach="Karin", number="", language=language, on=ON, at=AT)
        assert pdf.holds(file, "Mina tider")
        assert pdf.holds(file, "10.05–11.05") is bool(times)


@pytest.mark.parametrize("language", SET_IN)
def test_a_card_names_the_service_and_nobody_else(language: str) -> None:
    file = sheets.card("hemlig-nyckel", "Jobbhörnet", SENDER, language=language, at=AT)
    assert pdf.holds(file, "Jobbhörnet") and not pdf.holds(file, "hemlig")


def test_the_sign_for_the_door_welcomes_in_all_our_languages() -> None:
    texts = Words(sv="Dörren är öppen.", ar="الباب مفتوح.")
    sign = sheets.DoorSign("Jobbhörnet", texts, Words(sv="Torget 1"), "", (((1, 2, 3, 4, 5), time(9), time(15, 30)),))
    file = sheets.door(sign, SENDER, there="https://vidare.example/come/jobbhornet/", at=AT)
    for seen in ("Välkommen", "Welcome", "እንቋዕ", "9.00–15.30", "måndag–fredag", "vidare.example/come/jobbhornet/"):
        assert pdf.holds(file, seen), seen
    assert pdf.pages_of(file) == 1


@pytest.mark.parametrize("language", SET_IN)
def test_the_accessibility_statement_is_on_paper_too(language: str) -> None:
    file = statement.file(letters.languages_for(language), SENDER, on=ON)
    assert pdf.holds(file, "Tillgänglighet") and pdf.holds(file, "Digg,")

"""Fields as they are drawn: what each reader and each browser needs to know about them."""

from __future__ import annotations

import pytest
from django import forms
from django.template import engines

from vidare.rules.access import No, Role
from vidare.rules.decision import Because, Refused
from vidare.web.forms import ClockField, CodeField, DayField, TextField, refuse


class Sample(forms.Form):
    name = forms.CharField(label="Namn")
    day = DayField(label="Dag", help_text="Första dagen")
    time = ClockField(label="Tid", required=False)
    text = TextField(label="Text")
    role = CodeField([Role.COACH, Role.MANAGER], label="Roll", radio=True)
    other = CodeField([Role.COACH], label="Annan", empty="Välj")
    agreed = forms.BooleanField(label="Jag förstår")
    phone = forms.CharField(label="Telefon", widget=forms.TextInput(attrs={"type": "tel"}))


def test_what_is_written_about_people_is_not_kept_by_the_browser() -> None:
    html = str(Sample()["name"].as_field_group())
    assert 'autocomplete="off"' in html and 'dir="auto"' in html and 'class="ds-input"' in html


@pytest.mark.parametrize("name", ["day", "time", "phone"])
def test_days_times_and_phones_are_never_turned_round(name: str) -> None:
    assert 'dir="ltr"' in str(Sample()[name].as_field_group())


@pytest.mark.parametrize(("day", "right"), [("0001-01-01", False), ("1899-12-31", False), ("1900-01-01", True),
                                            ("2027-02-29", False), ("2028-02-29", True), ("2100-12-31", True),
                                            ("2206-11-24", False), ("9999-12-31", False)])  # fmt: skip
def test_a_year_that_nobody_can_mean_is_told_at_the_field(day: str, right: bool) -> None:
    assert ("day" not in Sample({"day": day}).errors) is right


def test_a_fault_is_tied_to_its_field_and_linked_from_the_summary() -> None:
    form = Sample({"day": "12/31/2026"})
    html = str(form["day"].as_field_group())
    assert 'aria-describedby="id_day_helptext id_day_error"' in html and 'id="id_day_error"' in html
    assert 'aria-invalid="true"' in html
    summary = engines["django"].get_template("parts/error_summary.html").render({"form": form})
    assert 'href="#id_day"' in summary and 'href="#id_role_0"' in summary
    assert 'id="id_role_0"' in str(form["role"].as_field_group())


def test_a_day_is_shown_and_read_as_the_browsers_calendar_writes_it() -> None:
    form = Sample({"day": "2026-12-01"})
    form.is_valid()
    assert form.cleaned_data["day"].isoformat() == "2026-12-01"
    assert 'value="2026-12-01"' in str(form["day"]) and 'type="date"' in str(form["day"])


def test_a_code_is_chosen_by_its_word_and_answers_as_a_code() -> None:
    form = Sample({"role": "coach", "other": ""})
    form.is_valid()
    assert form.cleaned_data["role"] is Role.COACH
    html = str(form["role"].as_field_group())
    assert "<fieldset" in html and "<legend" in html and html.count('type="radio"') == 2
    assert "<option" in str(form["other"]) and 'class="ds-input"' not in str(form["other"]).split("<option", 1)[1]


def test_every_reason_of_a_refusal_stands_on_the_form() -> None:

    form = Sample({})
    form.is_valid()
    refuse(form, Refused([Because(No.ROLE), Because(No.ROLE)]))
    assert len(form.non_field_errors()) == 2


def test_what_the_rule_asks_for_is_never_called_optional() -> None:
    class Answer(forms.Form):
        ruled = frozenset({"why"})
        why = forms.CharField(required=False)
        more = forms.CharField(required=False)

    assert 'class="optional"' not in str(Answer()["why"].as_field_group())
    assert 'class="optional"' in str(Answer()["more"].as_field_group())

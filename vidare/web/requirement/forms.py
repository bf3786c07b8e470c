"""Forms of what the board's officer notes and decides about the activity requirement."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vidare.rules.requirement import Exemption, Reduction
from vidare.web import words
from vidare.web.forms import DayField, TextField
from vidare.web.once import OnceForm


def reasons() -> list[tuple[str, str | Promise | list[tuple[str, str]]]]:
    """Reductions and exemptions, each under its own heading."""
    return [
        ("", gettext("Choose one")),
        (gettext("Fewer hours"), [(one.value, words.word(one)) for one in Reduction]),
        (gettext("No hours at all"), [(one.value, words.word(one)) for one in Exemption]),
    ]


class ReliefForm(OnceForm):
    ruled = frozenset({"words", "evidence", "hours"})
    why = forms.ChoiceField(choices=reasons, label=_("What is decided"))
    hours = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=168,
        label=_("By how many hours a week"),
        help_text=_("Only where the hours are fewer."),
    )
    start = DayField(label=_("First day"))
    end = DayField(required=False, label=_("Last day, if known"))
    words = TextField(rows=3, required=False, label=_("Why"), help_text=_("In your own words. No diagnosis."))
    evidence = forms.CharField(
        required=False,
        max_length=300,
        label=_("What paper you have seen"),
        help_text=_("From whom, and of what day. The paper itself is not kept here."),
    )


class ChildForm(OnceForm):
    born_on = DayField(label=_("Born"))
    start = DayField(label=_("Lives in the household from"))


class LastDayForm(OnceForm):
    last = DayField(label=_("Last day"))

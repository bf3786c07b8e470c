"""Forms of the basis: the coach's, and the board's officer's. None has a field for an amount or a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.rules.absences import BoardDecision
from vidare.web.forms import CodeField, DayField, TextField
from vidare.web.once import OnceForm


class PrepareForm(OnceForm):
    coach_words = TextField(
        rows=5, required=False, label=_("Facts"), help_text=_("What you have done and what you know. Facts only.")
    )
    person_words = TextField(rows=4, required=False, label=_("The person's own words, if they told you"))


class WordsForm(OnceForm):
    text = TextField(rows=4, required=False, label=_("The person's own words"))


class MyWordsForm(OnceForm):
    text = TextField(rows=5, required=False, label=_("Your own words"))


class Versioned(OnceForm):
    version = forms.IntegerField(widget=forms.HiddenInput())


class HandOverForm(Versioned):
    officer = forms.TypedChoiceField(coerce=int, label=_("Social secretary"))

    def __init__(self, *args: Any, officers: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = officers  # type: ignore[attr-defined]


class CommunicateForm(Versioned):
    answer_by = DayField(label=_("The person can answer until"))


class HearForm(Versioned):
    words = TextField(
        rows=4, required=False, label=_("What the person said"),
        help_text=_("Leave it empty only when the day to answer by has passed without an answer."),
    )  # fmt: skip


class DecideForm(Versioned):
    ruled = frozenset({"reasons", "how_to_appeal"})
    decision = CodeField(BoardDecision, radio=True, label=_("What has the board decided?"))
    reasons = TextField(rows=4, required=False, label=_("Reasons"), help_text=_("The person reads this."))
    children = TextField(rows=2, required=False, label=_("How the children were considered"))
    how_to_appeal = TextField(rows=3, required=False, label=_("How to appeal"))


class LetBeForm(Versioned):
    ruled = frozenset({"reasons"})
    reasons = TextField(rows=3, required=False, label=_("Why nothing more happens"))

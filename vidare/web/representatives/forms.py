"""Forms of who may act for a person."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.rules.representatives import Capacity, Matter
from vidare.web import words
from vidare.web.forms import CodeField, DayField
from vidare.web.once import OnceForm


def matters() -> list[tuple[str, str]]:
    return [(one.value, words.word(one)) for one in Matter]


class RepresentativeForm(OnceForm):
    ruled = frozenset({"name", "matters", "evidence"})
    name = forms.CharField(required=False, max_length=200, label=_("Name"))
    capacity = CodeField(Capacity, radio=True, label=_("As what"))
    matters = forms.MultipleChoiceField(
        required=False,
        choices=matters,
        widget=forms.CheckboxSelectMultiple(),
        label=_("What they may do in the person's place"),
    )
    phone = forms.CharField(
        required=False, max_length=40, label=_("Telephone"), widget=forms.TextInput(attrs={"type": "tel"})
    )
    start = DayField(label=_("First day"))
    end = DayField(required=False, label=_("Last day, if known"))
    evidence = forms.CharField(
        required=False,
        max_length=300,
        label=_("What paper you have seen"),
        help_text=_("From whom, and of what day. The paper itself is not kept here."),
    )


class LastDayForm(OnceForm):
    last = DayField(label=_("Last day"))


def speaking_field(speaking: Iterable[tuple[int, str]]) -> forms.TypedChoiceField:
    """Who has spoken in the person's place; where nobody may, there is nobody to choose."""
    return forms.TypedChoiceField(
        choices=[("", _("Choose one")), *speaking], coerce=int, empty_value=None, required=False,
        label=_("If a guardian or representative: who?"),
    )  # fmt: skip

"""Forms of the board's assignment, and of support."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.rules.support import Obstacle
from vidare.web.forms import CodeField, DayField, TextField
from vidare.web.once import OnceForm


class PrepareForm(OnceForm):
    activity = forms.TypedChoiceField(coerce=int, label=_("Activity"))
    wishes = TextField(rows=3, required=False, label=_("What the person wishes"))
    weighed = TextField(rows=3, required=False, label=_("How the wishes were weighed"))
    start = DayField(label=_("First day"))
    end = DayField(required=False, label=_("Last day"))

    def __init__(self, *args: Any, activities: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].choices = activities  # type: ignore[attr-defined]


class ChangeForm(OnceForm):
    wishes = TextField(rows=3, required=False, label=_("What the person wishes"))
    weighed = TextField(rows=3, required=False, label=_("How the wishes were weighed"))
    start = DayField(label=_("First day"))
    end = DayField(required=False, label=_("Last day"))
    version = forms.IntegerField(widget=forms.HiddenInput())


class DecideForm(OnceForm):
    ruled = frozenset({"reasons"})
    reasons = TextField(rows=4, required=False, label=_("Reasons"), help_text=_("The person reads this."))
    version = forms.IntegerField(widget=forms.HiddenInput())


class NothingForm(OnceForm):
    """Only a button."""


class SupportForm(OnceForm):
    start = DayField(label=_("First day"))
    end = DayField(required=False, label=_("Last day, if known"))
    obstacle = CodeField(Obstacle, empty=_("Not said"), required=False, label=_("What stands in the way"))
    children = forms.IntegerField(min_value=0, max_value=30, initial=0, label=_("Children in the household"))
    children_under_8 = forms.IntegerField(min_value=0, max_value=30, initial=0, label=_("Of them under 8"))

"""Forms of employers and placements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.rules import taxonomy
from vidare.rules.placements import Kind, Result, Where, Workplace
from vidare.web.choosing.fields import ChoosingForm, ChosenField
from vidare.web.forms import CodeField, DayField, TextField
from vidare.web.once import OnceForm


class EmployerForm(ChoosingForm):
    name = forms.CharField(label=_("The employer's name"), max_length=200)
    where = CodeField(Where, radio=True, label=_("Whose workplace is it?"))
    place = ChosenField(taxonomy.Kind.PLACE, label=_("Place"))
    organisation_number = forms.CharField(label=_("Organisation number"), max_length=20, required=False)
    contact_name = forms.CharField(label=_("Contact person"), max_length=200, required=False)
    contact_phone = forms.CharField(label=_("Contact's phone"), max_length=40, required=False)
    last_spoken_on = DayField(label=_("Last spoken with"), required=False)


class PlacementForm(ChoosingForm):
    written = (
        "kind", "workplace", "where", "supervisor", "supervisor_phone", "start", "end", "hours_per_week", "occupation",
        "tasks", "version",
    )  # fmt: skip

    employer = forms.TypedChoiceField(label=_("Employer"), coerce=int)
    kind = CodeField(Kind, radio=True, label=_("What kind of placement?"))
    workplace = CodeField(
        Workplace,
        radio=True,
        label=_("Is the work regular or made up?"),
        help_text=_("Regular: it would be done anyway. Constructed: it exists so that somebody can practise."),
    )
    where = CodeField(Where, radio=True, label=_("Inside or outside the municipality?"))
    supervisor = forms.CharField(label=_("Supervisor at the workplace"), max_length=200)
    supervisor_phone = forms.CharField(label=_("Supervisor's phone"), max_length=40, required=False)
    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"))
    hours_per_week = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=60)
    occupation = ChosenField(
        taxonomy.Kind.OCCUPATION,
        label=_("Occupation at the workplace"),
        help_text=_("Write a few letters and choose, or write in your own words."),
    )
    tasks = TextField(label=_("Tasks"), required=False, max_length=5000)
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, employers: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "")] + [(str(key), name) for key, name in employers]
        field = self.fields["employer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class EndForm(OnceForm):
    result = CodeField(Result, radio=True, label=_("How did it end?"))
    ended_on = DayField(label=_("Last day there"))
    hired_on = DayField(
        label=_("First day of the work"), required=False, help_text=_("Only if hired. Else the day after the last day.")
    )

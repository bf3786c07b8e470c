"""Forms of exits and of the questions afterwards."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.rules.outcomes import ExitClass, Occupation
from vidare.rules.taxonomy import Kind
from vidare.web.choosing.fields import ChoosingForm, ChosenField
from vidare.web.forms import CodeField, DayField
from vidare.web.once import OnceForm


class CloseForm(ChoosingForm):
    ended_on = DayField(label=_("Last day in the service"))
    exit_class = CodeField(
        ExitClass,
        radio=True,
        label=_("How does it end, as far as is known?"),
        help_text=_("Preliminary. It is confirmed later, work when it has gone on for a month."),
    )
    occupation_from = DayField(
        label=_("First day of the work, the studies or the measure"), required=False, help_text=_("If it is known.")
    )
    what = ChosenField(Kind.OCCUPATION, label=_("What work is it?"), help_text=_("If it ends with work."))
    reason = forms.CharField(label=_("In a few words"), max_length=200, required=False)


class ConfirmForm(OnceForm):
    exit_class = CodeField(ExitClass, radio=True, label=_("How did it end?"))
    work_started_on = DayField(
        label=_("First day of the work"), required=False, help_text=_("Only for work, and when it is not noted above.")
    )


class OccupationForm(ChoosingForm):
    occupation = CodeField(Occupation, empty="", label=_("What does the person do?"))
    what = ChosenField(Kind.OCCUPATION, label=_("What work is it?"), help_text=_("If it is work."))
    hours = forms.IntegerField(required=False, min_value=1, max_value=60, label=_("Hours a week, if known"))
    start = DayField(label=_("From"))
    end = DayField(label=_("Until and including"), required=False, help_text=_("If it is known."))


class LastDayForm(OnceForm):
    last = DayField(label=_("Last day"))


class AnswerForm(OnceForm):
    occupation = CodeField(Occupation, radio=True, label=_("What did the person do on that day?"))

"""What a participant sends: a yes, a wish to change, another hour, an own choice, a protest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.queries.week import HourCard
from vidare.rules.taxonomy import Kind
from vidare.web.choosing.fields import ChoosingForm, ChosenField
from vidare.web.notes.forms import WrittenField
from vidare.web.once import OnceForm
from vidare.web.week.forms import said_of
from vidare.web.words.people import SPOKEN_BY_THEMSELVES


class YesForm(OnceForm):
    version = forms.IntegerField(widget=forms.HiddenInput())


class ChangeForm(OnceForm):
    text = WrittenField(
        rows=5, label=_("What do you want to change?"), help_text=_("Write in the language you write best.")
    )


class MoveForm(OnceForm):
    session = forms.TypedChoiceField(label=_("Choose another time"), coerce=int, widget=forms.RadioSelect())

    def __init__(self, *args: Any, free: Iterable[HourCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = [(hour.session_id, said_of(hour)) for hour in free]  # type: ignore[attr-defined]


class ChoicesForm(ChoosingForm):
    language = forms.ChoiceField(
        label=_("Your language"),
        choices=SPOKEN_BY_THEMSELVES,
        help_text=_(
            "Letters come in Swedish, and beside it in English, Arabic or Tigrinya. Tell your coach if you want an "
            "interpreter."
        ),
    )
    spoken = ChosenField(
        Kind.LANGUAGE, label=_("I speak best"), help_text=_("If it is another language than the one above.")
    )
    sms_wanted = forms.BooleanField(
        label=_("Send me text messages"), required=False, help_text=_("Only day and time. Never what it is about.")
    )


class DisputeForm(OnceForm):
    text = WrittenField(rows=5, label=_("What is wrong?"), help_text=_("Write in the language you write best."))

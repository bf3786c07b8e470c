"""A meeting is called, somebody is taken up, and what was agreed is written down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from vidare.queries.team import MeetingRow
from vidare.rules.access import Compartment
from vidare.web import words
from vidare.web.forms import DayField
from vidare.web.notes.forms import CompartmentField, WrittenField
from vidare.web.once import OnceForm


class CallForm(OnceForm):
    service = forms.TypedChoiceField(label=_("Service"), coerce=int)
    held_on = DayField(label=_("The day the team meets"))

    def __init__(self, *args: Any, services: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = list(services)  # type: ignore[attr-defined]


class TakeUpForm(OnceForm):
    meeting = forms.TypedChoiceField(label=_("At which meeting?"), coerce=int)
    why = WrittenField(
        rows=2, label=_("Why shall we talk about the person?"), help_text=_("A line. What is secret stays in its file.")
    )
    compartment = CompartmentField(label=_("Who sees it on the agenda?"), initial=Compartment.TEAM.value)

    def __init__(
        self, *args: Any, meetings: Iterable[MeetingRow], places: Iterable[Compartment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        days = [(one.key, date_format(one.held_on, "Y-m-d")) for one in meetings]
        self.fields["meeting"].choices = days  # type: ignore[attr-defined]
        self.fields["compartment"].choices = [  # type: ignore[attr-defined]
            (one.value, words.word(one)) for one in places
        ]


class AgreedForm(OnceForm):
    agreed = WrittenField(rows=3, label=_("What did you agree on?"))

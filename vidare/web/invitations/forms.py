"""Forms of the campaigns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.queries.invitations import Campaigns
from vidare.rules.invitations import MOST_AT_ONCE
from vidare.web.forms import DayField
from vidare.web.once import OnceForm


class CampaignForm(OnceForm):
    service = forms.TypedChoiceField(label=_("Service"), coerce=int)
    organisation = forms.TypedChoiceField(label=_("Who hands the codes out"), coerce=int)
    name = forms.CharField(label=_("What it is called"), max_length=100)
    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"))

    def __init__(self, *args: Any, found: Campaigns, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = found.services  # type: ignore[attr-defined]
        self.fields["organisation"].choices = found.organisations  # type: ignore[attr-defined]


class CodesForm(OnceForm):
    count = forms.IntegerField(label=_("How many codes"), min_value=1, max_value=MOST_AT_ONCE, initial=20)

"""Forms of a project: its days, its key, its steering group, its budget, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.queries.funding import ProjectFile, Projects
from vidare.rules import funding
from vidare.rules.funding import LONGEST_ABOUT, CostKind
from vidare.rules.reporting import LONGEST_REASON
from vidare.web.forms import CodeField, DayField
from vidare.web.funding.fields import AmountField, HoursField
from vidare.web.once import OnceForm

PART = "part-"


class ProjectForm(OnceForm):
    """Three years are offered, with half a year of them to hand over in."""

    def __init__(self, found: Projects, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        parties = [("", ""), *found.parties]
        self.fields["service"] = forms.TypedChoiceField(coerce=int, label=_("Service"), choices=found.services)
        self.fields["name"] = forms.CharField(label=_("What is the project called?"), max_length=120)
        for name, label in (
            ("owner", _("Who owns the project?")),
            ("fund", _("Which fund pays?")),
            ("handover_to", _("Who takes over in regular operation?")),
        ):
            self.fields[name] = forms.TypedChoiceField(coerce=int, label=label, choices=parties)
        self.fields["fund_parts"] = forms.IntegerField(label=_("The fund pays so many parts"), min_value=1, initial=2)
        self.fields["of_parts"] = forms.IntegerField(label=_("of so many"), min_value=2, max_value=100, initial=3)
        self.fields["start"] = DayField(label=_("First day"))
        self.fields["end"] = DayField(label=_("Last day"))
        self.fields["handover_on"] = DayField(label=_("Handed over to regular operation on"))


class KeyForm(OnceForm):
    """A field for each party; an empty one has no part."""

    def __init__(self, found: ProjectFile, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["first_month"] = DayField(
            label=_("From the month of"), initial=found.first_open, help_text=_("Closed months keep the key they had.")
        )
        now = {payer.name: payer.hundredths for payer in found.payers if payer.hundredths is not None}
        for key, name in found.parties:
            if name != found.fund:
                self.fields[f"{PART}{key}"] = AmountField(
                    label=f"{name} (%)", required=False, initial=funding.per_cent(now[name]) if name in now else None
                )

    @property
    def key(self) -> dict[int, int]:
        said = {int(name[len(PART) :]): part for name, part in self.cleaned_data.items() if name.startswith(PART)}
        return {organisation: part for organisation, part in said.items() if part is not None}


class SeatForm(OnceForm):
    def __init__(self, found: ProjectFile, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=100)
        self.fields["organisation"] = forms.TypedChoiceField(
            coerce=int, label=_("Organisation"), choices=[("", ""), *found.parties]
        )
        self.fields["chair"] = forms.BooleanField(label=_("Chairs the group"), required=False)
        self.fields["start"] = DayField(label=_("From"))


class LeaveForm(OnceForm):
    last = DayField(label=_("Last day"))


class BudgetForm(OnceForm):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    kind = CodeField(CostKind, label=_("Kind of cost"), empty="")
    ore = AmountField(label=_("Kronor"))


class CostForm(OnceForm):
    kind = CodeField(CostKind, label=_("Kind of cost"), empty="")
    ore = AmountField(label=_("Kronor"), help_text=_("Below nought when something is taken back."))
    about = forms.CharField(
        label=_("What was it?"), max_length=LONGEST_ABOUT, required=False, help_text=_("Never a name of a participant.")
    )

    def __init__(self, closed: Iterable[date], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        months = [(f"{month:%Y-%m-%d}", f"{month:%Y-%m}") for month in closed]
        if months:
            self.fields["corrects"] = forms.TypedChoiceField(
                coerce=date.fromisoformat, empty_value=None, required=False, label=_("Corrects a closed month"),
                choices=[("", ""), *months],
            )  # fmt: skip


class ReturnForm(OnceForm):
    answer = forms.CharField(label=_("What should be changed?"), max_length=LONGEST_REASON)


class CorrectForm(OnceForm):
    reason = forms.CharField(label=_("Why is the list corrected?"), max_length=LONGEST_REASON)


class ClosingForm(OnceForm):
    read = forms.BooleanField(label=_("I have read what is said above"), required=False)


class HoursForm(OnceForm):
    minutes = HoursField(label=_("Hours in the project"))
    reason = forms.CharField(
        label=_("Why are they changed?"), max_length=LONGEST_REASON, required=False,
        help_text=_("Needed when hours were approved before, or the month is closed."),
    )  # fmt: skip

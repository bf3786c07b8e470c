"""What a plan says, a step, a step's end, and a yes on somebody's behalf."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vidare.actions.steps import Wanted
from vidare.queries.plans import PlanRow, StepRow
from vidare.queries.steps import Owner
from vidare.rules.access import Compartment
from vidare.rules.disclosure import Ground
from vidare.rules.notes import No as Text
from vidare.rules.plans import Content, Leads, No, OnBehalfReason, StepState
from vidare.web import words
from vidare.web.forms import CodeField, DayField
from vidare.web.notes.forms import CompartmentField, LanguageField, WrittenField
from vidare.web.once import OnceForm
from vidare.web.representatives.forms import speaking_field

PARTICIPANT = "participant"
CONTENT_FAULTS: dict[StrEnum, str] = {
    Text.EMPTY: "goal",
    Text.TOO_LONG: "goal",
    Text.CONTROL: "goal",
    Text.TURNED: "goal",
    No.REVIEW: "review_on",
    No.CADENCE: "contact_every_days",
    No.HOURS: "hours_per_week",
    No.SEARCH_HOURS: "search_hours_per_week",
}
STEP_FAULTS: dict[StrEnum, str] = {
    Text.EMPTY: "title",
    Text.TOO_LONG: "title",
    Text.CONTROL: "title",
    Text.TURNED: "title",
    No.STEP_PROLONGS: "title",
    No.STEP_LEADS: "leads",
    No.STEP_PAST: "due_on",
    No.STEP_OWNER: "owner",
}
END_FAULTS: dict[StrEnum, str] = dict.fromkeys((*list(Text), No.DROP_REASON), "reason")


class ContentForm(OnceForm):
    goal = WrittenField(
        rows=3,
        label=_("The goal, in words you have found together"),
        help_text=_("What shall be true when it is reached?"),
    )
    leads = CodeField(Leads, radio=True, label=_("What the goal is"))
    start = DayField(label=_("First day"))
    review_on = DayField(label=_("Next review"), help_text=_("The day you look at the plan together again."))
    contact_every_days = forms.IntegerField(label=_("In contact at least every … days"))
    hours_per_week = forms.IntegerField(label=_("Hours in a week, all activities together"), initial=0)
    search_hours_per_week = forms.IntegerField(
        label=_("Of them, own job search"), initial=0, help_text=_("It has its time in the plan and is not assigned.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput(), initial=0)

    def content(self) -> Content:
        return Content(**{name: self.cleaned_data[name] for name in Content.__slots__})


def content_of(row: PlanRow) -> dict[str, object]:
    """What a plan says, as a form's first values."""
    return {
        "goal": row.goal,
        "leads": row.leads.value,
        "start": row.start,
        "review_on": row.review_on,
        "contact_every_days": row.contact_every_days,
        "hours_per_week": row.hours_per_week,
        "search_hours_per_week": row.search_hours_per_week,
        "version": row.version,
    }


class StepForm(OnceForm):
    title = WrittenField(
        rows=1,
        label=_("What happens next?"),
        help_text=_("Something new that leads forward. To go on with the same for longer is not a step."),
    )
    leads = CodeField(Leads, radio=True, label=_("What it leads to"))
    due_on = DayField(label=_("Done by"))
    owner = forms.ChoiceField(label=_("Who sees to it?"))
    lang = LanguageField()
    compartment = CompartmentField(label=_("Who sees the step?"), initial=Compartment.TEAM.value)
    version = forms.IntegerField(widget=forms.HiddenInput(), initial=0)

    def __init__(self, *args: Any, owners: Iterable[Owner], places: Iterable[Compartment] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        walls = [(one.value, words.word(one)) for one in places]
        if len(walls) > 1:
            self.fields["compartment"].choices = walls  # type: ignore[attr-defined]
        else:
            del self.fields["compartment"]
        staff = [(str(one.user_id), f"{one.name}, {words.word(one.role)}") for one in owners]
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose one")),
            (PARTICIPANT, _("The participant")),
            *staff,
        ]

    def wanted(self) -> Wanted:
        said = self.cleaned_data
        theirs = said["owner"] == PARTICIPANT
        return Wanted(
            title=said["title"],
            leads=said["leads"],
            due_on=said["due_on"],
            owner=None if theirs else int(said["owner"]),
            participant=theirs,
            lang=said["lang"],
            compartment=said.get("compartment", Compartment.TEAM),
        )


def step_of(row: StepRow) -> dict[str, object]:
    return {
        "title": row.title,
        "leads": row.leads.value,
        "due_on": row.due_on,
        "owner": PARTICIPANT if row.participant else str(row.owner_id),
        "lang": row.lang,
        "version": row.version,
    }


class MoveForm(OnceForm):
    ruled = frozenset({"reason"})
    state = CodeField([StepState.UNDER_WAY, StepState.DONE, StepState.DROPPED], label=_("How did it go?"))
    reason = WrittenField(rows=1, required=False, label=_("Why it is dropped"))
    version = forms.IntegerField(widget=forms.HiddenInput())


class AgreeForm(OnceForm):
    """``speaking``: who may speak for the participant about the plan today."""

    ruled = frozenset({"reason", "representative"})
    reason = CodeField(
        OnBehalfReason, radio=True, required=False, label=_("Why do you record the participant's yes yourself?")
    )
    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, speaking: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["representative"] = speaking_field(speaking)


class WordForm(OnceForm):
    """What an owner says of a step: the button says yes, or sends what is wrong."""

    ruled = frozenset({"wrong"})
    wrong = WrittenField(
        rows=3, required=False, label=_("What is wrong?"), help_text=_("Whoever wrote the plan reads it.")
    )


class OutsideForm(OnceForm):
    ground = CodeField(Ground, label=_("On what ground"))
    until = DayField(label=_("Until and including"), required=False)
    conditions = WrittenField(rows=2, label=_("Conditions"), required=False)

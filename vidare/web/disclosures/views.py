"""What is disclosed: the receiver's page, and the form of the one who discloses."""

from __future__ import annotations

from enum import StrEnum

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from vidare.actions import disclosures as actions
from vidare.actions import items, ledger
from vidare.actions.disclosures import Crossing
from vidare.queries import disclosures as queries
from vidare.queries import people
from vidare.rules.access import Compartment, Deed
from vidare.rules.activities import EmploymentServiceAnswer
from vidare.rules.decision import Hidden, Refused
from vidare.rules.disclosure import FOR_A_BASIS, WITH_A_BASIS, Ground, Item, Purpose
from vidare.rules.notes import No as Text
from vidare.web import which, words
from vidare.web.asking import Asking
from vidare.web.forms import CodeField, DayField, TextField, refuse
from vidare.web.notes.forms import explain
from vidare.web.once import OnceForm, once
from vidare.web.plans.forms import WordForm
from vidare.web.referrals.views import page_number

REGISTER = 0  # no organisation: the register of the young, behind its own wall


class AnswerForm(OnceForm):
    answer = CodeField(EmploymentServiceAnswer, label=gettext_lazy("Your answer"), radio=True)


class How(StrEnum):
    COPY = "copy"
    OPEN = "open"


HOW = {
    How.COPY: gettext_lazy("A copy, as it is known now"),
    How.OPEN: gettext_lazy("Keep it open: they see it as it is and changes, to the last day"),
}


class DiscloseForm(OnceForm):
    ruled = frozenset({"items"})
    items = forms.MultipleChoiceField(
        label=gettext_lazy("What"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        choices=lambda: [(item.value, words.word(item)) for item in Item if item not in WITH_A_BASIS],
    )
    how = forms.TypedChoiceField(
        label=gettext_lazy("How"), coerce=How, choices=list(HOW.items()), widget=forms.RadioSelect(), initial=How.COPY
    )
    to = forms.TypedChoiceField(label=gettext_lazy("To whom"), coerce=int)
    ground = CodeField(Ground, label=gettext_lazy("On what ground"))
    purpose = CodeField([why for why in Purpose if why not in FOR_A_BASIS], label=gettext_lazy("Why"))
    until = DayField(label=gettext_lazy("Until and including"), required=False)
    conditions = TextField(label=gettext_lazy("Conditions"), rows=2, max_length=1000, required=False)
    asked_answer = forms.BooleanField(label=gettext_lazy("We ask for an answer"), required=False)

    def crossing(self) -> Crossing:
        said = self.cleaned_data
        return Crossing(
            ground=said["ground"],
            purpose=said["purpose"],
            to_organisation=said["to"] or None,
            to_compartment=None if said["to"] else Compartment.YOUTH,
            conditions=said["conditions"],
            until=said["until"],
            asked_answer=said["asked_answer"],
            opens=said.get("how") is How.OPEN,
        )


def disclosed(request: Asking) -> HttpResponse:
    return _disclosed(request)


def _disclosed(request: Asking, **bound: object) -> HttpResponse:
    found = queries.disclosed_to_me(request.actor, on=request.day, page=page_number(request))
    ledger.note_reading(request.actor, "disclosures.listed", at=request.at, disclosures=found.keys)
    context = {"found": found, "fresh": AnswerForm(auto_id=False), "word": WordForm(auto_id=False)} | bound
    return render(request, "disclosures/disclosed.html", context, status=422 if bound else 200)


@require_POST
def answer_item(request: Asking, disclosure_id: int) -> HttpResponse:
    """A step of a joint plan that the receiver owns: yes, or what is wrong. It is sent to the team."""
    form = WordForm(request.POST)

    def work() -> str:
        agreed = "agreed" in request.POST
        wrong = "" if agreed else form.cleaned_data["wrong"]
        items.answer_from_outside(request.actor, disclosure=disclosure_id, agreed=agreed, wrong=wrong, at=request.at)
        messages.success(request, _("Your answer has been sent."))
        return reverse("disclosed")

    if form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            explain(form, refused, at=dict.fromkeys(Text, "wrong"))
    return _disclosed(request, form=form, about=disclosure_id)


@require_POST
def answer(request: Asking, disclosure_id: int) -> HttpResponse:
    form = AnswerForm(request.POST)

    def work() -> str:
        said = form.cleaned_data["answer"]
        actions.answer_disclosure(request.actor, disclosure=disclosure_id, answer=said, at=request.at)
        messages.success(request, _("Your answer has been sent."))
        return reverse("disclosed")

    if form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    return _disclosed(request, form=form, about=disclosure_id)


def disclose(request: Asking, person_id: int) -> HttpResponse:
    """What is known now is copied: what changes later does not follow."""
    services = queries.from_services(request.actor, person=person_id, on=request.day)
    here = which.chosen(request, services)
    card = people.contact_card(request.actor, person=person_id, on=request.day)
    made = queries.disclosures_of(request.actor, person=person_id, on=request.day)
    form = DiscloseForm(request.POST or None)
    receivers = queries.receivers(request.actor, service=here.service, on=request.day)
    if not any(one.another_board for one in receivers):
        del form.fields["how"]  # nobody here works for another board: there is only one way
    to = [(one.organisation, one.name) for one in receivers]
    if queries.register_here(here.service, on=request.day):
        to.append((REGISTER, words.word(Compartment.YOUTH)))
    form.fields["to"].choices = to  # type: ignore[attr-defined]

    def work() -> str:
        items = [Item(item) for item in form.cleaned_data["items"]]
        actions.disclose(
            request.actor, person=person_id, service=here.service, items=items, crossing=form.crossing(), at=request.at
        )
        messages.success(request, _("Disclosed."))
        back = reverse("disclose", args=[person_id])
        return f"{back}?service={here.code}" if len(services) > 1 else back

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    context = {"card": card, "form": form, "made": made, "services": services, "here": here}
    return render(request, "disclosures/disclose.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: Asking, person_id: int, disclosure_id: int) -> HttpResponse:
    """By the team, at once. A participant takes back on a page of their own."""
    if not request.actor.may(Deed.DISCLOSE, on=request.day).allowed:
        raise Hidden
    try:
        actions.withdraw_disclosure(request.actor, disclosure=disclosure_id, at=request.at)
        messages.success(request, _("Withdrawn. The receiver does not see it any more."))
    except Refused as refused:
        for because in refused.reasons:
            messages.error(request, words.sentence(because))
    return redirect("disclose", person_id=person_id)

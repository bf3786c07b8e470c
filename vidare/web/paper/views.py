"""Letters: written, opened as they were sent, posted or handed over; and a participant's own."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vidare.actions import ledger
from vidare.actions import papers as actions
from vidare.queries import papers as ask
from vidare.queries import people
from vidare.rules.decision import Hidden, Refused
from vidare.rules.messages import Template
from vidare.rules.papers import LETTERS
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import OnceForm, once
from vidare.web.paper.served import served

LARGEST_KEY = 2**63 - 1


class WriteForm(OnceForm):
    """Which letter, about what. Sent by a button on the page of what it is about."""

    template = forms.TypedChoiceField(choices=[(one.value, "") for one in LETTERS], coerce=Template)
    about = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)


class GoForm(OnceForm):
    gone = forms.TypedChoiceField(choices=[("posted", ""), ("thrown-away", "")], coerce=lambda said: said == "posted")


def letters(request: Asking, person_id: int) -> HttpResponse:
    """A person's letters; sent to, it writes a new one."""
    if request.method != "POST":
        return _page(request, person_id)
    form = WriteForm(request.POST)
    if not form.is_valid():
        raise Hidden
    said = form.cleaned_data

    def work() -> str:
        actions.write_letter(
            request.actor, person=person_id, template=said["template"], subject=said["about"], at=request.at
        )
        messages.success(request, _("The letter is written. Print it, and say here when it has gone."))
        return reverse("person-letters", args=[person_id])

    return _try(request, person_id, form, work)


def _page(request: Asking, person_id: int, form: OnceForm | None = None) -> HttpResponse:
    page = ask.letters_of(request.actor, person=person_id, on=request.day)
    context = {"page": page, "form": form}
    return render(request, "paper/letters.html", context, status=200 if form is None else 422)


def _try(request: Asking, person_id: int, form: OnceForm, work: object) -> HttpResponse:
    try:
        return once(request, form, work)  # type: ignore[arg-type]
    except Refused as refused:
        refuse(form, refused)
        return _page(request, person_id, form)


@require_safe
def letter_file(request: Asking, person_id: int, message_id: int) -> HttpResponse:
    """The file as it was sent; that it was opened is noted before it is given."""
    file = ask.file_of(request.actor, person=person_id, letter=message_id, on=request.day)
    key = people.key_of(request.actor, person=person_id, on=request.day)
    ledger.note_reading(request.actor, "letter.opened", at=request.at, person=key, message=message_id)
    return served(file, f"brev-{message_id}")


@require_POST
def letter_gone(request: Asking, person_id: int, message_id: int) -> HttpResponse:
    """Posted or handed over; or thrown away."""
    form = GoForm(request.POST)
    if not form.is_valid():
        raise Hidden
    posted = form.cleaned_data["gone"]

    def work() -> str:
        actions.let_letter_go(request.actor, person=person_id, letter=message_id, posted=posted, at=request.at)
        told = _("The letter is marked as sent, and stands on the person's page.") if posted else _("Thrown away.")
        messages.success(request, told)
        return reverse("person-letters", args=[person_id])

    return _try(request, person_id, form, work)


@require_safe
def waiting(request: Asking) -> HttpResponse:
    """Every letter that waits to be posted and that one may post."""
    rows = ask.waiting(request.actor, on=request.day)
    ledger.note_list(request.actor, "letters.listed", at=request.at, persons=[row.person for row in rows])
    return render(request, "paper/waiting.html", {"rows": rows})


@require_safe
def my_letter(request: Asking, message_id: int) -> HttpResponse:
    """The participant's own letter: the very file that was posted."""
    return served(ask.my_file(request.actor, letter=message_id, on=request.day), f"brev-{message_id}")

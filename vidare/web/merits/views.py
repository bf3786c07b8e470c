"""What a person can and has: one page, with a small form for each kind."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import merits as actions
from vidare.queries import merits as queries
from vidare.queries import taxonomy
from vidare.rules.decision import Hidden
from vidare.rules.needs import MERITS
from vidare.rules.taxonomy import Kind
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.choosing.fields import ChoosingForm, ChosenField
from vidare.web.doing import Work, attempt, bound
from vidare.web.once import OnceForm


class MeritForm(ChoosingForm):
    def __init__(self, kind: Kind, *, loaded: bool, **kwargs: object) -> None:
        super().__init__(**kwargs)
        field = ChosenField(kind, required=True, label=words.word(kind))
        self.fields["what"] = field
        field.widget.loaded = loaded


def merits(request: Asking, person_id: int) -> HttpResponse:
    found = queries.merits(request.actor, person_id, on=request.day)
    shown: dict[str, OnceForm] = {}
    if found.may_change.allowed:
        missing = taxonomy.missing_kinds()
        shown = {
            _name(kind): MeritForm(kind, loaded=kind not in missing, **bound(request, _name(kind))) for kind in MERITS
        }
    tried = attempt(request, shown, {_name(kind): _note(request, person_id, kind) for kind in MERITS})
    if tried.answer is not None:
        return tried.answer
    parts = [(kind, _name(kind), found.rows[kind], shown.get(_name(kind))) for kind in MERITS]
    return render(request, "merits/merits.html", {"found": found, "parts": parts}, status=tried.status)


def _name(kind: Kind) -> str:
    return kind.name.lower()


def _note(request: Asking, person_id: int, kind: Kind) -> Work:
    def work(form: OnceForm) -> str:
        actions.note_merit(request.actor, person=person_id, kind=kind, what=form.cleaned_data["what"], at=request.at)
        messages.success(request, _("Saved."))
        return reverse("merits", args=[person_id])

    return work


def end(request: Asking, person_id: int, merit_id: int) -> HttpResponse:
    may = queries.merits(request.actor, person_id, on=request.day).may_change
    if request.method != "POST" or not may.allowed:
        raise Hidden
    actions.end_merit(request.actor, person=person_id, merit=merit_id, at=request.at)
    messages.success(request, _("It is taken away. What stood there is kept with its days."))
    return redirect("merits", person_id)

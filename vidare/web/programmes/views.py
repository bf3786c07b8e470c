"""The days of somebody's introduction programme: what is known, what was known before, and the day after it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vidare.actions import programmes as actions
from vidare.queries import programmes as queries
from vidare.rules.programmes import Told
from vidare.web.asking import Asking
from vidare.web.doing import attempt, bound
from vidare.web.forms import CodeField, DayField
from vidare.web.once import OnceForm


class ProgrammeForm(OnceForm):
    start = DayField(label=gettext_lazy("First day"))
    end = DayField(
        label=gettext_lazy("Last day"), required=False,
        help_text=gettext_lazy("Empty if it goes on and no last day is known."),
    )  # fmt: skip
    told_by = CodeField(Told, radio=True, label=gettext_lazy("From where do you know?"))


def programme(request: Asking, person_id: int) -> HttpResponse:
    found = queries.programme(request.actor, person_id, on=request.day)
    shown: dict[str, OnceForm] = {}
    if found.may_change.allowed:
        known = {"start": found.rows[0].start, "end": found.rows[0].end} if found.rows else {}
        shown = {"programme": ProgrammeForm(initial=known, **bound(request, "programme"))}

    def work(form: OnceForm) -> str:
        said = form.cleaned_data
        actions.note_programme(
            request.actor,
            person=person_id,
            start=said["start"],
            end=said["end"],
            told_by=said["told_by"],
            at=request.at,
        )
        messages.success(request, _("Saved."))
        return reverse("programme", args=[person_id])

    tried = attempt(request, shown, {"programme": work})
    if tried.answer is not None:
        return tried.answer
    context = {"found": found, "form": shown.get("programme")}
    return render(request, "programmes/programme.html", context, status=tried.status)

"""How it goes, as the participant says and as staff see it: over time, and answered beside each other."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vidare.actions import progress as actions
from vidare.queries import progress as ask
from vidare.rules.decision import Refused
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.once import once
from vidare.web.progress.forms import ProgressForm
from vidare.web.progress.picture import charts


def progress(request: Asking, person_id: int) -> HttpResponse:
    page = ask.of_person(request.actor, person_id, on=request.day)
    language = get_language() or "sv"
    form = ProgressForm(
        request.POST if request.method == "POST" else None,
        asked=page.questions,
        own=False,
        language=language,
        on=request.day,
    )

    def work() -> str:
        actions.say_beside(request.actor, person=person_id, answers=form.answers(), at=request.at)
        messages.success(request, _("Saved beside the participant's own answers."))
        return reverse("progress", args=[person_id])

    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, work)
        except Refused as refused:
            refuse(form, refused)
    context = {"page": page, "form": form, "charts": charts(page.questions)}
    return render(request, "progress/progress.html", context, status=422 if form.errors else 200)

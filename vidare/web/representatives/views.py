"""Who may act for a person: seen by the team, registered by whoever has seen the paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import representatives as actions
from vidare.queries import representatives as ask
from vidare.queries.notes import whom
from vidare.queries.representatives import RepresentativeRow
from vidare.rules.access import Deed
from vidare.rules.decision import Hidden
from vidare.rules.representatives import Matter
from vidare.web.asking import Asking
from vidare.web.doing import Work, attempt, bound
from vidare.web.once import OnceForm
from vidare.web.representatives.forms import LastDayForm, RepresentativeForm


def representatives(request: Asking, person_id: int) -> HttpResponse:
    if request.actor.person_id is not None:
        raise Hidden
    who = whom(request.actor, person_id, on=request.day)
    rows = ask.of_person(request.actor, person=person_id, on=request.day)
    shown: dict[str, OnceForm] = {}
    work: dict[str, Work] = {}
    if request.actor.may(Deed.CHANGE, on=request.day).allowed:
        shown["new"] = RepresentativeForm(**bound(request, "new"), initial={"start": request.day})
        work["new"] = _register(request, person_id)
        for row in rows:
            if row.now:
                shown[row.form] = LastDayForm(**bound(request, row.form), initial={"last": request.day})
                work[row.form] = _end(request, person_id, row)
    tried = attempt(request, shown, work)
    if tried.answer is not None:
        return tried.answer
    context = {
        "whom": who,
        "rows": [(row, tried.forms.get(row.form)) for row in rows],
        "form": tried.forms.get("new"),
        "wrong": tried.wrong,
    }
    return render(request, "representatives/representatives.html", context, status=tried.status)


def _register(request: Asking, person: int) -> Work:
    def work(form: OnceForm) -> str:
        said = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        said["matters"] = [Matter(code) for code in said["matters"]]
        actions.register_representative(request.actor, person=person, at=request.at, **said)
        messages.success(request, _("Saved. You stand as the one who has seen the paper."))
        return reverse("representatives", args=[person])

    return work


def _end(request: Asking, person: int, row: RepresentativeRow) -> Work:
    def work(form: OnceForm) -> str:
        actions.end_representative(
            request.actor, representative=row.key, last=form.cleaned_data["last"], at=request.at
        )  # fmt: skip
        messages.success(request, _("Saved. What they have said yes to stands."))
        return reverse("representatives", args=[person])

    return work

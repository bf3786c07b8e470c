"""Two files with one number: is it the same human being? Can be taken back; nothing merges."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from vidare.actions import ledger
from vidare.actions import links as actions
from vidare.queries import links as queries
from vidare.rules.decision import Refused
from vidare.web import words
from vidare.web.asking import Asking


def link_cases(request: Asking) -> HttpResponse:
    cases = queries.link_cases(request.actor, on=request.day)
    keys = sorted({side.person for case in cases for side in (case.one, case.other)})
    ledger.note_reading(request.actor, "people.link-cases-listed", at=request.at, persons=keys)
    return render(request, "people/links.html", {"cases": cases})


@require_POST
def link_case(request: Asking, case_id: int) -> HttpResponse:
    queries.link_cases(request.actor, on=request.day)
    said = request.POST.get("said", "")
    if said in {"same", "other"}:
        try:
            actions.settle_link(request.actor, case=case_id, same=said == "same", at=request.at)
        except Refused as refused:
            for because in refused.reasons:
                messages.error(request, words.sentence(because))
    elif said == "reopen":
        actions.reopen_link(request.actor, case=case_id, at=request.at)
    return redirect("link-cases")

"""What has been handed over for a person, what can be, and the file as it was."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vidare.actions import case_system as actions
from vidare.actions import ledger
from vidare.queries import case_system as ask
from vidare.queries.case_system import CaseRow, Ready
from vidare.rules.case_system import CaseState
from vidare.web.asking import Asking
from vidare.web.doing import Work, attempt, bound
from vidare.web.once import OnceForm
from vidare.web.paper.served import served


def case_files(request: Asking, person_id: int) -> HttpResponse:
    found = ask.of_person(request.actor, person=person_id, at=request.at)
    shown: dict[str, OnceForm] = {}
    work: dict[str, Work] = {}
    for ready in found.ready:
        shown[ready.form] = OnceForm(**bound(request, ready.form))
        work[ready.form] = _hand_over(request, person_id, ready)
    for row in found.rows:
        if row.state is not CaseState.RECEIVED and row.state is not CaseState.WAITING:
            shown[row.form] = OnceForm(**bound(request, row.form))
            work[row.form] = _again(request, person_id, row)
    tried = attempt(request, shown, work)
    if tried.answer is not None:
        return tried.answer
    context = {
        "found": found,
        "rows": [(row, tried.forms.get(row.form)) for row in found.rows],
        "ready": [(one, tried.forms[one.form]) for one in found.ready],
        "wrong": tried.wrong,
    }
    return render(request, "case_system/case_files.html", context, status=tried.status)


def _hand_over(request: Asking, person: int, ready: Ready) -> Work:
    def work(form: OnceForm) -> str:
        actions.hand_over(request.actor, person=person, kind=ready.kind, about=ready.about, at=request.at)
        messages.success(request, _("Handed over. You see here when the case system has received it."))
        return reverse("case-files", args=[person])

    return work


def _again(request: Asking, person: int, row: CaseRow) -> Work:
    def work(form: OnceForm) -> str:
        actions.place_again(request.actor, person=person, case_file=row.key, at=request.at)
        messages.success(request, _("It is put in the folder once more."))
        return reverse("case-files", args=[person])

    return work


@require_safe
def case_file(request: Asking, person_id: int, case_file_id: int) -> HttpResponse:
    file = ask.file_of(request.actor, person=person_id, case_file=case_file_id, on=request.day)
    ledger.note_reading(
        request.actor, "attachment.opened", at=request.at, person=request.opened, case_file=case_file_id
    )
    return served(file, f"arende-{case_file_id}")

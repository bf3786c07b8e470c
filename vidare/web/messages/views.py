"""The outbox: how it stands, and what asks for a human. And by name, for those who can reach the person another way."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from vidare.actions import ledger
from vidare.actions import messages as actions
from vidare.queries import outbox as ask
from vidare.rules.access import Deed
from vidare.web.asking import Asking
from vidare.web.doing import Tried, attempt
from vidare.web.messages.forms import AnswerForm
from vidare.web.once import OnceForm


def outbox(request: Asking) -> HttpResponse:
    box = ask.backlog(request.actor, at=request.at)
    tried = _answer(request, "outbox")
    if tried.answer is not None:
        return tried.answer
    context = {
        "box": box,
        "form": tried.forms["answer"],
        "may": request.actor.may(Deed.ADMINISTER, on=request.day).allowed,
        "may_name": request.actor.may(Deed.CHANGE, on=request.day).allowed,
        "may_post": request.actor.may(Deed.POST, on=request.day).allowed,
        "sees_people": request.actor.may(Deed.SEE, on=request.day).allowed,
    }
    return render(request, "messages/outbox.html", context, status=tried.status)


def unreached(request: Asking) -> HttpResponse:
    """Those whom a message may not have reached: ring them, and say so here."""
    rows = ask.unreached(request.actor, on=request.day)
    tried = _answer(request, "unreached")
    if tried.answer is not None:
        return tried.answer
    ledger.note_list(request.actor, "messages.listed", at=request.at, persons=[row.person_id for row in rows])
    context = {"rows": rows, "form": tried.forms["answer"]}
    return render(request, "messages/unreached.html", context, status=tried.status)


def _answer(request: Asking, page: str) -> Tried:
    def work(form: OnceForm) -> str:
        said = form.cleaned_data
        actions.answer_for(request.actor, message=said["message"], answer=said["said"], at=request.at)
        return reverse(page)

    form = AnswerForm(request.POST if request.method == "POST" else None, prefix="answer")
    return attempt(request, {"answer": form}, {"answer": work})

"""The basis: prepared and handed over by the coach; communicated, heard and decided by the board's officer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vidare.actions import bases as actions
from vidare.actions import ledger, rulings
from vidare.queries import bases as ask
from vidare.queries import case_system, own_bases
from vidare.rules.absences import BasisState
from vidare.web.asking import Asking
from vidare.web.bases.forms import (
    CommunicateForm,
    DecideForm,
    HandOverForm,
    HearForm,
    LetBeForm,
    MyWordsForm,
    PrepareForm,
    WordsForm,
)
from vidare.web.doing import Work, attempt, bound
from vidare.web.once import OnceForm


def bases(request: Asking) -> HttpResponse:
    """What has been handed to me; asked anew every minute, so that what is withdrawn says so at once."""
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < 7 else 1
    rows, more = ask.handed_to(request.actor, on=request.day, page=page)
    ledger.note_list(request.actor, "bases.listed", at=request.at, persons=[row.person_id for row in rows])
    late = case_system.late(request.actor, at=request.at).mine
    context = {"rows": rows, "more": more, "page": page, "case_files_late": late}
    return render(request, "bases/list.html" if request.htmx else "bases/bases.html", context)


def prepare(request: Asking, person_id: int) -> HttpResponse:
    ready = ask.ready(request.actor, person=person_id, on=request.day)

    def work(form: OnceForm) -> str:
        key = actions.prepare_basis(request.actor, participation=ready.participation, at=request.at, **_said(form))
        messages.success(request, _("The basis is prepared, and the person is told. Let them read it first."))
        return reverse("basis", args=[person_id, key])

    tried = attempt(request, {"prepare": PrepareForm(**bound(request, "prepare"))}, {"prepare": work})
    if tried.answer is not None:
        return tried.answer
    context = {"ready": ready, "form": tried.forms["prepare"]}
    return render(request, "bases/prepare.html", context, status=tried.status)


def basis(request: Asking, person_id: int, basis_id: int) -> HttpResponse:
    one = ask.one(request.actor, person=person_id, basis=basis_id, on=request.day)
    if request.htmx and request.method == "GET":
        return render(request, "bases/state.html", {"one": one})
    shown = _forms(request, one)
    tried = attempt(request, shown, {name: _work(request, one, *DO[name]) for name in shown})
    if tried.answer is not None:
        return tried.answer
    context = {"one": one, "forms": tried.forms, "wrong": tried.wrong}
    return render(request, "bases/basis.html", context, status=tried.status)


def my_basis(request: Asking, basis_id: int) -> HttpResponse:
    """The person reads all that the board's officer reads, and writes their own words beside it."""
    one = own_bases.mine(request.actor, basis=basis_id, on=request.day)

    def work(form: OnceForm) -> str:
        actions.add_own_words(request.actor, basis=one.key, at=request.at, **_said(form))
        messages.success(request, _("Your words are saved. Everybody who reads this reads them."))
        return reverse("my-basis", args=[one.key])

    form = MyWordsForm(**bound(request, "words"), initial={"text": one.person_words})
    tried = attempt(request, {"words": form}, {"words": work})
    if tried.answer is not None:
        return tried.answer
    return render(request, "bases/my_basis.html", {"one": one, "form": tried.forms["words"]}, status=tried.status)


def _forms(request: Asking, one: ask.One) -> dict[str, OnceForm]:
    """The forms that the basis's state and this reader's part in it leave open."""

    def given(name: str, **initial: Any) -> dict[str, Any]:
        return {**bound(request, name), "initial": {"version": one.version, **initial}}

    if one.state is BasisState.PREPARED and one.may_hand_over.allowed:
        return {
            "words": WordsForm(**bound(request, "words"), initial={"text": one.person_words}),
            "hand-over": HandOverForm(**given("hand-over"), officers=one.officers),
        }
    if one.unread_withdrawal:
        return {"read": OnceForm(**bound(request, "read"))}
    if not one.mine:
        return {}
    let_be: dict[str, OnceForm] = {"let-be": LetBeForm(**given("let-be"))}
    match one.state:
        case BasisState.HANDED_OVER:
            return {"communicate": CommunicateForm(**given("communicate")), **let_be}
        case BasisState.COMMUNICATED:
            return {"hear": HearForm(**given("hear")), **let_be}
        case BasisState.HEARD:
            return {"decide": DecideForm(**given("decide", how_to_appeal=_how_to_appeal(one))), **let_be}
        case _:
            return {}


def _how_to_appeal(one: ask.One) -> str:
    if not one.appeal_to:
        return ""
    court = {"court": one.appeal_to}
    return _("Write to the board within three weeks. If the board keeps its decision, it goes to %(court)s.") % court


DO: dict[str, tuple[Callable[..., int], Promise]] = {
    "words": (actions.add_own_words, gettext_lazy("The person's words are saved.")),
    "hand-over": (actions.hand_over, gettext_lazy("The basis is handed over, and the person is told.")),
    "read": (actions.read_withdrawal, gettext_lazy("Noted. It is no longer on your day.")),
    "communicate": (rulings.communicate, gettext_lazy("The person is told, and can answer.")),
    "hear": (rulings.hear, gettext_lazy("What the person said is saved.")),
    "decide": (rulings.decide, gettext_lazy("The board's decision is saved, and the person is told.")),
    "let-be": (rulings.let_be, gettext_lazy("Saved. Nothing more happens, and the person is told.")),
}


def _work(request: Asking, one: ask.One, act: Callable[..., int], done: Promise) -> Work:
    def work(form: OnceForm) -> str:
        act(request.actor, basis=one.key, at=request.at, **_said(form))
        messages.success(request, str(done))
        return reverse("basis", args=[one.whom.key, one.key])

    return work


def _said(form: OnceForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "once"}

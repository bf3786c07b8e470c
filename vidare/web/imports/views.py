"""A list brought on a page: looked at, confirmed, taken in part by part, undone."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRefresh

from vidare.actions import imports as actions
from vidare.actions import ledger
from vidare.queries import imports as queries
from vidare.rules.decision import Because, Refused
from vidare.rules.imports import LARGEST, No, RowState, State
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.forms import refuse
from vidare.web.imports.forms import ListForm
from vidare.web.once import once
from vidare.web.which import chosen

Deed = Callable[[Asking, int], object]


def lists(request: Asking) -> HttpResponse:
    doors = queries.doors(request.actor, on=request.day)
    door = chosen(request, doors)
    sent = request.method == "POST"
    form = ListForm(request.POST if sent else None, request.FILES if sent else None, door=door)
    if sent and form.is_valid():
        try:
            return once(request, form, lambda: _bring(request, form))
        except Refused as refused:
            refuse(form, refused)
    page = {
        "form": form, "doors": doors, "door": door, "found": queries.brought(request.actor, on=request.day),
    }  # fmt: skip
    return render(request, "imports/lists.html", page, status=422 if form.errors else 200)


def _bring(request: Asking, form: ListForm) -> str:
    file: UploadedFile[bytes] = form.cleaned_data["file"]
    if (file.size or 0) > LARGEST:
        raise Refused([Because(No.TOO_LARGE, {"megabytes": LARGEST // 1_000_000})])
    key = actions.bring_list(request.actor, content=file.read(), chosen=form.chosen(), at=request.at)
    return reverse("list", args=[key])


def _go(request: Asking, batch: int) -> actions.Far:
    """One part of what is under way: each sending does a part, so that a page that is closed or read anew goes on."""
    one = queries.shown(request.actor, batch=batch, on=request.day).one
    work = actions.take_back_some if one.state is State.UNDOING else actions.take_in_some
    return work(request.actor, batch=batch, at=request.at)


DEEDS: dict[str, Deed] = {
    "confirm": lambda request, batch: actions.confirm_list(request.actor, batch=batch, at=request.at),
    "drop": lambda request, batch: actions.drop_list(request.actor, batch=batch, at=request.at),
    "undo": lambda request, batch: actions.undo_list(request.actor, batch=batch, at=request.at),
    "go": _go,
}


def one_list(request: Asking, list_id: int) -> HttpResponse:
    found = queries.shown(request.actor, batch=list_id, on=request.day, page=_page(request))
    reasons: list[str] = []
    if request.method == "POST" and (deed := DEEDS.get(request.POST.get("do", ""))):
        try:
            deed(request, list_id)
            if not request.htmx:
                return redirect("list", list_id)
            found = queries.shown(request.actor, batch=list_id, on=request.day)
            if found.one.state not in {State.TAKING_IN, State.UNDOING}:
                return HttpResponseClientRefresh()
        except Refused as refused:
            if request.htmx:  # somebody else has stopped or finished it: the page shows where it stands
                return HttpResponseClientRefresh()
            reasons = [words.sentence(because) for because in refused.reasons]
    seen = sorted({told.person for told in found.kept if told.person is not None})
    if request.method == "GET":
        ledger.note_list(request.actor, "import.listed", at=request.at, persons=seen, batch=list_id)
    page = {
        "list": found,
        "one": found.one,
        "reasons": reasons,
        "ready": found.one.count(RowState.READY),
        "counts": _counts(found),
    }
    template = "imports/far.html" if request.htmx and request.method == "POST" else "imports/list.html"
    return render(request, template, page, status=422 if reasons else 200)


def _counts(found: queries.Shown) -> list[tuple[RowState, int]]:
    return [(state, found.one.counts[state]) for state in RowState if found.one.counts.get(state)]


def _page(request: Asking) -> int:
    said = request.GET.get("page", "1")
    return min(max(int(said), 1), 10_000) if said.isdecimal() and len(said) < 6 else 1

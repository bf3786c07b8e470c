"""The week's hours by kind; and, for the social services, what the activity requirement asks and what makes it less."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vidare.actions import requirement as actions
from vidare.queries import requirement as ask
from vidare.queries.requirement import ChildRow, ReliefRow, RequirementPage
from vidare.rules.reliefs import reason
from vidare.web.asking import Asking
from vidare.web.doing import Work, attempt, bound
from vidare.web.once import OnceForm
from vidare.web.requirement.forms import ChildForm, LastDayForm, ReliefForm


def requirement(request: Asking, person_id: int) -> HttpResponse:
    page = ask.page(request.actor, person=person_id, at=request.at)
    shown: dict[str, OnceForm] = {}
    work: dict[str, Work] = {}
    if page.may_note.allowed:
        first = request.day.replace(day=1)
        shown["relief"] = ReliefForm(**bound(request, "relief"), initial={"start": request.day})
        shown["child"] = ChildForm(**bound(request, "child"), initial={"start": first})
        work |= {"relief": _decide(request, page), "child": _child(request, page)}
        rows: list[ChildRow | ReliefRow] = [*page.children, *page.reliefs]
        for row in rows:
            if row.end is None or row.end >= request.day:
                shown[row.name] = LastDayForm(**bound(request, row.name))
                work[row.name] = _end(request, page, row)
    tried = attempt(request, shown, work)
    if tried.answer is not None:
        return tried.answer
    context = {
        "page": page,
        "children": [(row, tried.forms.get(row.name)) for row in page.children],
        "reliefs": [(row, tried.forms.get(row.name)) for row in page.reliefs],
        "relief": tried.forms.get("relief"),
        "child": tried.forms.get("child"),
        "wrong": tried.wrong,
    }
    return render(request, "requirement/requirement.html", context, status=tried.status)


def _here(page: RequirementPage) -> str:
    return reverse("requirement", args=[page.whom.key])


def _decide(request: Asking, page: RequirementPage) -> Work:
    def work(form: OnceForm) -> str:
        said = form.cleaned_data
        why = reason(said["why"])
        assert why is not None
        actions.decide_relief(
            request.actor, person=page.whom.key, why=why, hours=said["hours"], start=said["start"], end=said["end"],
            words=said["words"], evidence=said["evidence"], at=request.at,
        )  # fmt: skip
        messages.success(request, _("The decision is saved."))
        return _here(page)

    return work


def _child(request: Asking, page: RequirementPage) -> Work:
    def work(form: OnceForm) -> str:
        said = form.cleaned_data
        actions.note_child(
            request.actor, person=page.whom.key, born_on=said["born_on"], start=said["start"], end=None, at=request.at
        )
        messages.success(request, _("Saved."))
        return _here(page)

    return work


def _end(request: Asking, page: RequirementPage, row: ChildRow | ReliefRow) -> Work:
    def work(form: OnceForm) -> str:
        last = form.cleaned_data["last"]
        if isinstance(row, ChildRow):
            actions.end_child(request.actor, child=row.key, last=last, at=request.at)
        else:
            actions.end_relief(request.actor, relief=row.key, last=last, at=request.at)
        messages.success(request, _("Saved."))
        return _here(page)

    return work

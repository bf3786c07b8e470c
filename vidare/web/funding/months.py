"""A month of a project: what it cost, whose hours, who took part, and closing it when all of it has been looked at."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vidare.actions import funding, ledger
from vidare.actions import reporting as actions
from vidare.queries import reporting as queries
from vidare.queries.reporting import MonthFile
from vidare.rules.decision import Hidden
from vidare.rules.reporting import HoursState
from vidare.web.asking import Asking
from vidare.web.doing import Work, attempt, bound
from vidare.web.funding.forms import ClosingForm, CorrectForm, CostForm, ReturnForm
from vidare.web.once import OnceForm
from vidare.web.results.shown import month_name


def first_day(text: str) -> date:
    """The first day of a month in an address, such as 2026-10."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as wrong:
        raise Hidden from wrong


def month(request: Asking, project_id: int, month: str) -> HttpResponse:
    first = first_day(month)
    found = queries.month(request.actor, project=project_id, month=first, on=request.day)
    persons = [one.person_id for one in found.participants]
    ledger.note_list(
        request.actor, "project.listed", at=request.at, persons=persons, project=project_id, month=f"{first:%Y-%m}"
    )
    shown, work = _forms(request, found)
    tried = attempt(request, shown, work)
    if tried.answer is not None:
        return tried.answer
    context = {
        "found": found, "forms": shown, "month_name": month_name(first),
        "hours": [(row, shown.get(f"approve-{row.key}"), shown.get(f"return-{row.key}")) for row in found.hours],
    }  # fmt: skip
    return render(request, "funding/month.html", context, status=tried.status)


def _forms(request: Asking, found: MonthFile) -> tuple[dict[str, OnceForm], dict[str, Work]]:
    """The forms that the month has now, each with what it does."""
    shown: dict[str, OnceForm] = {}
    work: dict[str, Work] = {}
    if found.closed_on is None:
        shown["cost"] = CostForm(found.closed, **bound(request, "cost"))
        shown["close"] = ClosingForm(**bound(request, "close"))
        work |= {"cost": _cost(request, found), "close": _close(request, found)}
    if found.handed_in_on is None or found.may_hand_in.allowed:
        shown["hand-in"] = OnceForm(**bound(request, "hand-in"))
        work["hand-in"] = _hand_in(request, found)
    if found.changed:
        shown["correct"] = CorrectForm(**bound(request, "correct"))
        work["correct"] = _correct(request, found)
    for row in found.hours:
        if row.may_approve.allowed:
            shown |= {
                f"approve-{row.key}": OnceForm(**bound(request, f"approve-{row.key}")),
                f"return-{row.key}": ReturnForm(**bound(request, f"return-{row.key}")),
            }
            work[f"approve-{row.key}"] = _settle(request, found, row.key, HoursState.APPROVED)
            work[f"return-{row.key}"] = _settle(request, found, row.key, HoursState.RETURNED)
    return shown, work


def _done(request: Asking, found: MonthFile, said: str, deed: Callable[[OnceForm], object]) -> Work:
    def work(form: OnceForm) -> str:
        deed(form)
        messages.success(request, said)
        return reverse("project-month", args=[found.project, f"{found.month:%Y-%m}"])

    return work


def _cost(request: Asking, found: MonthFile) -> Work:
    def deed(form: OnceForm) -> None:
        said = form.cleaned_data
        funding.note_cost(
            request.actor, project=found.project, month=found.month, kind=said["kind"], ore=said["ore"],
            about=said["about"], corrects=said.get("corrects") or None, at=request.at,
        )  # fmt: skip

    return _done(request, found, _("The cost is booked."), deed)


def _close(request: Asking, found: MonthFile) -> Work:
    def deed(form: OnceForm) -> None:
        actions.close_period(
            request.actor, project=found.project, month=found.month, read=form.cleaned_data["read"], at=request.at
        )

    said = _("The month is closed. What was wrong in it is corrected in an open month, and shows beside it.")
    return _done(request, found, said, deed)


def _hand_in(request: Asking, found: MonthFile) -> Work:
    return _done(
        request, found, _("The list is handed in."),
        lambda _form: actions.hand_in(request.actor, project=found.project, month=found.month, at=request.at),
    )  # fmt: skip


def _correct(request: Asking, found: MonthFile) -> Work:
    def deed(form: OnceForm) -> None:
        reason = form.cleaned_data["reason"]
        actions.correct_list(request.actor, project=found.project, month=found.month, reason=reason, at=request.at)

    return _done(request, found, _("The corrections stand beside the list."), deed)


def _settle(request: Asking, found: MonthFile, hours: int, to: HoursState) -> Work:
    def deed(form: OnceForm) -> None:
        actions.settle_hours(
            request.actor, project=found.project, hours=hours, to=to, answer=form.cleaned_data.get("answer", ""),
            at=request.at,
        )  # fmt: skip

    said = _("The hours are approved.") if to is HoursState.APPROVED else _("The hours are sent back.")
    return _done(request, found, said, deed)


@require_GET
def participants(request: Asking, project_id: int, month: str) -> HttpResponse:
    """What leaves the house for the fund: number, days and hours. No name, and nothing else that is known."""
    first = first_day(month)
    found = queries.outgoing(request.actor, project=project_id, month=first, on=request.day)
    ledger.note_reading(
        request.actor, "project.exported", at=request.at, project=project_id, month=f"{first:%Y-%m}",
        persons=list(found.persons),
    )  # fmt: skip
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="participants-{first:%Y-%m}.csv"'
    writer = csv.writer(response)
    writer.writerow([_("identity number"), _("first day"), _("last day"), _("hours")])
    for row in found.rows:
        hours = f"{row.minutes / 60:.2f}"
        writer.writerow([row.number or _("none"), row.start.isoformat(), row.end.isoformat() if row.end else "", hours])
    if found.protected:
        writer.writerow([_("protected identity, told apart: %(n)s") % {"n": found.protected}, "", "", ""])
    if found.not_checked:
        said = _("not told, the register must be asked about protection: %(n)s") % {"n": found.not_checked}
        writer.writerow([said, "", "", ""])
    return response

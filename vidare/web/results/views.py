"""The results of a service, the rows behind a figure, and closing a month."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vidare.actions import ledger, months
from vidare.queries import figures as queries
from vidare.rules.access import Compartment, Deed
from vidare.rules.decision import Hidden, Refused
from vidare.rules.statistics import FigureCode
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.management.commands.figures import plain
from vidare.web.results import shown
from vidare.web.results.asked import Asked, asked
from vidare.web.results.chart import chart


@require_GET
def results(request: Asking) -> HttpResponse:
    return _page(request, asked(request))


def _page(request: Asking, what: Asked, *, refused: Refused | None = None) -> HttpResponse:
    found = queries.results(request.actor, service=what.service, on=what.on, at=request.at)
    context = {
        "asked": what,
        "results": found,
        "groups": shown.groups(found.figures, aims=found.aims, may_open=found.may_open),
        "denominators": shown.denominators(found.figures, aims=found.aims, may_open=found.may_open),
        "chart": chart(found.curve),
        "sees_support": request.actor.may(Deed.SEE, Compartment.SOCIAL_SERVICES, on=request.day).allowed,
        "months": [(f"{month:%Y-%m}", shown.month_name(month)) for month in what.months],
        "month_name": shown.month_name(what.month),
        "changes": [
            (change.figure, change.whose, shown.said(change, change.then), shown.said(change, change.now))
            for change in found.changes
        ],
        "refused": [words.sentence(because) for because in refused.reasons] if refused else [],
    }
    return render(request, "results/results.html", context, status=422 if refused else 200)


@require_GET
def rows(request: Asking, code: str) -> HttpResponse:
    what = asked(request)
    figure = _figure(code)
    page = request.GET.get("page", "1")
    among = request.GET.get("of") == "all"
    behind = queries.rows_behind(
        request.actor,
        service=what.service,
        figure=figure,
        on=what.on,
        seen_on=request.day,
        at=request.at,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        among=among,
    )
    ledger.note_reading(
        request.actor,
        "figure.opened",
        at=request.at,
        figure=figure.value,
        service=what.service,
        part="denominator" if among else "numerator",
        persons=[row.person_id for row in behind.rows],
    )
    context = {
        "asked": what,
        "behind": behind,
        "line": shown.line(behind.figure, {}, may_open=False),
        "month_name": shown.month_name(what.month),
    }
    return render(request, "results/rows.html", context)


@require_POST
def close(request: Asking) -> HttpResponse:
    """The figures are counted here and kept by the action: actions count nothing themselves."""
    what = asked(request)
    found = queries.to_close(request.actor, service=what.service, on=what.on, at=request.at)
    try:
        months.close_month(
            request.actor,
            service=what.service,
            month=what.month,
            figures=[plain(figure) for figure in found],
            at=request.at,
        )
    except Refused as refused:
        return _page(request, what, refused=refused)
    messages.success(request, _("The month is closed. What becomes known later shows beside it."))
    return redirect(f"{reverse('results')}?{what.query}")


def _figure(code: str) -> FigureCode:
    try:
        return FigureCode(code)
    except ValueError as unknown:
        raise Hidden from unknown

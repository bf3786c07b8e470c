"""The quarter's report by obstacle: for the manager with small groups hidden, for the social services whole."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vidare.actions import ledger
from vidare.queries import quarter as queries
from vidare.queries.quarter import Report, Shown
from vidare.rules.decision import Hidden
from vidare.rules.quarter import Measure, Quarter
from vidare.web.asking import Asking
from vidare.web.management.commands.requirement import plain, table
from vidare.web.words.quarter import definition, obstacle

SHOWN = 6


def _asked(request: Asking) -> Report:
    on = request.day
    try:
        quarter = Quarter.read(request.GET.get("quarter", "")) if request.GET.get("quarter") else Quarter.of(on)
    except ValueError as unknown:
        raise Hidden from unknown
    chosen = request.GET.get("board", "")
    board = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 10 else None
    return queries.quarter(request.actor, quarter=quarter, on=on, board=board)


@require_GET
def page(request: Asking) -> HttpResponse:
    report = _asked(request)
    ledger.note_reading(
        request.actor, "quarter.opened", at=request.at, quarter=str(report.quarter), hidden=report.hidden
    )
    quarters = [Quarter.of(request.day)]
    while len(quarters) < SHOWN:
        quarters.append(quarters[-1].before)
    offered = queries.boards(request.actor, on=request.day)
    context = {
        "report": report,
        "rows": _by_indicator(report),
        "measures": [(measure, definition(measure)) for measure in Measure],
        "quarters": [str(one) for one in quarters],
        "chosen": str(report.quarter),
        "boards": offered,
        "of_board": next((f"&board={key}" for key, code, _name in offered if code == report.board and offered[1:]), ""),
    }
    return render(request, "results/quarter.html", context)


def _by_indicator(report: Report) -> list[tuple[str, str, list[Shown]]]:
    found: dict[str, list[Shown]] = {}
    for line in report.lines:
        found.setdefault(line.indicator, []).append(line)
    return [(indicator, obstacle(indicator), lines) for indicator, lines in found.items()]


@require_GET
def file(request: Asking) -> HttpResponse:
    """The same as the page shows its reader, as a table."""
    report = _asked(request)
    ledger.note_reading(
        request.actor, "quarter.exported", at=request.at, quarter=str(report.quarter), hidden=report.hidden
    )
    response = HttpResponse("\ufeff" + table(list(plain(report))), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="requirement-{report.quarter}.csv"'
    return response

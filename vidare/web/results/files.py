"""Results as files: figures, and a table for use outside the unit with small groups hidden. No names in either."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vidare.queries import figures as queries
from vidare.queries import open_tables
from vidare.queries.open_tables import Cell
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.management.commands.figures import plain
from vidare.web.results.asked import asked


@require_GET
def figures(request: Asking) -> HttpResponse:
    what = asked(request)
    found = queries.results(request.actor, service=what.service, on=what.on, at=request.at).figures
    response = _file(f"figures-{what.on.isoformat()}.csv")
    writer = csv.writer(response)
    rows = [plain(figure) | {"name": words.word(figure.figure)} for figure in found]
    if rows:
        writer.writerow(rows[0])
        writer.writerows(row.values() for row in rows)
    return response


@require_GET
def open_table(request: Asking) -> HttpResponse:
    what = asked(request)
    cells = open_tables.open_table(request.actor, service=what.service, on=what.on)
    return _table(f"open-{what.on.isoformat()}.csv", _("where"), cells, what.on)


@require_GET
def after_programme(request: Asking) -> HttpResponse:
    what = asked(request)
    cells = open_tables.after_programme_table(request.actor, service=what.service, on=what.on)
    return _table(f"after-programme-{what.on.isoformat()}.csv", _("on the ninetieth day"), cells, what.on)


def _table(name: str, about: str, cells: Iterable[Cell], on: date) -> HttpResponse:
    response = _file(name)
    writer = csv.writer(response)
    writer.writerow([about, _("sex"), _("count"), _("as of")])
    for cell in cells:
        row = words.word(cell.row) if cell.row else _("all")
        column = words.word(cell.column) if cell.column else _("all")
        writer.writerow([row, column, _("hidden") if cell.count is None else cell.count, on.isoformat()])
    return response


def _file(name: str) -> HttpResponse:
    """With a mark of UTF-8, so that a spreadsheet reads å, ä and ö."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

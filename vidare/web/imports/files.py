"""What is wrong with a list as a file of its own, to be mended beside the list. It names nobody that the page hides."""

from __future__ import annotations

import csv

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vidare.actions import ledger
from vidare.queries import imports as queries
from vidare.web import words
from vidare.web.asking import Asking
from vidare.web.imports.telling import sentence

# A table program takes what begins so for something to be worked out; a heading is written by whoever made the list.
WORKED_OUT = ("=", "+", "-", "@", "\t", "\r")


@require_GET
def faults(request: Asking, list_id: int) -> HttpResponse:
    """Every fault by its row and column, in the order of the rows."""
    found = queries.faults(request.actor, batch=list_id, on=request.day)
    ledger.note_list(request.actor, "import.listed", at=request.at, persons=[], batch=list_id)
    response = HttpResponse(
        "\ufeff",  # by this mark Excel knows the letters
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="faults-{list_id}.csv"'},
    )
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Row"), _("Column"), _("What"), _("The row")])
    for told in found:
        what = sentence(told.code, told.facts)
        writer.writerow([told.row, plain(told.column), plain(what), words.word(told.state)])
    return response


def plain(text: str) -> str:
    """The text as a text, also where a table program would take it for a formula."""
    return f"'{text}" if text.startswith(WORKED_OUT) else text

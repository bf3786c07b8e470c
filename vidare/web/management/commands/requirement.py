"""``vidare requirement``: the quarter's report of the activity requirement by obstacle, of one board or of all."""

from __future__ import annotations

import csv
import io
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vidare.queries import quarter as queries
from vidare.queries.quarter import Report
from vidare.rules.access import system
from vidare.rules.decision import Hidden
from vidare.rules.quarter import Quarter
from vidare.web import clock
from vidare.web.words.quarter import definition


class Command(BaseCommand):
    help = "Print the quarter's report of the activity requirement, by obstacle: assigned, and denied or reduced."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--quarter", default=None, metavar="QUARTER", help="like 2026Q4; the present one if not given"
        )
        parser.add_argument("--board", default=None, metavar="CODE")
        parser.add_argument("--as-of", default=None, metavar="DATE", help="a day like 2026-11-24; today if not given")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--json", action="store_true", help="one JSON object, and nothing else")
        how.add_argument("--csv", action="store_true", help="a table with a header")

    def handle(self, *args: Any, **options: Any) -> None:
        on = _day(options["as_of"])
        asked = _quarter(options["quarter"], on)
        house = system("quarter")
        chosen = [one for one in queries.boards(house, on=on) if options["board"] in (None, one[1])]
        if not chosen:
            raise CommandError(_("There is no board “%(code)s” here.") % {"code": options["board"] or ""}, returncode=2)
        try:
            reports = [queries.quarter(house, quarter=asked, on=on, board=key) for key, _code, _name in chosen]
        except Hidden as hidden:
            raise CommandError(_("The quarter has not begun yet."), returncode=2) from hidden
        rows = [row for report in reports for row in plain(report)]
        if options["json"]:
            self.stdout.write(json.dumps({"quarter": str(asked), "rows": rows}, ensure_ascii=False))
        elif options["csv"]:
            self.stdout.write(table(rows), ending="")
        else:
            for row in rows:
                self.stdout.write(
                    f"{row['board']} {row['indicator']} {row['measure']}: {row['numerator']} / {row['denominator']}"
                )


def plain(report: Report) -> Iterator[dict[str, object]]:
    for line in report.lines:
        yield {
            "board": report.board,
            "quarter": str(report.quarter),
            "indicator": line.indicator,
            "measure": line.measure.value.removeprefix("report-"),
            "numerator": line.numerator,
            "denominator": line.denominator,
            "unknown": line.unknown,
            "as_of": report.as_of.isoformat(),
            "definition": str(definition(line.measure)),
        }


def table(rows: list[dict[str, object]]) -> str:
    """Numbers that are hidden are empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
        writer.writerows(row.values() for row in rows)
    return text.getvalue()


def _quarter(text: str | None, on: date) -> Quarter:
    if text is None:
        return Quarter.of(on)
    try:
        return Quarter.read(text)
    except ValueError as wrong:
        raise CommandError(_("--quarter: write a quarter like 2026Q4."), returncode=2) from wrong


def _day(text: str | None) -> date:
    if text is None:
        return clock.now().date()
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise CommandError(_("--as-of: write a day like 2026-11-24."), returncode=2) from wrong

"""``vidare figures``: the figures of one service or of all, computed from the rows, on a day."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vidare.queries import figures
from vidare.rules.access import system
from vidare.rules.decision import Hidden
from vidare.rules.statistics import Figure
from vidare.web import clock, words
from vidare.web.words.statistics import definition_of


class Command(BaseCommand):
    help = "Print the figures of one service (--service CODE) or of all, as they stood on a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--service", default=None, metavar="CODE")
        parser.add_argument("--as-of", default=None, metavar="DATE", help="a day like 2026-11-24; today if not given")
        parser.add_argument("--json", action="store_true", help="one JSON object, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        on = _day(options["as_of"])
        try:
            found = []
            for figure in figures.all_figures(system("figures"), on=on, service=options["service"], at=clock.now()):
                found.append(figure)
                self.stderr.write(f"{figure.service} {figure.figure.value}")
        except Hidden as hidden:
            told = _("There is no service “%(code)s” here.") % {"code": options["service"] or ""}
            raise CommandError(told, returncode=2) from hidden
        if options["json"]:
            self.stdout.write(json.dumps({"figures": [plain(one) for one in found]}, ensure_ascii=False))
            return
        for one in found:
            self.stdout.write(f"{words.word(one.figure)}: {one.numerator} / {one.denominator} = {one.value}")


def plain(figure: Figure) -> dict[str, object]:
    return {
        "service": figure.service,
        "figure": figure.code,
        "numerator": None if figure.hidden else figure.numerator,
        "denominator": None if figure.hidden else figure.denominator,
        "value": figure.value,
        "unit": figure.unit.value,
        "low": figure.low,
        "high": figure.high,
        "unknown": None if figure.hidden else figure.unknown,
        "lowest": figure.bounds[0] if figure.bounds else None,
        "highest": figure.bounds[1] if figure.bounds else None,
        "target": figure.target,
        "as_of": figure.as_of.isoformat(),
        "definition": str(definition_of(figure)),
    }


def _day(text: str | None) -> date:
    if text is None:
        return clock.now().date()
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise CommandError(_("--as-of: write a day like 2026-11-24."), returncode=2) from wrong

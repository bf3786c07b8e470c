"""``vidare bench``: what the program costs, beside what it has to be measured against. Runs from a checkout."""

from __future__ import annotations

import importlib
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

KNOWN = ("web",)


class Command(BaseCommand):
    help = "Measure in an instance of its own, made from a seed: processor time of each page beside a floor."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(KNOWN))
        parser.add_argument("--size", type=int, default=6_000, metavar="N", help="people enrolled in the month")
        parser.add_argument("--engine", choices=["postgresql", "sqlite"], default="postgresql")
        parser.add_argument("--here", action="store_true", help="measure the office of the database that is set")
        parser.add_argument("--json", action="store_true", help="one JSON object, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        if unknown := sorted(set(options["names"]) - set(KNOWN)):
            told = _("There is no bench “%(name)s”; there is: %(known)s.")
            raise CommandError(told % {"name": unknown[0], "known": ", ".join(KNOWN)}, returncode=2)
        try:
            web = importlib.import_module("tools.bench.web")
        except ImportError as error:
            raise CommandError(_("The bench runs from a checkout of the program."), returncode=1) from error
        rows = web.bench(options["size"], options["engine"], here=options["here"])
        self.stdout.write(json.dumps({"rows": rows}) if options["json"] else table(rows))


def table(rows: list[dict[str, Any]]) -> str:
    lines = [f"{'':24}{'ms':>8}{'x floor':>9}{'p50':>8}{'p95':>8}{'per s':>8}{'queries':>9}{'kB':>7}"]
    for row in rows:
        more = row["detail"]
        lines.append(
            f"{row['name']:24}{1000 * row['seconds']:8.1f}{row['ratio_to_limit']:9.2f}{more['p50_ms']:8.1f}"
            f"{more['p95_ms']:8.1f}{more['requests_per_second']:8.0f}{more['queries']:9}{more['bytes'] / 1000:7.1f}"
        )
    return "\n".join(lines)

"""Makes the demo: a year in three made-up offices, lived through the actions."""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from vidare.actions import demo as actions
from vidare.queries import access
from vidare.web.demo.centrum_year import CentrumYear
from vidare.web.demo.crowd import LIVED_AT_MOST, Crowd
from vidare.web.demo.fates import ENROLLED
from vidare.web.demo.open_year import OpenYear
from vidare.web.demo.year import NOW, Year


def _migrated() -> bool:
    steps = MigrationExecutor(connection)
    return not steps.migration_plan(steps.loader.graph.leaf_nodes())


class Command(BaseCommand):
    help = "Make the demo office, once; --fresh begins again with an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", type=int, default=ENROLLED, metavar="N", help="people enrolled in the month")
        parser.add_argument("--fresh", action="store_true", help="throw the demo's database away first")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("The demo is made only where VIDARE_DEMO is set."), returncode=2)
        if options["fresh"]:
            actions.throw_away()
        if not settings.APP_ROLE:  # where owner and program are two, the owner has migrated before
            call_command("migrate", verbosity=0)
        elif not _migrated():
            told = _("The database is empty or older than the program. Its owner migrates it first: vidare migrate")
            raise CommandError(told, returncode=2)
        if access.demo_moment():
            self.stderr.write(_("The demo is already there. Make it anew with: vidare demo --fresh"))
            return
        gc.set_threshold(100_000)  # a long run of short deeds: collecting seldom saves a tenth of it
        life = Crowd if options["size"] > LIVED_AT_MOST else Year
        for year in (life, OpenYear, CentrumYear):
            year(options["size"]).live(lambda text: print(text, file=sys.stderr, flush=True))
        actions.fix_moment(NOW)

"""``vidare ready``: does the database fit this program?

Exit code 0 if so, 1 if tables wait, 2 if there is no database to ask, 6 if it is newer.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from vidare.queries import access


class Command(BaseCommand):
    help = "Say whether the database fits this program: its tables made, and none by a newer version."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        steps = self.steps()
        known, applied = steps.loader.disk_migrations, steps.loader.applied_migrations
        newer = sorted(f"{app}.{name}" for app, name in applied if (app, name) not in known and not _gone(app, steps))
        pending = len(steps.migration_plan(steps.loader.graph.leaf_nodes()))
        demo = not pending and not newer and access.demo_moment() is not None
        if options["json"]:
            self.stdout.write(json.dumps({"newer": newer, "pending": pending, "demo": demo}))
        if newer:
            told = _("The database was made by a newer version of the program: %(names)s. Update the program.")
            raise CommandError(told % {"names": ", ".join(newer)}, returncode=6)
        if pending:
            told = _("Migrations that wait: %(count)s. Run: vidare migrate")
            raise CommandError(told % {"count": pending}, returncode=1)
        if not options["json"]:
            self.stdout.write(_("Ready."))

    def steps(self) -> MigrationExecutor:
        try:
            return MigrationExecutor(connection)
        except OperationalError as error:
            told = _("The database cannot be opened (%(why)s). Is VIDARE_DATABASE right, and does its folder exist?")
            raise CommandError(told % {"why": str(error).strip()}, returncode=2) from error


def _gone(app: str, steps: MigrationExecutor) -> bool:
    """An outside package that this program no longer uses may leave its name behind; the house's own may not."""
    return app not in steps.loader.migrated_apps and app != "records"

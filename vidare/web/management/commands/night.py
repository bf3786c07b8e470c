"""``vidare night``: what the house does by itself once a day. Exit code 1 when a part of it failed."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vidare.actions.night import run_night
from vidare.web import clock


class Command(BaseCommand):
    help = "Lay out weeks, derive verdicts, let silent days pass, refresh what asks for attention, seal the trail."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        parts = run_night(at=clock.now())
        if options["json"]:
            told = [{"part": part.name, "count": part.count, "failed": part.failed} for part in parts]
            self.stdout.write(json.dumps({"parts": told}))
        else:
            for part in parts:
                self.stdout.write(f"{part.name}: {_('failed') if part.failed else part.count}")
        failed = [part.name for part in parts if part.failed]
        if failed:
            raise CommandError(_("The night's work failed in part: %(parts)s.") % {"parts": ", ".join(failed)})

"""``vidare population import FILE --service CODE``: numbers of people outside, with their source and their day."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vidare.actions import population as actions
from vidare.rules.access import system
from vidare.rules.decision import Hidden, Refused
from vidare.web import clock, words
from vidare.web.words.files import why


class Command(BaseCommand):
    help = "Take in a csv file with the columns measure, as_of, people and source, for the board of a service."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["import"])
        parser.add_argument("file")
        parser.add_argument("--service", required=True, metavar="CODE")
        parser.add_argument("--json", action="store_true", help="one JSON object, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = Path(options["file"]).read_text(encoding="utf-8-sig")
            rows = actions.take_in(system("population"), service=options["service"], text=text, at=clock.now())
        except OSError as fault:
            raise CommandError(f"{options['file']}: {why(fault)}", returncode=2) from fault
        except UnicodeDecodeError as fault:
            raise CommandError(_("The file is not in UTF-8."), returncode=2) from fault
        except Hidden as hidden:
            told = _("There is no service “%(code)s” here.") % {"code": options["service"]}
            raise CommandError(told, returncode=2) from hidden
        except Refused as refused:
            raise CommandError("\n".join(words.sentence(one) for one in refused.reasons), returncode=2) from refused
        self.stdout.write(json.dumps({"rows": rows}) if options["json"] else _("Rows taken in: %(n)s.") % {"n": rows})

"""``vidare compute WORD …``: counts from files to JSON, without the database. The words are in ``web/columns``."""

from __future__ import annotations

import importlib
import json
import pkgutil
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from vidare.web import columns


class Command(BaseCommand):
    help = "Count from files; see `vidare compute WORD --help`."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
        for found in sorted(pkgutil.iter_modules(columns.__path__), key=lambda found: found.name):
            module = importlib.import_module(f"{columns.__name__}.{found.name}")
            word = words.add_parser(found.name, help=_plain(module.HELP), description=_plain(module.__doc__ or ""))
            word.add_argument("--json", action="store_true", help="one JSON object, and nothing else")
            module.arguments(word)

    def handle(self, *args: Any, **options: Any) -> None:
        answer = importlib.import_module(f"{columns.__name__}.{options['word']}").answer(options)
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for name, value in answer.items():
            self.stdout.write(f"{name}: {value}")


def _plain(text: str) -> str:
    """Argparse fills in every percent sign that is not doubled."""
    return text.replace("%", "%%")

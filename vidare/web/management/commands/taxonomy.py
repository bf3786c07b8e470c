"""``vidare taxonomy load FILE``: the employment service's occupations, skills, languages and licences."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vidare.actions import taxonomy as actions
from vidare.rules.access import system
from vidare.rules.taxonomy import Changes, Fault, Faulty, Read, read_concepts
from vidare.web import clock, words
from vidare.web.words.files import why

TOLD = 20  # so many faults are told one by one


class Command(BaseCommand):
    help = "Load the employment service's concepts, and say what is new, changed, removed and faulty."
    requires_system_checks = ()
    name = "taxonomy"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        load = verbs.add_parser("load", help="read a file, as the employment service publishes it")
        load.add_argument("file")
        load.add_argument("--json", action="store_true", help="one JSON object, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        read = self.read(options["file"])
        for fault in read.faulty[:TOLD]:
            self.stderr.write(_sentence(options["file"], fault))
        if not read.rows:
            told = _("%(file)s: no row in it can be used. Nothing was changed.") % {"file": options["file"]}
            raise CommandError(told, returncode=2)
        found = actions.load(system(self.name), read=read, at=clock.now())
        answer = _counts(read, found)
        said = _("New %(new)s, changed %(changed)s, removed %(removed)s, faulty %(faulty)s, of %(rows)s rows.") % answer
        self.stdout.write(json.dumps(answer) if options["json"] else said)

    def read(self, file: str) -> Read:
        """The pairs of the outermost object, so that a code that stands twice in the file is seen."""
        found = plain_json(file, as_pairs=True)
        if not isinstance(found, _Pairs):
            raise not_the_form(file)
        return read_concepts([(key, dict(said) if isinstance(said, _Pairs) else said) for key, said in found])


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as it stands in the file."""


def plain_json(file: str, *, as_pairs: bool = False) -> Any:
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
        return json.loads(text, object_pairs_hook=_Pairs) if as_pairs else json.loads(text)
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(why)s.") % {"file": file, "why": why(error)}, returncode=2
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise not_the_form(file) from error
    except json.JSONDecodeError as error:
        told = _("%(file)s, row %(row)s: this is not JSON. Nothing was changed.") % {"file": file, "row": error.lineno}
        raise CommandError(told, returncode=2) from error


def not_the_form(file: str) -> CommandError:
    told = _("%(file)s does not have the form of the employment service's files. Nothing was changed.") % {"file": file}
    return CommandError(told, returncode=2)


def _sentence(file: str, fault: Faulty) -> str:
    facts = {"file": file, "row": fault.row, "code": fault.code, "why": words.word(fault.why)}
    return _("%(file)s, row %(row)s (%(code)s): %(why)s") % facts


def _counts(read: Read, found: Changes) -> dict[str, int]:
    without = sum(one.why is Fault.NO_COORDINATES for one in read.faulty)
    return {
        "rows": len(read.rows) + len(read.faulty) - without,
        "new": len(found.new),
        "changed": len(found.changed),
        "removed": len(found.removed),
        "faulty": len(read.faulty),
        "kept_without_coordinates": without,
    }

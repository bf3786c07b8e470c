"""``vidare models list|show|check|import|export|compare``: services are files that travel."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vidare.actions import services as acting
from vidare.queries import services
from vidare.rules.access import system
from vidare.rules.decision import Refused
from vidare.rules.services import BoardOf, Faulty, RuleBook, ServiceModel, faults, read_book
from vidare.rules.services.comparing import differences
from vidare.rules.services.saying import said
from vidare.web import clock, words
from vidare.web.services import files
from vidare.web.words import comparing
from vidare.web.words.files import why


class Command(BaseCommand):
    help = "List, show, check, import, export and compare service models."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for verb, wanted, about in (
            ("list", (), "the models that came with the program or have been taken in"),
            ("show", ("code",), "what a model says: CODE, CODE@VERSION or a file"),
            ("check", ("file",), "every fault of a file, with its line and key"),
            ("import", ("file",), "take in a file as a new version"),
            ("export", ("code", "to"), "write a model as a file: CODE [FILE]"),
            ("compare", ("before", "after"), "what two models say differently, in words"),
            ("start", ("model", "code"), "start a further service by a model that is taken in, under another board"),
        ):
            one = verbs.add_parser(verb, help=about, description=about)
            for name in wanted:
                one.add_argument(name, metavar=name.upper(), nargs="?" if name == "to" else None)
            if verb == "start":
                for option in ("--board", "--board-name", "--municipality"):
                    one.add_argument(option, required=True)
                one.add_argument("--appeal-to", default="")
            if verb != "export":
                one.add_argument("--json", action="store_true", help="one JSON object, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"do_{options['verb']}")(options)
        except files.NoSuchModel as missing:
            told = _("There is no file and no service model called “%(name)s”.") % {"name": missing}
            raise CommandError(told, returncode=2) from missing
        except Faulty as faulty:
            self.tell_faults(options, faulty)

    def say(self, options: dict[str, Any], answer: dict[str, Any], lines: list[str]) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False, default=str) if options["json"] else "\n".join(lines))

    def tell_faults(self, options: dict[str, Any], faulty: Faulty) -> None:
        """Faults are told one to a line on standard error; as JSON they are the answer."""
        name = options.get("file") or options.get("code") or ""
        if options.get("json"):
            self.stdout.write(json.dumps({"file": name, "faults": files.plain(faulty.faults)}, ensure_ascii=False))
            raise SystemExit(2) from faulty
        told = "\n".join(files.sentence(fault, file=name) for fault in faulty.faults)
        raise CommandError(told, returncode=2) from faulty

    def do_list(self, options: dict[str, Any]) -> None:
        kept = {row.code: row for row in services.models()}
        found = [
            {
                "code": code,
                "version": kept[code].version if code in kept else None,
                "digest": kept[code].digest if code in kept else None,
                "services": list(kept[code].services) if code in kept else [],
                "shipped": code in files.shipped(),
            }
            for code in sorted({*kept, *files.shipped()})
        ]
        self.say(options, {"models": found}, [_line(row) for row in found])

    def do_show(self, options: dict[str, Any]) -> None:
        book = files.book_of(options["code"])
        self.say(options, _summary(book), [f"{name}: {_told(value)}" for name, value in _summary(book).items()])

    def do_check(self, options: dict[str, Any]) -> None:
        text = files.text_in(options["file"])
        found = faults(text)
        if found:
            raise Faulty(found)
        answer = {"file": options["file"], "code": read_book(text).code, "faults": []}
        self.say(options, answer, [_("%(file)s can be used: no faults.") % {"file": options["file"]}])

    def do_import(self, options: dict[str, Any]) -> None:
        text = files.text_in(options["file"])
        try:
            done = acting.import_model(system("models"), text=text, at=clock.now())
        except Refused as refused:
            raise CommandError("\n".join(words.sentence(because) for because in refused.reasons)) from refused
        answer = {
            "code": done.code,
            "version": done.version,
            "changed": done.changed or bool(done.rule_sets),
            "services": list(done.services),
            "rule_sets": done.rule_sets,
        }
        facts = {"code": done.code, "version": done.version, "sets": done.rule_sets}
        told = (
            _("%(code)s is taken in as version %(version)s; new rule sets: %(sets)s.")
            if answer["changed"]
            else _("%(code)s stands already as version %(version)s; nothing was changed.")
        )
        self.say(options, answer, [told % facts])

    def do_start(self, options: dict[str, Any]) -> None:
        board = BoardOf(
            code=options["board"],
            name=options["board_name"],
            municipality=options["municipality"],
            appeal_to=options["appeal_to"],
        )
        now = clock.now()
        try:
            acting.start_service(
                system("models"),
                model=options["model"],
                code=options["code"],
                board=board,
                opened_on=now.date(),
                at=now,
            )
        except Refused as refused:
            told = "\n".join(words.sentence(because) for because in refused.reasons)
            raise CommandError(told, returncode=2) from refused
        answer = {"service": options["code"], "model": options["model"], "board": options["board"]}
        self.say(options, answer, [_("%(service)s runs from today, by the model %(model)s.") % answer])

    def do_export(self, options: dict[str, Any]) -> None:
        text = files.text_of(options["code"])
        if not options["to"]:
            self.stdout.write(text, ending="")
            return
        try:
            Path(options["to"]).write_text(text, encoding="utf-8")
        except OSError as error:
            told = _("%(file)s cannot be written: %(why)s.") % {"file": options["to"], "why": why(error)}
            raise CommandError(told) from error

    def do_compare(self, options: dict[str, Any]) -> None:
        options["code"] = options["before"]
        before = files.book_of(options["before"])
        options["code"] = options["after"]
        found = differences(before, files.book_of(options["after"]))
        answer: dict[str, Any] = {
            "differences": [{"key": one.key, "before": one.before, "after": one.after} for one in found]
        }
        lines = [comparing.sentence(one) for one in said(found)]
        answer["said"] = lines
        self.say(options, answer, lines or [_("They say the same.")])


def _line(row: dict[str, Any]) -> str:
    if row["version"] is None:
        return _("%(code)s: comes with the program, not taken in") % {"code": row["code"]}
    facts = {"code": row["code"], "version": row["version"], "digest": row["digest"][:12]}
    return _("%(code)s: version %(version)s, %(digest)s") % facts + (
        f" ({', '.join(row['services'])})" if row["services"] else ""
    )


def _summary(book: ServiceModel | RuleBook) -> dict[str, Any]:
    sets = [{"kind": each.kind, "first_day": each.first_day, "source": each.source} for each in book.rule_sets]
    if isinstance(book, RuleBook):
        return {"code": book.code, "name": book.name, "rule_sets": sets}
    return {
        "code": book.code,
        "name": book.name,
        "board": book.board.name,
        "municipality": book.board.municipality,
        "partners": [partner.name for partner in book.partners],
        "secrecy": book.secrecy.value,
        "languages": list(book.languages),
        "ways_in": list(book.ways_in),
        "questions": [question.code for question in book.questions],
        "first_meeting_days": book.first_meeting_days,
        "areas": [area.code for area in book.areas],
        "activities": {activity.code: activity.kind.value for activity in book.activities},
        "rooms": {room.code: room.seats for room in book.rooms},
        "hours_per_week": sum(len(hours.weekdays) for hours in book.schedule),
        "visits_per_week": book.visits_per_week,
        "exemptions": [exempt.value for exempt in book.exemptions],
        "follow_up_days": list(book.follow_up_days),
        "rule_sets": sets,
        "targets": {target.code: target.value for target in book.targets},
        "figures": list(book.figures),
    }


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_or_nothing(inside)}" for name, inside in value.items())
    if isinstance(value, list):
        return ", ".join(f"{one['kind']} {one['first_day']}" if isinstance(one, dict) else str(one) for one in value)
    return str(value)


def _or_nothing(value: object) -> str:
    return "–" if value is None else str(value)

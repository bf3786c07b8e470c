"""``vidare people import FILE [--confirm]`` and ``vidare people undo ID``: the lists that units have."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vidare.actions import imports as acting
from vidare.queries import imports as asking
from vidare.queries.standing import within
from vidare.rules.access import system
from vidare.rules.decision import Hidden, Refused
from vidare.rules.imports import LARGEST, Chosen, Kind, RowState
from vidare.rules.referrals import WayIn
from vidare.web import clock, words
from vidare.web.imports.telling import columns_of, lines_of, sentence

WIDTH = 30


class Command(BaseCommand):
    help = "Take in a list of people, of recipients of support or of hours; and undo it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        one = verbs.add_parser("import", help="show what a list holds; with --confirm take it in")
        one.add_argument("file", metavar="FILE", help="xlsx or csv")
        one.add_argument("--confirm", action="store_true", help="write it; without this nothing is written")
        one.add_argument("--service", default="", metavar="CODE", help="needed where there are several")
        one.add_argument("--sheet", default="", metavar="NAME", help="needed where several sheets have rows")
        one.add_argument("--kind", choices=[kind.value for kind in Kind], help="found by the headings if not given")
        one.add_argument("--way-in", choices=[way.value for way in WayIn], help="how people came, where no row says")
        one.add_argument("--weeks", type=int, default=8, help="how far ahead a weekday without a last day is laid out")
        back = verbs.add_parser("undo", help="take back what a list made; what has been worked on stays, with why")
        back.add_argument("id", type=int, metavar="ID")
        for verb in (one, back):
            verb.add_argument("--json", action="store_true", help="one JSON object, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"do_{options['verb']}")(options)
        except Refused as refused:
            told = [words.sentence(because) for because in refused.reasons]
            if options["json"]:
                said = [{"code": one.code.value, "text": text} for one, text in zip(refused.reasons, told, strict=True)]
                self.stdout.write(json.dumps({"faults": said}, ensure_ascii=False))
                raise SystemExit(2) from refused
            raise CommandError("\n".join(told), returncode=2) from refused

    def do_import(self, options: dict[str, Any]) -> None:
        content, chosen = _content(options["file"]), _chosen(options)
        on = clock.now().date()
        with within(system("import").scope(on=on)):
            read = asking.looked_at(system("import"), content=content, chosen=chosen, on=on, progress=self.bar)
        counts = Counter(line.state for line in read.lines)
        answer: dict[str, Any] = {
            "import": None,
            "kind": read.kind.value,
            "sheet": read.sheet.name,
            "shape": read.sheet.encoding or "xlsx",
            "rows": len(read.lines),
            "states": {state.value: counts[state] for state in RowState if counts[state]},
            "columns": columns_of(read),
            "faults": lines_of(read),
        }
        if options["confirm"]:
            key = self.take_in(content, chosen)
            answer |= {"import": key} | self.became(key)
        self.say(options, answer, _told(answer))

    def take_in(self, content: bytes, chosen: Chosen) -> int:
        actor, at = system("import"), clock.now()
        scope = actor.scope(on=at.date())
        with within(scope):
            key = asking.half_done(actor, content=content, chosen=chosen, on=at.date())
        if key is None:
            with within(scope):
                key = acting.bring_list(actor, content=content, chosen=chosen, at=at)
            with within(scope):
                acting.confirm_list(actor, batch=key, at=at)
        self.all_parts(acting.take_in_some, key, at)
        return key

    def all_parts(self, part: Callable[..., acting.Far], key: int, at: datetime) -> None:
        """Part after part, each in a transaction of its own: whatever stops it, what is done stands."""
        actor, done = system("import"), 0
        while True:
            with within(actor.scope(on=at.date())):
                far = part(actor, batch=key, at=at)
            done += far.done
            self.bar(done, done + far.left)
            if not far.left:
                return

    def do_undo(self, options: dict[str, Any]) -> None:
        actor, at = system("import"), clock.now()
        scope, key = actor.scope(on=at.date()), options["id"]
        try:
            with within(scope):
                acting.undo_list(actor, batch=key, at=at)
        except Hidden as hidden:
            told = _("There is no list with the number %(key)s.") % {"key": key}
            raise CommandError(told, returncode=2) from hidden
        self.all_parts(acting.take_back_some, key, at)
        answer = {"import": key} | self.became(key)
        self.say(options, answer, _told(answer))

    def became(self, key: int) -> dict[str, Any]:
        """Where the list stands now, and which rows were not taken in or could not be taken back, with why."""
        on = clock.now().date()
        with within(system("import").scope(on=on)):
            one = asking.shown(system("import"), batch=key, on=on)
        return {
            "state": one.one.state.value,
            "states": {state.value: count for state, count in one.one.counts.items()},
            "kept": [
                {"row": told.row, "code": told.code, "text": sentence(told.code, told.facts)} for told in one.kept
            ],
        }

    def bar(self, done: int, whole: int) -> None:
        full = WIDTH * done // max(whole, 1)
        end = "\n" if done >= whole else ""
        self.stderr.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {done}/{whole}", ending=end)

    def say(self, options: dict[str, Any], answer: dict[str, Any], lines: list[str]) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else "\n".join(lines))


def _content(file: str) -> bytes:
    try:
        with Path(file).open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(_("There is no file “%(name)s”.") % {"name": file}, returncode=2) from error


def _chosen(options: dict[str, Any]) -> Chosen:
    on = clock.now().date()
    try:
        doors = asking.doors(system("import"), on=on)
    except Hidden as hidden:
        told = _("There is no service yet. Import the law and a service model first: vidare models import FILE.")
        raise CommandError(told, returncode=2) from hidden
    code, known = options["service"], ", ".join(door.code for door in doors)
    fits = [door for door in doors if code in ("", door.code)]
    if len(fits) > 1:
        raise CommandError(
            _("There are several services. Say which: --service %(known)s.") % {"known": known}, returncode=2
        )
    if not fits:
        told = _("There is no service called “%(code)s”. Import its model first. There are: %(known)s.")
        raise CommandError(told % {"code": code, "known": known}, returncode=2)
    way = WayIn(options["way_in"]) if options["way_in"] else fits[0].ways_in[0]
    kind = Kind(options["kind"]) if options["kind"] else None
    return Chosen(fits[0].service, way, kind, options["sheet"], min(max(options["weeks"], 1), 52))


def _told(answer: dict[str, Any]) -> list[str]:
    """The same for a reader: what became of the rows first, then row by row."""
    lines = []
    if "columns" in answer:
        lines.append(_("%(kind)s, %(rows)s rows") % {"kind": words.word(Kind(answer["kind"])), "rows": answer["rows"]})
    lines += [f"  {words.word(RowState(state))}: {count}" for state, count in answer["states"].items()]
    for column in answer.get("columns", []):
        if column["told"]:
            lines.append(f"{column['letter']} {column['heading']}: {column['told']}")
    lines += [_row(fault) for fault in answer.get("faults", [])] + [_row(kept) for kept in answer.get("kept", [])]
    if answer["import"] is None:
        lines.append(_("Nothing has been written. Take it in with --confirm."))
    else:
        lines.append(_("The list has the number %(key)s.") % {"key": answer["import"]})
    return lines


def _row(fault: dict[str, Any]) -> str:
    place = _("row %(row)s") % {"row": fault["row"]}
    return f"{place}{', ' + fault['column'] if fault.get('column') else ''}: {fault['text']}"

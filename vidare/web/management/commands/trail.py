"""``vidare trail verify|seal``: is everything that was noted still as it was noted?"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vidare.actions import sealing
from vidare.queries.audit import TrailState, trail_state
from vidare.web import clock, words


class Command(BaseCommand):
    help = "Verify the trail's seals, or seal what has been written since the last."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        for verb, about in (("verify", "make every seal again"), ("seal", "seal what has been written since")):
            one = verbs.add_parser(verb, help=about, description=about)
            one.add_argument("--json", action="store_true", help="one JSON object, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "seal":
            count = sealing.seal_trail(at=clock.now())
            self.say(options, {"sealed": count}, _("Rows sealed: %(count)s.") % {"count": count})
            return
        state = trail_state()
        self.say(options, plain(state), told(state))
        if state.broken is not None:
            raise CommandError(_broken(state), returncode=1)

    def say(self, options: dict[str, Any], answer: dict[str, Any], sentence: str) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else sentence)


def plain(state: TrailState) -> dict[str, Any]:
    broken = state.broken
    return {
        "rows": state.rows,
        "sealed": state.sealed,
        "unsealed": state.unsealed,
        "links": state.links,
        "first_broken_link": None
        if broken is None
        else {
            "link": broken.number,
            "first_event": broken.first_event,
            "last_event": broken.last_event,
            "how": broken.how.value,
        },
        "last_digest": state.digest,
    }


def told(state: TrailState) -> str:
    facts = {"rows": state.rows, "links": state.links, "unsealed": state.unsealed}
    return _("%(rows)s rows, %(links)s seals; not yet sealed: %(unsealed)s.") % facts


def _broken(state: TrailState) -> str:
    if state.broken is None:
        return ""
    facts = {
        "link": state.broken.number,
        "first": state.broken.first_event,
        "last": state.broken.last_event,
        "how": words.word(state.broken.how),
    }
    return _("Seal %(link)s (rows %(first)s–%(last)s) does not hold: %(how)s.") % facts

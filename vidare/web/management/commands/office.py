"""``vidare office open|reset|unlock|give``: the first administrator, a way back in, a role given from outside."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vidare.actions import office as actions
from vidare.queries import accounts
from vidare.queries.staff import user_named
from vidare.rules.access import Role, system
from vidare.rules.decision import Hidden, Refused
from vidare.web import clock, words


class Command(BaseCommand):
    help = "Open a real office: create its first administrator, or let one who lost their log-in begin anew."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        first = verbs.add_parser("open", help="the first administrator of a service")
        first.add_argument("--administrator", required=True, metavar="USERNAME")
        first.add_argument("--name", default="", help="as colleagues know them")
        first.add_argument("--service", default="", metavar="CODE", help="needed where there are several")
        again = verbs.add_parser(
            "reset", help="a new password for somebody of staff, and no second factor until chosen"
        )
        again.add_argument("username", metavar="USERNAME")
        unlock = verbs.add_parser("unlock", help="forget the wrong tries of somebody of staff; nothing else changes")
        unlock.add_argument("username", metavar="USERNAME")
        give = verbs.add_parser("give", help="a role to somebody of staff, where no other administrator can give it")
        give.add_argument("username", metavar="USERNAME")
        give.add_argument("role", choices=[role.value for role in Role if role is not Role.PARTICIPANT])
        give.add_argument("--service", default="", metavar="CODE", help="needed where there are several")
        for verb in (first, again, unlock, give):
            verb.add_argument("--json", action="store_true", help="one JSON object, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"do_{options['verb']}")(options)
        except Refused as refused:
            told = "\n".join(words.sentence(because) for because in refused.reasons)
            raise CommandError(told, returncode=2) from refused

    def do_open(self, options: dict[str, Any]) -> None:
        service = _service(options["service"])
        username = options["administrator"]
        if service.has_administrator:
            told = _("The service has an administrator already. They add others; or use: vidare office reset USERNAME.")
            raise CommandError(told, returncode=2)
        made = actions.open_office(
            system("office"), service=service.service, username=username, name=options["name"] or username,
            at=clock.now(),
        )  # fmt: skip
        told = _("%(name)s administers %(service)s. User name: %(username)s. Password, told only now: %(password)s") % {
            "name": options["name"] or username,
            "service": service.name,
            "username": username,
            "password": made.password,
        }
        self.say(options, {"service": service.code, "username": username, "password": made.password}, told)

    def do_reset(self, options: dict[str, Any]) -> None:
        username = options["username"]
        try:
            password = actions.reset_login(system("office"), username=username, at=clock.now())
        except Hidden as hidden:
            raise _nobody(username) from hidden
        told = _(
            "%(username)s logs in anew with this password, told only now, and chooses a second factor again: "
            "%(password)s"
        ) % {"username": username, "password": password}
        self.say(options, {"username": username, "password": password}, told)

    def do_unlock(self, options: dict[str, Any]) -> None:
        username = options["username"]
        try:
            tries = actions.unlock_login(system("office"), username=username, at=clock.now())
        except Hidden as hidden:
            raise _nobody(username) from hidden
        told = _("%(username)s can log in again. Wrong tries that were forgotten: %(tries)s.")
        self.say(options, {"username": username, "tries": tries}, told % {"username": username, "tries": tries})

    def do_give(self, options: dict[str, Any]) -> None:
        service, username, role = _service(options["service"]), options["username"], Role(options["role"])
        user = user_named(username)
        try:
            actions.give_role(
                system("office"), service=service.service, user=user or 0, role=role, at=clock.now()
            )  # fmt: skip
        except Hidden as hidden:
            raise _nobody(username) from hidden
        said = {"name": username, "role": words.word(role), "service": service.name}
        told = _("%(name)s is now %(role)s in %(service)s. Those who administer and lead see it.") % said
        self.say(options, {"service": service.code, "username": username, "role": role.value}, told)

    def say(self, options: dict[str, Any], answer: dict[str, Any], told: str) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else told)


def _nobody(username: str) -> CommandError:
    return CommandError(_("Nobody of staff is called “%(username)s”.") % {"username": username}, returncode=2)


def _service(code: str) -> accounts.Office:
    found = accounts.offices()
    known = ", ".join(one.code for one in found) or _("none")
    if not found:
        told = _("There is no service yet. Import the law and a service model first: vidare models import FILE.")
        raise CommandError(told, returncode=2)
    if not code and len(found) > 1:
        raise CommandError(
            _("There are several services. Say which: --service %(known)s.") % {"known": known}, returncode=2
        )
    for one in found:
        if not code or one.code == code:
            return one
    told = _("There is no service called “%(code)s”. Import its model first. There are: %(known)s.")
    raise CommandError(told % {"code": code, "known": known}, returncode=2)

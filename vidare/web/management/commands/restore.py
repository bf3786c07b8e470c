"""``vidare restore FILE``: a backup put into an empty database, checked before and compared after."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vidare.actions import backups
from vidare.queries.audit import trail_state
from vidare.rules.access import system
from vidare.rules.backups import Manifest
from vidare.rules.decision import Refused
from vidare.web import clock
from vidare.web.management.commands.backup import about, told_why
from vidare.web.management.commands.trail import plain


class Command(BaseCommand):
    help = "Put a backup into an empty database. It is checked to the last row before anything is changed."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the backup")
        parser.add_argument("--check", action="store_true", help="say whether it is whole, and change nothing")
        parser.add_argument("--replace", action="store_true", help="put it in place of what is in the database")
        parser.add_argument("--other-keys", action="store_true", help="also where sealed values cannot be read here")
        parser.add_argument("--json", action="store_true", help="one JSON object, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        source = Path(options["file"])
        try:
            if options["check"]:
                manifest = backups.check_backup(source=source, secret=settings.BACKUP_KEY)
                self.say(
                    options, manifest, {"restored": False}, _("The backup is whole: %(tables)s tables, %(rows)s rows.")
                )
                return
            manifest, undecided = self.restored(source, options)
        except Refused as refused:
            raise told_why(refused) from refused
        state = trail_state()
        told = _("Restored: %(tables)s tables and %(rows)s rows, each compared, as they stood at %(began_at)s.")
        self.say(options, manifest, {"restored": True, "undecided": undecided, "trail": plain(state)}, told)
        if undecided and not options["json"]:
            asks = _(
                "Messages that waited in the backup and may have gone since: %(count)s. The outbox asks about each."
            )
            self.stdout.write(asks % {"count": undecided})
        if state.broken is not None:
            raise CommandError(_("The trail does not hold. See: vidare trail verify."), returncode=1)

    def restored(self, source: Path, options: dict[str, Any]) -> tuple[Manifest, int]:
        """What was put back, and how many messages are undecided by it.

        The migration that follows brings an older backup up to this program, and lays guards, walls and rights.
        """
        at = clock.real_now()
        manifest = backups.restore_backup(
            source=source, secret=settings.BACKUP_KEY, replace=options["replace"], other_keys=options["other_keys"],
            at=at,
        )  # fmt: skip
        call_command("migrate", verbosity=0)
        return manifest, backups.note_restored(system("restore"), manifest=manifest, at=clock.now())

    def say(self, options: dict[str, Any], manifest: Manifest, more: dict[str, Any], told: str) -> None:
        answer = {"file": options["file"], "engine": manifest.engine, **about(manifest), **more}
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else told % answer)

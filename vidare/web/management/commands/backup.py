"""``vidare backup FILE``: a copy of the whole database, while it is in use, sealed and read back."""

from __future__ import annotations

import json
import os
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vidare.actions import backups
from vidare.actions.backups import Made
from vidare.rules.access import system
from vidare.rules.backups import Manifest, No
from vidare.rules.decision import Refused
from vidare.web import clock, words

# What the one who asked can mend by asking otherwise; all else is a fault of the machine or the database.
ASKED_WRONGLY = {
    No.NO_KEY, No.SHORT_KEY, No.SHARED_KEY, No.NO_SUCH_FILE, No.THERE_ALREADY, No.NOT_A_BACKUP, No.WRONG_KEY, No.CUT,
    No.CHANGED, No.OTHER_ENGINE, No.OTHER_KEYS, No.NOT_EMPTY, No.IN_MEMORY,
}  # fmt: skip
NOT_IN_IT = ["VIDARE_SECRET_KEY", "VIDARE_FIELD_KEY", "VIDARE_INDEX_KEY", "VIDARE_BACKUP_KEY"]


class Command(BaseCommand):
    help = (
        "Copy the whole database to a file, sealed with VIDARE_BACKUP_KEY, while it is in use. The keys are not in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the file to write, or a folder: then it is named for the moment")
        parser.add_argument("--json", action="store_true", help="one JSON object, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        began, used = time.monotonic(), _used()
        try:
            made = backups.make_backup(
                system("backup"),
                to=Path(options["file"]),
                secret=settings.BACKUP_KEY,
                began_at=clock.real_now(),
                at=clock.now(),
            )
        except Refused as refused:
            raise told_why(refused) from refused
        seconds = {"seconds": round(time.monotonic() - began, 2), "cpu_seconds": round(_used() - used, 2)}
        if options["json"]:
            self.stdout.write(json.dumps(_plain(made) | seconds, ensure_ascii=False))
            return
        told = _("%(file)s: %(tables)s tables, %(rows)s rows, %(size)s bytes, read back and compared.")
        self.stdout.write(told % (about(made.manifest) | {"file": made.file, "size": made.size}))
        self.stdout.write(_("The keys are not in it: keep %(keys)s elsewhere.") % {"keys": ", ".join(NOT_IN_IT)})


def _used() -> float:
    """The processor's seconds of this process and of the programs it has run."""
    return sum(os.times()[:4])


def about(manifest: Manifest) -> dict[str, Any]:
    return {"tables": len(manifest.tables), "rows": manifest.rows, "began_at": manifest.began_at}


def _plain(made: Made) -> dict[str, Any]:
    return {
        "file": str(made.file),
        "bytes": made.size,
        "sha256": made.digest,
        "engine": made.manifest.engine,
        **about(made.manifest),
        "trail": dict(made.manifest.trail),
        "verified": True,
        "not_in_it": NOT_IN_IT,
    }


def told_why(refused: Refused) -> CommandError:
    """One sentence for each reason. Exit code 6 is a newer version's, as when the program starts."""
    codes = {because.code for because in refused.reasons}
    code = 6 if No.NEWER in codes else 2 if codes <= ASKED_WRONGLY else 1
    return CommandError("\n".join(words.sentence(because) for because in refused.reasons), returncode=code)

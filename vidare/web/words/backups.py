"""Words for backups: why one was not made or not put back, and what to do."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from vidare.rules.backups import Hindrance, No

WORDS: dict[StrEnum, object] = {
    No.NO_KEY: _(
        "There is no key for backups. Set VIDARE_BACKUP_KEY, or VIDARE_BACKUP_KEY_FILE to a file that holds it."
    ),
    No.SHORT_KEY: _("The key for backups is too short: at least %(least)s characters, drawn at random."),
    No.SHARED_KEY: _("The key for backups must be another than the keys of the database and the sessions."),
    No.NO_SUCH_FILE: _("%(file)s cannot be read: %(why)s."),
    No.THERE_ALREADY: _("%(file)s is there already. A backup never takes the place of another: name a new file."),
    No.CANNOT_WRITE: _("%(file)s cannot be written: %(why)s."),
    No.NOT_A_BACKUP: _("The file is not a backup made by this program."),
    No.WRONG_KEY: _("The key is not the one the backup was made with. Nothing was changed."),
    No.CUT: _("The backup is cut: its end is missing. Nothing was changed. Take another copy of it."),
    No.CHANGED: _("The backup is not as it was written: something in it is changed. Nothing was changed here."),
    No.NEWER: _("The backup was made by a newer version of the program: %(names)s. Update the program."),
    No.OTHER_ENGINE: _("The backup was taken from %(theirs)s and the database set here is %(ours)s."),
    No.OTHER_KEYS: _(
        "Other keys are set here than when the backup was made: identity numbers, telephones and addresses in it could "
        "not be read. Set VIDARE_FIELD_KEY and VIDARE_INDEX_KEY as they were, or say --other-keys."
    ),
    No.NOT_EMPTY: _("There is something in the database already. To put the backup in its place, say --replace."),
    No.IN_USE: _("The database is in use. Stop the server and the worker, and try again. Nothing was changed."),
    No.IN_MEMORY: _("A database in memory cannot be copied or put back."),
    No.NO_TOOL: _(
        "%(tool)s of PostgreSQL %(version)s or newer is not on this machine. Install PostgreSQL's client programs."
    ),
    No.TOOL_FAILED: _("%(tool)s failed: %(why)s"),
    No.FAULTY_DATABASE: _("The database is not whole: %(why)s."),
    No.BROKEN_TRAIL: _("The trail does not hold: seal %(link)s is broken. See: vidare trail verify."),
    No.DIFFERS: _("The copy is not the same as what was copied, in: %(tables)s."),
}

HINDRANCE_WORDS: dict[StrEnum, object] = {
    Hindrance.NO_FILE: _("there is no such file"),
    Hindrance.A_FOLDER: _("it is a folder"),
    Hindrance.NO_FOLDER: _("a part of its path is no folder"),
    Hindrance.NO_RIGHT: _("the account that runs Vidare has no right to it"),
    Hindrance.READ_ONLY: _("nothing can be written there"),
    Hindrance.DISK_FULL: _("the disk is full"),
    Hindrance.LONG_NAME: _("its name is too long"),
    Hindrance.TAKEN: _("another backup is being written there"),
    Hindrance.OTHER: _("the system could not, and the disk should be looked at"),
}

"""SQLite with what the house's guards need: who acts, a hash, and Swedish order."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from vidare.records.acting import key_of_who_acts

_ORDER = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e", "è": "e", "ü": "u"})


def swedish_key(text: str) -> str:
    """Å, ä and ö after z, in that order; the case of a letter does not matter."""
    return text.casefold().translate(_ORDER)


def compare(one: str, other: str) -> int:
    a, b = swedish_key(one), swedish_key(other)
    return (a > b) - (a < b)


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        """``must_exist``: SQLite would lay a new, empty file where the disk with the real one is not mounted."""
        params: dict[str, Any] = super().get_connection_params()
        if params.pop("must_exist", False) and not Path(params["database"]).is_file():
            fault = sqlite3.OperationalError(f"there is no file {params['database']}")
            fault.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise fault
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.create_function("app_actor", 0, key_of_who_acts)
        connection.create_function(
            "app_sha256", 1, lambda text: hashlib.sha256(text.encode()).hexdigest(), deterministic=True
        )
        connection.create_collation("sv", compare)
        self.file = _which(conn_params["database"])
        return connection

    def is_usable(self) -> bool:
        """A connection that is kept between requests is to the file that stands there now."""
        return self.file == _which(self.settings_dict["NAME"])


def _which(name: object) -> tuple[int, int] | None:
    try:
        found = Path(str(name)).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino

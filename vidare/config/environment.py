"""Typed readers of the environment, which fail loudly and say what to set."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PATIENCE = 20  # seconds for somebody else's lock, or for a place among the connections; then the user is told
# How soon a server that does not answer at all is given up: seconds, but the last, which is in milliseconds.
UNANSWERED = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}


def text(name: str, default: str | None = None) -> str:
    """The variable, or the content of the file that ``NAME_FILE`` names, or the default."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name} in the environment (or {name}_FILE to a file that holds it).")
    return value


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


# A thread keeps its connection for a minute, and looks first whether it still stands: to open one costs more than a
# page. A pool keeps its own.
KEPT: dict[str, object] = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def database(url: str, *, must_exist: bool = False, lasting: bool = True) -> dict[str, object]:
    """Django's settings for ``sqlite:///absolute/file`` or ``postgresql://user:word@host:port/name``.

    ``must_exist``: the file of SQLite is not made. ``lasting``: what is acknowledged is on its disk, also when the
    power goes; without that each write is some milliseconds quicker. Nobody waits for ever: not for a lock, not for a
    server.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        synchronous = "FULL" if lasting else "NORMAL"
        return {
            "ENGINE": "vidare.records.sqlite",
            "NAME": unquote(parts.path) or ":memory:",
            **KEPT,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": PATIENCE,
                "must_exist": must_exist,
                "init_command": f"PRAGMA journal_mode=WAL;PRAGMA synchronous={synchronous};PRAGMA foreign_keys=ON",
            },
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"VIDARE_DATABASE begins with {parts.scheme!r}; write sqlite:/// or postgresql://.")
    options: dict[str, object] = {**UNANSWERED, **dict(parse_qsl(parts.query))}
    pool, waits = options.pop("pool", ""), int(str(options.pop("lock_timeout", PATIENCE)))
    # Through a pooler that gives each transaction another connection nothing can be prepared: ?prepare=0
    options["prepare_threshold"] = int(str(options.pop("prepare", "2"))) or None
    if pool:
        options["pool"] = {"min_size": 2, "max_size": int(str(pool)), "timeout": PATIENCE}
    if waits:  # a pooler between may refuse it: ?lock_timeout=0
        # No page is so long that it pays to compile its statements.
        options["options"] = f"{options.get('options', '')} -c jit=off -c lock_timeout={waits}s".strip()
    kept = {**KEPT, "CONN_MAX_AGE": 0} if pool else KEPT
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        **kept,
        "OPTIONS": options,
    }

"""Links to what carries messages out of the house: a file, the console, or a mail server."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage


class Carrier(Protocol):
    """Carries one message. Raises anything when it could not; sending the same key twice must do no harm."""

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None: ...


class Console:
    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        print(f"[{channel}] {key}\n{to}\n{subject}\n{text}\n", file=sys.stderr)


class File:
    """One file for each message, named by its key: no name, day or matter in a file's name."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        content = {"key": str(key), "channel": channel, "to": to, "subject": subject, "text": text}
        unfinished = self.directory / f".{key}"
        unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        unfinished.replace(self.directory / f"{key}.json")


class Smtp:
    """E-mail through Django's backend; the key is the message's id, so that a mail server knows one sent twice."""

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        if channel != "email":
            raise ValueError(f"a mail server carries no {channel}")
        EmailMessage(subject, text, to=[to], headers={"Message-ID": f"<{key}@vidare>"}).send()


def chosen() -> Carrier:
    """The carrier that the settings name."""
    name = settings.MESSAGE_ADAPTER
    if name == "console":
        return Console()
    if name == "file":
        return File(Path(settings.MESSAGE_DIRECTORY))
    if name == "smtp":
        return Smtp()
    raise ValueError(f"VIDARE_MESSAGE_ADAPTER is {name!r}; write console, file or smtp")

"""Links to what carries messages out of the house: a file, the console, a mail server, or an SMS gateway."""

from __future__ import annotations

import json
import smtplib
import sys
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from vidare.records.gateways import Gateway
from vidare.rules.messages import Channel
from vidare.rules.sending import Came, NotCarried


class Carrier(Protocol):
    """Carries one message, or raises ``NotCarried``. Any other fault counts as: nobody knows whether it went.

    ``key`` is the message's own for ever: a receiver that knows it will not take the same message twice.
    """

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None: ...


class Console:
    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        print(f"[{channel}] {key}\n{to}\n{subject}\n{text}\n", file=sys.stderr)


class File:
    """One file for each message, named by its key: no name, day or matter in a file's name."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        content = {"key": str(key), "channel": channel, "to": to, "subject": subject, "text": text}
        unfinished = self.directory / f".{key}"
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
            unfinished.replace(self.directory / f"{key}.json")
        except OSError as fault:  # a full disk: the file is not there, or is the same one
            raise NotCarried(Came.NOT_NOW, type(fault).__name__) from fault


class Smtp:
    """E-mail through Django's backend; the key is the message's id, so that a mail server knows one sent twice."""

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as fault:  # nothing has been handed over yet
            raise NotCarried(Came.NOT_NOW, type(fault).__name__) from fault
        headers = {"Message-ID": f"<{key}@vidare>", "Auto-Submitted": "auto-generated"}
        try:
            EmailMessage(subject, text, to=[to], headers=headers, connection=connection).send()
        except smtplib.SMTPRecipientsRefused as fault:
            codes = [code for code, _words in fault.recipients.values()]
            raise _refused(max(codes, default=0)) from fault
        except smtplib.SMTPResponseException as fault:
            raise _refused(fault.smtp_code) from fault
        finally:
            connection.close()


def _refused(code: int) -> NotCarried:
    return NotCarried(Came.NEVER if 500 <= code < 600 else Came.NOT_NOW, f"smtp-{code}")


class Nobody:
    """No link is set up for the channel: what was written for it is given up in sight, not kept waiting."""

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        raise NotCarried(Came.NEVER, "no-carrier")


class ByChannel:
    def __init__(self, carriers: dict[str, Carrier]) -> None:
        self.carriers = carriers

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        self.carriers[channel].carry(key=key, channel=channel, to=to, subject=subject, text=text)


def chosen() -> Carrier:
    """The carriers that the settings name, one for each channel."""
    return ByChannel({Channel.EMAIL: _named(settings.MAIL_ADAPTER), Channel.SMS: _named(settings.SMS_ADAPTER)})


def _named(name: str) -> Carrier:
    if name == "console":
        return Console()
    if name == "file":
        return File(Path(settings.MESSAGE_DIRECTORY))
    if name == "smtp":
        return Smtp()
    if name == "http" and settings.SMS_GATEWAY is not None:
        return Gateway(settings.SMS_GATEWAY)
    return Nobody()

"""The link to an SMS gateway: what it sends, and what it makes of every kind of answer."""

from __future__ import annotations

import json
import smtplib
import socket
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.locmem import EmailBackend

from tests.actions.gateway import FakeGateway
from vidare.config import carriers as configured
from vidare.records.carriers import Smtp
from vidare.records.gateways import Gateway, Settings
from vidare.rules.sending import Came, NotCarried

KEY = uuid4()
FORM = Settings(url="", sender="Kommunen", fields={"dryrun": "yes"}, headers={"Authorization": "Basic abc"}, timeout=5)
JSON = replace(FORM, as_json=True, field_key="reference", accepted_field="status", accepted=("created", "sent"))


def carry(settings: Settings) -> NotCarried | None:
    try:
        Gateway(settings).carry(key=KEY, channel="sms", to="+46701740605", subject="", text="tisdag kl. 9.00 å")
    except NotCarried as fault:
        return fault
    return None


def test_the_gateway_gets_number_text_sender_secret_and_the_messages_own_key() -> None:
    with FakeGateway() as gateway:
        assert carry(replace(FORM, url=gateway.url)) is None
        assert carry(replace(JSON, url=gateway.url)) is None
    (headers, form), (_headers, body) = gateway.asked
    assert (headers["Idempotency-Key"], headers["Authorization"]) == (str(KEY), "Basic abc")
    assert form == "dryrun=yes&to=%2B46701740605&message=tisdag+kl.+9.00+%C3%A5&from=Kommunen"
    told = json.loads(body)
    assert (told["to"], told["message"], told["reference"]) == ("+46701740605", "tisdag kl. 9.00 å", str(KEY))
    assert "abc" not in repr(FORM), "a secret stands in no fault and in no log"


# What a gateway answers, by what it means.
MEANS: dict[Came | None, list[tuple[int, bytes]]] = {
    None: [(200, b'{"status": "created"}'), (201, b'{"status": "sent", "parts": 1}')],
    Came.NEVER: [(200, b'{"status": "refused"}'), (302, b""), *((status, b"{}") for status in (400, 401, 404))],
    Came.NOT_NOW: [(status, b"{}") for status in (408, 429, 500, 503)],
    Came.LOST: [(200, b"<html>"), (200, b"[]"), (502, b"{}"), (504, b"{}")],
}


@pytest.mark.parametrize(
    ("status", "answer", "came"), [(*answer, came) for came, answers in MEANS.items() for answer in answers]
)
def test_every_answer_is_taken_for_what_it_says(status: int, answer: bytes, came: Came | None) -> None:
    with FakeGateway() as gateway:
        gateway.status, gateway.answer = status, answer
        fault = carry(replace(JSON, url=gateway.url))
    assert (fault.came if fault else None) is came


def test_nobody_there_is_tried_again_and_no_answer_is_undecided() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        nobody = carry(replace(FORM, url=url))
        listening.listen()
        silent = carry(replace(FORM, url=url, timeout=0.05))
    assert nobody is not None and (nobody.came, nobody.kind) == (Came.NOT_NOW, "ConnectionRefusedError")
    assert silent is not None and (silent.came, silent.kind) == (Came.LOST, "TimeoutError")


@pytest.mark.parametrize(
    ("where", "fault", "came"),
    [
        ("open", ConnectionRefusedError(), Came.NOT_NOW),
        ("open", smtplib.SMTPAuthenticationError(535, b"no"), Came.NOT_NOW),
        ("send_messages", smtplib.SMTPRecipientsRefused({"a@b": (550, b"unknown")}), Came.NEVER),
        ("send_messages", smtplib.SMTPRecipientsRefused({"a@b": (451, b"later")}), Came.NOT_NOW),
        ("send_messages", smtplib.SMTPDataError(554, b"spam"), Came.NEVER),
    ],
)
def test_a_mail_servers_refusal_is_taken_for_what_it_says(
    monkeypatch: pytest.MonkeyPatch, where: str, fault: Exception, came: Came
) -> None:
    def refuse(*_: object) -> None:
        raise fault

    monkeypatch.setattr(EmailBackend, where, refuse)
    with pytest.raises(NotCarried) as raised:
        Smtp().carry(key=KEY, channel="email", to="a@b", subject="", text="")
    assert raised.value.came is came


def test_a_mail_server_that_breaks_off_leaves_it_open_whether_it_went(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", breaks)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        Smtp().carry(key=KEY, channel="email", to="a@b", subject="", text="")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VIDARE_SMS_URL", "http://sms.example.org/"),
        ("VIDARE_SMS_URL", "https:///sms"),
        ("VIDARE_SMS_METHOD", "GET"),
        ("VIDARE_SMS_TIMEOUT", "600"),
        ("VIDARE_SMS_HEADERS", "no colon"),
    ],
)
def test_a_gateway_that_is_set_up_wrongly_is_refused_when_the_program_starts(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("VIDARE_SMS_URL", "https://sms.example.org/send")
    assert configured.gateway(open_too=False).url == "https://sms.example.org/send"
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        configured.gateway(open_too=False)


def test_without_a_word_nothing_is_carried_but_in_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIDARE_MESSAGE_ADAPTER", raising=False)
    assert configured.adapter("VIDARE_SMS_ADAPTER", among=("file", "http"), demo=False) == "none"
    assert configured.adapter("VIDARE_SMS_ADAPTER", among=("file", "http"), demo=True) == "file"
    monkeypatch.setenv("VIDARE_SMS_ADAPTER", "pigeon")
    with pytest.raises(ImproperlyConfigured, match="pigeon"):
        configured.adapter("VIDARE_SMS_ADAPTER", among=("file", "http"), demo=True)

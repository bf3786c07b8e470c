"""Which link carries e-mail and SMS, and what the SMS gateway wants, read from the environment."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from vidare.config import environment as env
from vidare.records.gateways import Settings

NONE = "none"


def adapter(name: str, *, among: tuple[str, ...], demo: bool) -> str:
    """The adapter of one channel; ``VIDARE_MESSAGE_ADAPTER`` for both, where it can carry this one.

    Where nothing is said nothing is carried, and the outbox shows it; only the demo writes files instead.
    """
    both = env.text("VIDARE_MESSAGE_ADAPTER", "file" if demo else NONE)
    chosen = env.text(name, both if both in among else NONE)
    if chosen not in {*among, NONE}:
        raise ImproperlyConfigured(f"{name} is {chosen!r}; write {', '.join(among)} or {NONE}.")
    return chosen


def gateway(*, open_too: bool) -> Settings:
    """The SMS gateway. Its address begins with https; http only in the demo, which carries no real number."""
    url = env.text("VIDARE_SMS_URL")
    parts = urlsplit(url)
    if parts.scheme not in ({"https", "http"} if open_too else {"https"}) or not parts.hostname:
        raise ImproperlyConfigured("VIDARE_SMS_URL has to begin with https:// and name a host.")
    method = env.text("VIDARE_SMS_METHOD", "POST").upper()
    if method not in {"POST", "PUT"}:
        raise ImproperlyConfigured("VIDARE_SMS_METHOD is POST or PUT: a number does not belong in an address.")
    plain = Settings(url=url)
    headers = _pairs("VIDARE_SMS_HEADERS", ":")
    if secret := env.text("VIDARE_SMS_AUTHORIZATION", ""):
        headers["Authorization"] = secret
    return Settings(
        url=url,
        method=method,
        as_json=env.flag("VIDARE_SMS_JSON"),
        field_to=env.text("VIDARE_SMS_FIELD_TO", plain.field_to),
        field_text=env.text("VIDARE_SMS_FIELD_TEXT", plain.field_text),
        field_from=env.text("VIDARE_SMS_FIELD_FROM", plain.field_from),
        sender=env.text("VIDARE_SMS_SENDER", ""),
        field_key=env.text("VIDARE_SMS_FIELD_KEY", ""),
        key_header=env.text("VIDARE_SMS_KEY_HEADER", plain.key_header),
        fields=_pairs("VIDARE_SMS_FIELDS", "="),
        headers=headers,
        accepted_field=env.text("VIDARE_SMS_ACCEPTED_FIELD", ""),
        accepted=tuple(env.words("VIDARE_SMS_ACCEPTED")),
        timeout=_seconds("VIDARE_SMS_TIMEOUT", plain.timeout),
    )


def _pairs(name: str, between: str) -> dict[str, str]:
    """``A=1`` lines, or with a colon for headers; one on each line, so that a value may hold a comma."""
    found = {}
    for line in env.text(name, "").splitlines():
        key, sign, value = line.partition(between)
        if line.strip() and not (sign and key.strip()):
            raise ImproperlyConfigured(f"{name}: write each line as name{between}value.")
        if line.strip():
            found[key.strip()] = value.strip()
    return found


def _seconds(name: str, default: float) -> float:
    try:
        seconds = float(env.text(name, str(default)))
    except ValueError as fault:
        raise ImproperlyConfigured(f"{name} is a number of seconds.") from fault
    if not 0 < seconds <= 30:
        raise ImproperlyConfigured(f"{name} is more than 0 and at most 30 seconds.")
    return seconds

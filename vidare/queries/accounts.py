"""How a participant logs in, for the staff who help; and whether somebody of staff has proved themselves twice."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from vidare.records import find
from vidare.records.people import Account, LoginCode, Person
from vidare.records.sealed import opened, seal
from vidare.records.services import Membership, Service
from vidare.records.users import User
from vidare.rules.access import Actor, Compartment, Deed, Role
from vidare.rules.accounts import Way, may_send_by_sms
from vidare.rules.decision import Decision, Hidden
from vidare.rules.identity import Protection

SECOND = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
SHOWN = 20
PLACE, KEY = "mfa_authenticator.data", UUID(int=0)


@dataclass(frozen=True, slots=True)
class LoginOf:
    """The log-in of one participant. ``by_sms`` says why no code can go by SMS."""

    person: int
    name: str
    language: str
    opened: bool
    last_used_at: datetime | None
    by_sms: Decision
    paper_until: datetime | None
    letter_until: datetime | None
    has_address: bool
    protection: Protection


def login_of(actor: Actor, *, person: int, at: datetime) -> LoginOf:
    """Raises Hidden for those who may not open log-ins."""
    on = at.date()
    scope = actor.scope(on=on)
    row = find.one(Person.visible_to(scope), person)
    if not actor.may(Deed.CHANGE, Compartment.TEAM, on=on, board=row.board_id).allowed:
        raise Hidden
    account = Account.visible_to(scope).select_related("user").filter(person=row).first()
    codes = LoginCode.visible_to(scope).filter(
        person=row, way__in=[Way.PAPER.value, Way.LETTER.value], used_at=None, withdrawn_at=None, expires_at__gt=at
    )
    until = dict(codes.values_list("way", "expires_at"))
    protection = Protection(row.protection)
    return LoginOf(
        person=row.pk,
        name=f"{row.given_name} {row.family_name}".strip(),
        language=row.language,
        opened=account is not None,
        last_used_at=account.user.last_login if account else None,
        by_sms=may_send_by_sms(
            has_account=account is not None,
            protection=protection,
            sms_wanted=row.sms_wanted,
            has_phone=bool(row.phone_sealed),
        ),
        paper_until=until.get(Way.PAPER.value),
        letter_until=until.get(Way.LETTER.value),
        has_address=protection is Protection.OPEN and bool(row.address_sealed),
        protection=protection,
    )


@dataclass(frozen=True, slots=True)
class MyCode:
    """A code to the participant's own log-in that somebody of staff had made, and whether it was used."""

    way: Way
    issued_at: datetime
    by: str
    role: Role | None
    used_at: datetime | None
    withdrawn: bool


def my_codes(actor: Actor, *, at: datetime) -> tuple[MyCode, ...]:
    """Those of the last year, the latest first; they stay, whoever has opened the message about them."""
    if actor.person_id is None:
        raise Hidden
    rows = LoginCode.visible_to(actor.scope(on=at.date())).filter(
        issued_by__isnull=False, issued_at__gte=at - timedelta(days=365)
    )
    found = list(rows.select_related("issued_by").order_by("-issued_at", "-pk")[:SHOWN])
    held = Membership.objects.filter(user__in={row.issued_by_id for row in found}, service__board__in={
        row.board_id for row in found
    }).order_by("-start", "-pk")  # fmt: skip
    roles = {user: Role(role) for user, role in held.values_list("user", "role")}
    return tuple(
        MyCode(
            Way(row.way), row.issued_at, row.issued_by.name, roles.get(row.issued_by.pk), row.used_at,
            row.withdrawn_at is not None,
        )
        for row in found if row.issued_by
    )  # fmt: skip


def has_second_factor(user_id: int) -> bool:
    """A passkey or one-time codes; recovery codes alone are only a spare key."""
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=SECOND).exists())


def password_is_temporary(user_id: int) -> bool:
    return User.objects.filter(pk=user_id, password_is_temporary=True).exists()


def sealed_secret(text: str) -> str:
    """The secret of somebody's one-time codes, as it is kept."""
    return base64.b64encode(seal(text, place=PLACE, key=KEY)).decode()


def opened_secret(kept: str) -> str:
    return opened(base64.b64decode(kept), place=PLACE, key=KEY)


@dataclass(frozen=True, slots=True)
class Office:
    """A service as the command that opens it knows it."""

    service: int
    code: str
    name: str
    has_administrator: bool


def offices() -> list[Office]:
    """Every service of the database, by code."""
    held = Membership.objects.filter(service=OuterRef("pk"), role=Role.ADMINISTRATOR.value, end=None)
    rows = Service.objects.annotate(administered=Exists(held)).order_by("code")
    return [Office(row.pk, row.code, row.name, row.administered) for row in rows]

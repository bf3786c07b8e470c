"""Log-ins of participants: used with a code by SMS, letter or on paper."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from vidare.actions import messages, representative_doors
from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.people import Account, LoginCode, Person, phone_index
from vidare.records.sealed import index_of
from vidare.records.users import LoginTry, User
from vidare.records.walls import within
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.accounts import LETTERS, CodePolicy, Way, may_send_by_sms, opens, read_code
from vidare.rules.identity import Protection
from vidare.rules.messages import Template
from vidare.rules.trouble import OFF_BY

Draw = Callable[[str], str]
DIGITS = "0123456789"
POLICY = CodePolicy()


@dataclass(frozen=True, slots=True)
class PaperCode:
    """Told once: the code is kept only as a fingerprint."""

    code: str
    expires_at: datetime


@deed
def open_account(actor: Actor, *, person: int, username: str = "", at: datetime) -> int:
    """A log-in without a password: it is used with a code that is sent or printed. The same person has only one."""
    row = one_of(actor, person, at)
    kept = Account.unscoped.filter(person=row).values_list("user_id", flat=True).first()
    if kept is not None:
        note(actor, "account.found", at=at, person=row.key, user=kept)
        return int(kept)
    user = User(
        username=username or f"p-{_draw(LETTERS, 12)}",
        name=f"{row.given_name} {row.family_name}".strip(),
        language=row.language,
    )
    user.set_unusable_password()
    user.save()
    Account.unscoped.create(board_id=row.board_id, compartment=Compartment.TEAM.value, person=row, user=user)
    note(actor, "account.opened", at=at, person=row.key, user=user.pk)
    tell(actor, row, Template.LOGIN_OPENED, at=at)
    return user.pk


@deed
def issue_paper_code(actor: Actor, *, person: int, at: datetime, draw: Draw | None = None) -> PaperCode:
    """A code of letters to hand over or send home. It opens the log-in once; an earlier one on paper no longer does."""
    row = one_of(actor, person, at)
    open_account(actor, person=person, at=at)
    code = draw_letters(draw)
    made = issue(row, Way.PAPER, code, by=actor.user_id, at=at)
    tell_of_code(actor, row, made, at=at)
    return PaperCode(code, made.expires_at)


@deed
def withdraw_codes(actor: Actor, *, person: int, at: datetime) -> int:
    """A letter that is lost opens nothing, and whoever is logged in as the person is logged out.

    Answers how many codes were withdrawn.
    """
    row = one_of(actor, person, at)
    count = _withdraw(row, at=at)
    for account in Account.unscoped.filter(person=row).select_related("user"):
        # Nobody knows the password that is none; sessions hang on it, and end with it.
        account.user.set_unusable_password()
        account.user.save(update_fields=["password"])
    note(actor, "account.codes-withdrawn", at=at, person=row.key, count=count)
    return count


def one_of(actor: Actor, person: int, at: datetime) -> Person:
    """Whom the actor may help with a log-in: persons of their own board."""
    row = find.one(Person.visible_to(actor.scope(on=at.date())), person, lock=True)
    actor.may(Deed.CHANGE, Compartment.TEAM, on=at.date(), board=row.board_id).require()
    return row


def _draw(signs: str, length: int) -> str:
    return "".join(secrets.choice(signs) for _ in range(length))


def draw_letters(draw: Draw | None) -> str:
    """A code for paper, by ``draw`` where the caller has one of its own."""
    return draw(LETTERS) if draw is not None else _draw(LETTERS, POLICY.paper_letters)


def issue(row: Person, way: Way, code: str, *, by: int | None, at: datetime, policy: CodePolicy = POLICY) -> LoginCode:
    """Part of the deed that calls it: a code that opens the log-in, in the place of the one before of its kind."""
    _withdraw(row, way, at=at)
    return LoginCode.unscoped.create(  # type: ignore[no-any-return]
        board_id=row.board_id,
        compartment=Compartment.TEAM.value,
        person=row,
        way=way.value,
        code_index=code_index(code, way=way, person=row.pk),
        issued_by_id=by,
        issued_at=at,
        expires_at=at + policy.lives(way),
    )


def tell_of_code(actor: Actor, row: Person, made: LoginCode, *, at: datetime) -> None:
    """Whoever holds a code can read as the person over every wall: the person is told who had it made."""
    note(actor, "account.code-issued", at=at, person=row.key, board=row.board_id, way=made.way, code=made.pk)
    tell(actor, row, Template.CODE_ISSUED, at=at, way=made.way)


def tell(actor: Actor, row: Person, template: Template, *, at: datetime, **facts: str) -> None:
    held = actor.held(on=at.date())
    if held:  # what nobody of staff has done is told to nobody
        told = {"role": held[0].role, "name": actor.name, "at": at, **facts}
        messages.write(actor, person=row, template=template, facts=told, at=at, compartment=Compartment.TEAM)


def code_index(code: str, *, way: Way, person: int) -> str:
    """A code on paper says by itself whose it is; one by SMS is of use only together with the number."""
    return index_of(code, kind=f"code:{person}" if way is Way.SMS else "code:paper")


def _withdraw(row: Person, *ways: Way, at: datetime) -> int:
    codes = LoginCode.unscoped.filter(person=row, used_at=None, withdrawn_at=None)
    if not ways or Way.LETTER in ways:
        messages.stop_letters(row)
    if ways:
        codes = codes.filter(way__in=[way.value for way in ways])
    return codes.update(withdrawn_at=at)


# ── At the open door: whoever asks learns nothing of who is known here ───────────────────────────────────────────


def may_try(what: str, who: str, *, most: int, at: datetime) -> bool:
    """Counts one more try. The count stays, whatever becomes of the try itself.

    What was counted from a time that has not been, by a clock that was ahead, would lock its owner out until then.
    """
    index = index_of(who, kind=f"try:{what}")
    with transaction.atomic():
        LoginTry.objects.filter(Q(since__lt=at - POLICY.window) | Q(since__gt=at + OFF_BY)).delete()
        LoginTry.objects.get_or_create(who_index=index, defaults={"since": at})
        LoginTry.objects.filter(who_index=index).update(count=F("count") + 1)
        return LoginTry.objects.values_list("count", flat=True).get(who_index=index) <= most


@deed
def send_code(actor: Actor, *, phone: str, at: datetime, draw: Draw | None = None) -> None:
    """A code by SMS to the one participant with this number. Nothing is answered, whether there is one or not."""
    # Whoever asks is nobody yet; what is looked up here never leaves this deed.
    with within(system("log-in").scope(on=at.date())):
        row = _reachable(phone)
        if row is not None:
            code = draw(DIGITS) if draw is not None else _draw(DIGITS, POLICY.sms_digits)
            issue(row, Way.SMS, code, by=None, at=at)
            messages.write(
                actor, person=row, template=Template.LOGIN_CODE, facts={"code": code}, at=at,
                compartment=Compartment.TEAM,
            )  # fmt: skip
    note(actor, "account.code-asked", at=at, person=row.key if row else None, board=row.board_id if row else None)


def _reachable(phone: str) -> Person | None:
    """Nobody when several share the number: a code must open one log-in, and its owner's."""
    index = phone_index(phone)
    if not index:
        return None
    with_account = Account.unscoped.filter(user__is_active=True).values("person")
    found = list(Person.unscoped.filter(phone_index=index, pk__in=with_account).order_by("pk")[:2])
    if len(found) != 1:
        return None
    allowed = may_send_by_sms(
        has_account=True,
        protection=Protection(found[0].protection),
        sms_wanted=found[0].sms_wanted,
        has_phone=True,
    )
    return found[0] if allowed.allowed else None


@deed
def use_code(actor: Actor, *, code: str, phone: str = "", at: datetime) -> int | None:
    """The log-in that the code opens, or None: whatever was wrong, the answer is the same."""
    # Whoever tries is nobody yet; only the key of the log-in leaves this deed, and only for the right code.
    with within(system("log-in").scope(on=at.date())):
        row, user = _opened(read_code(code), phone, at)
        door = representative_doors.opened_by(code, phone, at=at) if row is None else None
    if door is not None:
        note(actor, "representative.code-used", at=at, person=door.person.key, board=door.board_id, door=door.pk,
             user=door.user_id)  # fmt: skip
        return door.user_id
    note(
        actor, "account.code-used" if user else "account.code-refused", at=at,
        person=row.person.key if row else None, board=row.board_id if row else None, user=user,
        code=row.pk if row else None, issued_by=row.issued_by_id if row else None,
    )  # fmt: skip
    return user


def _opened(code: str, phone: str, at: datetime) -> tuple[LoginCode | None, int | None]:
    row = _open_code(code, phone)
    if row is None:
        return None, None
    live = opens(
        expires_at=row.expires_at, tries=row.tries, used=row.used_at is not None,
        withdrawn=row.withdrawn_at is not None, policy=POLICY, at=at,
    )  # fmt: skip
    right = secrets.compare_digest(row.code_index, code_index(code, way=Way(row.way), person=row.person_id))
    accounts = Account.unscoped.filter(person=row.person_id, user__is_active=True)
    user = accounts.values_list("user_id", flat=True).first()
    if not live or not right or user is None:
        LoginCode.unscoped.filter(pk=row.pk).update(tries=F("tries") + 1)
        return row, None
    # The database says who was first, should the same code come twice at once.
    used = LoginCode.unscoped.filter(pk=row.pk, used_at=None, withdrawn_at=None).update(used_at=at)
    return row, user if used else None


def _open_code(code: str, phone: str) -> LoginCode | None:
    """On paper the code finds itself; by SMS the number finds the code, so that a wrong one is counted against it."""
    rows = LoginCode.unscoped.select_related("person").filter(used_at=None, withdrawn_at=None)
    if not phone:
        return rows.exclude(way=Way.SMS.value).filter(code_index=code_index(code, way=Way.PAPER, person=0)).first()
    row = _reachable(phone)
    return None if row is None else rows.filter(way=Way.SMS.value, person=row).first()

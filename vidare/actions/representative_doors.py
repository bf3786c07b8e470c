"""The log-in of who acts for somebody: opened for one telephone, begun with a code on paper, shut at once."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import date, datetime

from django.db.models import F, QuerySet

from vidare.actions import messages
from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.acts_for import standing_of
from vidare.records.people import Account, Person, phone_index
from vidare.records.representatives import Representative, RepresentativeDoor
from vidare.records.sealed import index_of, opened, seal
from vidare.records.services import Membership
from vidare.records.users import User
from vidare.records.walls import within
from vidare.rules import representatives as rules
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.accounts import LETTERS, CodePolicy, read_code
from vidare.rules.decision import Hidden, Refused, no
from vidare.rules.identity import read_phone
from vidare.rules.messages import Template
from vidare.rules.period import ONE_DAY
from vidare.rules.representatives import Capacity, No

Draw = Callable[[str], str]
DIGITS = "0123456789"
POLICY = CodePolicy()
PLACE = "records_representativedoor.phone_sealed"


@deed
def invite_representative(
    actor: Actor, *, representative: int, phone: str, language: str = "sv", at: datetime, draw: Draw | None = None
) -> str:
    """Open a door for them. Answers the code on paper that begins it, told once; later codes go to the telephone."""
    on = at.date()
    row = _of_staff(actor, representative, at=at)
    number = read_phone(phone)
    rules.may_invite(
        standing_of(row),
        phone=number,
        own_phone=bool(number) and row.person.phone_index == phone_index(number),
        of_staff=bool(number) and _is_of_staff(number, row.board_id),
        has_one=_open_doors().filter(representative=row).exists(),
        on=on,
    ).require()
    key = uuid.uuid4()
    door = RepresentativeDoor.unscoped.create(
        board_id=row.board_id, compartment=Compartment.TEAM.value, person=row.person, representative=row, key=key,
        phone_sealed=seal(number, place=PLACE, key=key), phone_index=phone_index(number), language=language,
        opened_by_id=actor.hand, opened_at=at,
    )  # fmt: skip
    note(actor, "representative.invited", at=at, person=row.person.key, representative=row.pk, door=door.pk)
    return _on_paper(actor, door, row, at=at, draw=draw)


@deed
def print_code(actor: Actor, *, representative: int, at: datetime, draw: Draw | None = None) -> str:
    """Another code on paper, in the place of the one before: for a first that was lost, or a telephone that was."""
    row = _of_staff(actor, representative, at=at)
    rules.stands(standing_of(row), on=at.date()).require()
    door = _open_doors().filter(representative=row).first()
    if door is None:
        raise Refused(no(No.NO_LOG_IN).reasons)
    return _on_paper(actor, door, row, at=at, draw=draw)


@deed
def shut_door(actor: Actor, *, representative: int, at: datetime) -> None:
    """No code opens it any more, and whoever is inside is outside with their next step."""
    row = _of_staff(actor, representative, at=at)
    count = _shut(row, at=at)
    if not count:
        raise Refused(no(No.NO_LOG_IN).reasons)
    note(actor, "representative.shut-out", at=at, person=row.person.key, representative=row.pk, count=count)


@deed
def take_back(actor: Actor, *, representative: int, at: datetime) -> None:
    """The person ends what they have given themselves, from this moment."""
    on = at.date()
    if actor.person_id is None:
        raise Hidden
    rows = Representative.visible_to(actor.scope(on=on)).filter(person=actor.person_id).select_related("person")
    row = find.one(rows, representative, lock=True)
    rules.may_take_back(
        Capacity(row.capacity), row.end, taken_back=row.taken_back_at is not None, on=on
    ).require()  # fmt: skip
    row.taken_back_at, row.end = at, max(row.start, min(row.end or on, on - ONE_DAY))
    row.save(update_fields=["taken_back_at", "end"])
    _shut(row, at=at)
    note(
        actor, "representative.taken-back", at=at, person=row.person.key, board=row.board_id, representative=row.pk
    )  # fmt: skip


# ── At the door: whoever asks is nobody yet ──────────────────────────────────────────────────────────────────────


@deed
def send_code(actor: Actor, *, phone: str, at: datetime, draw: Draw | None = None) -> None:
    """A code by SMS to the one who acts for somebody with this number, and is no participant with it."""
    with within(system("log-in").scope(on=at.date())):
        door = _one_with(phone, on=at.date())
        if door is not None:
            code = draw(DIGITS) if draw is not None else _drawn(DIGITS, POLICY.sms_digits)
            door.sms_index, door.sms_until, door.sms_tries = _index(code, door), at + POLICY.sms_for, 0
            door.save(update_fields=["sms_index", "sms_until", "sms_tries"])
            to = opened(door.phone_sealed, place=PLACE, key=door.key)
            messages.write_code(door.person, to=to, code=code, lang=door.language, door=door.pk, at=at)
    note(
        actor, "representative.code-asked", at=at, person=door.person.key if door else None,
        board=door.board_id if door else None, door=door.pk if door else None,
    )  # fmt: skip


def opened_by(code: str, phone: str, *, at: datetime) -> RepresentativeDoor | None:
    """Part of the deed that uses a code: the door that this one opens, now its user's. It is used up by it.

    A code on paper opens its own door and no other: whoever prints one could else come in to another board's person.
    So it is nothing at the open door, and still good inside (``join``), where its user acts for others too, or its
    telephone is already that of a log-in. Nobody at the door is told which of these it was.
    """
    door = _with_code(read_code(code), phone, at=at)
    if door is None or (not phone and _has_others(door, on=at.date())):
        return None
    if door.user is None:
        door.user = _new_user(door)
    _use_up(door, at=at)
    return door


@deed
def join(actor: Actor, *, code: str, at: datetime) -> int:
    """Who has a log-in to act for somebody writes a code on paper there: they act for another with the same log-in."""
    with within(system("log-in").scope(on=at.date())):
        doors = RepresentativeDoor.unscoped.filter(user=actor.user_id)
        if actor.memberships or actor.user_id is None or not doors.exists():
            raise Hidden
        door = _with_code(read_code(code), "", at=at)
        if door is not None:
            door.user_id = actor.user_id
            _use_up(door, at=at)
    note(
        actor, "representative.joined" if door else "account.code-refused", at=at,
        person=door.person.key if door else None, board=door.board_id if door else None,
        door=door.pk if door else None,
    )  # fmt: skip
    return door.pk if door else 0


def _with_code(code: str, phone: str, *, at: datetime) -> RepresentativeDoor | None:
    """On paper the code finds its door; by SMS the number does, so that a wrong one is counted against it."""
    if not code:
        return None
    if not phone:
        rows = _open_doors().filter(paper_index=index_of(code, kind="code:acts-for"), paper_until__gt=at)
        found = rows.select_related("person", "representative__person").first()
        return found if found and rules.stands(standing_of(found.representative), on=at.date()).allowed else None
    door = _one_with(phone, on=at.date())
    if door is None or not door.sms_index or door.sms_until is None:
        return None
    if door.sms_until <= at or door.sms_tries >= POLICY.tries:
        return None
    if not secrets.compare_digest(door.sms_index, _index(code, door)):
        RepresentativeDoor.unscoped.filter(pk=door.pk).update(sms_tries=F("sms_tries") + 1)
        return None
    return door


def _use_up(door: RepresentativeDoor, *, at: datetime) -> None:
    door.paper_index, door.sms_index, door.last_used_at = "", "", at
    door.save(update_fields=["paper_index", "sms_index", "last_used_at", "user"])


def _one_with(phone: str, *, on: date) -> RepresentativeDoor | None:
    """The first of the open doors of the one user with the number. Nobody, when a participant logs in with it, or when
    several users share it: a code must open one log-in, and its owner's."""
    index = phone_index(phone)
    if not index or Person.unscoped.filter(phone_index=index, pk__in=Account.unscoped.values("person")).exists():
        return None
    doors = _in_use(index, on=on)
    return doors[0] if len({door.user_id for door in doors}) == 1 else None


def _in_use(index: str, *, on: date) -> list[RepresentativeDoor]:
    rows = _open_doors().filter(phone_index=index, user__isnull=False).select_related(
        "person", "representative__person", "user"
    )  # fmt: skip
    return [row for row in rows.order_by("pk") if rules.stands(standing_of(row.representative), on=on).allowed]


def _has_others(door: RepresentativeDoor, *, on: date) -> bool:
    """Somebody comes in by another door with its user, or with its telephone."""
    if door.user_id is None:
        return bool(_in_use(door.phone_index, on=on))
    return _open_doors().filter(user=door.user_id).exclude(pk=door.pk).exists()


def _new_user(door: RepresentativeDoor) -> User:
    user = User(
        username=f"r-{_drawn(LETTERS, 12)}", name=door.representative.name[:200], language=door.language
    )  # fmt: skip
    user.set_unusable_password()
    user.save()
    return user


# ── What all of them need ────────────────────────────────────────────────────────────────────────────────────────


def _of_staff(actor: Actor, representative: int, *, at: datetime) -> Representative:
    """Whom the actor may open a door for, or shut it."""
    rows = Representative.visible_to(actor.scope(on=at.date())).select_related("person")
    row = find.one(rows, representative, lock=True)
    actor.may(Deed.CHANGE, on=at.date()).require()
    return row


def _on_paper(
    actor: Actor, door: RepresentativeDoor, row: Representative, *, at: datetime, draw: Draw | None
) -> str:  # fmt: skip
    code = draw(LETTERS) if draw is not None else _drawn(LETTERS, POLICY.paper_letters)
    door.paper_index, door.paper_until = index_of(code, kind="code:acts-for"), at + POLICY.paper_for
    door.save(update_fields=["paper_index", "paper_until"])
    note(actor, "representative.code-printed", at=at, person=row.person.key, representative=row.pk, door=door.pk)
    held = actor.held(on=at.date())
    if held:  # as when a code to the person's own log-in is printed: they are told who had it made
        told = {"role": held[0].role, "name": actor.name, "whom": row.name, "at": at}
        messages.write(
            actor, person=row.person, template=Template.ACTS_FOR_CODE, facts=told, at=at, compartment=Compartment.TEAM
        )
    return code


def _shut(row: Representative, *, at: datetime) -> int:
    """By whoever may: the person's own walls do not stop them from shutting what stands open to their file."""
    with within(system("representatives").scope(on=at.date())):
        return _open_doors().filter(representative=row).update(shut_at=at, paper_index="", sms_index="")


def _open_doors() -> QuerySet[RepresentativeDoor]:
    rows: QuerySet[RepresentativeDoor] = RepresentativeDoor.unscoped.filter(shut_at=None)
    return rows


def _is_of_staff(number: str, board: int) -> bool:
    """Somebody who works with the board's persons has this number."""
    held = Membership.objects.filter(service__board=board).values("user")
    found = User.objects.filter(pk__in=held).exclude(phone="").values_list("phone", flat=True)
    return any(_same(number, phone) for phone in found.distinct())


def _same(number: str, phone: str) -> bool:
    try:
        return read_phone(phone) == number
    except Refused:
        return False


def _index(code: str, door: RepresentativeDoor) -> str:
    return index_of(code, kind=f"code:acts-for:{door.pk}")


def _drawn(signs: str, length: int) -> str:
    return "".join(secrets.choice(signs) for _ in range(length))

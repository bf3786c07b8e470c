"""The bulk door: whole lives that were lived through the actions, written again as other people's, years ago or now."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import models

from vidare.actions import ledger
from vidare.actions.ledger import deed
from vidare.records import copies as rows
from vidare.records import trail
from vidare.records.absences import Absence, Assessment, Basis, Explanation, Ruling
from vidare.records.activities import Booking, Session
from vidare.records.attendance import Observation, Settled
from vidare.records.attention import Attention
from vidare.records.copies import Copier, Copy, Row, number_on
from vidare.records.messages import Message
from vidare.records.notes import Dispute
from vidare.records.outcomes import Exit, FollowUp
from vidare.records.participations import Participation
from vidare.records.people import NameToken, Person, door_code_index, phone_index
from vidare.records.sealed import index_of, name_tokens, seal
from vidare.records.services import Membership, Room, Service
from vidare.records.users import User
from vidare.rules.access import Actor
from vidare.rules.door import all_codes
from vidare.rules.identity import NumberKind, Origin, Sex
from vidare.rules.messages import MessageState
from vidare.rules.outcomes import ExitState, FollowUpState, Occupation
from vidare.rules.participations import State

__all__ = ["Copy", "Identity", "Office", "number_on"]

# The hours of those who left are noted anew, in rooms and weeks of their own (actions/past_hours.py).
OF_HOURS: set[type[models.Model]] = {
    Booking, Observation, Settled, Absence, Explanation, Assessment, Basis, Ruling, Dispute, Message,
}  # fmt: skip
VERBS_OF_HOURS = ("attendance.", "booking.", "absence.", "session.", "message.", "basis.", "ruling.")
CONFIRMED_AFTER = timedelta(days=36)
# What stands under these names in the trail is the key of a row that is copied, or of somebody of staff.
KEYS = {
    "absence", "assessment", "assignment", "basis", "booking", "bookings", "disclosure", "exit", "explanation",
    "follow_up", "mapping", "meeting", "message", "note", "participation", "placement", "plan", "referral", "session",
    "spell", "step",
}  # fmt: skip
USERS = {"by", "coach", "named", "officer", "taken_back"}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is: all that a copied life does not bring with it."""

    given_name: str
    family_name: str
    language: str
    interpreter: bool
    number: str
    born_on: date
    sex: Sex
    origin: Origin
    phone: str
    sms_wanted: bool


@dataclass(frozen=True, slots=True)
class Office:
    """The lives that are copied: those of a service's own people, as the tables hold them."""

    service: int
    board: int
    apart: int
    people: list[Row]
    former: frozenset[int]
    staff: int
    room: int
    free_codes: Iterator[str]


def read_office(service: int) -> Office:
    """Nobody's life is copied who logs in, and of those who left only those who left every way."""
    board = Service.objects.values_list("board_id", flat=True).get(pk=service)
    people = rows.persons_of(board)
    ways = Participation.unscoped.filter(service=service).values_list("person_id", "state")
    here = {person for person, state in ways if state != State.CLOSED.value}
    taken = {row["code_index"] for row in people} | {row["code_index"] for row in rows.rows_of(Person, board=board)}
    return Office(
        service=service,
        board=board,
        apart=(rows.highest() // 1000 + 2) * 1000,
        people=people,
        former=frozenset(person for person, _state in ways) - here,
        staff=Membership.objects.filter(service=service).values("user").distinct().count(),
        room=Room.objects.filter(service=service).order_by("pk").values_list("pk", flat=True).first() or 0,
        free_codes=(code for code in all_codes() if door_code_index(board, code) not in taken),
    )


def ways_of(office: Office) -> list[int]:
    return list(Participation.unscoped.filter(service=office.service).order_by("pk").values_list("pk", flat=True))


def first_free() -> int:
    """A key above every other."""
    return rows.highest() + 1


@deed
def copy_staff(actor: Actor, *, office: Office, sets: int, at: datetime) -> int:
    """Everybody of staff again, ``sets`` times, with the same roles, and no password before they are given one."""
    held = rows.rows_of(Membership, service_id=office.service)
    users = rows.rows_of(User, pk__in={row["user_id"] for row in held})
    shut = make_password(None)
    again = [Copy(0, office.apart, staff=number) for number in range(1, sets)]
    made = rows.write(
        User,
        (
            {**row, "id": copy.user(row["id"]), "username": f"{row['username']}-{copy.staff + 1}0", "password": shut}
            for copy in again
            for row in users
        ),
    )
    rows.write(
        Membership,
        (
            {**row, "id": row["id"] + copy.staff * office.apart, "user_id": copy.user(row["user_id"])}
            for copy in again
            for row in held
        ),
    )
    ledger.note(actor, "staff.copied", at=at, board=office.board, service=office.service, users=made)
    number_on()
    return made


@deed
def copy_rooms(actor: Actor, *, office: Office, copies: Sequence[Copy], at: datetime) -> int:
    """The rooms again, and their hours: a seat is one person's, so other people sit in other rooms."""
    rooms, hours = rows.rows_of(Room, service_id=office.service), rows.rows_of(Session, service_id=office.service)
    for copy in copies:
        rows.write(
            Room,
            (
                {
                    **row,
                    "id": copy.key(row["id"]),
                    "code": f"{row['code']}-{copy.number + 1}",
                    "name": f"{row['name']} {copy.number + 1}",
                }
                for row in rooms
            ),
        )
    copier = Copier(Session, {Room})
    made = rows.write(Session, (copier.again(row, copy) for copy in copies for row in hours))
    ledger.note(actor, "room.copied", at=at, board=office.board, service=office.service, rooms=len(copies), hours=made)
    number_on()
    return made


@deed
def copy_lives(
    actor: Actor, *, office: Office, copies: Sequence[Copy], identities: Iterator[Identity], at: datetime
) -> int:
    """The lives again as other people's; a copy that lies back in time only of those who had left. Answers how many.

    What is derived, and what is owed, is not copied: ``attention.refresh_all`` derives it as after any deed.
    """
    keys: dict[tuple[int, int], uuid.UUID] = {}
    written: list[Row] = []
    tokens: list[NameToken] = []
    for copy in copies:
        for row in office.people:
            if copy.days and row["id"] not in office.former:
                continue
            fresh = _person(row, copy, next(identities), office.free_codes)
            keys[copy.number, row["id"]] = fresh["key"]
            written.append(fresh)
            tokens += _tokens(fresh)
    rows.write(Person, written)
    NameToken.unscoped.bulk_create(tokens, batch_size=rows.AT_ONCE)
    for model in rows.personal_models():
        if model is not Attention:
            rows.write(model, _lives(model, office, copies, at=at))
    known = {row["key"]: row["id"] for row in office.people}
    ledger.note_copies(_trail(known, keys, copies))
    ledger.note(actor, "person.copied", at=at, board=office.board, service=office.service, people=len(written))
    number_on()
    return len(written)


def _person(row: Row, copy: Copy, who: Identity, codes: Iterator[str]) -> Row:
    """Who comes to the door has four digits of their own, while there are any left."""
    key = uuid.uuid4()
    code = next(codes, "") if row["code_index"] and not copy.days else ""
    sealed = partial(seal, key=key)
    return {
        **row,
        "id": copy.key(row["id"]),
        "key": key,
        "given_name": who.given_name,
        "family_name": who.family_name,
        "number_kind": (NumberKind.PERSONNUMMER if who.number else NumberKind.NONE).value,
        "number_sealed": sealed(who.number, place="records_person.number_sealed"),
        "number_index": index_of(who.number, kind="number"),
        "born_on": who.born_on,
        "sex": who.sex.value,
        "origin": who.origin.value,
        "language": who.language,
        "interpreter": who.interpreter,
        "phone_sealed": sealed(who.phone, place="records_person.phone_sealed"),
        "phone_index": phone_index(who.phone),
        "email_sealed": b"",
        "address_sealed": b"",
        "sms_wanted": who.sms_wanted,
        "code_index": door_code_index(row["board_id"], code),
        "card_index": "",
        "created_at": rows.earlier(row["created_at"], copy.days),
    }


def _tokens(person: Row) -> Iterator[NameToken]:
    for token in sorted(name_tokens(person["given_name"], person["family_name"])):
        yield NameToken(board_id=person["board_id"], person_id=person["id"], token=token)


def _lives(model: type[models.Model], office: Office, copies: Sequence[Copy], *, at: datetime) -> Iterator[Row]:
    moved: set[type[models.Model]] = {Person, Room, Session, *rows.personal_models()}
    copier, people = Copier(model, moved), {row["id"] for row in office.people}
    found = [row for row in rows.rows_of(model) if row["person_id"] in people and not _on_its_way(model, row)]
    former = [] if model in OF_HOURS else [row for row in found if row["person_id"] in office.former]
    for copy in copies:
        for row in former if copy.days else found:
            new = copier.again(row, copy)
            if "about" in new:
                new["about"] = _about(new["about"], copy)
            for name in ("facts", "difference"):
                if name in new:
                    new[name] = _moved(new[name], copy)
            yield _long_ago(model, new, at.date()) if copy.days else new


def _on_its_way(model: type[models.Model], row: Row) -> bool:
    """A message is addressed to one person and sealed for them: what has not left the house is not sent to others."""
    if model is Message:
        row["to_sealed"], row["secret_sealed"] = b"", b""
        return bool(row["state"] == MessageState.WAITING.value)
    return False


def _about(about: str, copy: Copy) -> str:
    kind, _, key = about.partition(":")
    return f"{kind}:{copy.key(int(key))}" if key.isdecimal() else about


def _long_ago(model: type[models.Model], row: Row, today: date) -> Row:
    """What was still to be done a year ago has been done: the end is confirmed, and people were asked."""
    if model is Exit and row["state"] == ExitState.PRELIMINARY.value:
        row |= {
            "state": ExitState.CONFIRMED.value, "confirmed": row["preliminary"], "confirmed_by_id": row["made_by_id"],
            "confirmed_on": row["ended_on"] + CONFIRMED_AFTER,
        }  # fmt: skip
    if model is FollowUp and row["state"] == FollowUpState.DUE.value and row["due_on"] <= today:
        row |= {
            "state": FollowUpState.UNKNOWN.value, "occupation": Occupation.UNKNOWN.value, "answered_on": row["due_on"],
        }  # fmt: skip
    return row


def _moved(value: Any, copy: Copy, name: str = "") -> Any:
    """Plain values from the trail or a frozen fact: every key in them follows to its copy."""
    if isinstance(value, Mapping):
        return {inner: _moved(one, copy, inner) for inner, one in value.items()}
    if isinstance(value, list):
        return [_moved(one, copy, "message" if name == "rows" else name) for one in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return copy.key(value) if name in KEYS else copy.user(value) if name in USERS else value
    return value


def _trail(
    known: Mapping[uuid.UUID, int], keys: Mapping[tuple[int, int], uuid.UUID], copies: Collection[Copy]
) -> Iterable[dict[str, Any]]:
    lines = [line for line in trail.rows(after=0) if line.person_key in known]
    for copy in copies:
        for line in lines:
            person = keys.get((copy.number, known[line.person_key])) if line.person_key else None
            if person is None or copy.days and line.verb.startswith(VERBS_OF_HOURS):
                continue
            user = copy.user(line.user_id) if line.user_id else None
            yield {
                "at": rows.earlier(line.at, copy.days), "verb": line.verb, "user_id": user, "role": line.role,
                "actor": f"user:{user}" if user else line.actor, "unit": line.unit, "board_id": line.board_id,
                "person_key": person, "keys": _moved(line.keys, copy),
            }  # fmt: skip

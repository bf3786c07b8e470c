"""Codes that go home by letter: asked for at the open door or by staff, printed, and marked as posted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from vidare.actions import accounts, messages
from vidare.actions.accounts import Draw
from vidare.actions.ledger import deed, note
from vidare.actions.people import place
from vidare.records.configured import values_of
from vidare.records.messages import Message, letters_of, waiting_letters
from vidare.records.people import Account, LoginCode, Person, Reach
from vidare.records.sealed import index_of, opened, seal
from vidare.records.walls import within
from vidare.rules import messages as rules
from vidare.rules.access import Actor, Compartment, Deed, Scope, system
from vidare.rules.accounts import CodePolicy, Way, may_write_letter, policy_of, written
from vidare.rules.decision import Decision, Hidden, no
from vidare.rules.identity import Protection, read_number
from vidare.rules.messages import Channel, MessageState, Template

HOUSE = system("letters")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter as it is printed: an address block where there is one, else it is handed over at the door."""

    letter: int
    name: str
    address: tuple[str, ...]
    lang: str
    subject: str
    before: str
    code: str
    after: str


@deed
def ask_letter(actor: Actor, *, person: int, there: str, at: datetime, draw: Draw | None = None) -> int:
    """Staff ask for somebody who has no phone: a letter that waits to be printed. Answers its message."""
    row = accounts.one_of(actor, person, at)
    accounts.open_account(actor, person=person, at=at)
    policy = _policy_for(row, at)
    _may_write(row, by_staff=True, policy=policy, at=at).require()
    return _write(actor, row, there=there, policy=policy, at=at, draw=draw)


@deed
def ask_letter_home(actor: Actor, *, number: str, there: str, at: datetime, draw: Draw | None = None) -> None:
    """A letter to the one with this identity number. Nothing is answered, whether there is one or not.

    It goes to the address that is known here, so that whoever asks for somebody else gains nothing by it.
    """
    twelve = read_number(number, on=at.date()).twelve
    # Whoever asks is nobody yet; what is looked up here never leaves this deed.
    with within(HOUSE.scope(on=at.date())):
        asked = _known(twelve)
        for row in asked:
            policy = _policy_for(row, at)
            if _may_write(row, by_staff=False, policy=policy, at=at).allowed:
                _write(actor, row, there=there, policy=policy, at=at, draw=draw)
            note(actor, "account.letter-asked", at=at, person=row.key, board=row.board_id)
    if not asked:
        note(actor, "account.letter-asked", at=at)


def _known(twelve: str) -> list[Person]:
    """In each board the one with the number and a log-in; nobody where two have it: it must open its owner's. Whoever
    stands in the register of the young too is no second: that would tell of it."""
    rows = Person.unscoped.filter(number_index=index_of(twelve, kind="number")).order_by("pk")
    rows = rows.exclude(compartment=Compartment.YOUTH.value)
    boards: dict[int, list[Person]] = {}
    for row in rows:
        boards.setdefault(row.board_id, []).append(row)
    with_account = set(
        Account.unscoped.filter(person__in=rows, user__is_active=True).values_list("person_id", flat=True)
    )
    return [one[0] for one in boards.values() if len(one) == 1 and one[0].pk in with_account]


def _policy_for(row: Person, at: datetime) -> CodePolicy:
    """By the rule set of the service that has known the person longest."""
    first = Reach.unscoped.filter(person=row, service__closed_on=None).order_by("pk")
    return policy_of(values_of(first.values_list("service_id", flat=True).first() or 0, "log-in", at.date()))


def _may_write(row: Person, *, by_staff: bool, policy: CodePolicy, at: datetime) -> Decision:
    """Two who ask at once are one after the other: the person is locked meanwhile."""
    if connection.features.has_select_for_update:
        Person.unscoped.select_for_update().get(pk=row.pk)
    live = LoginCode.unscoped.filter(
        person=row, way=Way.LETTER.value, used_at=None, withdrawn_at=None, expires_at__gt=at
    )
    posted = Message.unscoped.filter(
        person=row, channel=Channel.LETTER.value, template=Template.LOGIN_LETTER.value, state=MessageState.SENT.value
    )
    return may_write_letter(
        waiting=live.exists() and waiting_letters().filter(person=row).exists(),
        last_posted_at=posted.order_by("-sent_at").values_list("sent_at", flat=True).first(),
        by_staff=by_staff,
        policy=policy,
        at=at,
    )


def _write(actor: Actor, row: Person, *, there: str, policy: CodePolicy, at: datetime, draw: Draw | None) -> int:
    made = accounts.draw_letters(draw)
    code = accounts.issue(row, Way.LETTER, made, by=actor.user_id, at=at, policy=policy)
    accounts.tell_of_code(actor, row, code, at=at)
    facts = {"there": there, "code": rules.UNTOLD, "until": code.expires_at}
    (key,) = messages.write(
        actor, person=row, template=Template.LOGIN_LETTER, facts=facts, at=at, compartment=Compartment.TEAM,
        secret=written(made),
    )  # fmt: skip
    return key


@deed
def print_letters(actor: Actor, *, letters: Collection[int], at: datetime) -> tuple[Sheet, ...]:
    """The chosen letters with their codes, for the printer. They wait until somebody says that they are posted."""
    with within(_house_for(actor, at)):
        rows = _chosen(actor, letters, at)
        Message.unscoped.filter(pk__in=[row.pk for row in rows]).update(tries=1)
        for row in rows:
            note(actor, "letter.printed", at=at, person=row.person.key, board=row.board_id, message=row.pk)
            accounts.tell(actor, row.person, Template.CODE_ISSUED, at=at, way=Way.PAPER.value)
        return tuple(_sheet(row) for row in rows)


def _sheet(row: Message) -> Sheet:
    before, _, after = row.text.partition(rules.UNTOLD)
    return Sheet(
        letter=row.pk,
        name=f"{row.person.given_name} {row.person.family_name}".strip(),
        address=rules.letter_address(_address(row.person), protection=Protection(row.person.protection)),
        lang=row.lang,
        subject=row.subject,
        before=before.strip(),
        code=opened(row.secret_sealed, place=messages.SECRET_PLACE, key=row.key),
        after=after.strip(),
    )


def _address(person: Person) -> str:
    return opened(person.address_sealed, place=place("address_sealed"), key=person.key)


@deed
def post_letters(actor: Actor, *, letters: Collection[int], at: datetime) -> int:
    """They have been posted, or handed over: the codes are nowhere but on the paper. Answers how many."""
    with within(_house_for(actor, at)):
        rows = _chosen(actor, letters, at)
        for row in rows:
            rules.may_be_posted(printed=row.tries).require()
            lines = rules.letter_address(_address(row.person), protection=Protection(row.person.protection))
            row.to_sealed = seal(", ".join(lines), place=messages.PLACE, key=row.key)
            messages.become(row, MessageState.SENT)
            row.sent_at, row.secret_sealed = at, b""
            row.save(update_fields=["state", "sent_at", "to_sealed", "secret_sealed"])
            note(actor, "letter.posted", at=at, person=row.person.key, board=row.board_id, message=row.pk)
    return len(rows)


def _house_for(actor: Actor, at: datetime) -> Scope:
    """The administrator sees no person: the house opens the letters for those who post them, and nothing else."""
    if not actor.services(Deed.POST, on=at.date()):
        raise Hidden
    return HOUSE.scope(on=at.date())


def _chosen(actor: Actor, letters: Collection[int], at: datetime) -> list[Message]:
    rows = letters_of(actor, at=at).filter(pk__in=letters).order_by("written_at", "pk")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    found = list(rows)
    if not found:
        no(rules.No.NO_LETTER).require()
    return found


@deed
def stop_old_letters(actor: Actor, *, at: datetime) -> int:
    """At night: letters that nobody printed while their code worked are stopped, and their codes forgotten."""
    with within(HOUSE.scope(on=at.date())):
        live = LoginCode.unscoped.filter(way=Way.LETTER.value, used_at=None, withdrawn_at=None, expires_at__gt=at)
        old = waiting_letters().exclude(person__in=live.values("person"))
        count = old.update(state=MessageState.STOPPED.value, secret_sealed=b"")
    note(actor, "letters.stopped", at=at, count=count)
    return count

"""What the owner of a step says of it: that they will do it, or what is wrong. Each for what is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.decision import Because, Decision, no
from vidare.rules.notes import LONGEST_WORD, text_fits

# Where a step of a plan can stand: before the whole team, or behind the wall of those who decide about support.
STANDS_IN = (Compartment.TEAM, Compartment.SOCIAL_SERVICES)


class Word(StrEnum):
    WAITS = "item-waits"
    AGREED = "item-agreed"
    WRONG = "item-wrong"


class No(StrEnum):
    NOT_OWNER = "items.not-the-owner"
    CLOSED = "items.step-is-closed"
    AGREED_ALREADY = "items.agreed-already"
    CHANGED = "items.changed-since-it-was-read"
    NOT_OUTSIDE = "items.owner-is-not-outside"
    ASKED_ALREADY = "items.asked-already"
    COMPARTMENT = "items.not-your-compartment"
    OWNER_BEHIND_WALL = "items.owner-cannot-see-it"


def may_say(*, agreed: bool, wrong: str, is_owner: bool, is_open: bool, standing: Word) -> Decision:
    return Decision.of(_faults(agreed, wrong, is_owner, is_open, standing))


def _faults(agreed: bool, wrong: str, is_owner: bool, is_open: bool, standing: Word) -> Iterator[Because]:
    if not is_owner:
        yield Because(No.NOT_OWNER)
    if not is_open:
        yield Because(No.CLOSED)
    if agreed and standing is Word.AGREED:
        yield Because(No.AGREED_ALREADY)
    if not agreed:
        yield from text_fits(wrong, longest=LONGEST_WORD).reasons


def changed() -> Decision:
    """What was put before the owner is not what the step says today."""
    return no(No.CHANGED)


def may_put_outside(*, outside: bool, is_open: bool, asked: bool) -> Decision:
    """May a step be put before the authority outside that owns it? Once, as it stands."""

    def faults() -> Iterator[Because]:
        if not outside:
            yield Because(No.NOT_OUTSIDE)
        if not is_open:
            yield Because(No.CLOSED)
        if asked:
            yield Because(No.ASKED_ALREADY)

    return Decision.of(faults())


def may_stand_in(compartment: Compartment, *, allowed: bool, owner_sees: bool) -> Decision:
    """May a step stand there? Whoever owns it has to see it."""

    def faults() -> Iterator[Because]:
        if compartment not in STANDS_IN or not allowed:
            yield Because(No.COMPARTMENT)
        elif not owner_sees:
            yield Because(No.OWNER_BEHIND_WALL)

    return Decision.of(faults())


def where_it_may_stand(actor: Actor, *, service: int, on: date) -> tuple[Compartment, ...]:
    """Where the actor can set a step in the service, the whole team's first."""
    return tuple(one for one in STANDS_IN if actor.may(Deed.CHANGE, one, on=on, service=service).allowed)


def told(title: str, due_on: date) -> list[str]:
    """A step as it is put before an owner outside: what and by when, and nothing else."""
    return [f"{due_on.isoformat()} {title}"]

"""One's own calendar feed: a secret address that is made, renewed and stopped, each noted. Reading it is not."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Greatest

from vidare.actions.ledger import deed, note
from vidare.records.feeds import Feed, feed_index
from vidare.records.people import Person
from vidare.rules.access import Actor
from vidare.rules.decision import Hidden, no
from vidare.rules.feeds import No, may_have
from vidare.rules.identity import Protection


@deed
def make_feed(actor: Actor, *, at: datetime, draw: Callable[[], str] = lambda: secrets.token_urlsafe(32)) -> str:
    """A new secret, told once. The address before it stops working at the same moment."""
    person = _own(actor, at)
    may_have(Protection(person.protection) if person else None).require()
    stopped = _stop(actor, at)
    token = draw()
    Feed.objects.create(user_id=actor.hand, token_index=feed_index(token), made_at=at)
    _note(actor, "feed.renewed" if stopped else "feed.made", person, at)
    return token


@deed
def stop_feed(actor: Actor, *, at: datetime) -> None:
    person = _own(actor, at)
    if not _stop(actor, at):
        no(No.NONE).require()
    _note(actor, "feed.stopped", person, at)


def _own(actor: Actor, at: datetime) -> Person | None:
    on = at.date()
    if actor.person_id is not None:
        return Person.visible_to(actor.scope(on=on)).get(pk=actor.person_id)
    if not actor.services(on=on):
        raise Hidden
    return None


def _stop(actor: Actor, at: datetime) -> int:
    """A clock that was put back meanwhile hinders nobody from stopping a secret."""
    works = Feed.objects.filter(user_id=actor.hand, stopped_at=None)
    return works.update(stopped_at=Greatest(F("made_at"), Value(at)))


def _note(actor: Actor, verb: str, person: Person | None, at: datetime) -> None:
    if person is None:
        note(actor, verb, at=at)
    else:
        note(actor, verb, at=at, person=person.key, board=person.board_id)

"""What stands in an office when somebody is about to do a deed, and how a deed is drawn from it.

A draw answers who does the deed, and on what; what it leaves out is drawn by the names of the arguments::

    @draws(rulings.hear)
    def _(scene: Scene) -> Draw:
        row = scene.one(m.Basis, needs=rulings.communicate, state="communicated")
        return scene.user(row.officer_id), {"basis": row.pk, "version": row.version, "words": scene.words()}

What has to be done before is named by ``needs``: the walk then does that first, and so brings a chain forward.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from tests.lives.offices import SAID, Office
from vidare.queries.access import actor_of
from vidare.records import models as m
from vidare.records.boards import working_for
from vidare.records.personal import Personal
from vidare.rules.access import Actor, Role
from vidare.rules.participations import State

Deed = Callable[..., Any]
Draw = tuple[Actor, dict[str, Any]]
LATEST = 6
DRAWS: dict[str, Callable[[Scene], Draw]] = {}
HOUSE: dict[str, Deed] = {}  # what the house does by a door that is no deed of its own: a round of the outbox


class Nothing(Exception):
    """There is nothing here that it could be done on, nor will there be today."""


class Needs(Nothing):
    """Another deed has to be done first."""

    def __init__(self, deed: Deed) -> None:
        self.name = name_of(deed)
        super().__init__(self.name)


class Wait(Nothing):
    """It can be done at that moment, at the earliest."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(until.isoformat())


def name_of(deed: Deed) -> str:
    return f"{deed.__module__.rpartition('.')[2]}.{deed.__name__}"


def draws(deed: Deed) -> Callable[[Callable[[Scene], Draw]], None]:
    def keep(draw: Callable[[Scene], Draw]) -> None:
        DRAWS[name_of(deed)] = draw

    return keep


def house(name: str) -> Callable[[Deed], Deed]:
    """A round that the house makes by itself, done as a deed is: ``made(actor, *, at, …)``."""

    def keep(made: Deed) -> Deed:
        made.__module__, _, made.__name__ = f"vidare.actions.{name}".rpartition(".")
        HOUSE[name] = made
        return made

    return keep


@dataclass
class Scene:
    """An office at a moment. ``told``: what deeds have answered here, ``done``: how often each was done anywhere."""

    dice: Random
    office: Office
    offices: list[Office]
    at: datetime
    told: dict[str, list[tuple[dict[str, Any], Any]]]
    done: Counter[str]
    kept: dict[str, Any] = field(default_factory=dict)  # what a draw has found out, for the other draws of this moment

    @property
    def on(self) -> date:
        return self.at.date()

    @property
    def service(self) -> int:
        return int(self.office.service.pk)

    @cached_property
    def people(self) -> list[int]:
        return self.office.persons()

    # ── Rows ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def rows(self, model: type[models.Model] | QuerySet[Any], *these: Q, **filters: Any) -> list[Any]:
        """The latest rows about this office's people, of whom no identity is protected; or of its service."""
        if isinstance(model, QuerySet):
            found = model
        elif issubclass(model, Personal):
            found = model.unscoped.filter(person__in=self.people).exclude(person__protection="protected")
        elif model is m.Person:
            found = m.Person.unscoped.filter(pk__in=self.people).exclude(protection="protected")
        else:
            found = model._base_manager.filter(service=self.service)
        return list(found.filter(*these, **filters).order_by("-pk")[:LATEST])

    def one(
        self, model: type[models.Model] | QuerySet[Any], *these: Q, needs: Deed | None = None, **filters: Any
    ) -> Any:
        return self.some(self.rows(model, *these, **filters), needs=needs)

    def some(self, rows: Collection[Any], *, needs: Deed | None = None) -> Any:
        """One of them; where boards share the service most often one that is not of the service's own board."""
        if not rows:
            raise Needs(needs) if needs is not None else Nothing
        own = self.office.service.board_id
        others = [row for row in rows if getattr(row, "board_id", own) != own]
        return self.dice.choice(others if others and self.dice.random() < 0.8 else list(rows))

    def way(self, *these: Q, needs: Deed | None = None, **filters: Any) -> m.Participation:
        """Somebody's way through the service, under way unless it is said otherwise. Where there is nobody somebody
        new has to be met."""
        wanted = {"state": State.ACTIVE.value, "service": self.service, **filters}
        return self.met(self.rows(m.Participation, *these, **wanted), needs=needs)

    def met(self, rows: Collection[Any], *, needs: Deed | None) -> Any:
        self.kept["first"] = not rows
        return self.some(rows, needs=needs)

    def organisation(self, **filters: Any) -> m.Organisation:
        return self.one(m.Organisation.objects.filter(**filters))

    # ── Who ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def staff(self, role: Role, board: int | None = None) -> Actor:
        """Somebody with the role in the service today, for the board."""
        held = m.Membership.objects.filter(
            Q(end=None) | Q(end__gt=self.on), service=self.service, role=role.value, start__lte=self.on,
            user__is_active=True,
        )  # fmt: skip
        near = held if board is None else held.filter(working_for(board))
        return self.user(self.some(list(near.order_by("pk"))).user_id)

    def coach(self, row: Any) -> Actor:
        return self.staff(Role.COACH, row.board_id)

    def officer(self, row: Any) -> Actor:
        """Who decides for the board."""
        return self.staff(Role.SOCIAL_SECRETARY, row.board_id)

    def user(self, key: int | None) -> Actor:
        user = m.User.objects.get(pk=key)
        return actor_of(user.pk, name=user.name, on=self.on)

    def participant(self, person: int) -> Actor:
        from vidare.actions import accounts

        row = m.Account.unscoped.filter(person=person).select_related("user").order_by("pk").first()
        if row is None:
            raise Needs(accounts.open_account)
        return Actor(key=f"user:{row.user_id}", user_id=row.user_id, person_id=person, name=row.user.name)

    # ── What is said ──────────────────────────────────────────────────────────────────────────────────────────────

    def words(self) -> str:
        return f"{SAID} {self.dice.randrange(10**6)} och mera"

    def later(self, most: int = 60) -> date:
        return self.on + timedelta(days=self.dice.randint(1, most))

    def answered(self, deed: Deed) -> tuple[dict[str, Any], Any]:
        """What a deed was told and what it answered, one of the latest times."""
        return self.some(self.told.get(name_of(deed), [])[-LATEST:], needs=deed)

    def after(self, deed: Deed) -> None:
        """Not before that has been done: this would end what it waits for."""
        if not self.done[name_of(deed)]:
            raise Needs(deed)

    def wait(self, **delay: float) -> Wait:
        return Wait(self.at + timedelta(**delay))

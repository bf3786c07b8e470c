"""A walk: one deed after the other, in three offices at once, with nights between the days."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

import vidare.actions
from tests.lives import whole
from tests.lives.drawing import Drawing, Nothing
from tests.lives.offices import Office
from vidare.actions import disclosures, night
from vidare.records import models as m
from vidare.records.walls import within
from vidare.rules.access import Actor
from vidare.rules.calendar import is_open_day
from vidare.rules.decision import Hidden, Refused, Stale

Deed = Callable[..., Any]
RUN = disclosures.disclose.__code__  # what ``deed`` makes of every action


def deeds() -> dict[str, Deed]:
    """Every action of the house, by its room and name."""
    found = {}
    for one in pkgutil.iter_modules(vidare.actions.__path__):
        module = importlib.import_module(f"{vidare.actions.__name__}.{one.name}")
        for name, made in vars(module).items():
            by_ledger = inspect.isfunction(made) and made.__code__ is RUN and made.__module__ == module.__name__
            if by_ledger:
                found[f"{one.name}.{name}"] = made
    return found


class Walk:
    def __init__(self, offices: list[Office], *, at: datetime, dice: Random, deeds: dict[str, Deed]) -> None:
        self.offices, self.at, self.dice, self.deeds = offices, at, dice, deeds
        self.tried: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.hands: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.faults: list[str] = []

    def step(self) -> None:
        """One deed that was tried, done or not; when it was done some time passes, and now and then a night."""
        name = self._chosen()
        if not self._tried(self.dice.choice(self.offices), name):
            return
        self.at += timedelta(minutes=self.dice.randint(1, 40))
        if self.at.hour >= 16:
            self.sleep()

    def _chosen(self) -> str:
        """What has seldom been tried with something to try it on comes first."""
        weights = [(1 + self.done[name]) ** 0.3 / (2 + self.tried[name]) for name in self.deeds]
        return self.dice.choices(list(self.deeds), weights=weights)[0]

    def _actor(self, office: Office, name: str) -> Actor:
        """Somebody in a role that has done it before, more often than not."""
        known = [role for role, times in self.hands[name].items() if times]
        if known and self.dice.random() < 0.75:
            role = self.dice.choice(known)
            if role == "participant":
                return self.dice.choice(office.participants() or [office.anybody(self.dice, self.at.date())])
            return office.anybody(self.dice, self.at.date(), role)
        participants = office.participants() if self.dice.random() < 0.2 else []
        return self.dice.choice(participants or [office.anybody(self.dice, self.at.date())])

    def _tried(self, office: Office, name: str) -> bool:
        actor = self._actor(office, name)
        self.tried[name] += 1
        written, on = whole.Written(), self.at.date()
        last = m.Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        said: dict[str, Any] = {}
        try:
            said = Drawing(self.dice, office, self.at, actor).arguments(self.deeds[name])
            with written.listening(), transaction.atomic(), within(actor.scope(on=on)):
                self.deeds[name](actor, **said)
        except Nothing:
            self.tried[name] -= 1
            return False
        except (Refused, Hidden, Stale):
            return False
        except Exception as fault:
            self._fault(name, actor, said, f"{type(fault).__name__}: {fault}"[:300])
            return False
        self.done[name] += 1
        self.hands[name][_hand(actor, self.at)] += 1
        for one in whole.faults(written, on=on, at=self.at, last=last, actor=actor):
            self._fault(name, actor, said, one)
        return True

    def _fault(self, name: str, actor: Actor, said: dict[str, Any], what: str) -> None:
        self.faults.append(f"{name} by {_hand(actor, self.at)} at {self.at:%d %H:%M}: {what}\n    {said}")

    def sleep(self) -> None:
        """The night, after which it is the next open day."""
        day = self.at + timedelta(days=1)
        while not is_open_day(day.date()):
            day += timedelta(days=1)
        self.at = day.replace(hour=8, minute=0)
        for part in night.run_night(at=self.at.replace(hour=3)):
            if part.failed:
                self.faults.append(f"the night's part {part.name} failed")


def _hand(actor: Actor, at: datetime) -> str:
    return "+".join(sorted(role.value for role in actor.roles(on=at.date()))) or "nobody"

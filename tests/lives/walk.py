"""A walk: one deed after the other, in four offices at once, with nights between the days.

What has been done least comes first, as far as it can be done now; where something has to be done before, that is done
instead, and so a chain is brought forward by its next deed. Now and then anybody tries anything on anything.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

import vidare.actions
from tests.lives import whole
from tests.lives.drawing import Drawing
from tests.lives.draws import DRAWS, HOUSE
from tests.lives.offices import Office
from tests.lives.scene import Deed, Draw, Needs, Nothing, Scene, Wait
from vidare.actions import disclosures, night
from vidare.records import models as m
from vidare.records.walls import within
from vidare.rules.access import Actor
from vidare.rules.calendar import is_open_day
from vidare.rules.decision import Hidden, Refused, Stale
from vidare.rules.services import Faulty

RUN = disclosures.disclose.__code__  # what ``deed`` makes of every action
ENOUGH = 8  # times that one deed is done for another, which after so many rests for a while
STRAYS = 0.15  # how often anybody tries anything
DEEPEST = 12  # deeds that have to be done before another, one before the other
FILLERS = 0.3  # how often something is done again while what is left waits


def deeds() -> dict[str, Deed]:
    """Every public action, by its room and name, and the rounds of the house that are no deed of their own."""
    found = dict(HOUSE)
    for one in pkgutil.iter_modules(vidare.actions.__path__):
        module = importlib.import_module(f"{vidare.actions.__name__}.{one.name}")
        for name, made in vars(module).items():
            by_ledger = inspect.isfunction(made) and made.__code__ is RUN and made.__module__ == module.__name__
            if by_ledger and not name.startswith("_"):
                found[f"{one.name}.{name}"] = made
    return found


class Walk:
    def __init__(self, offices: list[Office], *, at: datetime, dice: Random, deeds: dict[str, Deed]) -> None:
        self.offices, self.at, self.dice, self.deeds = offices, at, dice, deeds
        self.tried: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.hands: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.told: dict[int, dict[str, list[Any]]] = {one.service.pk: defaultdict(list) for one in offices}
        self.rests: dict[tuple[str, int], datetime] = {}
        self.nights = 0
        self.order = {name: self._in_order() for name in deeds}
        self.whole = whole.Whole()
        self.refused: Counter[str] = Counter()
        self.pushed: Counter[tuple[str, str]] = Counter()
        self.last: list[str] = []
        self.faults: list[str] = []

    def _in_order(self) -> list[Office]:
        """Where it is done first, the same all the way, so that a chain is brought to its end in one office before
        another begins the like; first of all where several boards share a service, if it can be done there."""
        others = self.dice.sample(self.offices[:-1], len(self.offices) - 1)
        return [*sorted(others, key=lambda one: not one.service.shared), self.offices[-1]]

    @property
    def left(self) -> list[str]:
        """What has not been done yet."""
        return [name for name in self.deeds if not self.done[name]]

    def step(self) -> None:
        """One deed, done or not; when it was done some time passes, and now and then a night."""
        left = self.left
        if self.dice.random() < STRAYS:
            done = self._stray()
        else:
            done = self._brought_forward(left) if left else None
            if done is None and (not left or self.dice.random() < FILLERS):
                done = self._brought_forward(list(self.deeds))
        if done is None:
            self._pass_time(left)
        elif done:
            self.at += timedelta(minutes=self.dice.randint(1, 12))
        if self.at.hour >= 16:
            self.sleep()

    def _pass_time(self, left: list[str]) -> None:
        """Nothing that has not been done can be done now: until the first of it can."""
        rests = [self.rests.get((name, office.service.pk), self.at) for name in left for office in self.offices]
        then = min((rest for rest in rests if rest > self.at), default=self.at + timedelta(hours=1))
        if then.date() == self.at.date():
            self.at = then
        else:
            self.sleep(until=then)

    def _stray(self) -> bool:
        """Anybody does anything to anything: most often it is refused."""
        name, office = self.dice.choice(list(self.deeds)), self.dice.choice(self.offices)
        if name in HOUSE or name.startswith("night."):
            return False
        actor = self._anybody(office, name)
        try:
            said = Drawing(self.dice, office, self.at, actor).arguments(self.deeds[name])
        except Nothing:
            return False
        return self._tried(office, name, actor, said)

    def _anybody(self, office: Office, name: str) -> Actor:
        """Somebody in a role that has done it before, more often than not."""
        known = [role for role, times in self.hands[name].items() if times]
        role = self.dice.choice(known) if known and self.dice.random() < 0.75 else ""
        participants = office.participants() if role == "participant" or self.dice.random() < 0.2 else []
        if participants:
            return self.dice.choice(participants)
        return office.anybody(self.dice, self.at.date(), role)

    # ── What has been done least ──────────────────────────────────────────────────────────────────────────────────

    def _brought_forward(self, names: list[str]) -> bool | None:
        """One of these, or what it needs first. None: none of them can be brought forward now."""
        order = [(self.done[name], self.dice.random(), name) for name in names]
        offices = self.dice.sample(self.offices, len(self.offices))
        scenes = {
            office.service.pk: Scene(self.dice, office, offices, self.at, self.told[office.service.pk], self.done)
            for office in offices
        }
        for _times, _dice, name in sorted(order):
            for office in self.order[name] if len(names) < len(self.deeds) else offices:
                if self.rests.get((name, office.service.pk), self.at) > self.at:
                    continue
                found = self._drawn(name, scenes[office.service.pk])
                if isinstance(found, Wait):
                    break
                if found is not None:
                    return self._did(office, name, *found)
        return None

    def _drawn(self, name: str, scene: Scene) -> tuple[str, Actor, dict[str, Any]] | Wait | None:
        """The deed, or what has to be done before it. What cannot be done here rests for a while."""
        first, office, asked = name, scene.office, set[str]()
        while len(asked) < DEEPEST and name not in asked:
            asked.add(name)
            try:
                actor, given = self._draw(name, scene)
                return name, actor, Drawing(self.dice, office, self.at, actor).arguments(self.deeds[name], given)
            except Needs as needs:
                name = needs.name
            except Wait as wait:
                for one in self.offices if name in self.left else [office]:
                    self.rests[first, one.service.pk] = wait.until
                return wait
            except Nothing:
                break
        self.rests[first, office.service.pk] = self.at + timedelta(hours=8)
        return None

    def _draw(self, name: str, scene: Scene) -> Draw:
        if name in DRAWS:
            return DRAWS[name](scene)
        return self._anybody(scene.office, name), {}

    def _did(self, office: Office, wanted: str, name: str, actor: Actor, said: dict[str, Any]) -> bool:
        self.pushed[wanted, name] += 1
        done = self._tried(office, name, actor, said)
        if not done:
            self.rests[wanted, office.service.pk] = self.at + timedelta(minutes=5 * 2 ** min(self.refused[name], 6))
        elif name != wanted and self.pushed[wanted, name] % ENOUGH == 0:
            self.rests[wanted, office.service.pk] = self.at + timedelta(hours=8)
        return done

    # ── The deed ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _tried(self, office: Office, name: str, actor: Actor, said: dict[str, Any]) -> bool:
        self.tried[name] += 1
        written, on = whole.Written(), self.at.date()
        last = m.Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        try:
            with written.listening(), transaction.atomic(), within(actor.scope(on=on)):
                answer = self.deeds[name](actor, **said)
        except (Refused, Hidden, Stale, Faulty) as no:
            self.refused[name] += 1
            self._remember(f"({name}: {no.__class__.__name__} {_reasons(no)})")
            return False
        except Exception as fault:
            self._fault(name, actor, said, f"{type(fault).__name__}: {fault}"[:300])
            return False
        self.done[name] += 1
        self.hands[name][_hand(actor, self.at)] += 1
        self.told[office.service.pk][name].append((said, answer))
        self._remember(f"{name} by {_hand(actor, self.at)}")
        known = self.done[name] > 1
        for one in self.whole.faults(written, on=on, at=self.at, last=last, actor=actor, known=known):
            self._fault(name, actor, said, one)
        return True

    def _remember(self, what: str) -> None:
        self.last.append(f"{self.at:%d %H:%M} {what}")

    def _fault(self, name: str, actor: Actor, said: dict[str, Any], what: str) -> None:
        self.faults.append(f"{name} by {_hand(actor, self.at)} at {self.at:%d %H:%M}: {what}\n    {said}")

    def sleep(self, until: datetime | None = None) -> None:
        """The night, after which it is the next open day; a long one, when all that is left waits for a later day."""
        self.faults += [f"before the night: {one}" for one in self.whole.owed(self.at.date())]
        day = max(self.at + timedelta(days=1), until or self.at)
        while not is_open_day(day.date()):
            day += timedelta(days=1)
        self.at = day.replace(hour=8, minute=0, second=0, microsecond=0)
        self.nights += 1
        weeks = self.nights % 5 == 1  # the coming weeks are laid out for so long ahead that once a week is enough
        parts = [part for part in night.PARTS if weeks or part[0] != "lay-out-weeks"]
        for part in night.run_night(at=self.at.replace(hour=3), parts=parts):
            if part.failed:
                self.faults.append(f"the night's part {part.name} failed")


def _hand(actor: Actor, at: datetime) -> str:
    return "+".join(sorted(role.value for role in actor.roles(on=at.date()))) or "nobody"


def _reasons(no: Exception) -> str:
    return ", ".join(str(because.code.value) for because in getattr(no, "reasons", ()))

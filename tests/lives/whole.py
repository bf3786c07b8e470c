"""What holds after every deed, whoever did it: nobody is forgotten, nothing stands on the wrong side, all is noted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Q

from tests.lives.drawing import SAID
from vidare.actions import attention, sealing
from vidare.records import chain, trail
from vidare.records import models as m
from vidare.records.personal import Personal
from vidare.records.walls import within
from vidare.rules.access import Actor, Compartment, Scope
from vidare.rules.attention import ANYBODYS, Kind
from vidare.rules.audit import FIRST, broken
from vidare.rules.participations import State
from vidare.rules.plans import StepState

WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(records_\w+)"')
READS = re.compile(r'(?:FROM|JOIN) "(records_\w+)"')
TABLES: dict[str, type[Personal]] = {
    one._meta.db_table: one for one in apps.get_app_config("records").get_models() if issubclass(one, Personal)
}
# Deeds of known kinds between two questions of what is owed; 1 asks each time. Both engines work it out by one rule.
SELDOM = int(os.environ.get("VIDARE_LIVES_SELDOM", "0"))
OFTEN = {"sqlite": 1, "postgresql": 12}
IN_WRITING = [StepState.PLANNED.value, StepState.UNDER_WAY.value]


@dataclass
class Written:
    """The tables that a deed wrote to; or read, where that is asked."""

    wanted: re.Pattern[str] = WRITES
    tables: set[str] = field(default_factory=set)

    @contextmanager
    def listening(self) -> Iterator[None]:
        def heard(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            self.tables.update(self.wanted.findall(sql))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(heard):
            yield


@dataclass
class Whole:
    """What has been found whole so far. ``reads``: what the attention list is worked out from; only a deed that wrote
    there, or a new day, can change it. ``sealed``: how far the chain has been followed, and its digest there."""

    reads: set[str] = field(default_factory=set)
    sealed: tuple[int, str] = (0, FIRST)
    on: date | None = None
    waits: int = 0

    def faults(
        self, written: Written, *, on: date, at: datetime, last: int, actor: Actor, known: bool
    ) -> Iterator[str]:
        """``known``: a deed of the kind has been looked at before. Then what is owed is asked now and then only, and
        always before the night would mend it: it is the dearest question."""
        yield from _noted(last, actor)
        if on != self.on or not self.reads or written.tables & self.reads:
            self.waits += 1
            if not known or self.waits >= (SELDOM or OFTEN[connection.vendor]):
                yield from self.owed(on)
        for table in sorted(written.tables & set(TABLES)):
            yield from _misplaced(TABLES[table])
            yield from _seen_from_outside(TABLES[table], on)
        yield from self._trail(at)

    def owed(self, on: date) -> Iterator[str]:
        self.waits, heard = 0, Written(READS)
        with heard.listening():
            yield from _forgotten(on)
            if attention.refresh_all(on=on):
                yield "what is owed was not worked out anew"
        self.reads |= heard.tables
        self.on = on

    def _trail(self, at: datetime) -> Iterator[str]:
        """What the deed wrote is sealed, and hangs on what was sealed before."""
        sealing.seal_trail(at=at)
        last, digest = self.sealed
        for link in [one for one in trail.links() if one.last > last]:
            if broken(link, trail.rows(after=last, until=link.last), before=digest) is not None:
                yield f"the trail does not hold from {link.first} to {link.last}"
            last, digest = link.last, link.digest
        if trail.unsealed(after=last):
            yield "a line of the trail is not sealed"
        self.sealed = last, digest


def trail_holds() -> bool:
    """All of it, from its first line."""
    state = chain.trail_state()
    return state.broken is None and not state.unsealed


def _noted(last: int, actor: Actor) -> Iterator[str]:
    lines = list(m.Event.objects.filter(pk__gt=last))
    if not any(line.actor == actor.key for line in lines):
        yield "it is not in the trail who did it"
    for line in lines:
        if SAID in str(line.keys):
            yield f"the trail repeats what was written: {line.verb} {line.keys}"


def _forgotten(on: date) -> Iterator[str]:
    """Every active participant has a dated step with an owner, or somebody who works there is told so."""
    here = m.Membership.objects.filter(Q(end=None) | Q(end__gte=on), start__lte=on, service=OuterRef("service"))
    owned = Q(owner_is_participant=True) | Q(owner__isnull=False)
    steps = m.Step.unscoped.filter(owned, participation=OuterRef("pk"), state__in=IN_WRITING, due_on__isnull=False)
    told = m.Attention.unscoped.filter(participation=OuterRef("pk"), kind=Kind.NO_NEXT_STEP.value)
    active = m.Participation.unscoped.filter(state=State.ACTIVE.value)
    for way in active.filter(~Exists(steps), ~Exists(told)):
        yield f"participation {way.pk} has no next step and nobody is told"
    somebody = Q(owner=None) | Exists(here.filter(user=OuterRef("owner")))
    anybodys = [kind.value for kind in ANYBODYS]
    orphaned = m.Attention.unscoped.exclude(kind__in=anybodys).exclude(somebody)
    for row in orphaned:
        yield f"{row.kind} is owed by somebody who does not work there"
    carried = m.Participation.unscoped.filter(state=State.ACTIVE.value, coach__isnull=False)
    for way in carried.exclude(Exists(here.filter(user=OuterRef("coach")))):
        yield f"participation {way.pk} is carried by somebody who does not work there"


def _misplaced(model: type[Personal]) -> Iterator[str]:
    """A row stands in its person's own board, and hangs on nobody else's rows."""
    if model.unscoped.exclude(board=F("person__board")).exists():
        yield f"{model.__name__} stands in another board than its person"
    for one in model._meta.concrete_fields:
        other = one.related_model
        if not isinstance(one, models.ForeignKey) or not isinstance(other, type) or not issubclass(other, Personal):
            continue
        hangs = model.unscoped.filter(**{f"{one.name}__isnull": False})
        if hangs.exclude(**{f"{one.name}__person": F("person")}).exists():
            yield f"{model.__name__}.{one.name} is about somebody else"


def _seen_from_outside(model: type[Personal], on: date) -> Iterator[str]:
    """Another board with every role in every service, and the employment service, see nothing."""
    for scope in outside(on):
        with within(scope):
            if (seen := model.visible_to(scope)).exists():
                yield f"{model.__name__}: {seen.count()} rows are seen from outside"


def outside(on: date) -> Iterator[Scope]:
    services = frozenset(m.Service.objects.values_list("pk", flat=True))
    elsewhere = frozenset((10**9, compartment) for compartment in Compartment)
    yield Scope(on=on, user_id=10**9, walls=elsewhere, services=services, support_boards=frozenset({10**9}))
    yield Scope(on=on, person_id=10**9, user_id=10**9)
    office = m.Organisation.objects.filter(kind="employment-service").values_list("pk", flat=True)
    yield Scope(on=on, user_id=10**9, organisations=frozenset(office), services=services)

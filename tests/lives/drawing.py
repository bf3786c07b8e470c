"""Draws what a deed asks for, from what its arguments are called and of what kind they are."""

from __future__ import annotations

import dataclasses
import inspect
import types
import typing
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from random import Random
from typing import Any

from django.db import models

from tests.lives.offices import SAID, Office
from tests.lives.scene import Nothing
from vidare.actions.people import Contact, Newcomer
from vidare.actions.referrals import Coming
from vidare.records import models as m
from vidare.records.personal import Personal
from vidare.rules.access import Actor
from vidare.rules.bookings import Choice
from vidare.rules.calendar import Week
from vidare.rules.identity import Sex
from vidare.rules.needs import Answer
from vidare.rules.referrals import WayIn
from vidare.rules.taxonomy import Chosen
from vidare.web.demo import people

# The rows that an argument can be the key of, by its name.
KEYS: dict[str, type[models.Model]] = {
    "absence": m.Absence, "activity": m.Activity, "assignment": m.Assignment, "basis": m.Basis, "booking": m.Booking,
    "campaign": m.Campaign, "case": m.LinkCase, "child": m.HouseholdChild, "course": m.Course, "device": m.Device,
    "disclosure": m.Disclosure, "dispute": m.Dispute, "employer": m.Employer, "exit": m.Exit,
    "follow_up": m.FollowUp, "letter": m.Message, "mapping": m.Mapping, "meeting": m.Meeting,
    "membership": m.Membership, "merit": m.Merit, "message": m.Message, "note_id": m.Note,
    "observation": m.Observation, "organisation": m.Organisation, "participation": m.Participation,
    "person": m.Person, "persons": m.Person, "placement": m.Placement, "plan": m.Plan, "referral": m.Referral,
    "relief": m.Relief, "representative": m.Representative, "session": m.Session, "spell": m.OccupationSpell,
    "step": m.Step, "subject": m.Referral, "to_organisation": m.Organisation,
}  # fmt: skip
USERS = frozenset({"coach", "named", "officer", "owner", "staff", "successor", "user"})
SPANS = {
    "children": 3, "children_under_8": 1, "contact_every_days": 40, "count": 3, "hour": 15, "hours": 40,
    "hours_per_week": 40, "invitation": 1, "minutes": 60, "own_level": 5, "paid_ore_per_month": 900_000,
    "search_hours_per_week": 5, "staff_level": 5, "version": 3, "weeks": 3,
}  # fmt: skip
LATEST = 5


@lru_cache(maxsize=256)
def asked(deed: Callable[..., Any]) -> tuple[tuple[str, Any, bool], ...]:
    """Name, kind, and whether it can be left out."""
    kinds = typing.get_type_hints(deed)
    named = list(inspect.signature(deed).parameters.values())[1:]
    return tuple((one.name, kinds[one.name], one.default is not one.empty) for one in named)


class Drawing:
    def __init__(self, dice: Random, office: Office, at: datetime, actor: Actor) -> None:
        self.dice, self.office, self.at, self.on, self.actor = dice, office, at, at.date(), actor
        self.persons = office.persons()
        self.number = dice.randrange(10**6)
        self.rows: list[models.Model] = []

    def arguments(self, deed: Callable[..., Any], given: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Those that are ``given``, and the others by their names. Of a deed on which something is given nothing more
        is said than it asks for."""
        said: dict[str, Any] = dict(given or {})
        for name, kind, optional in asked(deed):
            if name in said or (optional and given is not None):
                continue
            if not optional or (typing.get_origin(kind) is not Callable and self.dice.random() < 0.5):
                try:
                    said[name] = self.one(name, kind, said)
                except Nothing:
                    if not optional:
                        raise
        return self._fitting(said)

    def _fitting(self, said: dict[str, Any]) -> dict[str, Any]:
        """The version that a page would have shown, of the row that it would have shown."""
        versions = [row.version for row in self.rows if isinstance(getattr(row, "version", None), int)]
        if "version" in said and versions and self.dice.random() < 0.9:
            said["version"] = versions[0]
        return said

    def one(self, name: str, kind: Any, before: Mapping[str, Any]) -> Any:
        if kind in MADE:
            return MADE[kind](self)
        if typing.get_origin(kind) in {types.UnionType, typing.Union}:
            kinds = [one for one in typing.get_args(kind) if one is not types.NoneType]
            if len(kinds) < len(typing.get_args(kind)) and self.dice.random() < 0.3:
                return None
            return self.one(name, self.dice.choice(kinds), before)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return self.dice.choice(list(kind))
        if dataclasses.is_dataclass(kind):
            return self._made(typing.cast(type, kind))
        if typing.get_origin(kind) in {Collection, Sequence, tuple, frozenset}:
            return self._several(name, kind, before)
        if typing.get_origin(kind) is Mapping:
            return {} if name == "seen" else self._mapping(kind, before)
        if kind not in PLAIN:
            raise Nothing(name)
        return PLAIN[kind](self, name, before)

    def _several(self, name: str, kind: Any, before: Mapping[str, Any]) -> Any:
        if name == "known":
            return frozenset(area.code for area in self.office.model.areas)
        if name == "facts":
            return ()
        inner = typing.get_args(kind)[0]
        return [self.one(name, inner, before) for _ in range(self.dice.randint(1, 2))]

    def _mapping(self, kind: Any, before: Mapping[str, Any]) -> dict[Any, Any]:
        inner = typing.get_args(kind)[1]
        if inner is Answer:
            return {one.code: self.one("answer", Answer, before) for one in self.office.model.areas}
        if inner is str:
            return {}
        if inner is int:
            return {one.code: self.dice.randint(1, 4) for one in self.office.model.progress}
        booked = m.Booking.unscoped.filter(session=before.get("session"), state="booked").values_list("pk", flat=True)
        return {key: self.one("mark", inner, before) for key in booked}

    def _made(self, kind: type) -> Any:
        hints, said = typing.get_type_hints(kind), dict[str, Any]()
        for one in dataclasses.fields(kind):
            has_default = one.default is not dataclasses.MISSING or one.default_factory is not dataclasses.MISSING
            if not has_default or self.dice.random() < 0.4:
                said[one.name] = self.one(one.name, hints[one.name], said)
        return kind(**said)

    def number_of(self, name: str, before: Mapping[str, Any]) -> int:
        if name == "service":
            return int(self.office.service.pk)
        if name in USERS:
            return int(self.dice.choice(self.office.users).pk)
        if name in KEYS:
            return self.key(KEYS[name])
        if name not in SPANS:
            raise Nothing(name)
        return self.dice.randint(15 if name == "minutes" else 0, SPANS[name])

    def key(self, model: type[models.Model]) -> int:
        """One of the latest rows of the service, or of its people."""
        if model is m.Person:
            looks = self.dice.random() < 0.85
            everybody = m.Person.visible_to(self.actor.scope(on=self.on)) if looks else m.Person.unscoped.all()
            found = everybody.filter(pk__in=self.persons)
        elif issubclass(model, Personal):
            looks = self.dice.random() < 0.85  # most often at what stands on a page of theirs
            rows = model.visible_to(self.actor.scope(on=self.on)) if looks else model.unscoped.all()
            found = rows.filter(person__in=self.persons)
        elif model is m.Session:
            near = (self.at - timedelta(days=2), self.at + timedelta(days=12))
            found = m.Session.objects.filter(service=self.office.service, starts_at__range=near)
        elif model is m.Organisation:
            found = m.Organisation.objects.all()
        else:
            found = model._base_manager.filter(service=self.office.service)
        rows = list(found.order_by("pk") if model is m.Session else found.order_by("-pk")[:LATEST])
        if not rows:
            raise Nothing(model.__name__)
        row = self.dice.choice(rows)
        self.rows.append(row)
        return int(row.pk)

    def day(self, name: str, before: Mapping[str, Any]) -> date:
        first = before.get("start")
        if name in {"end", "until", "last", "review_on", "answer_by", "due_on"}:
            return max(first or self.on, self.on) + timedelta(days=self.dice.randint(0, 90))
        if name == "on":
            return self.on
        if name == "month":
            return self.on.replace(day=1)
        if name == "first":
            return self.on
        return self.on - timedelta(days=self.dice.choice([0, 0, 1, 3, 20, 60]))

    def moment(self, name: str, before: Mapping[str, Any]) -> datetime:
        if name == "starts_at":
            later = self.at + timedelta(days=self.dice.randint(0, 20))
            return later.replace(hour=self.dice.randint(8, 16), minute=0)
        return self.at

    def text(self, name: str, before: Mapping[str, Any]) -> str:
        if name == "language" or name.endswith("lang"):
            return self.dice.choice(["sv", "ar", "en"])
        if "phone" in name:
            return f"070174{605 + self.number % 95:04d}"
        if name == "email":
            return f"q{self.number}@example.org"
        if name in {"username", "organisation_number", "interpreter_language", "about", "code"}:
            return ""
        return f"{SAID} {self.number}"

    def newcomer(self) -> Newcomer:
        who = people.person(self.dice, self.number)
        contact = Contact(who.given, f"{SAID}{self.number}", phone=who.phone, sms_wanted=who.sms, address=who.address)
        return Newcomer(contact, number=who.number, born_on=who.born_on, sex=Sex.WOMAN)

    def coming(self) -> Coming:
        answers = {one.code: self.dice.choice(sorted(one.eligible)) for one in self.office.model.questions}
        ways = [WayIn(code) for code in self.office.model.ways_in if code != WayIn.INVITATION.value]
        return Coming(self.dice.choice(ways), answers=answers)

    def choice(self) -> Choice:
        sessions = m.Session.objects.filter(service=self.office.service, starts_at__gt=self.at)[:20]
        if not sessions:
            raise Nothing("Session")
        at = self.dice.choice(list(sessions)).starts_at.astimezone(self.at.tzinfo)
        return Choice(at.isoweekday(), at.hour, at.minute)


MADE: dict[Any, Callable[[Drawing], Any]] = {
    Newcomer: Drawing.newcomer,
    Coming: Drawing.coming,
    Choice: Drawing.choice,
    Week: lambda self: Week.of(self.on + timedelta(days=7)),
    Chosen: lambda self: Chosen(said=self.dice.choice(["", f"{SAID} yrke"])),
}
PLAIN: dict[Any, Callable[[Drawing, str, Mapping[str, Any]], Any]] = {
    int: Drawing.number_of,
    str: Drawing.text,
    bool: lambda self, name, before: self.dice.random() < 0.5,
    bytes: lambda self, name, before: b"",
    date: Drawing.day,
    datetime: Drawing.moment,
    uuid.UUID: lambda self, name, before: uuid.UUID(int=self.dice.getrandbits(128)),
}

"""What has crossed a wall, item by item, and what the receiver answered."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from vidare.records.organisations import Organisation
from vidare.records.personal import Personal, behind_walls, ends_after_start, one_of
from vidare.records.sealed import opened, seal
from vidare.records.services import Service
from vidare.records.users import User
from vidare.rules.access import Compartment, Scope
from vidare.rules.activities import EmploymentServiceAnswer
from vidare.rules.disclosure import Ground
from vidare.rules.representatives import Matter


class Disclosure(Personal):
    """Made by the act of sharing: ground, receiver, content, date. ``items`` is what was disclosed, as it was then."""

    acted_on = frozenset({Matter.CONSENT})

    to_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    to_compartment = models.CharField(max_length=20, blank=True)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=20)
    purpose = models.CharField(max_length=60)
    conditions = models.TextField(blank=True)
    items = models.JSONField()
    # The parts of the file that stand open to the receiver as they are and change, instead of a copy in ``items``.
    opens = models.JSONField(default=list)
    start = models.DateField()
    end = models.DateField(null=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    asked_answer = models.BooleanField(default=False)
    answer = models.CharField(max_length=30, blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=40, blank=True)

    class Meta(Personal.Meta):
        constraints = [
            one_of("ground", Ground, name="disclosure_has_a_ground"),
            one_of("to_compartment", Compartment, name="disclosure_receiver_is_known", empty=True),
            one_of("answer", EmploymentServiceAnswer, name="disclosure_answer_is_known", empty=True),
            ends_after_start("disclosure_ends_after_start"),
            models.CheckConstraint(
                name="disclosure_has_one_receiver",
                condition=Q(to_organisation__isnull=False, to_compartment="")
                | (Q(to_organisation=None) & ~Q(to_compartment="")),
            ),
            models.CheckConstraint(
                name="disclosure_answer_has_a_day",
                condition=Q(answer="", answered_on=None) | (~Q(answer="") & Q(answered_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="disclosure_by_what_it_is_about", fields=["about"], condition=~Q(about=""))]

    @classmethod
    def opened_to(cls, posts: Collection[tuple[int, int]], *, on: date) -> models.QuerySet[Self]:
        """Those by which another board keeps parts of a file open to an organisation in a service on a day."""
        return cls.disclosed_to(posts, on=on).exclude(opens=[])

    @classmethod
    def once_opened_to(cls, posts: Collection[tuple[int, int]], *, on: date) -> models.QuerySet[Self]:
        """Those and the ones that have ended since: whoever had a page open is told why it closed."""
        rows: models.QuerySet[Self] = cls.unscoped.filter(_received_by(posts), start__lte=on)
        return rows.exclude(opens=[])

    @classmethod
    def beside_the_walls(cls, scope: Scope) -> Q:
        """What the scope's own compartments have been shown of another compartment's, and may still see."""
        open_now = Q(withdrawn_at=None, start__lte=scope.on) & (Q(end=None) | Q(end__gte=scope.on))
        return behind_walls(scope, compartment="to_compartment") & open_now

    @classmethod
    def disclosed_to(cls, posts: Collection[tuple[int, int]], *, on: date) -> models.QuerySet[Self]:
        """What an organisation was shown in a service and may still see, whoever's board it came from.

        ``posts`` are the organisations and services in which the receiver works: see docs/decisions/two-walls.md.
        """
        rows: models.QuerySet[Self] = cls.unscoped.filter(withdrawn_at=None, start__lte=on)
        return rows.filter(Q(end=None) | Q(end__gte=on)).filter(_received_by(posts))

    @classmethod
    def shown_to_the_register(cls, boards: Collection[int], *, on: date) -> models.QuerySet[Self]:
        """What somebody has let the youth responsibility of their board be shown, and has not taken back. Who it is
        about is in nobody's sight there: only what was copied is."""
        rows: models.QuerySet[Self] = cls.unscoped.filter(
            board__in=boards, to_compartment=Compartment.YOUTH.value, withdrawn_at=None, start__lte=on
        )
        return rows.filter(Q(end=None) | Q(end__gte=on))


def _received_by(posts: Collection[tuple[int, int]]) -> Q:
    receivers = Q(*(Q(to_organisation=who, service=where) for who, where in sorted(posts)), _connector=Q.OR)
    return receivers if posts else Q(pk__in=[])


SEALED = "sealed"
PLACE = "records_disclosure.items"


def sealed_items(facts: Mapping[str, object], *, hide: Collection[str]) -> dict[str, object]:
    """The items as they are kept: those in ``hide`` encrypted under a key of the row's own."""
    key = uuid4()
    kept = {
        name: {SEALED: b64encode(seal(str(fact), place=PLACE, key=key)).decode()} if name in hide else fact
        for name, fact in facts.items()
    }
    return {"key": str(key), "facts": kept}


def opened_items(items: Mapping[str, Any]) -> dict[str, object]:
    """What was disclosed, readable again, by the code of each item."""
    key = UUID(items["key"])
    return {
        name: opened(b64decode(fact[SEALED]), place=PLACE, key=key)
        if isinstance(fact, dict) and SEALED in fact
        else fact
        for name, fact in items["facts"].items()
    }

"""The register of the young for whom the municipality answers (Skollagen 29:9), behind a wall of its own."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from vidare.records.people import Person, ProtectedAccess
from vidare.records.personal import Personal, behind_walls, codes, ends_after_start, one_of
from vidare.records.users import User
from vidare.rules.access import Compartment, Scope
from vidare.rules.identity import Protection
from vidare.rules.youth import End, Kind, Occupied, Outcome, Source, State, Way, Why

YOUTH = Compartment.YOUTH.value


def in_register(scope: Scope) -> models.QuerySet[Person]:
    """Those of the register whom the scope may see. They are in nobody else's sight, and no service reaches them:
    ``Person.visible_to`` answers none of them."""
    held = ProtectedAccess.unscoped.filter(person=OuterRef("pk"), user_id=scope.user_id, start__lte=scope.on)
    named = held.filter(Q(end=None) | Q(end__gte=scope.on))
    rows = Person.unscoped.filter(behind_walls(scope, person="pk"), compartment=YOUTH)
    return rows.filter(~Q(protection=Protection.PROTECTED.value) | Exists(named))


class OfRegister(Personal):
    """A row of the register: behind the wall of the youth responsibility, whoever wrote it."""

    class Meta(Personal.Meta):
        abstract = True

    @classmethod
    def in_scope(cls, scope: Scope) -> models.QuerySet[Self]:
        rows: models.QuerySet[Self] = cls.unscoped.filter(behind_walls(scope))
        return rows.filter(person_id__in=in_register(scope).values("pk"))


def _behind_its_wall(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(compartment=YOUTH))


class Young(OfRegister):
    """One time in the register, from a day until the responsibility ends."""

    registered_on = models.DateField()
    source = models.CharField(max_length=30)
    why = models.CharField(max_length=30, default=Why.UNKNOWN.value)
    occupied = models.CharField(max_length=30, default=Occupied.UNKNOWN.value)
    occupied_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end = models.CharField(max_length=30, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(OfRegister.Meta):
        constraints = [
            _behind_its_wall("young_is_behind_its_wall"),
            one_of("source", Source, name="young_source_is_known"),
            one_of("why", Why, name="young_why_is_known"),
            one_of("occupied", Occupied, name="young_occupied_is_known"),
            ends_after_start("young_ends_after_start", start="registered_on", end="ended_on"),
            models.CheckConstraint(
                name="young_ended_says_why",
                condition=Q(ended_on=None, end="") | Q(ended_on__isnull=False, end__in=codes(End)),
            ),
            models.UniqueConstraint(name="young_stands_once", fields=["person"], condition=Q(ended_on=None)),
        ]
        indexes = [models.Index(name="young_by_board", fields=["board", "ended_on"])]


class YouthContact(OfRegister):
    """An attempt to reach somebody, as it was: it is added to, never changed."""

    young = models.ForeignKey(Young, models.PROTECT, related_name="+")
    day = models.DateField()
    way = models.CharField(max_length=30)
    outcome = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta(OfRegister.Meta):
        constraints = [
            _behind_its_wall("youth_contact_is_behind_its_wall"),
            one_of("way", Way, name="youth_contact_way_is_known"),
            one_of("outcome", Outcome, name="youth_contact_outcome_is_known"),
            models.CheckConstraint(
                name="youth_contact_a_letter_reaches_nobody",
                condition=Q(outcome=Outcome.TRIED.value)
                | Q(way__in=[Way.CALL.value, Way.MEETING.value, Way.VISIT.value]),
            ),
        ]
        indexes = [models.Index(name="youth_contact_by_young", fields=["young", "day"])]


class YouthMeasure(OfRegister):
    """What was offered, and what became of the offer."""

    young = models.ForeignKey(Young, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    offered_on = models.DateField()
    state = models.CharField(max_length=30, default=State.OFFERED.value)
    answered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta(OfRegister.Meta):
        constraints = [
            _behind_its_wall("youth_measure_is_behind_its_wall"),
            one_of("kind", Kind, name="youth_measure_kind_is_known"),
            one_of("state", State, name="youth_measure_state_is_known"),
            models.CheckConstraint(
                name="youth_measure_answered_has_a_day",
                condition=Q(state=State.OFFERED.value, answered_on=None)
                | (~Q(state=State.OFFERED.value) & Q(answered_on__gte=models.F("offered_on"))),
            ),
            models.CheckConstraint(
                name="youth_measure_ended_has_a_day",
                condition=Q(state=State.ENDED.value, ended_on__gte=models.F("answered_on"))
                | (~Q(state=State.ENDED.value) & Q(ended_on=None)),
            ),
        ]
        indexes = [models.Index(name="youth_measure_by_young", fields=["young", "offered_on"])]

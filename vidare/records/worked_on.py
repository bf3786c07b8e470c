"""What has been done with rows since a list made them: everything that points at them and is not the list's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import ForeignKey, Model

from vidare.records import models as tables
from vidare.records.guards import domain_models
from vidare.rules.imports import Kept

# Made anew from other rows at any time: they are nobody's work.
DERIVED: frozenset[type[Model]] = frozenset({tables.NameToken, tables.Attention})
SAID: Mapping[type[Model], Kept] = {
    tables.Absence: Kept.ABSENCE,
    tables.Account: Kept.LOG_IN,
    tables.Agreement: Kept.PLAN,
    tables.AgendaItem: Kept.MEETING,
    tables.Area: Kept.NEEDS,
    tables.Assessment: Kept.ABSENCE,
    tables.Assignment: Kept.ASSIGNMENT,
    tables.Basis: Kept.ABSENCE,
    tables.Booking: Kept.BOOKING,
    tables.BrokenGlass: Kept.OTHER,
    tables.CaseFile: Kept.DISCLOSURE,
    tables.ClockPause: Kept.WAY,
    tables.Disclosure: Kept.DISCLOSURE,
    tables.Course: Kept.NEEDS,
    tables.Dispute: Kept.NOTE,
    tables.Enrolment: Kept.BOOKING,
    tables.Exit: Kept.OUTCOME,
    tables.Explanation: Kept.ABSENCE,
    tables.FollowUp: Kept.OUTCOME,
    tables.HouseholdChild: Kept.SUPPORT,
    tables.LinkCase: Kept.LINK,
    tables.LoginCode: Kept.LOG_IN,
    tables.Mapping: Kept.NEEDS,
    tables.Meeting: Kept.MEETING,
    tables.Merit: Kept.NEEDS,
    tables.Message: Kept.MESSAGE,
    tables.MonthMark: Kept.SUPPORT,
    tables.NoOffer: Kept.SUPPORT,
    tables.Note: Kept.NOTE,
    tables.Observation: Kept.BOOKING,
    tables.OccupationSpell: Kept.OUTCOME,
    tables.Participation: Kept.OTHER_WAY,
    tables.OwnerWord: Kept.PLAN,
    tables.Paper: Kept.MESSAGE,
    tables.Pause: Kept.WAY,
    tables.Placement: Kept.PLACEMENT,
    tables.Plan: Kept.PLAN,
    tables.Programme: Kept.OUTCOME,
    tables.Progress: Kept.NEEDS,
    tables.ProtectedAccess: Kept.PROTECTION,
    tables.Reach: Kept.OTHER_WAY,
    tables.Referral: Kept.OTHER_WAY,
    tables.Relief: Kept.SUPPORT,
    tables.Reported: Kept.OUTCOME,
    tables.Representative: Kept.CONTACT,
    tables.RepresentativeDoor: Kept.CONTACT,
    tables.Ruling: Kept.ABSENCE,
    tables.Settled: Kept.BOOKING,
    tables.Step: Kept.PLAN,
    tables.SupportSpell: Kept.SUPPORT,
    tables.YouthContact: Kept.NOTE,
    tables.Young: Kept.OTHER,
    tables.YouthMeasure: Kept.NOTE,
}
Own = Mapping[type[Model], Collection[int]]


def worked_on(target: type[Model], keys: Collection[int], *, own: Own) -> dict[int, set[Kept]]:
    """Why each of these rows of ``target`` cannot go: by key. A query for each table that can point at them."""
    found: defaultdict[int, set[Kept]] = defaultdict(set)
    if not keys:
        return found
    for model in domain_models():
        if model in DERIVED:
            continue
        for column in model._meta.concrete_fields:
            if isinstance(column, ForeignKey) and column.related_model is target:
                rows = model._base_manager.filter(**{f"{column.attname}__in": keys})
                rows = rows.exclude(pk__in=own[model]) if own.get(model) else rows
                for key in rows.values_list(column.attname, flat=True).distinct():
                    found[key].add(SAID.get(model, Kept.OTHER))
    return found

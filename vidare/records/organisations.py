"""Boards (the data controllers) and the organisations that meet in a service."""

from __future__ import annotations

from django.db import models

from vidare.records.personal import one_of
from vidare.rules.organisations import OrganisationKind


class Board(models.Model):
    """A data controller (nämnd). Every personal row belongs to exactly one."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    municipality = models.CharField(max_length=100)
    appeal_to = models.CharField(max_length=200, blank=True)


class Organisation(models.Model):
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30)
    board = models.ForeignKey(Board, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [one_of("kind", OrganisationKind, name="organisation_kind_is_known")]

"""The employment service's words, as last loaded. What is removed there is kept here: history points at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from vidare.records.find import swedish
from vidare.rules.decision import Hidden
from vidare.rules.taxonomy import (
    AT_MOST,
    LONGEST_CODE,
    LONGEST_KIND,
    LONGEST_LABEL,
    LONGEST_SAID,
    Chosen,
    Given,
    Kind,
    beginnings,
    folded,
)

BATCH = 2000


class Concept(models.Model):
    code = models.CharField(max_length=LONGEST_CODE, unique=True)
    kind = models.CharField(max_length=LONGEST_KIND)
    label = models.CharField(max_length=LONGEST_LABEL)
    detail = models.CharField(max_length=LONGEST_LABEL, blank=True)
    replaced_by = models.CharField(max_length=LONGEST_CODE, blank=True)
    first_seen_on = models.DateField()
    removed_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(name="concept_by_kind", fields=["kind", "removed_on"])]
        constraints = [
            models.CheckConstraint(name="concept_has_a_label", condition=~Q(label="")),
            models.CheckConstraint(name="concept_has_a_kind", condition=~Q(kind="")),
        ]


class Place(models.Model):
    """Where a concept of the kind ``place`` lies."""

    concept = models.OneToOneField(Concept, models.PROTECT, related_name="place")
    municipality = models.CharField(max_length=4)
    county = models.CharField(max_length=60)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="place_has_both_coordinates_or_none",
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
            )
        ]


class Beginning(models.Model):
    """What a concept is found by: bytes, which both databases order alike, so that a range of an index is a prefix."""

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=LONGEST_KIND)
    place = models.PositiveSmallIntegerField()
    letters = models.BinaryField()

    class Meta:
        indexes = [models.Index(name="beginning_by_letters", fields=["kind", "letters"])]
        constraints = [models.UniqueConstraint(name="beginning_once", fields=["concept", "place"])]


def said_column() -> models.CharField[str, str]:
    """The words as they were said: they stay, whatever was chosen beside them."""
    return models.CharField(max_length=LONGEST_SAID, blank=True)


def concept_column() -> models.ForeignKey[Concept | None, Concept | None]:
    return models.ForeignKey(Concept, models.PROTECT, null=True, related_name="+")


def words_beside(name: str, *, said: str, concept: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(**{concept: None}) | ~Q(**{said: ""}))


def chosen(row: models.Model, said: str, concept: str) -> Chosen:
    """What stands in two columns of a row."""
    found = getattr(row, concept)
    return Chosen(getattr(row, said), found.code if found is not None else "")


def columns(kind: Kind, given: Chosen, said: str, concept: str) -> dict[str, Any]:
    """What was chosen as it is kept. A code that nobody was offered is Hidden."""
    key = None
    if given.code:
        key = Concept.objects.filter(kind=kind.value, code=given.code).values_list("pk", flat=True).first()
        if key is None:
            raise Hidden
    return {said: given.said[:LONGEST_SAID].strip() if given.said else "", f"{concept}_id": key}


def kept() -> tuple[dict[str, Given], frozenset[str]]:
    """Everything that was ever loaded, by code, and the codes that are gone."""
    rows = Concept.objects.values_list(
        "code", "kind", "label", "detail", "replaced_by", "place__municipality", "place__county", "place__latitude",
        "place__longitude", "removed_on",
    )  # fmt: skip
    found, gone = {}, set()
    for code, kind, label, detail, replaced_by, municipality, county, latitude, longitude, removed_on in rows:
        found[code] = Given(
            code, kind, label, detail, replaced_by, municipality or "", county or "", latitude, longitude
        )  # fmt: skip
        if removed_on is not None:
            gone.add(code)
    return found, frozenset(gone)


def starting_with(kind: Kind, text: str) -> list[tuple[str, str, str]]:
    """Code, label and detail of at most ten that are offered: first those whose name begins so, then by a word."""
    typed = folded(text).encode()
    if not typed:
        return []
    columns = ("concept__code", "concept__label", "concept__detail")
    found = (
        Beginning.objects.filter(
            kind=kind.value, letters__gte=typed, letters__lt=typed + b"\xff", concept__removed_on=None
        )
        .values(*columns)
        .annotate(place=models.Min("place"))
        .annotate(inside=models.Case(models.When(place=0, then=0), default=1))
        .order_by("inside", swedish("concept__label"), "concept__code")
    )
    return list(found.values_list(*columns)[:AT_MOST])


def offered(kind: Kind) -> bool:
    """Whether anything of a kind has been loaded."""
    return Concept.objects.filter(kind=kind.value, removed_on=None).exists()


def write_new(rows: Iterable[Given], *, on: date) -> None:
    rows = list(rows)
    made = Concept.objects.bulk_create(
        (
            Concept(
                code=row.code, kind=row.kind, label=row.label, detail=row.detail, replaced_by=row.replaced_by,
                first_seen_on=on,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )  # fmt: skip
    Place.objects.bulk_create(
        (Place(concept=one, **_where(row)) for one, row in zip(made, rows, strict=True) if row.municipality),
        batch_size=BATCH,
    )
    _write_beginnings(made)


def write_changed(rows: Iterable[Given]) -> None:
    """Those that say something else than before, and those that were gone and are back."""
    given = {row.code: row for row in rows}
    for part in _parts(sorted(given)):
        found = list(Concept.objects.filter(code__in=part))
        for one in found:
            row = given[one.code]
            one.kind, one.label, one.detail, one.replaced_by = row.kind, row.label, row.detail, row.replaced_by
            one.removed_on = None
            if row.municipality:
                Place.objects.update_or_create(concept=one, defaults=_where(row))
        Concept.objects.bulk_update(found, ["kind", "label", "detail", "replaced_by", "removed_on"])
        Beginning.objects.filter(concept__in=[one.pk for one in found]).delete()
        _write_beginnings(found)


def write_removed(codes: Iterable[str], *, on: date) -> None:
    for part in _parts(sorted(codes)):
        Concept.objects.filter(code__in=part).update(removed_on=on)


def _write_beginnings(concepts: Iterable[Concept]) -> None:
    Beginning.objects.bulk_create(
        (
            Beginning(concept=one, kind=one.kind, place=place, letters=letters.encode())
            for one in concepts
            if one.kind in set(Kind)
            for place, letters in beginnings(one.label)
        ),
        batch_size=BATCH,
    )


def _where(row: Given) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("municipality", "county", "latitude", "longitude")}


def _parts(codes: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(codes), 500):
        yield codes[start : start + 500]

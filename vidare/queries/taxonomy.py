"""What forms offer for a few letters, and what a code stands for."""

from __future__ import annotations

from dataclasses import dataclass

from vidare.records import taxonomy as records
from vidare.records.taxonomy import Concept
from vidare.rules.taxonomy import Kind


@dataclass(frozen=True, slots=True)
class Offer:
    """``detail`` tells it from another of the same name, such as the county of a place."""

    code: str
    label: str
    detail: str = ""


def offers(kind: Kind, text: str) -> tuple[Offer, ...]:
    """At most ten: those whose name begins so first, then those with a word that does."""
    return tuple(Offer(*row) for row in records.starting_with(kind, text))


def is_loaded(kind: Kind) -> bool:
    return records.offered(kind)


def offer(kind: Kind, code: str) -> Offer | None:
    """What a code stands for, also one that is no longer offered."""
    row = Concept.objects.filter(kind=kind.value, code=code).values_list("code", "label", "detail").first()
    return Offer(*row) if row is not None else None


def missing_kinds() -> tuple[Kind, ...]:
    """The kinds that forms ask for and of which nothing has been loaded."""
    there = set(
        Concept.objects.filter(removed_on=None, kind__in=[kind.value for kind in Kind]).values_list("kind").distinct()
    )
    return tuple(kind for kind in Kind if (kind.value,) not in there)

"""What a service is configured to: its model, and the rule set that governs on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any, cast

from django.db.models import F, Q, QuerySet

from vidare.records.services import RuleSet, Service
from vidare.records.services import ServiceModel as Kept
from vidare.records.together import Part, those
from vidare.records.written import written
from vidare.rules.decision import Hidden
from vidare.rules.requirement import KINDS, Policy
from vidare.rules.services import ServiceModel, read_kept

_kept: ContextVar[dict[tuple[int, str], Any] | None] = ContextVar("kept", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Inside, what is configured is read once: in a deed, for verdicts derived together, for a day's deeds."""
    if _kept.get() is not None:
        yield
        return
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def forget() -> None:
    """Part of every deed that changes what is configured: it is read anew from here on."""
    kept = _kept.get()
    if kept is not None:
        kept.clear()


def values_of(service_id: int, kind: str, on: date) -> Mapping[str, Any]:
    """Values of the rule set that governs on a day: the service's own before the national one; empty if none."""
    return next((values for first_day, values in _sets(service_id, kind) if first_day <= on), {})


def _sets(service_id: int, kind: str) -> list[tuple[date, Mapping[str, Any]]]:
    """First days and values, in the order in which they are asked."""
    kept = _kept.get()
    if kept is not None and (service_id, kind) in kept:
        return cast(list[tuple[date, Mapping[str, Any]]], kept[service_id, kind])
    found = _laid_down(service_id, kind)
    if kept is not None:
        kept[service_id, kind] = found
    return found


def laid_down(service_id: int, kind: str) -> Part[None]:
    """Read the rule sets of a kind beside something else, where what is read is remembered."""
    kept = _kept.get()
    if kept is not None and (service_id, kind) not in kept:
        kept[service_id, kind] = yield from those(_laid_down.later(service_id, kind))


def requirement(on: date) -> Policy | None:
    """What the nation's rules say of the activity requirement on a day; None where there is no such rule."""
    sets = _national()
    found = ({kind: next((said for first, said in sets[kind] if first <= on), {}) for kind in KINDS}).values()
    return Policy.from_values(*found)


def _national() -> dict[str, list[tuple[date, Mapping[str, Any]]]]:
    """The rule sets of the requirement, of no service, the latest first."""
    kept = _kept.get()
    if kept is not None and (0, "requirement") in kept:
        return cast(dict[str, list[tuple[date, Mapping[str, Any]]]], kept[0, "requirement"])
    found: dict[str, list[tuple[date, Mapping[str, Any]]]] = {kind: [] for kind in KINDS}
    for kind, first_day, values in _nations():
        found[kind].append((first_day, values))
    if kept is not None:
        kept[0, "requirement"] = found
    return found


@written
def _nations() -> QuerySet[RuleSet, tuple[str, date, Any]]:
    rows = RuleSet.objects.filter(service=None, kind__in=KINDS).order_by("-first_day", "-version")
    return rows.values_list("kind", "first_day", "values")


def know(service_id: int, *kinds: str) -> None:
    """Read rule sets of several kinds at once, where what is read is remembered."""
    kept = _kept.get()
    missing = [kind for kind in kinds if kept is not None and (service_id, kind) not in kept]
    if kept is None or not missing:
        return
    kept |= {(service_id, kind): [] for kind in missing}
    for kind, first_day, values in _all_laid_down(service_id, missing):
        kept[service_id, kind].append((first_day, values))


@written
def _all_laid_down(service_id: int, kinds: list[str]) -> QuerySet[RuleSet, tuple[str, date, Any]]:
    rows = RuleSet.objects.filter(Q(service=service_id) | Q(service=None), kind__in=kinds)
    ordered = rows.order_by(F("service").desc(nulls_last=True), "-first_day", "-version")
    return ordered.values_list("kind", "first_day", "values")


@written
def _laid_down(service_id: int, kind: str) -> QuerySet[RuleSet, tuple[date, Any]]:
    rows = RuleSet.objects.filter(Q(service=service_id) | Q(service=None), kind=kind)
    ordered = rows.order_by(F("service").desc(nulls_last=True), "-first_day", "-version")
    return ordered.values_list("first_day", "values")


@written
def _digest(service_id: int) -> QuerySet[Service, str]:
    return Service.objects.filter(pk=service_id).values_list("model__digest", flat=True)


def model_of(service_id: int) -> ServiceModel:
    """The model a service runs by now, read once for each imported version. Raises Hidden when there is none such."""
    kept = _kept.get()
    if kept is not None and (service_id, "model") in kept:
        return cast(ServiceModel, kept[service_id, "model"])
    found = _digest(service_id)
    if not found:
        raise Hidden
    model = _read(found[0])
    if kept is not None:
        kept[service_id, "model"] = model
    return model


@lru_cache(maxsize=64)
def _read(digest: str) -> ServiceModel:
    """A kept version never changes, so that its digest stands for its text."""
    book = read_kept(Kept.objects.filter(digest=digest).values_list("text", flat=True)[0])
    if not isinstance(book, ServiceModel):
        raise Hidden
    return book

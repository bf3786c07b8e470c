"""What a service is, and by which rules it runs on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import OuterRef, Q, Subquery

from vidare.records import configured
from vidare.records.services import RuleSet, Service
from vidare.records.services import ServiceModel as Kept
from vidare.rules.access import Actor, Deed
from vidare.rules.attendance import Policy
from vidare.rules.decision import Hidden
from vidare.rules.services import RuleKind, RuleSetOf, ServiceModel, Values, read_kept, write
from vidare.rules.services.importing import without_targets


def model_of(service_id: int) -> ServiceModel:
    """The model a service runs by now. Raises Hidden when there is no such service."""
    return configured.model_of(service_id)


def rule_set(service_id: int, kind: str, *, on: date) -> Values:
    """The values that rule on a day: the service's own before the national; empty when there are none."""
    return configured.values_of(service_id, kind, on)


def policy_of(service_id: int, *, on: date) -> Policy:
    """What the service has laid down about attendance on a day, with what a historical scheme announced then."""
    values = dict(rule_set(service_id, RuleKind.ATTENDANCE.value, on=on))
    values |= rule_set(service_id, RuleKind.HISTORICAL_SCHEME.value, on=on)
    return Policy.from_values(values)


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A service model's latest version, and the services that run by it."""

    code: str
    version: int
    digest: str
    imported_at: datetime
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A running service."""

    key: int
    code: str
    name: str
    board: str
    secrecy: str
    opened_on: date
    closed_on: date | None
    model: str
    version: int
    digest: str
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class RuleSetRow:
    """A rule set as it is kept. ``rules_now``: it is the one that governs on the day asked about."""

    kind: str
    national: bool
    first_day: date
    version: int
    source: str
    standing: str
    verified_by: str
    values: tuple[tuple[str, object], ...]
    rules_now: bool


def models() -> list[ModelRow]:
    """Every model that has been taken in. A model is no secret: it is a file that travels."""
    running: dict[str, list[str]] = defaultdict(list)
    for model, service in Service.objects.order_by("code").values_list("model__code", "code"):
        running[model].append(service)
    newest = Kept.objects.filter(code=OuterRef("code")).order_by("-version").values("pk")[:1]
    rows = Kept.objects.filter(pk=Subquery(newest)).order_by("code")
    return [
        ModelRow(code, version, digest, at, tuple(running[code]))
        for code, version, digest, at in rows.values_list("code", "version", "digest", "imported_at")
    ]


def text_of(code: str, *, version: int | None = None) -> str:
    """A model's text as it was taken in; the latest version unless another is named. Raises Hidden when missing."""
    rows = Kept.objects.filter(code=code)
    rows = rows if version is None else rows.filter(version=version)
    text = rows.order_by("-version").values_list("text", flat=True).first()
    if text is None:
        raise Hidden
    return text


def exported(code: str) -> str:
    """A model as a file: its text, or (when rule sets of earlier versions still govern) written anew with them."""
    text = text_of(code)
    book = read_kept(text)
    if not isinstance(book, ServiceModel):
        return text
    named = {(each.kind, each.first_day) for each in book.rule_sets}
    first = Service.objects.filter(model__code=code).order_by("pk").values_list("pk", flat=True).first()
    older = [each for each in _rule_sets_kept(first) if (each.kind, each.first_day) not in named]
    return write(replace(book, rule_sets=(*book.rule_sets, *older))) if older else text


def _rule_sets_kept(service: int | None) -> list[RuleSetOf]:
    """The latest version of each rule set of a service, as the file would say it."""
    if service is None:
        return []
    latest: dict[tuple[str, date], RuleSetOf] = {}
    for row in RuleSet.objects.filter(service=service).order_by("kind", "first_day", "version"):
        values = dict(row.values)
        latest[row.kind, row.first_day] = RuleSetOf(
            kind=row.kind,
            first_day=row.first_day,
            source=row.source,
            standing=str(values.pop("standing", "")),
            verified_by=row.verified_by,
            values=without_targets(row.kind, values),
        )
    return list(latest.values())


def services_of(actor: Actor, *, on: date) -> list[ServiceRow]:
    """The services an administrator sees to."""
    rows = Service.objects.filter(pk__in=actor.services(Deed.ADMINISTER, on=on)).select_related("board", "model")
    return [
        ServiceRow(
            row.pk,
            row.code,
            row.name,
            row.board.name,
            row.secrecy,
            row.opened_on,
            row.closed_on,
            row.model.code,
            row.model.version,
            row.model.digest,
            row.model.imported_at,
        )
        for row in rows.order_by("name", "pk")
    ]


def rule_sets(actor: Actor, *, service: int, on: date) -> list[RuleSetRow]:
    """Every rule set that has held or will hold in a service, the nation's among them, newest first in each kind."""
    if service not in actor.services(Deed.ADMINISTER, on=on):
        raise Hidden
    rows = list(RuleSet.objects.filter(Q(service=service) | Q(service=None)))
    rows.sort(key=lambda row: (row.service_id is None, row.kind, -row.first_day.toordinal(), -row.version))
    governs: dict[str, int] = {}
    for row in rows:
        if row.first_day <= on:
            governs.setdefault(row.kind, row.pk)
    return [_rule_row(row, rules_now=governs.get(row.kind) == row.pk) for row in rows]


def _rule_row(row: RuleSet, *, rules_now: bool) -> RuleSetRow:
    values = dict(row.values)
    standing = str(values.pop("standing", ""))
    return RuleSetRow(
        row.kind,
        row.service_id is None,
        row.first_day,
        row.version,
        row.source,
        standing,
        row.verified_by,
        tuple(sorted(values.items())),
        rules_now,
    )

"""Takes in service models, starts services, and lays out their weeks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Max

from vidare.actions.ledger import deed, note
from vidare.actions.organisations import keep_board, keep_host, keep_partner
from vidare.records import configured
from vidare.records.activities import Activity
from vidare.records.organisations import Board
from vidare.records.services import ClosedMonth, Membership, Room, RuleSet, Service
from vidare.records.services import ServiceModel as KeptModel
from vidare.rules.access import Actor, Deed, Role
from vidare.rules.decision import Decision, no
from vidare.rules.period import Period
from vidare.rules.services import BoardOf, RuleBook, RuleSetOf, ServiceModel, read, read_book
from vidare.rules.services.importing import Kept, No, governing, kept_values, may_lay_down, news


@dataclass(frozen=True, slots=True)
class Imported:
    """What taking in a file did. ``changed`` False: the same file stood already, and nothing was written."""

    code: str
    version: int
    changed: bool
    services: tuple[str, ...] = ()
    rule_sets: int = 0


@deed
def import_model(actor: Actor, *, text: str, at: datetime) -> Imported:
    """Keep the file as a new version; the services that run by it follow it, and the first one starts by it.

    Raises Faulty with the file's faults, or Refused.
    """
    book = read_book(text)
    if isinstance(book, RuleBook):
        return _take_book(actor, book, text, at)
    services = list(Service.objects.filter(model__code=book.code).order_by("code"))
    actor.may(Deed.ADMINISTER, on=at.date()).require()
    for service in services:
        actor.may(Deed.ADMINISTER, on=at.date(), service=service.pk).require()
    kept, changed = _keep(book.code, text, at)
    if not services:
        services = [_start(actor, book, kept, code=book.code, board=book.board, opened_on=at.date())]
        changed = True
    laid = sum(_follow(service, book, kept, at) for service in services)
    note(actor, "model.imported", at=at, model=book.code, version=kept.version, changed=changed, rule_sets=laid)
    return Imported(book.code, kept.version, changed, tuple(service.code for service in services), laid)


@deed
def start_service(actor: Actor, *, model: str, code: str, board: BoardOf, opened_on: date, at: datetime) -> int:
    """Start a further service by a model that is kept: the same way of working under another board."""
    actor.may(Deed.ADMINISTER, on=at.date()).require()
    kept = KeptModel.objects.filter(code=model).order_by("-version").first()
    refused = no(No.NO_SUCH_MODEL, model=model) if kept is None else Decision()
    if Service.objects.filter(code=code).exists():
        refused &= no(No.RUNS_ALREADY, service=code)
    refused.require()
    assert kept is not None
    book = read(kept.text)
    service = _start(actor, book, kept, code=code, board=board, opened_on=opened_on)
    laid = _follow(service, book, kept, at)
    note(actor, "service.started", at=at, board=service.board_id, service=service.pk, model=model, rule_sets=laid)
    return int(service.pk)


def _take_book(actor: Actor, book: RuleBook, text: str, at: datetime) -> Imported:
    """The nation's rules reach every board, so that no one board's administrator may change them."""
    if not actor.system:
        no(No.ONLY_BY_COMMAND).require()
    kept, changed = _keep(book.code, text, at)
    laid = _lay_down(None, book.rule_sets, at)
    note(actor, "model.imported", at=at, model=book.code, version=kept.version, changed=changed, rule_sets=laid)
    return Imported(book.code, kept.version, changed, (), laid)


def _keep(code: str, text: str, at: datetime) -> tuple[KeptModel, bool]:
    """The latest version when it is the very same text, else a new version after it."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    latest = KeptModel.objects.filter(code=code).order_by("-version").first()
    if latest is not None and latest.digest == digest:
        return latest, False
    version = latest.version + 1 if latest is not None else 1
    return KeptModel.objects.create(code=code, version=version, text=text, digest=digest, imported_at=at), True


def _start(actor: Actor, book: ServiceModel, kept: KeptModel, *, code: str, board: BoardOf, opened_on: date) -> Service:
    """A new service. Who starts it administers it; under a board that stands only that board's administrators may."""
    held = [one for one in actor.held(on=opened_on) if one.role is Role.ADMINISTRATOR]
    standing = Board.objects.filter(code=board.code).values_list("pk", flat=True).first()
    if standing is not None and not actor.system and standing not in {one.board_id for one in held}:
        no(No.ANOTHER_BOARD, board=board.code).require()
    service = Service.objects.create(
        code=code,
        name=book.name.told("sv"),
        board=keep_board(board),
        model=kept,
        secrecy=book.secrecy.value,
        opened_on=opened_on,
    )
    if actor.user_id is not None and held:
        Membership.objects.create(
            user_id=actor.user_id,
            organisation_id=held[0].organisation_id,
            service=service,
            role=Role.ADMINISTRATOR.value,
            start=opened_on,
        )
    return service


def _follow(service: Service, book: ServiceModel, kept: KeptModel, at: datetime) -> int:
    """Let a service run by this version. What the file no longer names stays for the rows that point to it."""
    as_it_is = (kept.pk, book.secrecy.value, bool(book.further_boards))
    if (service.model_id, service.secrecy, service.shared) != as_it_is:
        service.model_id, service.secrecy, service.shared = as_it_is
        service.save(update_fields=["model", "secrecy", "shared"])
    further = {board.code: keep_board(board) for board in book.further_boards}
    own = Board.objects.get(pk=service.board_id)
    for partner in book.partners:
        keep_partner(partner, own if partner.of_board else further.get(partner.board))
    keep_host(book.partners, own)
    for room in book.rooms:
        Room.objects.update_or_create(
            service=service, code=room.code, defaults={"name": room.name.told("sv"), "seats": room.seats}
        )
    for activity in book.activities:
        Activity.objects.update_or_create(
            service=service,
            code=activity.code,
            defaults={
                "name": activity.name.told("sv"),
                "kind": activity.kind.value,
                "hours_per_week": activity.hours_per_week,
            },
        )
    configured.forget()
    return _lay_down(service, governing(book), at)


def _lay_down(service: Service | None, sets: Iterable[RuleSetOf], at: datetime) -> int:
    """Keep the sets that say something new, each as a version of its own; a closed month refuses them."""
    changed = list(news(sets, _kept(service)))
    may_lay_down((each for each, _ in changed), closed_through=_closed_through(service)).require()
    RuleSet.objects.bulk_create(
        RuleSet(
            service=service,
            kind=each.kind,
            first_day=each.first_day,
            version=version,
            source=each.source,
            verified_by=each.verified_by,
            values=kept_values(each),
            imported_at=at,
        )
        for each, version in changed
    )
    configured.forget()
    return len(changed)


def _kept(service: Service | None) -> dict[tuple[str, date], Kept]:
    rows = RuleSet.objects.filter(service=service).order_by("kind", "first_day", "version")
    return {
        key: [Kept(row.version, row.source, row.verified_by, row.values) for row in same][-1]
        for key, same in groupby(rows, key=lambda row: (row.kind, row.first_day))
    }


def _closed_through(service: Service | None) -> date | None:
    """The last day of the latest closed month, of the service or (for the nation's rules) of any."""
    months = ClosedMonth.objects.all() if service is None else ClosedMonth.objects.filter(service=service)
    latest = months.aggregate(latest=Max("month"))["latest"]
    return Period.month(latest.year, latest.month).end if latest is not None else None

"""A project's money as the rules read it: what each month cost with the key in force, and what is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet, Sum

from vidare.records.boards import boards_of
from vidare.records.configured import model_of
from vidare.records.funding import ClosedPeriod, Cost, HandedIn, Key, KeyPart, Project, WorkedHours
from vidare.records.organisations import Organisation
from vidare.records.services import Membership, Service
from vidare.records.takings import boards_with_participants, taken_part
from vidare.rules.access import Actor, Deed
from vidare.rules.funding import Month, Plan, Terms
from vidare.rules.period import Period
from vidare.rules.reporting import HoursState, Ready


def accounted(actor: Actor, *, on: date) -> QuerySet[Project]:
    """The projects that the actor accounts for."""
    rows = Project.objects.select_related("service", "owner", "fund", "handover_to")
    return rows if actor.system else rows.filter(service__in=actor.services(Deed.ACCOUNT, on=on))


def worked_in(actor: Actor, *, on: date) -> QuerySet[Project]:
    """The projects of the services in which the actor works, whatever the role."""
    return Project.objects.filter(service__in={held.service_id for held in actor.held(on=on)})


def own_boards(actor: Actor, project: Project, *, on: date) -> set[int]:
    """Of the service's boards those whose list the actor hands in."""
    return {
        board.pk
        for board in boards_of(project.service)
        if not actor.system and actor.may(Deed.ACCOUNT, on=on, service=project.service_id, board=board.pk).allowed
    }


def parties(service: Service) -> QuerySet[Organisation]:
    """Who can own, pay or take over: the partners of the service's model, and those who employ its staff."""
    named = [partner.code for partner in model_of(service.pk).partners]
    employ = Membership.objects.filter(service=service).values("organisation_id")
    return Organisation.objects.filter(Q(code__in=named) | Q(pk__in=employ)).order_by("name", "pk")


def plan_of(project: Project) -> Plan:
    return Plan(project.start, project.end, project.handover_on, terms_of(project))


def terms_of(project: Project) -> Terms:
    return Terms(fund_parts=project.fund_parts, of_parts=project.of_parts)


def closed_months(project: Project) -> frozenset[date]:
    return frozenset(ClosedPeriod.objects.filter(project=project).values_list("month", flat=True))


def months_of(project: Project, *, until: date) -> Iterator[date]:
    """The first days of the project's months, up to the one of the day."""
    month = project.start.replace(day=1)
    while month <= min(project.end, until):
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


Keys = list[tuple[date, tuple[tuple[str, int], ...]]]


def keys_of(project: Project) -> Keys:
    """Each key with the month from which it is in force; of two from the same month the one set last stands last."""
    parts: dict[int, list[tuple[str, int]]] = {}
    rows = KeyPart.objects.filter(key__project=project).order_by("pk")
    for key, code, hundredths in rows.values_list("key_id", "organisation__code", "hundredths"):
        parts.setdefault(key, []).append((code, hundredths))
    found = Key.objects.filter(project=project).order_by("first_month", "pk").values_list("pk", "first_month")
    return [(first, tuple(parts.get(key, ()))) for key, first in found]


def key_in(keys: Keys, month: date) -> tuple[tuple[str, int], ...]:
    """Nothing where no key is in force yet."""
    return next((key for first, key in reversed(keys) if first <= month), ())


def costs_by_month(project: Project, *, until: date) -> tuple[Month, ...]:
    """Months with a cost, or closed without one, that have a key. The others can be claimed from nobody yet."""
    sums = dict(
        Cost.objects.filter(project=project, month__lte=until).order_by().values_list("month").annotate(ore=Sum("ore"))
    )
    keys = keys_of(project)
    return tuple(Month(month, ore, key) for month, ore in sorted(sums.items()) if (key := key_in(keys, month)))


def ready(actor: Actor, project: Project, month: date, *, on: date) -> Ready:
    """What is known of a month that somebody would close."""
    closed = closed_months(project)
    hours = WorkedHours.objects.filter(project=project, month=month)
    mine, span = own_boards(actor, project, on=on), Period.month(month.year, month.month)
    handed = set(HandedIn.objects.filter(project=project, month=month).values_list("board_id", flat=True))
    others = {board.pk for board in boards_of(project.service)} - mine - handed
    return Ready(
        month=month,
        closed=month in closed,
        earlier=next((one for one in months_of(project, until=month) if one < month and one not in closed), None),
        has_key=bool(key_in(keys_of(project), month)),
        to_approve=hours.filter(state=HoursState.SIGNED.value).count(),
        returned=len(_only_returned(hours)),
        costs=Cost.objects.filter(project=project, month=month).count(),
        listed=taken_part(actor.scope(on=on), service=project.service_id, boards=mine, month=span).listed,
        handed_in=mine <= handed,
        others_missing=len(boards_with_participants(service=project.service_id, boards=others, month=span)),
    )


def _only_returned(hours: QuerySet[WorkedHours]) -> set[int]:
    """Those whose hours were sent back and who have signed nothing since."""
    latest = dict(hours.order_by("pk").values_list("user_id", "state"))
    return {user for user, state in latest.items() if state == HoursState.RETURNED.value}


def approved_minutes(project: Project, month: date, *, until: datetime | None = None) -> dict[int, int]:
    """By user, as they were approved last; ``until``: as they stood at that moment."""
    rows = WorkedHours.objects.filter(project=project, month=month, state=HoursState.APPROVED.value)
    if until is not None:
        rows = rows.filter(settled_at__lte=until)
    return dict(rows.order_by("pk").values_list("user_id", "minutes"))

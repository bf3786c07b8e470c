"""Ways in: who waits and how long, one referral with its clock, and what the one who referred may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from vidare.records.participations import Meeting, Participation
from vidare.records.referrals import ClockPause, Referral
from vidare.records.ways_in import target_days
from vidare.rules import participations
from vidare.rules.access import Actor, Deed
from vidare.rules.activities import MeetingKind, MeetingState
from vidare.rules.calendar import STOCKHOLM
from vidare.rules.decision import Hidden
from vidare.rules.period import Period
from vidare.rules.referrals import Clock, State, WayIn, clock

PAGE = 50


@dataclass(frozen=True, slots=True)
class ReferralRow:
    referral: int
    person: int
    name: str
    language: str
    interpreter: bool
    service: str
    way_in: WayIn
    state: State
    received_on: date
    clock: Clock
    participation: int | None = None
    coach: str = ""
    meeting_on: date | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """``total`` and ``late`` count the same rows as the pages show."""

    rows: tuple[ReferralRow, ...]
    total: int
    late: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def keys(self) -> list[int]:
        return [row.person for row in self.rows]


def waiting_list(actor: Actor, *, on: date, page: int = 1) -> Waiting:
    """Everyone who waits for a first meeting, those whose target passed longest ago first."""
    services = actor.services(Deed.ACCEPT, on=on) | actor.services(Deed.LEAD, on=on)
    if not services:
        raise Hidden
    rows = _waiting(Referral.visible_to(actor.scope(on=on)).filter(service__in=services))
    found = list(rows.order_by("pk").values_list("pk", "service", "received_on"))
    pauses = _pauses(pk for pk, _service, _received in found)
    targets = {service: target_days(service, on=on) for service in sorted({service for _pk, service, _on in found})}
    clocks = {
        pk: clock(received, pauses=pauses[pk], first_meeting_on=None, target_days=targets[service], on=on)
        for pk, service, received in found
    }
    order = sorted(clocks, key=lambda pk: (clocks[pk].due_on, pk))
    page = min(max(page, 1), max(1, -(-len(order) // PAGE)))
    part = order[(page - 1) * PAGE : page * PAGE]
    shown = {row.referral: row for row in rows_of(rows.filter(pk__in=part), clocks)}
    late = sum(1 for one in clocks.values() if one.late)
    return Waiting(tuple(shown[pk] for pk in part), len(order), late, page)


def _waiting(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    way = Participation.unscoped.filter(referral=OuterRef("pk"), state=participations.State.WAITING.value)
    held = Meeting.unscoped.filter(
        participation__referral=OuterRef("pk"), kind=MeetingKind.FIRST.value, state=MeetingState.HELD.value
    )
    return rows.filter(Q(state=State.RECEIVED.value) | (Q(state=State.ACCEPTED.value) & Exists(way)), ~Exists(held))


def _pauses(keys: Iterable[int]) -> defaultdict[int, list[Period]]:
    found: defaultdict[int, list[Period]] = defaultdict(list)
    for pause in ClockPause.unscoped.filter(referral__in=list(keys)).order_by("start", "pk"):
        found[pause.referral_id].append(Period(pause.start, pause.end))
    return found


def rows_of(rows: QuerySet[Referral], clocks: dict[int, Clock]) -> list[ReferralRow]:
    referrals = list(rows.select_related("person", "service").order_by("pk"))
    ways = {
        way.referral_id: way
        for way in Participation.unscoped.filter(referral__in=[row.pk for row in referrals]).select_related("coach")
    }
    booked = {
        key: starts_at.astimezone(STOCKHOLM).date()
        for key, starts_at in _firsts([row.pk for row in referrals], MeetingState.BOOKED)
    }
    return [_row(row, clocks[row.pk], ways.get(row.pk), booked.get(row.pk)) for row in referrals]


def _firsts(referrals: Collection[int], state: MeetingState) -> list[tuple[int, datetime]]:
    rows = Meeting.unscoped.filter(
        participation__referral__in=referrals, kind=MeetingKind.FIRST.value, state=state.value
    )
    return list(rows.order_by("pk").values_list("participation__referral", "starts_at"))


def _row(row: Referral, ticking: Clock, way: Participation | None, meeting_on: date | None) -> ReferralRow:
    return ReferralRow(
        referral=row.pk,
        person=row.person_id,
        name=f"{row.person.given_name} {row.person.family_name}".strip(),
        language=row.person.language,
        interpreter=row.person.interpreter,
        service=row.service.name,
        way_in=WayIn(row.way_in),
        state=State(row.state),
        received_on=row.received_on,
        clock=ticking,
        participation=way.pk if way else None,
        coach=way.coach.name if way and way.coach else "",
        meeting_on=meeting_on,
    )


def clocks_of(rows: Collection[Referral], *, on: date) -> dict[int, Clock]:
    """The clock of each referral; one that was declined or withdrawn stopped that day."""
    keys = [row.pk for row in rows]
    pauses = _pauses(keys)
    met = {key: starts_at.astimezone(STOCKHOLM).date() for key, starts_at in _firsts(keys, MeetingState.HELD)}
    targets = {service: target_days(service, on=on) for service in sorted({row.service_id for row in rows})}
    return {
        row.pk: clock(
            row.received_on,
            pauses=pauses[row.pk],
            first_meeting_on=met.get(row.pk) or (None if row.state in RUNNING else row.decided_on),
            target_days=targets[row.service_id],
            on=on,
        )
        for row in rows
    }


RUNNING = {State.RECEIVED.value, State.ACCEPTED.value}


def my_referrals(actor: Actor, *, on: date, page: int = 1) -> Waiting:
    """Those whom the actor has referred: date and state only."""
    if not actor.services(Deed.REFER, on=on):
        raise Hidden
    rows = Referral.visible_to(actor.scope(on=on)).filter(referrer=actor.user_id)
    total = rows.count()
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    part = list(rows.order_by("-received_on", "-pk")[(page - 1) * PAGE : page * PAGE])
    clocks = clocks_of(part, on=on)
    shown = {row.referral: row for row in rows_of(rows.filter(pk__in=list(clocks)), clocks)}
    late = sum(1 for row in part if row.state in RUNNING and clocks[row.pk].late)
    return Waiting(tuple(shown[row.pk] for row in part), total, late, page)


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """Somebody's own way in that nobody has answered yet, as they read it themselves."""

    service: str
    way_in: WayIn
    clock: Clock


def on_my_way(actor: Actor, *, on: date) -> OnTheWay | None:
    """The participant's own referral that waits for its answer. Raises Hidden for anybody else."""
    if actor.person_id is None:
        raise Hidden
    rows = Referral.visible_to(actor.scope(on=on)).filter(state=State.RECEIVED.value)
    row = rows.select_related("service").order_by("-received_on", "-pk").first()
    return OnTheWay(row.service.name, WayIn(row.way_in), clocks_of([row], on=on)[row.pk]) if row else None

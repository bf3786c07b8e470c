"""One way in with its clock, its questions and the coaches who could take it; and the form of a new one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from vidare.queries.referrals import ReferralRow, clocks_of, rows_of
from vidare.queries.search import MOST, masked_number
from vidare.records import find
from vidare.records.boards import board_of_new
from vidare.records.configured import model_of
from vidare.records.people import Person
from vidare.records.referrals import ClockPause, Referral
from vidare.records.sealed import index_of
from vidare.records.services import Service
from vidare.records.users import User
from vidare.records.ways_in import may_come_to, wanted_by
from vidare.records.workload import loads_of
from vidare.rules import participations
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Decision, Hidden
from vidare.rules.identity import read_number
from vidare.rules.participations import Load
from vidare.rules.referrals import DeclineReason, PauseReason, WayIn, came_by, eligible
from vidare.rules.services import TextCode, Words


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the service's model, and what is known of the answer."""

    code: str
    text: Words
    staff: Words
    answer: str
    opens: bool
    reason: Words
    turn_to: Words
    eligible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PauseRow:
    reason: PauseReason
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Colleague:
    user: int
    name: str
    open: int = 0


@dataclass(frozen=True, slots=True)
class ReferralPage:
    row: ReferralRow
    service: int
    message: str
    referrer: str
    decided_on: date | None
    decline_reasons: tuple[DeclineReason, ...]
    turn_to: str
    asked: tuple[Asked, ...]
    eligible: Decision
    pauses: tuple[PauseRow, ...]
    coaches: tuple[Colleague, ...]
    proposed: int | None
    may_accept: Decision

    @property
    def paused(self) -> PauseRow | None:
        return next((pause for pause in self.pauses if pause.end is None), None)


def referral_page(actor: Actor, *, person: int, referral: int, on: date) -> ReferralPage:
    """One way in, for those who take people in. Raises Hidden for everybody else."""
    scope = actor.scope(on=on)
    rows = Referral.visible_to(scope).filter(person=person).select_related("referrer", "person", "service")
    row = find.one(rows, referral)
    may = actor.may(Deed.ACCEPT, on=on, service=row.service_id)
    if not may.allowed and not actor.may(Deed.LEAD, on=on, service=row.service_id).allowed:
        raise Hidden
    loads = loads_of(row.service_id, board=row.board_id, on=on)
    clocks = clocks_of([row], on=on)
    return ReferralPage(
        row=rows_of(rows.filter(pk=row.pk), clocks)[0],
        service=row.service_id,
        message=row.message,
        referrer=row.referrer.name if row.referrer else "",
        decided_on=row.decided_on,
        decline_reasons=tuple(DeclineReason(reason) for reason in row.decline_reasons),
        turn_to=row.turn_to,
        asked=_asked(row),
        eligible=eligible(row.answers, wanted=wanted_by(row.service_id)),
        pauses=tuple(
            PauseRow(PauseReason(pause.reason), pause.start, pause.end)
            for pause in ClockPause.visible_to(scope).filter(referral=row).order_by("start", "pk")
        ),
        coaches=_colleagues(loads),
        proposed=participations.least_loaded(loads),
        may_accept=may,
    )


def _asked(row: Referral) -> tuple[Asked, ...]:
    return tuple(
        Asked(
            question.code,
            question.text,
            question.staff or question.text,
            str(row.answers.get(question.code, "")),
            (row.answers.get(question.code) or "unknown") in question.eligible,
            question.reason,
            question.turn_to,
        )
        for question in model_of(row.service_id).questions
    )


def _colleagues(loads: Collection[Load]) -> tuple[Colleague, ...]:
    names = dict(User.objects.filter(pk__in=[load.coach for load in loads]).values_list("pk", "name"))
    return tuple(Colleague(load.coach, names[load.coach], load.open) for load in loads)


@dataclass(frozen=True, slots=True)
class Door:
    """A service somebody can come to: what it asks, and which ways in it has."""

    service: int
    code: str
    name: str
    board: str
    target_group: Words
    welcome: Words
    open_door: Words
    visits: Words
    address: Words
    reach_us: Words
    asked: tuple[Asked, ...]
    ways_in: tuple[str, ...]
    languages: tuple[str, ...]
    first_meeting_days: int


def doors(actor: Actor, *, on: date) -> tuple[Door, ...]:
    """The services to which the actor may refer."""
    services = actor.services(Deed.REFER, on=on)
    if not services:
        raise Hidden
    return tuple(_door(row) for row in _open(pk__in=services))


def recommends(actor: Actor, *, on: date) -> bool:
    """Whether the actor comes from another authority: they write from their own side and see nothing here."""
    return bool(actor.services(Deed.RECOMMEND, on=on) - actor.services(Deed.REFER, on=on))


def recommended_to(actor: Actor, *, on: date) -> tuple[Door, ...]:
    """The services to which another authority's officer may recommend somebody. Raises Hidden for everybody else."""
    rows = _open(pk__in=actor.services(Deed.RECOMMEND, on=on))
    found = tuple(door for door in map(_door, rows) if WayIn.EMPLOYMENT_SERVICE.value in door.ways_in)
    if not found:
        raise Hidden
    return found


def sources(actor: Actor, *, door: Door, on: date) -> tuple[WayIn, ...]:
    """How somebody may have come whom the actor refers: by what the service offers, and who the actor is."""
    roles = frozenset(held.role for held in actor.held(on=on) if held.service_id == door.service)
    return came_by(roles, offered=door.ways_in)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody with the number that was written, whom the actor may see. ``may``: may they be referred here now?"""

    person: int
    name: str
    number: str
    may: Decision


def known_by_number(
    actor: Actor, *, service: int, number: str, on: date, way_in: WayIn = WayIn.SOCIAL_SERVICES
) -> tuple[Known, ...]:
    """Those of the service's board with this number. Whom the actor may not see is not among them: no such number.

    Raises Refused for what is no number.
    """
    if not number.strip():
        return ()
    actor.may(Deed.REFER, on=on, service=service).require()
    twelve = read_number(number, on=on).twelve
    rows = Person.visible_to(actor.scope(on=on)).filter(
        number_index=index_of(twelve, kind="number"), board=board_of_new(actor, Service.objects.get(pk=service), on=on)
    )
    return tuple(
        Known(
            row.pk,
            f"{row.given_name} {row.family_name}".strip(),
            masked_number(row),
            may_come_to(service, person=row.pk, way_in=way_in),
        )
        for row in rows.order_by("pk")[:MOST]
    )


def open_door(*, code: str) -> Door:
    """A service as anyone may know it. Raises Hidden when there is none, or when nobody may ask there by themselves."""
    row = _open(code=code).first()
    door = None if row is None else _door(row)
    if door is None or not _by_oneself(door):
        raise Hidden
    return door


def open_doors() -> tuple[Door, ...]:
    """The services that anybody may ask for help by themselves."""
    found = (_door(row) for row in _open())
    return tuple(door for door in found if _by_oneself(door))


def _by_oneself(door: Door) -> bool:
    return bool({WayIn.OWN_INITIATIVE.value, WayIn.INVITATION.value} & set(door.ways_in))


def _open(**which: Any) -> QuerySet[Service]:
    return Service.objects.filter(**which, closed_on=None).select_related("board").order_by("name", "pk")


def _door(row: Service) -> Door:
    model = model_of(row.pk)
    asked = tuple(
        Asked(
            question.code, question.text, question.staff or question.text, "", False, question.reason, question.turn_to,
            tuple(question.eligible),
        )
        for question in model.questions
    )  # fmt: skip
    return Door(
        service=row.pk,
        code=row.code,
        name=row.name,
        board=f"{row.board.name}, {row.board.municipality}",
        target_group=model.target_group,
        welcome=model.text(TextCode.WELCOME),
        open_door=model.text(TextCode.OPEN_DOOR),
        visits=model.text(TextCode.VISITS),
        address=model.text(TextCode.ADDRESS),
        reach_us=model.text(TextCode.REACH_US),
        asked=asked,
        ways_in=model.ways_in,
        languages=model.languages,
        first_meeting_days=model.first_meeting_days,
    )

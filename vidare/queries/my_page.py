"""The participant's own front page: what comes next, when and where, what waits for an answer, and the way so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vidare.queries import absences, audit, courses, messages, plans, progress, referrals, week
from vidare.queries.absences import Notice
from vidare.queries.courses import CourseRow
from vidare.queries.messages import MyMessage
from vidare.queries.plans import MyPlan, StepRow
from vidare.queries.referrals import OnTheWay
from vidare.queries.week import Place
from vidare.records import configured
from vidare.records.absences import Basis, Ruling
from vidare.records.needs import Mapping as Mapped
from vidare.records.participations import Meeting, Participation
from vidare.records.placements import Placement
from vidare.records.plans import Agreement
from vidare.records.together import Part, beside, first, parted, those
from vidare.rules.absences import BasisState
from vidare.rules.access import Actor, Role
from vidare.rules.activities import MeetingKind, MeetingState
from vidare.rules.bookings import Away
from vidare.rules.calendar import Week, local, local_day
from vidare.rules.decision import Hidden
from vidare.rules.participations import State
from vidare.rules.placements import SETTLED, UNDER_WAY
from vidare.rules.placements import State as PlacementState
from vidare.rules.plans import State as PlanState
from vidare.rules.plans import StepState
from vidare.rules.services import TextCode, Words

LAST_MONTH = 30
ANSWERED = frozenset({BasisState.DECIDED, BasisState.NO_ACTION, BasisState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Talk:
    """A booked meeting of one's own."""

    kind: MeetingKind
    starts_at: datetime
    staff: str
    place: str
    interpreter_language: str


@dataclass(frozen=True, slots=True)
class Waits:
    """A basis that is not answered yet. ``answer_by`` stands when the board's officer has asked what one says."""

    key: int
    first: date
    last: date
    state: BasisState
    answer_by: date | None


@dataclass(frozen=True, slots=True)
class Where:
    """A placement as a stop on the way."""

    employer: str
    start: date
    end: date
    state: PlacementState

    @property
    def running(self) -> bool:
        return self.state in UNDER_WAY


@dataclass(frozen=True, slots=True)
class Path:
    """The way so far and ahead, as days and rows: the page puts it into words."""

    began_on: date | None
    met_on: date | None
    mapped_on: date | None
    agreed_on: date | None
    done: tuple[StepRow, ...]
    places: tuple[Where, ...]
    ahead: tuple[StepRow, ...]
    goal: str


@dataclass(frozen=True, slots=True)
class Coach:
    """Whom to ring."""

    name: str
    phone: str
    title: Words


@dataclass(frozen=True, slots=True)
class MyPage:
    """``on_the_way`` stands for somebody who takes part in nothing here and has asked, or been referred."""

    state: State | None
    service: str
    on_the_way: OnTheWay | None
    coach: Coach | None
    plan: MyPlan
    this_week: tuple[Place, ...]
    later: Place | None
    away: tuple[Away, ...]
    talks: tuple[Talk, ...]
    missed: tuple[Notice, ...]
    bases: tuple[Waits, ...]
    letters: tuple[MyMessage, ...]
    unread: int
    path: Path
    read: int
    visits: Words
    open_door: Words
    address: Words
    told: frozenset[int]
    courses: tuple[CourseRow, ...]
    asked_how_it_goes: bool
    log_ins: tuple[MyMessage, ...]

    @property
    def waits_for_me(self) -> int:
        return len(self.missed) + len(self.bases) + (self.plan.asked is not None and self.plan.may_agree.allowed)


@parted
def page(actor: Actor, *, at: datetime) -> Part[MyPage]:
    """Everything on the front page. Raises Hidden for everybody but a participant."""
    on = local_day(at)
    if actor.person_id is None:
        raise Hidden
    (way, been), plan, own, letters, coming, notices, bases, read, told, answered, taught = yield from beside(
        _way(actor, on=on),
        plans.my_plan.part(actor, on=on),
        week.own.part(actor, person=actor.person_id, at=at),
        messages.mine.part(actor, on=on),
        talks.part(actor, at=at),
        absences.my_notices.part(actor, on=on),
        _bases(actor, on=on),
        audit.readings.part(actor, days=LAST_MONTH, on=on),
        absences.told_ahead.part(actor, at=at),
        progress.last_own.part(actor, on=on),
        courses.mine.part(actor, on=on),
    )
    hours = [place for place in own.coming if not place.cancelled]
    this_week = tuple(place for place in hours if Week.of(place.day) == Week.of(on))
    said = configured.model_of(way.service_id).text if way else _nothing
    return MyPage(
        state=State(way.state) if way else None,
        service=way.service.name if way else "",
        on_the_way=None if way and way.state != State.CLOSED.value else referrals.on_my_way(actor, on=on),
        coach=_coach(way),
        plan=plan,
        this_week=this_week,
        later=next((place for place in hours if place not in this_week), None),
        away=own.away,
        talks=coming,
        missed=tuple(notice for notice in notices if notice.waits_for_me),
        bases=bases,
        letters=letters[:3],
        unread=sum(letter.read_at is None for letter in letters),
        path=_path(way, been, plan),
        visits=said(TextCode.VISITS),
        open_door=said(TextCode.OPEN_DOOR),
        address=said(TextCode.ADDRESS),
        read=sum(one.times for one in read),
        told=told,
        courses=taught,
        asked_how_it_goes=progress.asks_now(way, answered, on=on),
        log_ins=messages.unseen(letters),
    )


@dataclass(frozen=True, slots=True)
class Been:
    """Days and rows of a way, as they are kept."""

    met_at: datetime | None = None
    mapped_on: date | None = None
    agreed_at: datetime | None = None
    steps: tuple[StepRow, ...] = ()
    places: tuple[tuple[str, date, date, date | None, str], ...] = ()


def _way(actor: Actor, *, on: date) -> Part[tuple[Participation | None, Been]]:
    """The way that the page is about, and what has been on it."""
    scope = actor.scope(on=on)
    way = yield from first(Participation.of(scope, actor.person_id or 0).select_related("service", "coach"))
    if way is None:
        return None, Been()
    met = Meeting.visible_to(scope).filter(
        participation=way, kind=MeetingKind.FIRST.value, state=MeetingState.HELD.value
    )
    mapped = Mapped.visible_to(scope).filter(participation=way, finished=True).order_by("-held_on")
    agreed = Agreement.visible_to(scope).filter(plan__participation=way, withdrawn_at=None)
    agreed = agreed.filter(plan__state__in=[PlanState.AGREED.value, PlanState.REPLACED.value]).order_by("-agreed_at")
    places = Placement.visible_to(scope).filter(participation=way).exclude(state=PlacementState.CANCELLED.value)
    what = ("employer__name", "start", "end", "ended_on", "state")
    met_at, mapped_on, agreed_at, steps, placed = yield from beside(
        first(met.order_by("starts_at").values_list("starts_at", flat=True)),
        first(mapped.values_list("held_on", flat=True)),
        first(agreed.values_list("agreed_at", flat=True)),
        plans.steps_of.part(actor, participation=way.pk, on=on),
        those(places.order_by("start", "pk").values_list(*what)),
    )
    return way, Been(met_at, mapped_on, agreed_at, steps, tuple(placed))


def _nothing(_code: TextCode) -> Words:
    return Words()


def coach(actor: Actor, *, on: date) -> Coach | None:
    """Whom the participant rings; None while nobody holds their way."""
    if actor.person_id is None:
        raise Hidden
    way = Participation.of(actor.scope(on=on), actor.person_id).select_related("coach").first()
    return _coach(way)


def _coach(way: Participation | None) -> Coach | None:
    """With what the service calls its coaches."""
    if way is None or way.coach is None:
        return None
    title = configured.model_of(way.service_id).title(Role.COACH) or Words()
    return Coach(way.coach.name, way.coach.phone, title)


@parted
def talks(actor: Actor, *, at: datetime) -> Part[tuple[Talk, ...]]:
    """The participant's booked meetings, the next first. Raises Hidden for anybody else."""
    if actor.person_id is None:
        raise Hidden
    rows = Meeting.visible_to(actor.scope(on=local_day(at))).filter(
        state=MeetingState.BOOKED.value, starts_at__gt=at - timedelta(hours=1), starts_at__lt=at + timedelta(weeks=12)
    )
    found = yield from those(rows.select_related("staff").order_by("starts_at", "pk")[:5])
    return tuple(
        Talk(MeetingKind(row.kind), local(row.starts_at), row.staff.name, row.place, row.interpreter_language)
        for row in found
    )


def _bases(actor: Actor, *, on: date) -> Part[tuple[Waits, ...]]:
    scope = actor.scope(on=on)
    rows = Basis.visible_to(scope).exclude(state__in=[state.value for state in ANSWERED]).order_by("-streak_to", "-pk")
    found = yield from those(rows.values_list("pk", "streak_from", "streak_to", "state")[:10])
    if not found:
        return ()
    rulings = Ruling.visible_to(scope).filter(basis__in=[row[0] for row in found])
    days = dict((yield from those(rulings.values_list("basis", "answer_by"))))
    return tuple(Waits(key, first, last, BasisState(state), days.get(key)) for key, first, last, state in found)


def _path(way: Participation | None, been: Been, plan: MyPlan) -> Path:
    if way is None:
        return Path(None, None, None, None, (), (), (), "")
    shown = plan.agreed or plan.asked
    ahead = [step for step in shown.steps if step.is_open] if shown else []
    if plan.next_step and plan.next_step.key not in {step.key for step in ahead}:
        ahead.append(plan.next_step)
    return Path(
        began_on=way.started_on,
        met_on=local_day(been.met_at) if been.met_at else None,
        mapped_on=been.mapped_on,
        agreed_on=local_day(been.agreed_at) if been.agreed_at and plan.agreed else None,
        done=_done(been.steps),
        places=tuple(
            Where(name, start, ended or end, PlacementState(state))
            for name, start, end, ended, state in been.places
            if PlacementState(state) in UNDER_WAY | (SETTLED - {PlacementState.CANCELLED}) | {PlacementState.AGREED}
        ),
        ahead=tuple(sorted(ahead, key=lambda step: (step.due_on, step.key))),
        goal=shown.goal if shown else "",
    )


def _done(rows: tuple[StepRow, ...]) -> tuple[StepRow, ...]:
    """Steps that were taken, in every version of the plan: what was left behind is not on the way."""
    done = [step for step in rows if step.state is StepState.DONE]
    return tuple(sorted(done, key=lambda step: (step.ended_on or step.due_on, step.key)))

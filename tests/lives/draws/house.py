"""Staff and their log-ins, the reading log and broken glass, what is sent, what a project costs, and the nights."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from tests.lives.offices import MODELS
from tests.lives.scene import Draw, Needs, Nothing, Scene, draws, house
from vidare.actions import (
    accounts,
    funding,
    glass,
    ledger,
    log_review,
    months,
    night,
    office,
    outcomes,
    reporting,
    sending,
    services,
    staff,
)
from vidare.actions.ledger import deed
from vidare.records import models as m
from vidare.records.configured import model_of
from vidare.records.spending import parties
from vidare.records.takings import handed_in, taken_part
from vidare.rules.access import Actor, Role, system
from vidare.rules.funding import CostKind, Plan
from vidare.rules.log_review import Judgement, Policy
from vidare.rules.messages import MessageState
from vidare.rules.period import Period
from vidare.rules.reporting import HoursState, changes
from vidare.rules.sending import Came, NotCarried
from vidare.rules.services import BoardOf

# ── Staff ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def employer(scene: Scene) -> m.Organisation:
    return scene.organisation(board=scene.office.service.board_id)


@draws(staff.create_login)
def _(scene: Scene) -> Draw:
    said = {"username": f"q-{scene.dice.randrange(10**9)}", "name": scene.words(), "email": ""}
    role = {"role": scene.dice.choice([Role.COACH, Role.JOB_MATCHER]), "organisation": employer(scene).pk}
    days = {"start": scene.on, "end": None, "stands_in_for": None}
    who = scene.staff(Role.ADMINISTRATOR, scene.office.service.board_id)
    return who, {"service": scene.service, **said, **role, **days}


@draws(staff.add_membership)
def _(scene: Scene) -> Draw:
    """A substitute for a coach who is away for a time, or one more role for somebody."""
    board = scene.office.service.board_id
    own = m.Membership.objects.filter(service=scene.service, organisation__board=board, end=None)
    coach = scene.some(list(own.filter(role=Role.COACH.value).order_by("pk")))
    other = scene.some(list(own.exclude(user=coach.user_id).exclude(role="administrator").order_by("pk")))
    said = {"user": other.user_id, "organisation": coach.organisation_id, "role": Role.COACH}
    held = own.filter(user=other.user_id, role=Role.COACH.value).exists()
    days = {"start": scene.on, "end": scene.on + timedelta(days=20), "stands_in_for": coach.user_id}
    if held:
        raise Nothing
    return scene.staff(Role.ADMINISTRATOR, board), {"service": scene.service, **said, **days}


@draws(staff.end_membership)
def _(scene: Scene) -> Draw:
    """A coach leaves, and a colleague takes over; two are always left."""
    board = scene.office.service.board_id
    held = m.Membership.objects.filter(
        service=scene.service, organisation__board=board, role=Role.COACH.value, end=None
    )
    coaches = list(held.order_by("pk"))
    if len({one.user_id for one in coaches}) < 3:
        raise Needs(staff.create_login)
    goes = coaches[-1]
    after = scene.some([one.user_id for one in coaches if one.user_id != goes.user_id])
    said = {"end": scene.on, "reason": scene.words(), "successor": after}
    return scene.staff(Role.ADMINISTRATOR, board), {"membership": goes.pk, **said}


@draws(office.open_office)
def _(scene: Scene) -> Draw:
    said = {"username": f"q-{scene.dice.randrange(10**9)}", "name": scene.words()}
    return system("office"), {"service": scene.service, **said}


@draws(office.give_role)
def _(scene: Scene) -> Draw:
    here = {"service": scene.service, "organisation__board": scene.office.service.board_id, "end": None}
    row = scene.some(list(m.Membership.objects.filter(role=Role.CIVIC_GUIDE.value, **here).order_by("pk")))
    kept = set(m.Membership.objects.filter(user=row.user_id, **here).values_list("role", flat=True))
    role = scene.some([one for one in (Role.JOB_MATCHER, Role.LANGUAGE_PEDAGOGUE) if one.value not in kept])
    return system("office"), {"service": scene.service, "user": row.user_id, "role": role}


def somebody(scene: Scene) -> m.User:
    return scene.some(list(m.Membership.objects.filter(service=scene.service, end=None).order_by("pk"))).user


@draws(office.reset_login)
def _(scene: Scene) -> Draw:
    return system("office"), {"username": somebody(scene).username}


@draws(office.unlock_login)
def _(scene: Scene) -> Draw:
    return system("office"), {"username": somebody(scene).username}


@draws(office.password_chosen)
def _(scene: Scene) -> Draw:
    return scene.user(somebody(scene).pk), {}


@draws(services.import_model)
def _(scene: Scene) -> Draw:
    """The same file again: nothing changes, and that it was brought is noted."""
    text = (MODELS / f"{model_of(scene.service).code}.toml").read_text(encoding="utf-8")
    return system("models"), {"text": text}


@draws(services.start_service)
def _(scene: Scene) -> Draw:
    board = scene.office.service.board
    said = {"code": f"q-{scene.dice.randrange(10**6)}", "opened_on": scene.on + timedelta(days=400)}
    own = BoardOf(code=board.code, name=board.name, municipality=board.municipality, appeal_to=board.appeal_to)
    return system("models"), {"model": model_of(scene.service).code, "board": own, **said}


# ── The nights and what is sent ───────────────────────────────────────────────────────────────────────────────────


@draws(night.note_part)
def _(scene: Scene) -> Draw:
    return system("night"), {"part": night.Part("seal-trail", 1)}


class Stumbling:
    """Every other message is lost on its way."""

    def __init__(self) -> None:
        self.count = 0

    def carry(self, *, key: UUID, channel: str, to: str, subject: str, text: str) -> None:
        self.count += 1
        if self.count % 2:
            raise NotCarried(Came.LOST, "connection")


@house("sending.send_waiting")
def send_waiting(actor: Actor, *, at: datetime) -> int:
    sending.send_waiting(actor, at=at, carrier=Stumbling(), drawn=lambda: 0.5)
    return 0


@draws(send_waiting)
def _(scene: Scene) -> Draw:
    waiting = m.Message.unscoped.exclude(channel="letter").filter(state=MessageState.WAITING.value)
    scene.one(waiting, needs=accounts.issue_paper_code)
    return system("outbox"), {}


# ── What was read ─────────────────────────────────────────────────────────────────────────────────────────────────


@house("ledger.note_reading")
@deed
def note_reading(actor: Actor, *, person: int, at: datetime) -> None:
    row = m.Person.unscoped.get(pk=person)
    ledger.note(actor, "person.viewed", at=at, person=row.key, board=row.board_id)


@draws(note_reading)
def _(scene: Scene) -> Draw:
    row = scene.one(m.Person)
    return scene.coach(row), {"person": row.pk}


@draws(log_review.make_review)
def _(scene: Scene) -> Draw:
    scene.after(note_reading)
    board = scene.office.service.board_id
    last = m.LogReview.objects.filter(board=board).order_by("-end").values_list("end", flat=True).first()
    start = scene.on - timedelta(days=7) if last is None else last + timedelta(days=1)
    if start > scene.on:
        raise scene.wait(days=1)
    return system("log-review"), {"board": board, "policy": Policy(drawn=3), "start": start, "end": scene.on}


@draws(log_review.judge)
def _(scene: Scene) -> Draw:
    who = scene.staff(Role.MANAGER, scene.office.service.board_id)
    left = m.ReviewedReading.objects.filter(review__board=scene.office.service.board_id, review__signed_at=None)
    row = scene.one(left.exclude(user=who.user_id), needs=log_review.make_review, judgement="")
    return who, {"item": row.pk, "judgement": scene.dice.choice(list(Judgement)), "words": scene.words()}


@draws(log_review.sign)
def _(scene: Scene) -> Draw:
    who = scene.staff(Role.MANAGER, scene.office.service.board_id)
    left = m.ReviewedReading.objects.filter(judgement="").values("review")
    rows = m.LogReview.objects.filter(board=scene.office.service.board_id, signed_at=None)
    row = scene.one(rows.exclude(pk__in=left), needs=log_review.judge)
    return who, {"review": row.pk}


@draws(log_review.lay_down)
def _(scene: Scene) -> Draw:
    who = scene.staff(Role.MANAGER, scene.office.service.board_id)
    return who, {"board": scene.office.service.board_id, "policy": Policy(every_days=scene.dice.randint(20, 40))}


@draws(log_review.keep_home)
def _(scene: Scene) -> Draw:
    board = scene.office.service.board_id
    other = scene.staff(Role.COACH, board)
    return scene.staff(Role.MANAGER, board), {"user": other.user_id, "address": "Qsagtgatan 1, 424 65 Angered"}


@draws(glass.break_glass)
def _(scene: Scene) -> Draw:
    """Of somebody whom another office of the same board has, and this one has not."""
    board = scene.office.service.board_id
    apart = [one for one in scene.offices if one.service.board_id == board and one.service.pk != scene.service]
    theirs = [key for one in apart for key in one.persons() if key not in scene.people]
    row = scene.one(m.Participation.unscoped.filter(person__in=theirs, person__protection="open"))
    return scene.staff(Role.COACH, board), {"sought": str(row.pk), "reason": scene.words(), "policy": None}


@draws(glass.close_glass)
def _(scene: Scene) -> Draw:
    row = scene.one(m.BrokenGlass.unscoped.filter(until__gt=scene.at), needs=glass.break_glass, closed_at=None)
    return scene.user(row.user_id), {"glass": row.pk}


@draws(glass.read_glass)
def _(scene: Scene) -> Draw:
    row = scene.one(m.BrokenGlass, needs=None, read_at=None)
    return scene.staff(Role.COORDINATOR, row.board_id), {"person": row.person_id}


# ── A project's money ─────────────────────────────────────────────────────────────────────────────────────────────


@draws(months.close_month)
def _(scene: Scene) -> Draw:
    """The earliest that is not closed; the month before the service began is as empty as it is over."""
    closed = m.ClosedMonth.objects.filter(service=scene.service).count()
    month = date(2025, 1, 1) if closed == 0 else before(date(2025, 1, 1) + timedelta(days=31 * closed + 31))
    return scene.staff(Role.MANAGER), {"service": scene.service, "month": month, "figures": [{"figure": "q"}]}


def before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


@draws(funding.set_up_project)
def _(scene: Scene) -> Draw:
    known = list(parties(scene.office.service))
    start = before(scene.on)
    plan = Plan(start, start + timedelta(days=700), start + timedelta(days=600))
    said = {"owner": known[0].pk, "fund": known[-1].pk, "handover_to": known[0].pk, "plan": plan}
    return accountant(scene), {"service": scene.service, "name": scene.words(), **said}


def accountant(scene: Scene) -> Actor:
    return scene.staff(Role.MANAGER, scene.office.service.board_id)


def project(scene: Scene) -> m.Project:
    """The first one: a month of it is closed when all that is asked for is there."""
    rows = list(m.Project.objects.filter(service=scene.service).order_by("pk")[:1])
    return scene.some(rows, needs=funding.set_up_project)


@draws(funding.set_key)
def _(scene: Scene) -> Draw:
    """All of it by one, or in two parts; from the first month where there is none yet, else from the next."""
    row = project(scene)
    known = list(parties(row.service))[:2]
    key = {known[0].pk: 10_000} if len(known) < 2 else {known[0].pk: 3_333, known[1].pk: 6_667}
    first = scene.on if m.Key.objects.filter(project=row).exists() else row.start
    return accountant(scene), {"project": row.pk, "key": key, "first_month": first}


@draws(funding.seat_member)
def _(scene: Scene) -> Draw:
    row = project(scene)
    seat = {"name": scene.words(), "organisation": parties(row.service)[0].pk, "start": scene.on}
    return accountant(scene), {"project": row.pk, **seat}


@draws(funding.end_seat)
def _(scene: Scene) -> Draw:
    seat = scene.one(m.SteeringSeat.objects.filter(project=project(scene)), needs=funding.seat_member, end=None)
    return accountant(scene), {"project": seat.project_id, "seat": seat.pk, "last": scene.on}


@draws(funding.set_budget)
def _(scene: Scene) -> Draw:
    row = project(scene)
    return accountant(scene), {"project": row.pk, "year": row.start.year, "ore": scene.dice.randint(1, 10**8)}


def open_month(scene: Scene, row: m.Project) -> date:
    closed = set(m.ClosedPeriod.objects.filter(project=row).values_list("month", flat=True))
    month = row.start
    while month in closed:
        month = (month + timedelta(days=31)).replace(day=1)
    return month


@draws(funding.note_cost)
def _(scene: Scene) -> Draw:
    row = project(scene)
    month = open_month(scene, row)
    if month > scene.on:
        raise Nothing
    said = {"month": month, "kind": scene.dice.choice(list(CostKind)), "ore": scene.dice.randint(1, 10**7)}
    return accountant(scene), {"project": row.pk, **said, "about": scene.words(), "corrects": None}


@draws(reporting.sign_hours)
def _(scene: Scene) -> Draw:
    row, coach = project(scene), scene.staff(Role.COACH, scene.office.service.board_id)
    waits = m.WorkedHours.objects.filter(project=row, user=coach.user_id, state=HoursState.SIGNED.value)
    if waits.exists():
        raise Needs(reporting.settle_hours)
    month = scene.dice.choice([row.start, scene.on.replace(day=1)])
    return coach, {"project": row.pk, "month": month, "minutes": 600, "reason": scene.words()}


@draws(reporting.settle_hours)
def _(scene: Scene) -> Draw:
    rows = m.WorkedHours.objects.filter(project=project(scene), state=HoursState.SIGNED.value)
    row = scene.one(rows, needs=reporting.sign_hours)
    to = scene.dice.choice([HoursState.APPROVED, HoursState.RETURNED])
    return accountant(scene), {"project": row.project_id, "hours": row.pk, "to": to, "answer": scene.words()}


@draws(reporting.hand_in)
def _(scene: Scene) -> Draw:
    """The first month whose list is not handed in, when it is over."""
    row, board = project(scene), scene.office.service.board_id
    done = set(m.HandedIn.objects.filter(project=row, board=board).values_list("month", flat=True))
    month = row.start
    while month in done:
        month = (month + timedelta(days=31)).replace(day=1)
    over = (month + timedelta(days=31)).replace(day=1)
    if scene.on < over:
        raise scene.wait(days=(over - scene.on).days)
    return accountant(scene), {"project": row.pk, "month": month}


@draws(reporting.correct_list)
def _(scene: Scene) -> Draw:
    """Somebody's last day in the month has become known since the list was handed in, or an hour that they came to."""
    row, who, board = project(scene), accountant(scene), scene.office.service.board_id
    lists = m.HandedIn.objects.filter(project=row, board=board).order_by("pk")
    scope = who.scope(on=scene.on)
    for one in lists:
        span = Period.month(one.month.year, one.month.month)
        now = taken_part(scope, service=scene.service, boards=[board], month=span).reported
        if changes(handed_in(scope, one)[0], now):
            return who, {"project": row.pk, "month": one.month, "reason": scene.words()}
    some = m.Reported.unscoped.filter(handed_in__in=lists).exists()
    raise Needs(outcomes.close_participation if some else reporting.hand_in)


@draws(reporting.close_period)
def _(scene: Scene) -> Draw:
    row, board = project(scene), scene.office.service.board_id
    month = open_month(scene, row)
    if not m.Key.objects.filter(project=row, first_month__lte=month).exists():
        raise Needs(funding.set_key)
    if m.WorkedHours.objects.filter(project=row, month=month, state=HoursState.SIGNED.value).exists():
        raise Needs(reporting.settle_hours)
    if not m.HandedIn.objects.filter(project=row, board=board, month=month).exists():
        raise Needs(reporting.hand_in)
    return accountant(scene), {"project": row.pk, "month": month, "read": True}

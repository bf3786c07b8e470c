"""Hours that two attest, the list of who took part, and the month that is closed when all of it has been looked at."""

from __future__ import annotations

from datetime import date, datetime

from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.funding import ClosedPeriod, HandedIn, Project, Reported, WorkedHours
from vidare.records.spending import (
    accounted,
    approved_minutes,
    closed_months,
    costs_by_month,
    own_boards,
    ready,
    terms_of,
    worked_in,
)
from vidare.records.takings import handed_in, taken_part
from vidare.rules import funding
from vidare.rules import reporting as rules
from vidare.rules.access import Actor, Compartment
from vidare.rules.decision import Because, Decision, Hidden
from vidare.rules.period import Period
from vidare.rules.reporting import HoursState, Taking


@deed
def sign_hours(actor: Actor, *, project: int, month: date, minutes: int, reason: str = "", at: datetime) -> int:
    """One's own time in a month. What was approved before is corrected by it when this is approved in its turn."""
    on = at.date()
    row = find.one(worked_in(actor, on=on), project, lock=True)
    first = month.replace(day=1)
    mine = WorkedHours.objects.filter(project=row, user=actor.hand, month=first)
    rules.may_sign(
        minutes,
        month=first,
        project=Period(row.start, row.end),
        waiting=mine.filter(state=HoursState.SIGNED.value).exists(),
        before=mine.filter(state=HoursState.APPROVED.value).exists(),
        closed=first in closed_months(row),
        reason=reason,
        on=on,
    ).require()
    made = WorkedHours.objects.create(
        project=row, user_id=actor.hand, month=first, minutes=minutes, reason=reason, signed_at=at
    )
    note(actor, "hours.signed", at=at, project=row.pk, hours=made.pk, month=first.isoformat())
    return int(made.pk)


@deed
def settle_hours(
    actor: Actor, *, project: int, hours: int, to: HoursState, answer: str = "", at: datetime
) -> None:  # fmt: skip
    """Approve somebody else's hours, or send them back and say why."""
    row = find.one(accounted(actor, on=at.date()), project)
    kept = find.one(WorkedHours.objects.filter(project=row), hours, lock=True)
    own = kept.user_id == actor.hand
    rules.may_settle(HoursState(kept.state), to=to, own=own, reason=answer).require()
    kept.state, kept.settled_by_id, kept.settled_at, kept.answer = to.value, actor.hand, at, answer
    kept.save(update_fields=["state", "settled_by", "settled_at", "answer"])
    note(actor, f"hours.{to.value}", at=at, board=row.service.board_id, project=row.pk, hours=kept.pk)


@deed
def hand_in(actor: Actor, *, project: int, month: date, at: datetime) -> int:
    """The own boards' lists of those who took part: what the fund asks for, and nothing else. Answers how many."""
    on = at.date()
    row = find.one(accounted(actor, on=on), project, lock=True)
    span = Period.month(month.year, month.month)
    done = set(HandedIn.objects.filter(project=row, month=span.start).values_list("board_id", flat=True))
    left = sorted(own_boards(actor, row, on=on) - done)
    rules.may_hand_in(span, left=len(left), on=on).require()
    total = 0
    for board in left:
        found = taken_part(actor.scope(on=on), service=row.service_id, boards=[board], month=span)
        made = HandedIn.objects.create(
            project=row, board_id=board, month=span.start, protected=found.protected, made_at=at,
            made_by_id=actor.hand,
        )  # fmt: skip
        for taking in found.reported:
            _report(made, taking, actor.hand, at)
        total += len(found.reported)
        note(actor, "participants.handed-in", at=at, board=board, project=row.pk, list=made.pk, n=len(found.reported))
    return total


@deed
def correct_list(actor: Actor, *, project: int, month: date, reason: str, at: datetime) -> int:
    """Add to the own lists that were handed in what is known now. Nothing in them is changed. Answers how many."""
    on = at.date()
    row = find.one(accounted(actor, on=on), project, lock=True)
    span = Period.month(month.year, month.month)
    boards = own_boards(actor, row, on=on)
    lists = list(HandedIn.objects.filter(project=row, month=span.start, board__in=boards).order_by("pk"))
    found = [(one, change) for one in lists for change in _changes(actor, row, one, span, on)]
    rules.may_correct(len(found), reason=reason).require()
    for one, (then, now) in found:
        if now is not None:
            _report(one, now, actor.hand, at, reason)
        elif then is not None:
            _report(one, then, actor.hand, at, reason, gone=True)
    note(actor, "participants.corrected", at=at, board=row.service.board_id, project=row.pk, n=len(found))
    return len(found)


def _changes(
    actor: Actor, project: Project, row: HandedIn, month: Period, on: date
) -> tuple[tuple[Taking | None, Taking | None], ...]:
    scope = actor.scope(on=on)
    now = taken_part(scope, service=project.service_id, boards=[row.board_id], month=month)
    return rules.changes(handed_in(scope, row)[0], now.reported, kept_back=now.kept_back)


def _report(
    row: HandedIn, taking: Taking, hand: int, at: datetime, reason: str = "", *, gone: bool = False
) -> None:  # fmt: skip
    Reported.unscoped.create(
        board_id=row.board_id, compartment=Compartment.TEAM.value, person_id=taking.person, handed_in=row,
        start=taking.start, end=taking.end, minutes=taking.minutes, gone=gone, reason=reason, noted_at=at,
        noted_by_id=hand,
    )  # fmt: skip


@deed
def close_period(actor: Actor, *, project: int, month: date, read: bool, at: datetime) -> int:
    """Close a month: what each pays of it stands from here on. ``read``: the remarks have been read."""
    on = at.date()
    row = find.one(accounted(actor, on=on), project, lock=True)
    first = month.replace(day=1)
    if not row.start.replace(day=1) <= first <= row.end:
        raise Hidden
    known = ready(actor, row, first, on=on)
    unread = [Because(rules.No.REMARKS)] if rules.remarks(known) and not read else []
    (rules.may_close(known, on=on) & Decision.of(unread)).require()
    months = costs_by_month(row, until=first)
    claims = funding.claims(months, fund=row.fund.code, terms=terms_of(row)).get(first, {})
    made = ClosedPeriod.objects.create(
        project=row, month=first, ore=sum(claims.values()), claims=claims,
        minutes=sum(approved_minutes(row, first).values()), closed_at=at, closed_by_id=actor.hand,
    )  # fmt: skip
    note(actor, "period.closed", at=at, board=row.service.board_id, project=row.pk, month=first.isoformat())
    return int(made.pk)

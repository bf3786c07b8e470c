"""Log-ins for staff and the roles they hold; nobody's participants are left without a coach."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from vidare.actions import attention, leaving
from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.boards import board_of, may_employ
from vidare.records.participations import Participation
from vidare.records.people import Account
from vidare.records.plans import Step
from vidare.records.services import Membership, Service
from vidare.records.users import User
from vidare.records.walls import within
from vidare.rules.access import Actor, Compartment, Deed, Role, system
from vidare.rules.participations import State
from vidare.rules.services import staffing

# No letters or digits that are taken for one another when they are read out.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class NewLogin:
    """Told once: the password is kept only as a hash."""

    user: int
    password: str


@deed
def create_login(
    actor: Actor, *, service: int, username: str, name: str, email: str, role: Role, organisation: int, start: date,
    reason: str, end: date | None = None, stands_in_for: int | None = None, at: datetime,
) -> NewLogin:  # fmt: skip
    """A log-in for somebody new, with their first role. Answers the password that is told once."""
    found = _administered(actor, service, at)
    taken = User.objects.filter(username__iexact=username).exists()
    allowed = staffing.may_log_in_as(username, name=name, taken=taken)
    (allowed & staffing.may_hold(role, held=False, takes_part=False, reason=reason)).require()
    password = new_password()
    user = User.objects.create_user(
        username, name=name.strip(), email=email, password=password, password_is_temporary=True
    )
    employer = find.one(may_employ(actor, found, on=at.date()), organisation)
    held = _held(
        Membership(
            user=user, organisation=employer, service=found, role=role.value, start=start, end=end,
            start_reason=reason.strip()[:200], stands_in_for_id=stands_in_for,
        )
    )  # fmt: skip
    note(actor, "user.created", at=at, board=found.board_id, user=user.pk, membership=held.pk)
    return NewLogin(user.pk, password)


def new_password() -> str:
    """Twenty letters that can be read aloud; to be changed by its owner before anything else."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))


@deed
def add_membership(
    actor: Actor, *, service: int, user: int, organisation: int, role: Role, start: date, reason: str,
    end: date | None = None, stands_in_for: int | None = None, at: datetime,
) -> int:  # fmt: skip
    """Give somebody who can log in a role in the service."""
    found = _administered(actor, service, at)
    person = find.one(User.objects.filter(is_active=True), user)
    with within(system("staff").scope(on=at.date())):
        takes_part = Account.unscoped.filter(user=person).exists()
    open_now = Q(end=None) | Q(end__gte=at.date())
    held = Membership.objects.filter(
        open_now, user=person, service=found, role=role.value, organisation_id=organisation
    ).exists()
    staffing.may_hold(role, held=held, takes_part=takes_part, reason=reason, own=person.pk == actor.user_id).require()
    employer = find.one(may_employ(actor, found, on=at.date()), organisation)
    row = _held(
        Membership(
            user=person, organisation=employer, service=found, role=role.value, start=start, end=end,
            start_reason=reason.strip()[:200], stands_in_for_id=stands_in_for,
        )
    )  # fmt: skip
    note(actor, "membership.added", at=at, board=found.board_id, membership=row.pk, user=person.pk, role=role.value)
    return row.pk


@deed
def end_membership(
    actor: Actor, *, membership: int, end: date, reason: str, successor: int | None = None, at: datetime
) -> int:
    """End a role. A coach's open participations go over to the successor in the same deed. Answers how many did."""
    row = find.one(Membership.objects.select_related("service", "organisation"), membership, lock=True)
    _administered(actor, row.service_id, at)
    find.one(may_employ(actor, row.service, on=at.date()), row.organisation_id)
    role, on = Role(row.role), at.date()
    # The administrator sees no participants; what is asked and moved here is keys and counts only.
    with within(system("staff").scope(on=on)):
        carried = list(_carried(row)) if role is Role.COACH else []
        steps = leaving.steps_left_by(row, on=end)
        allowed = staffing.may_end(
            role,
            start=row.start,
            ended=row.end is not None and row.end < on,
            end=end,
            reason=reason,
            open_participations=len(carried),
            successor_is_coach=None
            if successor is None
            else successor != row.user_id and successor in leaving.successors(row, on=on),
            walled_steps=sum(step.compartment != Compartment.TEAM.value for step in steps),
            other_administrators=_other_administrators(row, on) if role is Role.ADMINISTRATOR else 1,
            widens_own=row.user_id == actor.user_id and row.end is not None and end > row.end,
        )
        allowed.require()
        row.end, row.reason = end, reason.strip()[:200]
        row.save(update_fields=["end", "reason"])
        if successor is not None:
            _hand_over(actor, carried, row.user_id, successor, at)
        left = [step for step in steps if successor is None or step.participation_id not in {way.pk for way in carried}]
        leaving.hand_over_steps(actor, left, to=successor, at=at)
    note(
        actor, "membership.ended", at=at, board=row.service.board_id, membership=row.pk, user=row.user_id,
        successor=successor, moved=len(carried),
    )  # fmt: skip
    return len(carried)


def _held(row: Membership) -> Membership:
    """Keep it, when it is for good, or a substitute's for a time beside somebody with the same role."""
    if row.end is not None or row.stands_in_for_id is not None:
        near = Membership.objects.filter(service=row.service, role=row.role, user=row.stands_in_for_id)
        same = any(board_of(one) == board_of(row) for one in near.select_related("organisation", "service"))
        staffing.may_stand_in(
            start=row.start,
            end=row.end,
            for_oneself=row.stands_in_for_id == row.user_id,
            same_role=row.stands_in_for_id is None or same,
        ).require()
    row.save(force_insert=True)
    return row


def _administered(actor: Actor, service: int, at: datetime) -> Service:
    """The service, if the actor administers it: Hidden otherwise, as if it were not there."""
    rows = Service.objects.all()
    if not actor.system:
        rows = rows.filter(pk__in=actor.services(Deed.ADMINISTER, on=at.date()))
    return find.one(rows, service)


def _carried(row: Membership) -> list[Participation]:
    rows = Participation.unscoped.filter(service=row.service_id, board=board_of(row), coach=row.user_id).exclude(
        state=State.CLOSED.value
    )
    return list(rows.select_related("person").order_by("pk"))


def _other_administrators(row: Membership, on: date) -> int:
    held = Membership.objects.filter(
        Q(end=None) | Q(end__gt=on), service=row.service_id, role=Role.ADMINISTRATOR.value, start__lte=on
    )
    return held.filter(user__is_active=True).exclude(user=row.user_id).count()


def _hand_over(actor: Actor, carried: list[Participation], before: int, after: int, at: datetime) -> None:
    """The successor becomes the coach and owns the steps that the former coach owned."""
    on = at.date()
    for way in carried:
        way.coach_id, way.coach_since, way.coach_acknowledged = after, on, False
        way.version += 1
        way.save(update_fields=["coach", "coach_since", "coach_acknowledged", "version"])
        steps = Step.unscoped.filter(participation=way, owner=before, state__in=leaving.OPEN)
        leaving.hand_over_steps(actor, steps.select_related("participation", "person"), to=after, at=at)
        note(
            actor, "participation.coach-assigned", at=at, person=way.person.key, board=way.board_id,
            participation=way.pk, coach=after,
        )  # fmt: skip
        attention.refresh(way.pk, on=on)

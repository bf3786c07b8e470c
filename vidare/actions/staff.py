"""Log-ins for staff and the roles they hold; nobody's participants are left without a coach."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from vidare.actions import attention
from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.boards import board_of, may_employ
from vidare.records.participations import Participation
from vidare.records.people import Account
from vidare.records.plans import Step
from vidare.records.services import Membership, Service
from vidare.records.users import User
from vidare.records.walls import within
from vidare.records.workload import coaches_of
from vidare.rules.access import Actor, Deed, Role, system
from vidare.rules.participations import State
from vidare.rules.plans import OPEN_STEP
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
    at: datetime,
) -> NewLogin:  # fmt: skip
    """A log-in for somebody new, with their first role. Answers the password that is told once."""
    found = _administered(actor, service, at)
    taken = User.objects.filter(username__iexact=username).exists()
    allowed = staffing.may_log_in_as(username, name=name, taken=taken)
    (allowed & staffing.may_hold(role, held=False, takes_part=False)).require()
    password = new_password()
    user = User.objects.create_user(
        username, name=name.strip(), email=email, password=password, password_is_temporary=True
    )
    held = Membership.objects.create(
        user=user,
        organisation=find.one(may_employ(actor, found, on=at.date()), organisation),
        service=found,
        role=role.value,
        start=start,
    )
    note(actor, "user.created", at=at, board=found.board_id, user=user.pk, membership=held.pk)
    return NewLogin(user.pk, password)


def new_password() -> str:
    """Twenty letters that can be read aloud; to be changed by its owner before anything else."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))


@deed
def add_membership(
    actor: Actor, *, service: int, user: int, organisation: int, role: Role, start: date, at: datetime
) -> int:
    """Give somebody who can log in a role in the service."""
    found = _administered(actor, service, at)
    person = find.one(User.objects.filter(is_active=True), user)
    with within(system("staff").scope(on=at.date())):
        takes_part = Account.unscoped.filter(user=person).exists()
    open_now = Q(end=None) | Q(end__gte=at.date())
    held = Membership.objects.filter(
        open_now, user=person, service=found, role=role.value, organisation_id=organisation
    ).exists()
    staffing.may_hold(role, held=held, takes_part=takes_part, own=person.pk == actor.user_id).require()
    row = Membership.objects.create(
        user=person,
        organisation=find.one(may_employ(actor, found, on=at.date()), organisation),
        service=found,
        role=role.value,
        start=start,
    )
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
        allowed = staffing.may_end(
            role,
            start=row.start,
            ended=row.end is not None and row.end < on,
            end=end,
            reason=reason,
            open_participations=len(carried),
            successor_is_coach=None
            if successor is None
            else successor != row.user_id and successor in coaches_of(row.service_id, board=board_of(row), on=on),
            other_administrators=_other_administrators(row, on) if role is Role.ADMINISTRATOR else 1,
            widens_own=row.user_id == actor.user_id and row.end is not None and end > row.end,
        )
        allowed.require()
        row.end, row.reason = end, reason.strip()[:200]
        row.save(update_fields=["end", "reason"])
        if successor is not None:
            _hand_over(actor, carried, row.user_id, successor, at)
    note(
        actor, "membership.ended", at=at, board=row.service.board_id, membership=row.pk, user=row.user_id,
        successor=successor, moved=len(carried),
    )  # fmt: skip
    return len(carried)


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
        Step.unscoped.filter(participation=way, owner=before, state__in=[state.value for state in OPEN_STEP]).update(
            owner=after
        )
        note(
            actor, "participation.coach-assigned", at=at, person=way.person.key, board=way.board_id,
            participation=way.pk, coach=after,
        )  # fmt: skip
        attention.refresh(way.pk, on=on)

"""Log-ins of staff by command: the first of an office, one who has lost their way in, and the password of one's own."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt

from vidare.actions import staff
from vidare.actions.ledger import deed, note
from vidare.records import find
from vidare.records.organisations import Organisation
from vidare.records.sealed import index_of
from vidare.records.services import Membership, Service
from vidare.records.users import LoginTry, User
from vidare.rules.access import Actor, Role
from vidare.rules.decision import Hidden

# Kept as somebody's words are, in the language of the house.
OPENED, BY_COMMAND = "Öppnade verksamheten", "Gavs av driften"


@deed
def open_office(actor: Actor, *, service: int, username: str, name: str, at: datetime) -> staff.NewLogin:
    """The first administrator of a service, who lets in all others. Answers the password that is told once."""
    if not actor.system:
        raise Hidden
    row = find.one(Service.objects.all(), service)
    own = Organisation.objects.filter(board=row.board_id).order_by("pk").values_list("pk", flat=True).first()
    if own is None:
        raise Hidden
    made = staff.create_login(
        actor, service=service, username=username, name=name, email="", role=Role.ADMINISTRATOR, organisation=own,
        start=at.date(), reason=OPENED, at=at,
    )  # fmt: skip
    note(actor, "office.opened", at=at, board=row.board_id, service=service, user=made.user)
    return made


@deed
def give_role(actor: Actor, *, service: int, user: int, role: Role, at: datetime) -> int:
    """By command: where the only administrator needs a role that nobody gives themselves. For those of staff here."""
    if not actor.system:
        raise Hidden
    held = Membership.objects.filter(user=user, service=service).order_by("-start", "-pk")
    where = held.values_list("organisation", flat=True).first()
    if where is None:
        raise Hidden
    made = staff.add_membership(
        actor, service=service, user=user, organisation=where, role=role, start=at.date(), reason=BY_COMMAND, at=at
    )  # fmt: skip
    note(actor, "office.role-given", at=at, service=service, user=user, membership=made)
    return made


@deed
def reset_login(actor: Actor, *, username: str, at: datetime) -> str:
    """A new password, told once; passkeys and codes are taken away. Raises Hidden for whoever is not of staff."""
    user = _of_staff(actor, username)
    password = staff.new_password()
    user.set_password(password)
    user.password_is_temporary = True
    user.save()
    Authenticator.objects.filter(user_id=user.pk).delete()
    tries = _forget_tries(user)
    note(actor, "account.reset", at=at, user=user.pk, tries=tries)
    return password


@deed
def unlock_login(actor: Actor, *, username: str, at: datetime) -> int:
    """The wrong tries are forgotten; password and second proof stay as they are. Answers how many there were."""
    user = _of_staff(actor, username)
    tries = _forget_tries(user)
    note(actor, "account.unlocked", at=at, user=user.pk, tries=tries)
    return tries


def _of_staff(actor: Actor, username: str) -> User:
    if not actor.system:
        raise Hidden
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or not Membership.objects.filter(user=user).exists():
        raise Hidden
    return user


def _forget_tries(user: User) -> int:
    attempts = AccessAttempt.objects.filter(username__iexact=user.username)
    tries = sum(attempts.values_list("failures_since_start", flat=True))
    attempts.delete()
    codes = LoginTry.objects.filter(who_index=index_of(str(user.pk), kind="try:second"))
    tries += sum(codes.values_list("count", flat=True))
    codes.delete()
    return int(tries)


@deed
def password_chosen(actor: Actor, *, at: datetime) -> None:
    """Its owner has chosen a password of their own; the one they were told is of no use any more."""
    if actor.user_id is None:
        raise Hidden
    User.objects.filter(pk=actor.user_id).update(password_is_temporary=False)
    note(actor, "account.password-chosen", at=at, user=actor.user_id)

"""The open page: somebody who is not known, and not logged in, asks for help for themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from vidare.actions import invitations, ledger, people, referrals
from vidare.actions.ledger import deed
from vidare.actions.people import Newcomer
from vidare.actions.referrals import Coming
from vidare.records.configured import model_of
from vidare.records.likeness import alike
from vidare.records.people import LinkCase, Person
from vidare.records.referrals import Referral
from vidare.records.services import Service
from vidare.records.walls import within
from vidare.rules import asking
from vidare.rules.access import Actor, system
from vidare.rules.decision import Because, Hidden, Refused
from vidare.rules.identity import Fault, read_phone
from vidare.rules.invitations import No
from vidare.rules.referrals import WayIn

LINKS = 3  # cases that one who asks can open: who is like many is told from none by it


@deed
def ask_oneself(
    actor: Actor, *, service: str, newcomer: Newcomer, coming: Coming, code: str = "", at: datetime
) -> None:
    """Anyone may ask, with a name and a way to be reached. Nothing of what is known is answered.

    ``code``: of an invitation; it is used up by this, and a crowd of others does not keep its holder out.
    """
    contact = newcomer.contact
    if not (contact.phone.strip() or contact.email.strip()):
        raise Refused([Because(Fault.NO_WAY_TO_REACH)])
    # Nobody is logged in, so no wall is theirs: the house writes for them, and only these rows.
    with within(system("open-door").scope(on=at.date())):
        where = Service.objects.filter(code=service, closed_on=None).first()
        if where is None:
            raise Hidden
        if code:
            invitation = invitations.use_code(where.pk, code, at=at)
            coming = replace(coming, way_in=WayIn.INVITATION, invitation=invitation.pk)
        else:
            _not_crowded(where, at=at)
        row = people.create_person(actor, service=where.pk, newcomer=newcomer, at=at)
        referrals.receive(actor, service=where.pk, person=row, coming=coming, at=at)
        _may_be_here_already(actor, row, newcomer, at=at)


def _not_crowded(where: Service, *, at: datetime) -> None:
    if WayIn.OWN_INITIATIVE.value not in model_of(where.pk).ways_in:
        raise Refused([Because(No.CODE_NEEDED)])
    lately = Referral.unscoped.filter(
        service=where, way_in=WayIn.OWN_INITIATIVE.value, received_at__gt=at - timedelta(hours=1)
    )
    asking.not_crowded(asked_last_hour=lately.count()).require()


def _may_be_here_already(actor: Actor, person: Person, newcomer: Newcomer, *, at: datetime) -> None:
    """Who may be one with somebody here is looked at by named staff; the one who asks is answered as anybody is."""
    said = {
        "given": person.given_name, "family": person.family_name, "phone": read_phone(newcomer.contact.phone),
    }  # fmt: skip
    others = [one for one in alike(person.board_id, {0: said}).get(0, []) if one.person != person.pk]
    for one in others[:LINKS]:
        case = LinkCase.unscoped.create(
            board_id=person.board_id, person=person, other_id=one.person, why=one.likeness.value, opened_at=at
        )
        ledger.note(actor, "person.link-case-opened", at=at, person=person.key, board=person.board_id, case=case.pk)

"""Another authority's officer recommends somebody from their own side of the walls, and takes it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from vidare.actions import ledger, people, referrals
from vidare.actions.ledger import deed
from vidare.actions.people import Newcomer
from vidare.actions.referrals import Coming
from vidare.records import find
from vidare.records.referrals import Referral
from vidare.records.walls import within
from vidare.rules import referrals as rules
from vidare.rules.access import Actor, Deed, system
from vidare.rules.decision import Hidden
from vidare.rules.referrals import State, WayIn


@deed
def recommend(actor: Actor, *, service: int, coming: Coming, newcomer: Newcomer, at: datetime) -> int:
    """The source is the officer's own authority, whatever is said. Answers the referral, and nothing of what is known:
    who is here already is answered like one who is not, and looked at by named staff."""
    on = at.date()
    actor.may(Deed.RECOMMEND, on=on, service=service).require()
    # No wall of the board's is the officer's: the house writes for them, and only these rows.
    with within(system("recommendation").scope(on=on)):
        row = people.create_person(actor, service=service, newcomer=newcomer, at=at)
        own = replace(coming, way_in=WayIn.EMPLOYMENT_SERVICE)
        return int(referrals.receive(actor, service=service, person=row, coming=own, at=at).pk)


@deed
def take_back_recommendation(actor: Actor, *, referral: int, at: datetime) -> None:
    """By whoever recommended, as long as nobody has answered."""
    on = at.date()
    services = actor.services(Deed.RECOMMEND, on=on)
    if not services:
        raise Hidden
    with within(system("recommendation").scope(on=on)):
        rows = Referral.unscoped.filter(
            referrer=actor.hand, service__in=services, way_in=WayIn.EMPLOYMENT_SERVICE.value
        ).select_related("person")
        row = find.one(rows, referral, lock=True)
        rules.move(State(row.state), State.WITHDRAWN).require()
        referrals.settle(actor, row, State.WITHDRAWN, on=on)
        ledger.note(actor, "referral.withdrawn", at=at, person=row.person.key, board=row.board_id, referral=row.pk)

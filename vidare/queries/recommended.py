"""What another authority's officer has recommended: date and state, and the name that they wrote themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vidare.queries.referrals import PAGE, RUNNING, Waiting, clocks_of, rows_of
from vidare.records.referrals import Referral
from vidare.records.walls import within
from vidare.rules.access import Actor, Deed, system
from vidare.rules.decision import Hidden
from vidare.rules.identity import Protection
from vidare.rules.referrals import WayIn


def recommended(actor: Actor, *, on: date, page: int = 1) -> Waiting:
    """The officer's own, in the services where they still recommend. Who has got a protected identity since is in no
    list, nor are the coach and the booked times of anybody. Raises Hidden for everybody else."""
    services = actor.services(Deed.RECOMMEND, on=on)
    if not services:
        raise Hidden
    # They stand inside no wall of the board's: what is theirs is found as the house, by who wrote it.
    with within(system("recommended").scope(on=on)):
        rows = Referral.unscoped.filter(
            referrer=actor.hand, service__in=services, way_in=WayIn.EMPLOYMENT_SERVICE.value
        ).exclude(person__protection=Protection.PROTECTED.value)
        total = rows.count()
        page = min(max(page, 1), max(1, -(-total // PAGE)))
        part = list(rows.order_by("-received_on", "-pk")[(page - 1) * PAGE : page * PAGE])
        clocks = clocks_of(part, on=on)
        shown = {row.referral: row for row in rows_of(rows.filter(pk__in=list(clocks)), clocks)}
    late = sum(1 for row in part if row.state in RUNNING and clocks[row.pk].late)
    own = (replace(shown[row.pk], participation=None, coach="", meeting_on=None, language="") for row in part)
    return Waiting(tuple(own), total, late, page)

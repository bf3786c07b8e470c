"""All that decides whether somebody acts for a person, from their rows: asked as the house, told to nobody as it is."""

from __future__ import annotations

from vidare.records.people import Reach
from vidare.records.representatives import Representative
from vidare.records.walls import within
from vidare.rules.access import system
from vidare.rules.identity import Protection
from vidare.rules.representatives import Capacity, Matter, Standing


def standing_of(row: Representative, *, shut: bool = False) -> Standing:
    """``row`` with its person. Whether the person is protected is none of the one's business who acts for them."""
    with within(system("representatives").scope(on=row.start)):
        kept = Reach.unscoped.filter(person=row.person_id).exists()
    return Standing(
        capacity=Capacity(row.capacity),
        matters=frozenset(Matter(code) for code in row.matters),
        start=row.start,
        end=row.end,
        taken_back=row.taken_back_at is not None,
        born_on=row.person.born_on,
        protection=Protection(row.person.protection),
        kept=kept,
        shut=shut,
    )

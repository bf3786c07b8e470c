"""What a service exempts from its visits can neither be missed nor become a basis; what it does not, can."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.actions.test_bases import codes
from tests.actions.test_bookings import exempting
from tests.ladder import on_the_ladder
from tests.world import AT, TODAY, World
from vidare.actions import outcomes
from vidare.records import models as m
from vidare.rules.decision import Refused
from vidare.rules.outcomes import Occupation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("exemptions", "stands"), [('["education", "placement"]', False), ('["placement"]', True)])
def test_a_basis_falls_when_the_person_studied_only_where_the_service_exempts_for_studies(
    world: World, exemptions: str, stands: bool
) -> None:
    exempting(world, f"exemptions = {exemptions}")
    ladder = on_the_ladder(world).assigned().streak(4)
    basis = ladder.handed_over()
    outcomes.note_occupation(
        ladder.coach, participation=ladder.way.pk, occupation=Occupation.STUDIES, start=TODAY - timedelta(days=30),
        end=None, at=AT,
    )  # fmt: skip
    basis.refresh_from_db()
    assert (basis.state == "handed-over") is stands
    assert m.Disclosure.unscoped.get(purpose="basis").withdrawn_at == (None if stands else AT)


def test_no_basis_is_made_of_hours_in_studies_that_the_service_exempts_for(world: World) -> None:
    ladder = on_the_ladder(world).assigned()
    outcomes.note_occupation(
        ladder.coach, participation=ladder.way.pk, occupation=Occupation.STUDIES, start=TODAY - timedelta(days=30),
        end=None, at=AT,
    )  # fmt: skip
    for number in range(4):
        ladder.book(AT - timedelta(days=14 - 2 * number))
    with pytest.raises(Refused) as refused:
        ladder.basis()
    assert "basis.no-streak" in codes(refused.value)

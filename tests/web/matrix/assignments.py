"""Who mends what is prepared before the board decides."""

from __future__ import annotations

from datetime import timedelta

from tests.ladder import on_the_ladder
from tests.web.matrix import Page
from tests.world import AT, TODAY, World
from vidare.actions import assignments
from vidare.rules.access import Role as R

CHANGES = (R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY)


def prepared(world: World) -> str:
    ladder = on_the_ladder(world)
    key = assignments.prepare_assignment(
        ladder.coach, participation=ladder.way.pk, activity=world.activity.pk, wishes="Vill arbeta i kök.",
        weighed="Ja", start=TODAY, end=TODAY + timedelta(days=30), at=AT,
    )  # fmt: skip
    return f"/people/{ladder.way.person_id}/assignments/{key}/"


PAGES = [
    Page("assignment-change", prepared, dict.fromkeys(CHANGES, ("Vill arbeta i kök.", 'name="weighed"'))),
]

"""Who sees what of absences, bases, assignments and the month."""

from __future__ import annotations

import uuid
from datetime import timedelta

from tests.ladder import on_the_ladder
from tests.web.matrix import Page
from tests.world import AT, NINE, World
from vidare.actions import absences, support
from vidare.actions.absences import Told
from vidare.rules.absences import ReasonKind
from vidare.rules.access import Role as R

TEAM = (R.COACH, R.COORDINATOR, R.MANAGER, R.SOCIAL_SECRETARY, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE)


def explained(world: World) -> str:
    ladder = on_the_ladder(world)
    booking = ladder.miss(NINE - timedelta(days=1))
    told = Told(ReasonKind.CHILD_ILL, "Feber i natt", "sv", b"%PDF-1.4", "intyg.pdf")
    absences.explain(ladder.coach, booking=booking, told=told, key=uuid.uuid4(), at=AT)
    return f"/people/{ladder.way.person_id}/hours/{booking}/"


def handed_over(world: World) -> str:
    basis = on_the_ladder(world).assigned().streak(4).handed_over()
    return f"/people/{basis.person_id}/bases/{basis.pk}/"


def listed(world: World) -> str:
    handed_over(world)
    return "/bases/"


def ready(world: World) -> str:
    ladder = on_the_ladder(world).assigned().streak(4)
    return f"/people/{ladder.way.person_id}/bases/"


def assigned(world: World) -> str:
    return f"/people/{on_the_ladder(world).assigned().way.person_id}/assignments/"


def applying(world: World) -> str:
    ladder = on_the_ladder(world).assigned()
    support.register_support(
        ladder.officer, person=ladder.way.person_id, start=AT.date().replace(day=1), end=None, obstacle="unemployed",
        children=2, children_under_8=1, at=AT,
    )  # fmt: skip
    return "/month/"


def support_form(world: World) -> str:
    return f"/people/{on_the_ladder(world).way.person_id}/support/"


def attachment(world: World) -> str:
    from vidare.records.absences import Explanation

    explained(world)
    row = Explanation.unscoped.get(board=world.board)
    return f"/people/{row.person_id}/explanations/{row.pk}/file/"


WORDS = ("Feber i natt",)
PAGES = [
    Page(
        name="absence",
        make=explained,
        sees={role: WORDS if role in {R.COACH, R.COORDINATOR, R.MANAGER} else ("Amina Warsame",) for role in TEAM},
        not_seen={R.SOCIAL_SECRETARY: WORDS, R.JOB_MATCHER: WORDS, R.MANAGER: ('value="assess"',)},
    ),
    Page(
        name="attachment",
        make=attachment,
        sees=dict.fromkeys((R.COACH, R.COORDINATOR, R.MANAGER), ("%PDF",)),
    ),
    Page(
        name="basis",
        make=handed_over,
        sees={
            R.COACH: ("Vi har ringt varje gång.",),
            R.COORDINATOR: ("Vi har ringt varje gång.",),
            R.MANAGER: ("Vi har ringt varje gång.",),
            R.SOCIAL_SECRETARY: ("Vi har ringt varje gång.", 'value="communicate"', 'value="let-be"'),
        },
        not_seen={R.COACH: ('value="communicate"', 'value="decide"'), R.SOCIAL_SECRETARY: ('value="hand-over"',)},
    ),
    Page(name="bases", make=listed, sees={R.SOCIAL_SECRETARY: ("Amina Warsame",)}),
    Page(
        name="basis-prepare",
        make=ready,
        sees={R.COACH: ('value="prepare"',), R.COORDINATOR: ("2026-11-10",), R.MANAGER: ("2026-11-10",)},
        not_seen={R.COORDINATOR: ('value="prepare"',), R.MANAGER: ('value="prepare"',)},
    ),
    Page(
        name="assignments",
        make=assigned,
        sees=dict.fromkeys(TEAM, ("Vill arbeta i kök.",)),
        not_seen={role: ('value="withdraw-',) for role in TEAM if role is not R.SOCIAL_SECRETARY},
    ),
    Page(name="month", make=applying, sees={R.SOCIAL_SECRETARY: ("Amina Warsame", "Jobbverkstaden")}),
    Page(name="support", make=support_form, sees={R.SOCIAL_SECRETARY: ('value="support"',)}),
]

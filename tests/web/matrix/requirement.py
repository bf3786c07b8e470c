"""Who sees the week's hours, what the requirement asks, and who may act for a person."""

from __future__ import annotations

from datetime import date

from tests.actions.test_representatives import register
from tests.ladder import on_the_ladder
from tests.web.matrix import Page
from tests.web.test_quarter import laid_out
from tests.world import AT, NINE, World
from vidare.actions import requirement, support
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role as R
from vidare.rules.requirement import COVERS_KIND, HOURS_KIND, Reduction

LAW = {
    COVERS_KIND: {"first_support_month": "2026-10-01", "least_consecutive_months": 3},
    HOURS_KIND: {"hours_per_week": 40, "fewer_hours_with_child": 10, "child_under_years": 8},
}


def asked(world: World) -> str:
    """Covered, with a small child and shorter days by decision; an hour came to, under an assignment."""
    with acting("system:test"):
        for kind, values in LAW.items():
            m.RuleSet.objects.create(
                kind=kind, first_day=date(2026, 7, 1), values=values, source="Prop. 2025/26:207", imported_at=AT
            )
    ladder = on_the_ladder(world).assigned()
    ladder.come(NINE)
    person = ladder.way.person_id
    support.register_support(
        ladder.officer, person=person, start=date(2026, 5, 1), end=None, obstacle="unemployed", children=1,
        children_under_8=1, at=AT,
    )  # fmt: skip
    requirement.note_child(
        ladder.officer, person=person, born_on=date(2022, 4, 1), start=date(2026, 5, 1), end=None, at=AT
    )
    requirement.decide_relief(
        ladder.officer, person=person, why=Reduction.HEALTH, hours=8, start=date(2026, 11, 1), end=None,
        words="Kortare dagar behövs.", evidence="Intyg 30 oktober", at=AT,
    )  # fmt: skip
    return f"/people/{person}/requirement/"


def spoken_for(world: World) -> str:
    person = on_the_ladder(world).way.person_id
    register(world, person)
    return f"/people/{person}/representatives/"


TEAM = (R.COACH, R.COORDINATOR, R.MANAGER, R.SOCIAL_SECRETARY, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE)
SECRET = ("Kortare dagar", "2022-04-01", 'value="relief"', "krävs")


def quarter(world: World) -> str:
    laid_out(world)
    return "/results/quarter/"


PAGES = [
    Page(
        "quarter",
        quarter,
        sees={R.SOCIAL_SECRETARY: ("N31860", "Sjuk med läkarintyg"), R.MANAGER: ("N31860", "dolt")},
        not_seen={R.SOCIAL_SECRETARY: ("dolt",)},
    ),
    Page(
        "quarter-file",
        lambda world: quarter(world) + "file.csv",
        sees={R.SOCIAL_SECRETARY: ("N31860,assigned,0,2,0",), R.MANAGER: ("N31860,assigned,,,,",)},
    ),
    Page(
        "requirement",
        asked,
        sees=dict.fromkeys(TEAM, ("Amina Warsame", "Anvisade aktiviteter", "Ej registrerat"))
        | {R.SOCIAL_SECRETARY: (*SECRET, "22", "Litet barn", "Heltid", "Anvisade aktiviteter")},
        not_seen={role: SECRET for role in TEAM if role is not R.SOCIAL_SECRETARY},
    ),
    Page(
        "representatives",
        spoken_for,
        sees=dict.fromkeys(TEAM, ("Leyla Warsame", "God man", "planen"))
        | dict.fromkeys((R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY), ("Leyla Warsame", 'value="new"')),
        not_seen=dict.fromkeys(
            (R.MANAGER, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE), ('value="new"', 'value="end-')
        ),
    ),
]

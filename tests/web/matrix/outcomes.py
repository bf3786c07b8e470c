"""Placements, exits, the questions afterwards, and results."""

from __future__ import annotations

from datetime import timedelta

from tests.web.matrix import Page
from tests.world import AT, TODAY, World
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role

R = Role
TEAM = (R.COACH, R.COORDINATOR, R.MANAGER, R.SOCIAL_SECRETARY, R.JOB_MATCHER)
ALL_OF_IT = (*TEAM, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE)


def _way(world: World) -> m.Participation:
    return world.participation(world.person("Amina", "Warsame"))


def _employer(world: World) -> m.Employer:
    with acting("system:test"):
        return m.Employer.objects.create(service=world.service, name="Tvätteriet", where="outside")


def _placement(world: World) -> m.Placement:
    way = _way(world)
    with acting("system:test"):
        return m.Placement.unscoped.create(
            board_id=way.board_id, person_id=way.person_id, participation=way, employer=_employer(world),
            kind="practice", workplace="regular", where="outside", state="running", supervisor="Handledaren",
            start=TODAY, end=TODAY + timedelta(days=9), hours_per_week=30, arranged_by=world.users[R.JOB_MATCHER],
        )  # fmt: skip


def _closed(world: World) -> tuple[m.Participation, m.Exit, m.FollowUp]:
    way = _way(world)
    day = TODAY - timedelta(days=31)
    with acting("system:test"):
        way.state, way.ended_on = "closed", day
        way.save()
        about = {"board_id": way.board_id, "person_id": way.person_id, "participation": way}
        row = m.Exit.unscoped.create(**about, ended_on=day, preliminary="other", made_by=world.users[R.COACH])
        asked = m.FollowUp.unscoped.create(**about, days=30, due_on=day + timedelta(days=30))
    return way, row, asked


def _places(world: World) -> str:
    _placement(world)
    return "/places/"


def _one_placement(world: World, tail: str = "") -> str:
    row = _placement(world)
    return f"/people/{row.person_id}/placements/{row.pk}/{tail}"


def _new_placement(world: World) -> str:
    _employer(world)
    return f"/people/{_way(world).person_id}/placements/new/"


def _exit(world: World) -> str:
    way, row, _asked = _closed(world)
    return f"/people/{way.person_id}/exit/{row.pk}/"


def _follow_up(world: World) -> str:
    way, _row, asked = _closed(world)
    return f"/people/{way.person_id}/follow-ups/{asked.pk}/"


def _afterwards(world: World) -> str:
    _closed(world)
    return "/afterwards/"


def _results(world: World, path: str = "/results/") -> str:
    _way(world)
    return path


def _occupations(world: World) -> str:
    way = _way(world)
    with acting("system:test"):
        m.OccupationSpell.unscoped.create(
            board_id=way.board_id, person_id=way.person_id, occupation="studies", start=TODAY, source="staff",
            noted_at=AT,
        )  # fmt: skip
    return f"/people/{way.person_id}/occupation/"


PAGES = [
    Page(
        "occupations",
        _occupations,
        dict.fromkeys((R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY), ("Amina Warsame", 'name="note-occupation"')),
    ),
    Page(
        "places",
        _places,
        dict.fromkeys(ALL_OF_IT, ("Tvätteriet", "Amina Warsame")),
        {R.MANAGER: ("/places/employers/",), R.SOCIAL_SECRETARY: ("/places/employers/",)},
    ),
    Page("employer-new", lambda w: "/places/employers/new/", {R.COACH: ("<form",), R.JOB_MATCHER: ("<form",)}),
    Page(
        "employer",
        lambda w: f"/places/employers/{_employer(w).pk}/",
        {R.COACH: ("Tvätteriet",), R.JOB_MATCHER: ("Tvätteriet",)},
    ),
    Page("placement-new", _new_placement, {R.COACH: ("Tvätteriet",), R.JOB_MATCHER: ("Tvätteriet",)}),
    Page(
        "placement",
        _one_placement,
        dict.fromkeys(ALL_OF_IT, ("Handledaren",)),
        {R.MANAGER: ('name="supervisor"',), R.SOCIAL_SECRETARY: ('name="supervisor"',)},
    ),
    Page(
        "placement-end",
        lambda w: _one_placement(w, "end/"),
        {R.COACH: ('name="result"',), R.JOB_MATCHER: ('name="result"',)},
    ),
    Page(
        "exit",
        lambda w: f"/people/{_way(w).person_id}/exit/",
        {R.COACH: ('name="exit_class"',), R.COORDINATOR: ('name="exit_class"',)},
    ),
    Page("exit-confirm", _exit, {R.COACH: ("Amina",), R.COORDINATOR: ("Amina",)}),
    Page("follow-up", _follow_up, {R.COACH: ('name="occupation"',), R.COORDINATOR: ('name="occupation"',)}),
    Page("afterwards", _afterwards, {R.COACH: ("Amina Warsame",), R.COORDINATOR: ("Amina Warsame",)}),
    Page(
        "results",
        _results,
        dict.fromkeys(TEAM, ("Jobbhörnet",))
        | dict.fromkeys((R.COORDINATOR, R.MANAGER), ("Jobbhörnet", "/results/rows/enrolled-in-month/")),
        dict.fromkeys((R.COACH, R.SOCIAL_SECRETARY, R.JOB_MATCHER), ("/results/rows/", "Amina")),
    ),
    Page(
        "results-rows",
        lambda w: _results(w, "/results/rows/enrolled-in-month/"),
        {R.COORDINATOR: ("Amina Warsame",), R.MANAGER: ("Amina Warsame",)},
    ),
    Page(
        "results-file",
        lambda w: _results(w, "/results/figures.csv"),
        dict.fromkeys(TEAM, ("enrolled-in-month",)),
        dict.fromkeys(TEAM, ("Amina",)),
    ),
    Page(
        "results-open",
        lambda w: _results(w, "/results/open.csv"),
        {role: (AT.date().isoformat(),) for role in TEAM},
        dict.fromkeys(TEAM, ("Amina", ",1,")),
    ),
    Page(
        "results-after-programme",
        lambda w: _results(w, "/results/after-programme.csv"),
        {role: (AT.date().isoformat(), "Ingen vet") for role in TEAM},
        dict.fromkeys(TEAM, ("Amina", ",1,")),
    ),
]

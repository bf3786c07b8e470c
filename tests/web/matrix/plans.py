"""Notes, mapping and plan: who sees what of them."""

from __future__ import annotations

from tests.actions import test_needs, test_notes, test_plans
from tests.web.matrix import Page
from tests.world import World
from vidare.records.plans import Step
from vidare.rules.access import Compartment, Role
from vidare.rules.needs import Answer

R = Role
TEAM_READS = ("Arbete på hotell", "Ringa hotellet")
FOR_COACH, FOR_SECRETARY, FOR_ALL = "Coachens egna ord", "Handläggarens egna ord", "Ord till alla"


def notes(world: World) -> str:
    way = world.participation()
    test_notes.write(world, way, FOR_COACH)
    test_notes.write(world, way, FOR_SECRETARY, role=R.SOCIAL_SECRETARY, where=Compartment.SOCIAL_SERVICES)
    test_notes.write(world, way, FOR_ALL, where=Compartment.TEAM)
    return f"/people/{way.person_id}/notes/"


def note(world: World) -> str:
    way = world.participation()
    return f"/people/{way.person_id}/notes/{test_notes.write(world, way, FOR_COACH)}/"


def mapping(world: World) -> str:
    way = world.participation()
    test_needs.save(world, test_needs.begin(world, way), sorted(test_needs.areas(world))[0], Answer("Mitt eget ord"))
    return f"/people/{way.person_id}/mapping/"


def mapping_held(world: World) -> str:
    way = world.participation()
    key = test_needs.begin(world, way)
    test_needs.save(world, key, sorted(test_needs.areas(world))[0], Answer("Mitt eget ord"))
    return f"/people/{way.person_id}/mapping/{key}/"


def plan(path: str = "") -> object:
    def make(world: World) -> str:
        way = world.participation()
        row = test_plans.proposed(world, way)
        step = Step.unscoped.get(plan=row)
        return f"/people/{way.person_id}/plan/{path.format(plan=row.pk, step=step.pk)}"

    return make


PLAN_READERS = (
    R.COACH,
    R.COORDINATOR,
    R.SOCIAL_SECRETARY,
    R.JOB_MATCHER,
    R.LANGUAGE_PEDAGOGUE,
    R.CIVIC_GUIDE,
    R.MANAGER,
)
WRITERS = (R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY)
GREY = "why-"


def seen_by_team(name: str, path: str, *texts: str, button: str) -> Page:
    """A page of the plan that the team reads; the button is there for those who may write."""
    return Page(
        name=name,
        make=plan(path),  # type: ignore[arg-type]
        sees={role: (*texts, *((button,) if role in WRITERS else (GREY,))) for role in PLAN_READERS},
        not_seen={role: (button,) for role in PLAN_READERS if role not in WRITERS},
    )


PAGES = [
    Page(
        "notes",
        notes,
        sees={
            R.COACH: (FOR_COACH, FOR_ALL, 'name="happened_on"'),
            R.COORDINATOR: (FOR_COACH, FOR_ALL, 'name="happened_on"'),
            R.MANAGER: (FOR_COACH, FOR_ALL),
            R.SOCIAL_SECRETARY: (FOR_SECRETARY, FOR_ALL, 'name="happened_on"'),
            R.JOB_MATCHER: (FOR_ALL,),
            R.LANGUAGE_PEDAGOGUE: (FOR_ALL,),
            R.CIVIC_GUIDE: (FOR_ALL,),
        },
        not_seen={
            R.COACH: (FOR_SECRETARY,),
            R.COORDINATOR: (FOR_SECRETARY,),
            R.MANAGER: (FOR_SECRETARY, 'name="happened_on"'),
            R.SOCIAL_SECRETARY: (FOR_COACH,),
            R.JOB_MATCHER: (FOR_COACH, FOR_SECRETARY, 'name="happened_on"'),
            R.LANGUAGE_PEDAGOGUE: (FOR_COACH, FOR_SECRETARY, 'name="happened_on"'),
            R.CIVIC_GUIDE: (FOR_COACH, FOR_SECRETARY, 'name="happened_on"'),
        },
    ),
    Page(
        "note",
        note,
        sees={R.COACH: (FOR_COACH, 'value="correct"'), R.COORDINATOR: (FOR_COACH,), R.MANAGER: (FOR_COACH,)},
        not_seen={R.COORDINATOR: ('value="correct"',), R.MANAGER: ('value="correct"',)},
    ),
    Page(
        "mapping",
        mapping,
        sees={R.COACH: ("Mitt eget ord",), R.COORDINATOR: ("Mitt eget ord",), R.MANAGER: ("Mitt eget ord",)},
    ),
    Page(
        "mapping-held",
        mapping_held,
        sees={
            R.COACH: ("Mitt eget ord", "<textarea"),
            R.COORDINATOR: ("Mitt eget ord",),
            R.MANAGER: ("Mitt eget ord",),
        },
        not_seen={R.COORDINATOR: ("<textarea",), R.MANAGER: ("<textarea",)},
    ),
    seen_by_team("plan", "", *TEAM_READS, button="/plan/step/"),
    seen_by_team("plan-write", "write/", button='name="goal"'),
    seen_by_team("plan-end", "{plan}/end/", *TEAM_READS, button='name="once"'),
    seen_by_team("step-new", "step/", button='name="title"'),
    seen_by_team("step", "step/{step}/", "Ringa hotellet", button='name="title"'),
    Page("plan-propose", plan("{plan}/propose/"), sees=dict.fromkeys(PLAN_READERS, TEAM_READS)),  # type: ignore[arg-type]
    Page(
        "plan-agree",
        plan("{plan}/agree/"),  # type: ignore[arg-type]
        sees={
            R.SOCIAL_SECRETARY: (*TEAM_READS, 'name="board"'),
            R.COACH: (*TEAM_READS, 'name="behalf"'),
            R.COORDINATOR: (*TEAM_READS, 'name="behalf"'),
            R.JOB_MATCHER: TEAM_READS,
            R.LANGUAGE_PEDAGOGUE: TEAM_READS,
            R.CIVIC_GUIDE: TEAM_READS,
            R.MANAGER: TEAM_READS,
        },
        not_seen={
            R.COACH: ('name="board"',),
            R.COORDINATOR: ('name="board"',),
            R.JOB_MATCHER: ('name="board"', 'name="behalf"'),
            R.LANGUAGE_PEDAGOGUE: ('name="board"', 'name="behalf"'),
            R.CIVIC_GUIDE: ('name="board"', 'name="behalf"'),
            R.MANAGER: ('name="board"', 'name="behalf"'),
        },
    ),
]

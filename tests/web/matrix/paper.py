"""Who opens, writes and posts letters, and who prints what: seen on the paper itself."""

from __future__ import annotations

from tests.actions import test_papers as letters
from tests.actions import test_plans
from tests.ladder import on_the_ladder
from tests.web.matrix import Deed, Page
from tests.world import NINE, TODAY, World
from vidare.records.people import Person
from vidare.rules.access import Role as R

TEAM = (R.COACH, R.COORDINATOR, R.MANAGER, R.SOCIAL_SECRETARY, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE)
STAFF = frozenset(role for role in R if role is not R.PARTICIPANT)
ADDRESS = "Lilla gatan 1"


def _list(world: World) -> str:
    return f"/people/{letters.about_basis(world).person_id}/letters/"


def _file(world: World) -> str:
    letter = letters.about_meeting(world)
    return f"/people/{letter.person_id}/letters/{letter.pk}/"


def _waiting(world: World) -> str:
    letters.about_meeting(world)
    return "/letters/"


def _gone(world: World) -> tuple[str, dict[str, object]]:
    letter = letters.about_meeting(world)
    return f"/people/{letter.person_id}/letters/{letter.pk}/gone/", {"gone": "posted"}


def _mine(world: World) -> str:
    letter = letters.about_meeting(world)
    letters.papers.let_letter_go(
        world.actor(R.COACH), person=letter.person_id, letter=letter.pk, posted=True, at=letters.AT
    )
    return f"/mine/letters/{letter.pk}/"


def _plan(path: str) -> object:
    def make(world: World) -> str:
        way = world.participation(letters.at_home(world.person()))
        test_plans.proposed(world, way)
        return path.format(person=way.person_id)

    return make


def _times(path: str) -> object:
    def make(world: World) -> str:
        ladder = on_the_ladder(world)
        letters.at_home(ladder.way.person, language="ti")
        ladder.book(NINE.replace(day=TODAY.day + 1))
        return path.format(person=ladder.way.person_id)

    return make


def _card(world: World) -> tuple[str, dict[str, object]]:
    return f"/people/{world.participation(world.person()).person_id}/card/paper/", {}


def _service(path: str) -> object:
    def make(world: World) -> str:
        world.participation(Person.unscoped.get(pk=world.person().pk))
        return path.format(service=world.service.pk)

    return make


# A letter from social services is nowhere to be seen by those behind another wall, though they see the person.
OFFICERS = "Säg vad du tycker"
LISTED = dict.fromkeys(TEAM, ("Brev",)) | {R.SOCIAL_SECRETARY: (OFFICERS, "Social-Secretary Testsson")}
PLAN = ("Arbete på hotell", "Ringa hotellet")
UNTOUCHED = (R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE, R.MANAGER)
PAGES = [
    Page("person-letters", _list, LISTED, {role: (OFFICERS,) for role in TEAM if role is not R.SOCIAL_SECRETARY}),
    Page("letter-file", _file, dict.fromkeys(TEAM, ("Du har ett möte", ADDRESS, "Rum 2"))),
    Page(
        "letters-to-post", _waiting,
        dict.fromkeys(TEAM, ("Amina Warsame",)) | dict.fromkeys(UNTOUCHED, ("Inget brev väntar",)),
        dict.fromkeys(TEAM, (ADDRESS,)),
    ),
    Page("my-letter", _mine, {R.PARTICIPANT: ("Du har ett möte", ADDRESS)}),
    Page("plan-paper", _plan("/people/{person}/plan/paper/"), dict.fromkeys(TEAM, PLAN)),
    Page("my-plan-paper", _plan("/mine/plan/paper/"), {R.PARTICIPANT: PLAN}),
    Page("week-paper", _times("/people/{person}/week/paper/"), dict.fromkeys(TEAM, ("Jobbverkstaden", "onsdag"))),
    Page("my-times-paper", _times("/mine/times/paper/"), {R.PARTICIPANT: ("Jobbverkstaden", "onsdag")}),
    Page("letterhead", _service("/administration/{service}/letterhead/"), {R.ADMINISTRATOR: ('value="Göteborg"',)}),
    Page(
        "letterhead-specimen", _service("/administration/{service}/letterhead/specimen/"),
        {R.ADMINISTRATOR: ("Anna Exempel",)}, {R.ADMINISTRATOR: ("Warsame",)},
    ),
    Page(
        "door-sign", _service("/services/{service}/door-sign/"), dict.fromkeys(STAFF, ("Jobbhörnet", "9.00–15.30")),
        dict.fromkeys(STAFF, ("Warsame",)),
    ),
]  # fmt: skip
DEEDS = [
    Deed("letter-gone", _gone, frozenset({R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY})),
    Deed("card-paper", _card, frozenset({R.COACH, R.COORDINATOR, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE})),
]

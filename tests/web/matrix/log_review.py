"""The review of the reading log, and broken glass."""

from __future__ import annotations

from tests.elsewhere import somebody
from tests.web.matrix import Deed, Page
from tests.world import AT, World
from vidare.actions import glass, ledger
from vidare.actions import log_review as reviews
from vidare.queries.access import actor_of
from vidare.records import models as m
from vidare.rules.access import Role
from vidare.rules.log_review import Policy

R = Role
TEAM = (R.COACH, R.COORDINATOR, R.MANAGER, R.SOCIAL_SECRETARY, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE)
REVIEW = (R.MANAGER, R.ADMINISTRATOR)
WHY = "Hon satt i receptionen och grät."


def _reviewed(world: World) -> m.LogReview:
    way = world.participation(world.person("Amina", "Warsame"))
    ledger.note_reading(world.actor(R.COACH), "person.viewed", at=AT, person=way.person.key)
    key = reviews.make_review(
        reviews.HOUSE, board=world.board.pk, start=AT.date(), end=AT.date(), policy=Policy(), at=AT
    )
    return m.LogReview.objects.get(pk=key)


def _reviews(world: World) -> str:
    _reviewed(world)
    return "/log-reviews/"


def _review(world: World) -> str:
    return f"/log-reviews/{_reviewed(world).pk}/"


def _openings(world: World) -> str:
    way = world.participation(world.person("Amina", "Warsame"))
    away = somebody(world).coach
    assert away is not None
    actor = actor_of(away.pk, name=away.name, on=AT.date())
    glass.break_glass(actor, sought=str(way.pk), reason=WHY, at=AT)
    return f"/people/{way.person_id}/openings/"


def _broken(world: World) -> tuple[str, dict[str, object]]:
    glass.break_glass(world.actor(R.COACH), sought=str(somebody(world).pk), reason=WHY, at=AT)
    latest = m.BrokenGlass.unscoped.order_by("-pk").values_list("pk", flat=True)[0]
    return f"/people/glass/{latest}/close/", {}


PAGES = [
    Page("log-reviews", _reviews, dict.fromkeys(REVIEW, ("Socialnämnden",))),
    Page(
        "log-review", _review,
        sees={R.MANAGER: ("Amina Warsame", "Coach Testsson"), R.ADMINISTRATOR: ("Coach Testsson",)},
        not_seen={R.ADMINISTRATOR: ("Warsame",)},
    ),
    Page("break-glass", lambda _world: "/people/glass/", dict.fromkeys(TEAM, ('name="reason"',))),
    Page("person-openings", _openings, dict.fromkeys(TEAM, (WHY,))),
]  # fmt: skip
DEEDS = [Deed("close-glass", _broken, frozenset({R.COACH}))]

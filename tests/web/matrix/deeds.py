"""Addresses without a page: who may send what there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.actions import test_disclosures, test_plans
from tests.ladder import on_the_ladder
from tests.web.matrix import Deed, outcomes, referrals
from tests.web.test_week import doubtful
from tests.world import AT, NINE, TODAY, World
from vidare.actions import absences, participations
from vidare.actions import referrals as ways_in
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules import participations as rules
from vidare.rules.access import Role
from vidare.rules.referrals import PauseReason

R = Role
Sent = tuple[str, dict[str, object]]
LEADS = frozenset({R.COORDINATOR, R.MANAGER})
CHANGES = frozenset({R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY})
TAKES_IN = frozenset({R.COACH, R.COORDINATOR})
DESK = frozenset({R.COACH, R.COORDINATOR, R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE})
PLACES = frozenset({R.COACH, R.JOB_MATCHER})
TOMORROW = NINE + timedelta(days=1)


def _new_to_coach(world: World) -> Sent:
    way = on_the_ladder(world).way
    with acting("system:test"):
        m.Participation.unscoped.filter(pk=way.pk).update(coach_acknowledged=False)
    return f"/day/known/{way.person_id}/{way.pk}/", {}


def _link_case(world: World) -> Sent:
    referrals._links(world)
    return f"/people/links/{m.LinkCase.unscoped.order_by('pk').values_list('pk', flat=True)[0]}/", {"said": "same"}


def _about(path: str, **said: object) -> Callable[[World], Sent]:
    def make(world: World) -> Sent:
        return f"/people/{on_the_ladder(world).way.person_id}/{path}/", said

    return make


def _placement(world: World) -> Sent:
    return outcomes._one_placement(world, "move/"), {"to": "followed-up"}


def _agreed(world: World) -> Sent:
    way = world.participation()
    test_plans.agreed(world, way)
    return f"/people/{way.person_id}/plan/revise/", {}


def _month(world: World) -> Sent:
    on_the_ladder(world)
    return "/results/close/", {"service": world.service.pk, "month": "2026-10"}


def _hour(world: World) -> Sent:
    person = on_the_ladder(world).way.person_id
    return f"/people/{person}/week/book/", {"session": world.session(TOMORROW).pk}


def _series(world: World) -> Sent:
    world.session(TOMORROW)
    return f"/people/{on_the_ladder(world).way.person_id}/week/series/", {"places": ["3-9-0"], "weeks": "1"}


def _here(world: World) -> Sent:
    world.session(AT.replace(minute=0))
    return f"/people/{on_the_ladder(world).way.person_id}/week/here/", {}


def _booked(world: World) -> Sent:
    ladder = on_the_ladder(world)
    return f"/people/{ladder.way.person_id}/week/{ladder.book(TOMORROW)}/cancel/", {}


def _doubt(world: World) -> Sent:
    row = m.Booking.unscoped.get(pk=on_the_ladder(world).book(NINE))
    return f"/people/{row.person_id}/doubts/{doubtful(world, row).pk}/", {"counts": f"booking-{row.pk}"}


def _referral(path: str, **said: object) -> Callable[[World], Sent]:
    def make(world: World) -> Sent:
        row = referrals._referral(world, hidden=False)
        return f"/people/{row.person_id}/referrals/{row.pk}/{path}/", said

    return make


def _recommended(world: World) -> Sent:
    return f"/referrals/mine/{referrals.recommended(world)}/take-back/", {}


def _paused_clock(world: World) -> Sent:
    row = referrals._referral(world, hidden=False)
    since = TODAY - timedelta(days=5)
    ways_in.pause_clock(world.actor(R.COACH), referral=row.pk, reason=PauseReason.ILLNESS, start=since, at=AT)
    return f"/people/{row.person_id}/referrals/{row.pk}/resume/", {
        "resume-end": (TODAY - timedelta(days=1)).isoformat()
    }


def _paused(world: World) -> Sent:
    way = on_the_ladder(world).way
    participations.pause_participation(
        world.actor(R.COACH), participation=way.pk, reason=rules.PauseReason.ILLNESS, until=TODAY + timedelta(days=9),
        at=AT,
    )  # fmt: skip
    return f"/people/{way.person_id}/cases/{way.pk}/resume/", {}


def _meeting(world: World) -> Sent:
    return f"{referrals._meeting(world)}end/", {"said": "cancelled"}


def _asked(world: World) -> Sent:
    key = test_disclosures.share(world, test_disclosures.person(world), asked_answer=True)
    return f"/disclosed/{key}/answer/", {"answer": "no-suitable-measure"}


def _shared(url: str) -> Callable[[World], Sent]:
    def make(world: World) -> Sent:
        row = test_disclosures.person(world)
        return url.format(person=row.pk, key=test_disclosures.share(world, row)), {}

    return make


def _letter(world: World) -> Sent:
    on_the_ladder(world).miss(NINE - timedelta(days=1))
    absence = m.Absence.unscoped.get(board=world.board)
    absences.note_call(world.actor(R.COACH), absence=absence.pk, reached=False, at=AT)
    letter = m.Message.unscoped.filter(board=world.board).order_by("pk").values_list("pk", flat=True)[0]
    return f"/mine/messages/{letter}/", {}


def _applying(world: World) -> Sent:
    person = on_the_ladder(world).way.person_id
    return "/month/mark/", {"person": [person], "month": "2026-11", "do": "done"}


DEEDS = [
    Deed("day-acknowledge", _new_to_coach, frozenset({R.COACH})),
    Deed("link-case", _link_case, LEADS),
    Deed("door-code", _about("code"), DESK),
    Deed("card", _about("card"), DESK),
    Deed("placement-move", _placement, PLACES),
    Deed("month-mark", _applying, frozenset({R.SOCIAL_SECRETARY})),
    Deed("results-close", _month, frozenset({R.MANAGER})),
    Deed("plan-revise", _agreed, CHANGES),
    Deed("person-book", _hour, DESK),
    Deed("person-series", _series, DESK),
    Deed("person-here", _here, DESK),
    Deed("person-cancel", _booked, DESK),
    Deed("doubt-settle", _doubt, DESK),
    Deed("accept-referral", _referral("accept"), TAKES_IN),
    Deed("decline-referral", _referral("decline", **{
        "decline-reasons": ["not-reached"], "decline-turn_to": "Ring vuxenutbildningen"}), TAKES_IN),
    Deed("pause-clock", _referral("pause", **{"pause-reason": "illness", "pause-start": "2026-11-20"}), TAKES_IN),
    Deed("resume-clock", _paused_clock, TAKES_IN),
    Deed("withdraw-referral", _referral("withdraw"), CHANGES),
    Deed("take-back", _recommended, frozenset({R.EMPLOYMENT_OFFICER})),
    Deed("answer-disclosure", _asked, frozenset({R.EMPLOYMENT_OFFICER})),
    Deed("withdraw-disclosure", _shared("/people/{person}/disclosures/{key}/withdraw/"), CHANGES),
    Deed("resume-participation", _paused, CHANGES),
    Deed("end-meeting", _meeting, CHANGES),
    Deed("my-message", _letter, frozenset({R.PARTICIPANT})),
    Deed("my-withdrawal", _shared("/mine/file/shared/{key}/withdraw/"), frozenset({R.PARTICIPANT})),
]  # fmt: skip

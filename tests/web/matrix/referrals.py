"""Ways in, the caseload, meetings, search and what is disclosed: who sees what."""

from __future__ import annotations

from datetime import timedelta

from tests.web.matrix import Page
from tests.world import AT, TODAY, World
from vidare.actions.disclosures import Crossing, disclose
from vidare.actions.meetings import Booking, book_meeting
from vidare.actions.people import Contact, Newcomer, set_protection
from vidare.actions.recommending import recommend
from vidare.actions.referrals import Coming, accept_referral, receive_referral
from vidare.records import models as m
from vidare.rules.access import Role
from vidare.rules.activities import MeetingKind
from vidare.rules.disclosure import Ground, Item, Purpose
from vidare.rules.identity import Protection
from vidare.rules.participations import State
from vidare.rules.referrals import WayIn

R = Role
ANSWERS = {"support": "yes", "work-capable": "yes", "job-guarantee": "no", "youth-guarantee": "no"}
SECRET = "Sköld"


def _hide(world: World, person: int) -> None:
    """Protected, and named for nobody who is in the matrix."""
    named = m.User.objects.create_user(f"named-{person}", name="Utsedd")
    set_protection(
        world.actor(R.COACH), person=person, protection=Protection.PROTECTED, named=[named.pk], reason="Skydd", at=AT
    )


def _referral(world: World, *, hidden: bool = True) -> m.Referral:
    coming = Coming(WayIn.SOCIAL_SERVICES, "Vill bli kock", ANSWERS)
    newcomer = Newcomer(
        Contact("Omar", "Haddad", language="ar", interpreter=True, phone="0701740635"), number="19900101-0017"
    )
    secretary = world.actor(R.SOCIAL_SECRETARY)
    key = receive_referral(
        secretary, service=world.service.pk, coming=coming, newcomer=newcomer, at=AT - timedelta(days=10)
    )
    if hidden:
        other = receive_referral(
            secretary, service=world.service.pk, coming=coming, newcomer=Newcomer(Contact("Stina", SECRET)), at=AT
        )
        _hide(world, m.Referral.unscoped.get(pk=other).person_id)
    return m.Referral.unscoped.get(pk=key)


def _waiting(world: World) -> str:
    _referral(world)
    return "/referrals/"


def recommended(world: World) -> int:
    """By the employment officer, from their own side."""
    return recommend(
        world.actor(R.EMPLOYMENT_OFFICER), service=world.service.pk, coming=Coming(WayIn.SOCIAL_SERVICES, "Söker kock"),
        newcomer=Newcomer(Contact("Nadia", "Rekommenderad")), at=AT,
    )  # fmt: skip


def _mine(world: World) -> str:
    _referral(world)
    recommended(world)
    return "/referrals/mine/"


def _one(world: World) -> str:
    row = _referral(world)
    return f"/people/{row.person_id}/referrals/{row.pk}/"


def _loads(world: World) -> str:
    _caseload(world)
    return "/caseload/coaches/"


def _caseload(world: World) -> str:
    world.participation(world.person("Omar", "Haddad"))
    hidden = world.person("Stina", SECRET)
    world.participation(hidden)
    _hide(world, hidden.pk)
    return "/caseload/"


def _case(world: World, page: str) -> str:
    way = world.participation(world.person("Omar", "Haddad"))
    return f"/people/{way.person_id}/cases/{way.pk}/{page}/"


def _meeting(world: World) -> str:
    row = _referral(world, hidden=False)
    way = accept_referral(world.actor(R.COORDINATOR), referral=row.pk, at=AT)
    booking = Booking(AT + timedelta(days=1), world.users[R.COACH].pk, interpreter_language="ar")
    key = book_meeting(world.actor(R.COACH), participation=way, kind=MeetingKind.FIRST, booking=booking, at=AT)
    return f"/people/{row.person_id}/meetings/{key}/"


def _disclosed(world: World) -> str:
    person = world.person("Omar", "Haddad")
    crossing = Crossing(
        Ground.CONSENT, Purpose.JOINT_PLAN, to_organisation=world.employment_service.pk, until=TODAY + timedelta(days=9)
    )
    disclose(
        world.actor(R.COACH), person=person.pk, service=world.service.pk, items=[Item.NAME], crossing=crossing, at=AT
    )
    world.participation(world.person("Inte", "Utlämnad"), state=State.ACTIVE)
    return "/disclosed/"


def _about(world: World, page: str) -> str:
    row = _referral(world, hidden=False)
    return f"/people/{row.person_id}/{page}/"


def _links(world: World) -> str:
    _referral(world), _referral(world, hidden=False)
    return "/people/links/"


TAKES_IN = (R.COACH, R.COORDINATOR, R.MANAGER)
CHANGES = (R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY)
NEITHER = (R.JOB_MATCHER, R.LANGUAGE_PEDAGOGUE, R.CIVIC_GUIDE)
REFERS = (R.COACH, R.COORDINATOR, R.SOCIAL_SECRETARY, *NEITHER)
TEAM = (*REFERS, R.MANAGER)


def _all(roles: tuple[Role, ...], *texts: str) -> dict[Role, tuple[str, ...]]:
    return dict.fromkeys(roles, texts)


PAGES = [
    Page(
        "referrals", _waiting,
        sees=_all(NEITHER) | _all(TAKES_IN, "Omar Haddad", "10 ", "8 ")
        | {R.SOCIAL_SECRETARY: ("Omar Haddad",)},
        not_seen=_all(TAKES_IN, SECRET) | _all(NEITHER, "Omar", SECRET)
        | {R.SOCIAL_SECRETARY: (SECRET, "kock")},
    ),
    Page(
        "my-referrals", _mine,
        sees=_all(REFERS) | {R.SOCIAL_SECRETARY: ("Omar Haddad",), R.EMPLOYMENT_OFFICER: ("Nadia Rekommenderad",)},
        not_seen=_all(REFERS, "kock", SECRET, "Nadia")
        | {R.COACH: ("Omar",), R.EMPLOYMENT_OFFICER: ("Omar", "kock", SECRET)} | _all(NEITHER, "Omar"),
    ),
    Page(
        "refer", lambda world: "/referrals/new/",
        sees=_all(REFERS, "Jobbhörnet") | {R.EMPLOYMENT_OFFICER: ("Arbetsförmedlingen står som källa",)},
    ),
    Page("drop-in", lambda world: "/referrals/door/", sees=_all(REFERS, "<form")),
    Page(
        "referral", _one, sees=_all(TAKES_IN, "Omar Haddad", "Vill bli kock"),
        not_seen=_all(TAKES_IN, "1990", SECRET),
    ),
    Page(
        "caseload", _caseload, sees=_all((R.COORDINATOR, R.MANAGER), "Omar Haddad", "Coach Testsson"),
        not_seen=_all((R.COORDINATOR, R.MANAGER), SECRET),
    ),
    Page(
        "coach-loads", _loads, sees=_all((R.COORDINATOR, R.MANAGER), "Coach Testsson"),
        not_seen=_all((R.COORDINATOR, R.MANAGER), "Omar Haddad"),
    ),
    Page("assign-coach", lambda world: _case(world, "coach"), sees=_all((R.COORDINATOR, R.MANAGER), "Omar Haddad")),
    Page("pause-participation", lambda world: _case(world, "pause"), sees=_all(CHANGES, "Omar Haddad")),
    Page("book-meeting", lambda world: _case(world, "meetings"), sees=_all(CHANGES, "Omar Haddad", "Coach Testsson")),
    Page("meeting", _meeting, sees=_all(CHANGES, "Omar Haddad", "10.05")),
    Page(
        "disclosed", _disclosed, sees={R.EMPLOYMENT_OFFICER: ("Omar Haddad",)},
        not_seen={R.EMPLOYMENT_OFFICER: ("Utlämnad", "Inte")},
    ),
    Page(
        "disclose", lambda world: _about(world, "disclosures"),
        sees=_all(CHANGES, "Omar Haddad", "Arbetsförmedlingen"),
    ),
    Page(
        "contact", lambda world: _about(world, "contact"), sees=_all(CHANGES, "Omar", "+46701740635"),
        not_seen=_all(CHANGES, "900101", 'name="address"'),
    ),
    Page("protection", lambda world: _about(world, "protection"), sees=_all(CHANGES, "Omar Haddad")),
    Page("search", lambda world: "/people/search/", sees=_all(TEAM, "<form")),
    Page(
        "link-cases", _links, sees=_all((R.COORDINATOR, R.MANAGER), "Omar Haddad", "19900101-****"),
        not_seen=_all((R.COORDINATOR, R.MANAGER), "0017", SECRET),
    ),
    Page("ask", lambda world: "/come/jobbhornet/", sees=_all(tuple(R), "Jobbhörnet")),
    Page("asked", lambda world: "/come/jobbhornet/sv/thanks/", sees=_all(tuple(R), "<h1")),
]  # fmt: skip

"""No page and no form answers with a fault, or shows or does what it must not, whatever is sent there."""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Iterator
from random import Random

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.hostile.beyond import SECRET
from tests.hostile.everywhere import every
from tests.hostile.sending import MULTIPART, URLENCODED, Request
from tests.hostile.visits import Visits
from tests.hostile.wire import Door
from tests.web import cast
from tests.web.matrix import plans
from tests.web.test_site_map import addresses
from tests.world import World
from vidare.queries import access
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import No, Role
from vidare.rules.decision import Because
from vidare.web import words

# A warning is no fault of the answer.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]
MINUTES = float(os.environ.get("VIDARE_FUZZ_MINUTES", "0"))
SEED = int(os.environ.get("VIDARE_FUZZ_SEED", "1"))
EACH = 25


@pytest.fixture
def visits(world: World) -> Iterator[Visits]:
    cast.stop_the_clock()
    logging.disable(logging.CRITICAL)
    visits = Visits(world, Random(SEED), aloud=MINUTES > 0)
    try:
        yield visits
    finally:
        visits.close()
        logging.disable(logging.NOTSET)


@pytest.fixture
def door() -> Iterator[Door]:
    door = Door()
    yield door
    door.close()


def test_no_page_is_left_out() -> None:
    assert {one.name for one in every()} == {name for name, _route, _view in addresses()}


def test_hostile_values_get_a_clear_answer_everywhere(visits: Visits) -> None:
    """Every second page on SQLite, every fourth on PostgreSQL; the long run by hand tries all of them."""
    each = 4 if connection.vendor == "postgresql" else 2
    for one in every()[::each]:
        visits.to(one, times=1)
    assert [str(finding) for finding in visits.told.findings.values()] == []
    assert visits.told.requests > len(addresses()) / each
    assert len(visits.told.only_here) < 12, "make the rows of a page so that another board can have them too"


@pytest.mark.skipif(not MINUTES, reason="python -m tools.hard.fuzz runs it")
def test_hostile_values_for_a_long_time(visits: Visits) -> None:
    pages, told, rounds = every(), visits.told, 0
    while time.process_time() < MINUTES * 60:
        visits.random.shuffle(pages)
        for one in pages:
            if time.process_time() < MINUTES * 60:
                visits.to(one, times=EACH)
        rounds += 1
    print(f"\n{told.requests} requests in {rounds} rounds, {time.process_time():.0f} s of CPU, seed {SEED}")
    print("answers:", ", ".join(f"{status}: {count}" for status, count in sorted(told.answers.items())))
    print("the slowest:", *(f"\n  {seconds:.2f} s {what}" for seconds, what in reversed(told.slowest)))
    print("in one board only:", ", ".join(sorted(told.only_here)) or "none")
    print(f"{len(told.findings)} faults")
    assert not told.findings


def test_the_word_that_is_looked_for_is_there_to_be_seen(visits: Visits) -> None:
    """Whoever is let in reads it: that nobody else does is no accident of how it was written."""
    with acting("system:test"):
        person = visits.beyond.person("Synlig", SECRET)
        visits.beyond.participation(person)
    coach = _session(visits.beyond.users[Role.COACH])
    assert SECRET in visits.door.send(Request(f"/people/{person.pk}/"), session=coach).text


def _session(user: m.User) -> str:
    return cast.enter(Client(), user).cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.parametrize("charset", ["hex", "zlib", "idna", "undefined", "punycode", "utf-16", '"\0"', "nosuch"])
@pytest.mark.parametrize("kind", [URLENCODED, MULTIPART])
def test_a_form_in_another_alphabet_is_told_that_it_is_not_understood(
    world: World, door: Door, kind: str, charset: str
) -> None:
    said = ((b"lang", b"sv"),)
    answer = door.send(Request("/language/", "POST", said=said, kind=f"{kind}; charset={charset}"))
    assert (answer.status, answer.fault) == (400, None)
    assert answer.is_page and "<h1" in answer.text
    assert door.send(Request("/", kind=f"{kind}; charset={charset}")).status == 200


@pytest.mark.parametrize("kind", [URLENCODED, MULTIPART])
def test_a_form_that_says_it_is_utf_8_is_read(world: World, door: Door, kind: str) -> None:
    answer = door.send(Request("/language/", "POST", said=((b"lang", b"ar"),), kind=f"{kind}; charset=UTF-8"))
    assert answer.status == 302 and "lang=ar" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "held", "who", "messages", "lang"])
@pytest.mark.parametrize("value", ["\\000" * 40, "a\\000b", "\\377\\376", "\\355\\240\\200"])
def test_a_cookie_may_hold_any_byte_and_is_then_nobodys(world: World, door: Door, name: str, value: str) -> None:
    answer = door.send(Request("/", headers={"HTTP_COOKIE": f'{name}="{value}"'}))
    assert (answer.status, answer.fault) == (200, None)


def test_what_no_table_can_hold_is_missing_at_every_address(world: World, visits: Visits) -> None:
    coach = _session(world.users[Role.COACH])
    for name, route, _view in addresses():
        if "<int:" in route:
            asked = Request(re.sub(r"<int:\w+>", str(2**63), re.sub(r"<(str|slug):\w+>", "abc", route)))
            answer = visits.door.send(asked, session=coach)
            assert (answer.status, answer.fault) in {(404, None), (302, None)}, name


def test_a_name_of_a_million_letters_is_nobody_of_the_demo(world: World) -> None:
    assert access.demo_user(" " * 10**6) is None
    assert access.demo_user("coach") is not None


def test_a_mapping_sent_without_an_area_by_whoever_may_not_write_it_is_told_why(world: World, visits: Visits) -> None:
    page = next(one for one in plans.PAGES if one.name == "mapping-held")
    finished = Request(page.make(world), "POST", said=((b"finish", b"1"),))
    answer = visits.door.send(finished, session=_session(world.users[Role.COORDINATOR]))
    assert (answer.status, answer.fault) == (422, None)
    assert answer.text.count(words.sentence(Because(No.ROLE))) == 2, "beside what one may not do, and above the page"

"""One person from the referral to the day after, as each role would see it, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import journey, journey_on
from tests.browser.journey import Way
from tests.browser.live import Server

pytestmark = pytest.mark.browser


def test_one_person_goes_from_the_door_to_the_result(server: Server, browser: Any) -> None:
    way = Way(browser, server)
    journey.open_office(way)
    journey.refer(way)
    journey.accept(way)
    journey.meet(way)
    journey.map_two_areas(way)
    journey.propose_plan(way)
    journey.open_log_in(way)
    journey.agree(way)
    journey.consult(way)
    journey.assign(way)
    journey_on.book_series(way)
    journey_on.check_in(way)
    journey_on.miss(way)
    basis = journey_on.hand_over(way)
    journey_on.decide(way, basis)
    journey_on.correct(way, basis)
    journey_on.place(way)
    journey_on.leave(way)
    journey_on.follow_up(way)

"""The door in a real browser: no network, a browser started anew, and one observation with the time of its touch."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.browser.live import Server, chromium_that_remembers
from tests.world import NINE, TODAY, build
from vidare.actions import bookings, door
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.activities import Booking
from vidare.records.attendance import Observation
from vidare.records.people import door_code_index
from vidare.records.walls import within
from vidare.rules.access import system
from vidare.rules.attendance import Verdict
from vidare.web import clock

pytestmark = pytest.mark.browser

# On a machine that is busy the answer may come after the screen has said that it keeps the touch; both are right.
ANSWERED = '[data-answer="door.welcome"], [data-answer="door.kept"]'
CLOCK = "Date.now() + Number(localStorage.getItem('ahead'))"
ARRIVED = '#network[data-now="on"][data-kept="0"]'


def everything() -> Any:
    return within(system("test").scope(on=TODAY))


def opened() -> tuple[str, int]:
    """A service with a screen at its door at 9 o'clock, and one person with a place: the token and the booking."""
    with everything():
        world = build()
        hour, way = world.session(), world.participation(world.person("Amina", "Hemlig"))
        with acting("system:test"):
            m.Setting.objects.create(name="demo.now", value=NINE.isoformat())
            way.person.code_index = door_code_index(world.board.pk, "4711")
            way.person.save()
        before = NINE - timedelta(days=1)
        booking = bookings.book(system("test"), participation=way.pk, session=hour.pk, at=before)
        return door.add_device(system("test"), service=world.service.pk, name="Dörren", at=before), booking


def type_code(page: Any, code: str) -> None:
    for digit in code:
        page.click(f'.pad button[value="{digit}"]:text-is("{digit}")')


def seen() -> list[Observation]:
    with everything():
        return list(Observation.unscoped.all())


def test_four_touches_are_enough_and_no_name_is_shown(server: Server, tmp_path: Path) -> None:
    token, booking = opened()
    with chromium_that_remembers(tmp_path / "profile") as page:
        page.goto(f"{server.url}/kiosk/start/{token}/")
        type_code(page, "4711")
        page.wait_for_selector(ANSWERED)
        page.wait_for_selector(ARRIVED)
        assert "Amina" not in page.content()
    with everything():
        assert Booking.unscoped.get(pk=booking).verdict == Verdict.PRESENT.value


def test_a_card_reader_types_and_presses_enter(server: Server, tmp_path: Path) -> None:
    token, _booking = opened()
    with chromium_that_remembers(tmp_path / "profile") as page:
        page.goto(f"{server.url}/kiosk/start/{token}/")
        page.keyboard.type("4711")
        page.keyboard.press("Enter")
        page.wait_for_selector(ANSWERED)
        page.wait_for_selector(ARRIVED)
    assert len(seen()) == 1


@pytest.fixture
def running_clock(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """How long ago a touch was is told by the server's clock, which must then go on like the screen's."""
    settings.DEMO_CLOCK_RUNS = True
    monkeypatch.setattr(clock, "_started", time.monotonic())


def test_a_check_in_survives_a_lost_network_and_a_restarted_browser(
    server: Server, tmp_path: Path, running_clock: None
) -> None:
    token, booking = opened()
    with chromium_that_remembers(tmp_path / "profile") as page:
        page.goto(f"{server.url}/kiosk/start/{token}/")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_selector('#network[data-now="on"]')
        server.stop()
        page.context.set_offline(True)  # connections that are open already would still be answered
        before = page.evaluate(CLOCK)
        type_code(page, "4711")
        page.wait_for_selector('[data-answer="door.kept"]')
        after = page.evaluate(CLOCK)
        kept = page.evaluate(
            "new Promise(done => { const ask = indexedDB.open('kiosk', 1); ask.onsuccess = () => {"
            " const all = ask.result.transaction('touches').objectStore('touches').getAll();"
            " all.onsuccess = () => done(JSON.stringify(all.result.map(one => Object.keys(one)))); }; })"
        )
        assert kept == '[["key","touched","ahead","iv","sealed"]]'
    assert seen() == []
    with chromium_that_remembers(tmp_path / "profile") as page:
        page.goto(f"{server.url}/kiosk/")  # no network still: the page is the one that was kept
        page.wait_for_selector('#network[data-now="off"]')
        assert seen() == []
        server.start()
        page.wait_for_selector(ARRIVED)
        page.reload()
        page.wait_for_selector(ARRIVED)
    arrived = seen()
    assert len(arrived) == 1
    assert before - 5_000 < arrived[0].touched_at.timestamp() * 1000 < after + 5_000
    assert (arrived[0].doubt, arrived[0].recorded_at > arrived[0].touched_at) == ("", True)
    with everything():
        assert Booking.unscoped.get(pk=booking).verdict == Verdict.PRESENT.value

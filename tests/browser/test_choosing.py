"""A field that suggests while somebody types, in a real browser: by keyboard, for a screen reader, from both sides."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.browser.live import PATIENCE, Server
from tests.browser.reading import WIDE, faults
from tests.web.cast import BACKEND
from tests.web.test_choosing import loaded
from tests.world import AT, TODAY, build
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.walls import within
from vidare.rules.access import Role, system

pytestmark = pytest.mark.browser
INPUT = "#id_occupation-what"
LIST = f"{INPUT}_list"


def everything() -> Any:
    return within(system("test").scope(on=TODAY))


@pytest.fixture
def seat(browser: Any, server: Server) -> Any:
    """The coach's browser, and the address of a person's merits; a function of the language."""
    with everything():
        world = build()
        loaded()
        way = world.participation()
        with acting("system:test"):
            m.Setting.objects.create(name="demo.now", value=AT.isoformat())
        client = Client()
        client.force_login(world.users[Role.COACH], backend=BACKEND)
        session = client.cookies["sessionid"].value

    def sit(language: str, **more: Any) -> Any:
        context = browser.new_context(viewport=WIDE, locale="sv-SE", reduced_motion="reduce", **more)
        cookies = {"lang": language, "sessionid": session}
        context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies.items()])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{server.url}/people/{way.person_id}/merits/")
        return page

    return sit


def at(page: Any, name: str) -> str | None:
    found: str | None = page.get_attribute(INPUT, f"aria-{name}")
    return found


def test_it_is_chosen_by_keyboard_alone_and_a_screen_reader_is_told_each_step(seat: Any) -> None:
    page = seat("sv")
    assert page.get_attribute(INPUT, "role") == "combobox"
    page.focus(INPUT)
    page.keyboard.type("ko")
    page.wait_for_selector(f"{LIST} [role=option]")
    assert (at(page, "expanded"), at(page, "activedescendant")) == ("true", None)
    assert page.locator(f"{LIST} [role=option]").all_inner_texts() == ["Kock, storhushåll", "Konditor"]
    assert "Förslag: 2" in page.inner_text(".choose:has(#id_occupation-what) [role=status]")
    page.keyboard.press("Escape")
    assert at(page, "expanded") == "false" and page.input_value(INPUT) == "ko"
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(f"{LIST}:not([hidden])")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = at(page, "activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    assert [*faults(page)] == [], "axe reads the page with the list open"
    page.keyboard.press("Enter")
    assert page.input_value(INPUT) == "Konditor" and at(page, "expanded") == "false"
    page.keyboard.press("Enter")
    page.wait_for_selector(".people >> text=Konditor")
    with everything():
        merit = m.Merit.unscoped.get()
        assert (merit.said, merit.concept.code) == ("Konditor", "aaaa_bbb_ccd")


def test_from_right_to_left_it_is_chosen_with_a_pointer_and_taken_away_again(seat: Any) -> None:
    page = seat("ar")
    assert page.get_attribute("html", "dir") == "rtl"
    page.fill(INPUT, "kon")
    page.click(f"{LIST} [role=option]")
    page.wait_for_selector(".choose-chosen")
    assert [*faults(page)] == []
    page.click(".choose-chosen button")
    assert page.locator("[name=occupation-what-code]").count() == 0
    assert page.evaluate("document.activeElement.id") == INPUT[1:], "the focus is not lost with the button"


def test_without_a_script_a_button_offers_the_choices(seat: Any) -> None:
    page = seat("sv", java_script_enabled=False)
    page.fill(INPUT, "kon")
    page.click(f".choose:has({INPUT}) button[name=choose]")
    page.check("text=Konditor")
    page.click("button[name=do][value=occupation]")
    page.wait_for_selector(".people >> text=Konditor")

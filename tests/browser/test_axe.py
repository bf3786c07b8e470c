"""Every page that somebody can reach, read by axe: in light and dark, wide, on a phone, and from right to left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.live import PATIENCE, Server, served
from tests.browser.reading import WIDE, Walk
from tests.conftest import cloned
from vidare.actions.demo import fix_moment
from vidare.web.demo.centrum_office import CODE
from vidare.web.demo.centrum_year import CentrumYear
from vidare.web.demo.office import TOKEN
from vidare.web.demo.year import NOW, Year

pytestmark = pytest.mark.browser
HANDBOOK = Path(__file__).resolve().parents[2] / "docs/handbok"
# Who reads with what has been read before reads in one process; the rest has its office in another meanwhile.
STAFFS_PAGES, OTHER_PAGES = pytest.mark.xdist_group("the pages of staff"), pytest.mark.xdist_group("other pages")
STAFF = (
    "coach",
    "coordinator",
    "social-secretary",
    "employment-officer",
    "job-matcher",
    "manager",
    "administrator",
)
# Pages that no link leads to from one's first, or that the third office alone has: door, where to begin, what is read.
BESIDE = {
    "search": ("coach", "/people/glass/", frozenset({"break-glass"})),
    "project-manager": (f"manager.{CODE}", "/projects/", frozenset({"projects", "project", "project-month"})),
    "project-coach": (
        f"coach.{CODE}",
        "/projects/hours/",
        frozenset({"my-hours", "my-people", "person", "occupations", "programme"}),
    ),
}


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Server]:
    """The demo's office with few people in it, so that every page has something to show."""
    with cloned(tmp_path_factory.mktemp("office")), django_db_blocker.unblock():
        Year(12).live(lambda _text: None)
        CentrumYear(8).live(lambda _text: None)
        fix_moment(NOW)
        with served() as server:
            yield server


def seat(browser: Any, office: Server, *, language: str = "sv", door: str = "") -> Any:
    """Somebody's browser; with ``door``, come in through that door of the demo."""
    context = browser.new_context(viewport=WIDE, locale="sv-SE", reduced_motion="reduce")
    context.add_cookies([{"name": "lang", "value": language, "url": office.url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    if door:
        page.goto(office.url)
        page.click(f'button[name=username][value="{door}"]')
        page.wait_for_selector("#doors", state="detached")
    return page


@pytest.fixture(scope="module")
def known() -> set[str]:
    return set()


def pictures_of(role: str) -> dict[str, Path]:
    """The pictures of the handbook by page: ``bilder/coach-my-people.png`` is what a coach sees on ``my-people``."""
    text = "".join(page.read_text(encoding="utf-8") for page in HANDBOOK.glob("*.md"))
    return {
        page: HANDBOOK / f"bilder/{role}-{page}.png" for page in re.findall(rf"\(bilder/{role}-([\w-]+)\.png\)", text)
    }


def walked(page: Any, home: str, known: set[str] | None = None, pictures: dict[str, Path] | None = None) -> Walk:
    walk = Walk(page, home, set() if known is None else known, pictures=pictures or {})
    walk.everything()
    return walk


@STAFFS_PAGES
@pytest.mark.parametrize("role", STAFF)
def test_axe_finds_nothing_on_the_pages_of_staff(browser: Any, office: Server, known: set[str], role: str) -> None:
    page = seat(browser, office, door=role)
    pictures = pictures_of(role)
    walk = walked(page, page.url, known, pictures)
    assert not walk.faults, "\n".join(walk.faults)
    assert len(walk.read) >= 3, walk.read
    assert walk.taken == set(pictures), "the handbook shows a page that nobody comes to"
    missing = [picture.name for picture in pictures.values() if not picture.exists()]
    assert not missing, "take them with VIDARE_PICTURES=1"


@STAFFS_PAGES
@pytest.mark.parametrize("whose", BESIDE)
def test_axe_finds_nothing_on_the_pages_beside(browser: Any, office: Server, known: set[str], whose: str) -> None:
    door, home, pages = BESIDE[whose]
    walk = Walk(
        seat(browser, office, door=door), office.url + home, known, pictures=pictures_of(whose), only=pages
    )  # fmt: skip
    walk.everything()
    assert not walk.faults, "\n".join(walk.faults)
    assert set(walk.read) == pages
    assert walk.taken == set(walk.pictures), "the handbook shows a page that nobody comes to"
    missing = [picture.name for picture in walk.pictures.values() if not picture.exists()]
    assert not missing, "take them with VIDARE_PICTURES=1"


@OTHER_PAGES
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_axe_finds_nothing_on_a_participants_pages(browser: Any, office: Server, language: str) -> None:
    page = seat(browser, office, door="participant-1", language=language)
    walk = walked(page, page.url)
    assert not walk.faults, "\n".join(walk.faults)
    assert {"my-page", "my-plan", "my-times", "my-file", "my-absences", "my-money"} <= set(walk.read)


@OTHER_PAGES
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_axe_finds_nothing_on_the_open_pages(browser: Any, office: Server, language: str) -> None:
    walk = walked(seat(browser, office, language=language), office.url + "/")
    assert not walk.faults, "\n".join(walk.faults)
    assert {"start", "ask", "account_login", "accessibility"} <= set(walk.read)


@OTHER_PAGES
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_axe_finds_nothing_at_the_door(browser: Any, office: Server, language: str) -> None:
    page = seat(browser, office, language=language)
    page.goto(f"{office.url}/kiosk/start/{TOKEN}/")
    walk = walked(page, page.url)
    assert not walk.faults, "\n".join(walk.faults)
    assert walk.read == ["kiosk"]

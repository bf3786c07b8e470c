"""The participant's own pages: no staff has any of them."""

from __future__ import annotations

from collections.abc import Callable

from tests.web.matrix import Page
from tests.world import World

OWN = (
    ("my-page", "/mine/"),
    ("my-money", "/mine/money/"),
    ("my-plan", "/mine/plan/"),
    ("my-agree", "/mine/plan/agree/"),
    ("my-change", "/mine/plan/change/"),
    ("my-times", "/mine/times/"),
    ("my-cannot-come", "/mine/times/cannot-come/"),
    ("my-move", "/mine/times/1/move/"),
    ("my-file", "/mine/file/"),
    ("my-choices", "/mine/file/choices/"),
    ("my-readings", "/mine/file/readings/"),
    ("my-dispute", "/mine/file/notes/1/dispute/"),
)


def at(url: str) -> Callable[[World], str]:
    def make(world: World) -> str:
        world.participation()
        return url

    return make


PAGES = [Page(name, at(url), sees={}) for name, url in OWN]

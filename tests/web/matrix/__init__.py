"""Every page × every role: what is seen, what is not, and to whom the page is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.world import World
from vidare.rules.access import Role


@dataclass(frozen=True)
class Page:
    """One page. ``make`` prepares its rows and answers the URL; roles not named in ``sees`` must meet a 404.

    ``name`` is the URL's. The participant is the person of the URL, else the first person that was made.
    """

    name: str
    make: Callable[[World], str]
    sees: Mapping[Role, tuple[str, ...]]
    not_seen: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Deed:
    """What a form sends to an address that has no page. Roles not named in ``may`` are turned away."""

    name: str
    make: Callable[[World], tuple[str, dict[str, object]]]
    may: frozenset[Role]

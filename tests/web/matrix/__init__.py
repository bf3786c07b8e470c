"""Every page × every role: what is seen, what is not, and to whom the page is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.world import World
from vidare.rules.access import Role


@dataclass(frozen=True)
class Page:
    """One page. ``make`` prepares its rows and answers the URL; roles not named in ``sees`` must meet a 404."""

    name: str
    make: Callable[[World], str]
    sees: Mapping[Role, tuple[str, ...]]
    not_seen: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)

"""The doors: open to all."""

from __future__ import annotations

from tests.web.matrix import Page
from vidare.rules.access import Role

PAGES = [Page(name="accessibility", make=lambda world: "/accessibility/", sees=dict.fromkeys(Role, ("DOS-lagen",)))]

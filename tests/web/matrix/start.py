"""The doors: open to all; what was held is missing to everybody but the one who wrote it."""

from __future__ import annotations

from tests.web.matrix import Page
from vidare.rules.access import Role

STAFF = [role for role in Role if role is not Role.PARTICIPANT]

PAGES = [
    Page(name="accessibility", make=lambda world: "/accessibility/", sees=dict.fromkeys(STAFF, ("DOS-lagen",))),
    Page(name="held", make=lambda world: "/held/", sees={}),
]

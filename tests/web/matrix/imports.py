"""Lists that are brought: an administrator's and a coordinator's of people, a social secretary's of support."""

from __future__ import annotations

from pathlib import Path

from tests.web.matrix import Page
from tests.world import AT, World
from vidare.actions import imports
from vidare.rules.access import Role
from vidare.rules.imports import Chosen
from vidare.rules.referrals import WayIn

R = Role
WORST = (Path(__file__).parents[2] / "cases/list-in-the-worst-shape.csv").read_bytes()
SUPPORT = b"Personnr;Namn;Fr.o.m.;Belopp\n900101-0017;Amina Warsame;2026-10-01;4500\n"


def _bring(world: World, role: Role, content: bytes) -> str:
    chosen = Chosen(world.service.pk, WayIn.SOCIAL_SERVICES)
    key = imports.bring_list(world.actor(role), content=content, chosen=chosen, at=AT)
    return f"/lists/{key}/"


def _doors(world: World) -> str:
    world.participation(world.person("Amina", "Warsame"))
    return "/lists/"


PAGES = [
    Page(
        "lists",
        _doors,
        sees={
            R.COORDINATOR: ("Deltagare · Schema",),
            R.ADMINISTRATOR: ("Deltagare · Schema",),
            R.SOCIAL_SECRETARY: ("Mottagare av bistånd",),
            R.YOUTH_COORDINATOR: ("Registret över unga",),
        },
        not_seen={
            R.COORDINATOR: ("Warsame", "Mottagare av bistånd · ", "Registret över unga"),
            R.ADMINISTRATOR: ("Warsame", "Registret över unga"), R.YOUTH_COORDINATOR: ("Warsame", "Schema"),
            R.SOCIAL_SECRETARY: ("Warsame",),
        },
    ),
    Page(
        "list",
        lambda world: _bring(world, R.COORDINATOR, WORST),
        sees={R.COORDINATOR: ("Warsame", "19900101-****", "Skostorlek", "Skyddad identitet", "Namnet saknas.")},
        not_seen={R.COORDINATOR: ("0017", "Lind")},
    ),
    Page(
        "list",
        lambda world: _bring(world, R.ADMINISTRATOR, WORST),
        # Behind the wall of the team it is seen by whoever takes in lists there, but the rows by who brought them.
        sees={R.ADMINISTRATOR: ("Warsame",), R.COORDINATOR: ("Namnet saknas.",)},
        not_seen={R.COORDINATOR: ("Warsame",)},
    ),
    Page(
        "list-faults",
        lambda world: f"{_bring(world, R.COORDINATOR, WORST)}faults.csv",
        sees={R.COORDINATOR: ("13;Efternamn, Förnamn;Namnet saknas.;",)},
        not_seen={R.COORDINATOR: ("Warsame", "0017", "Lind")},
    ),
    Page(
        "list-faults",
        lambda world: f"{_bring(world, R.ADMINISTRATOR, WORST)}faults.csv",
        sees=dict.fromkeys((R.ADMINISTRATOR, R.COORDINATOR), ("Namnet saknas.",)),
        not_seen=dict.fromkeys((R.ADMINISTRATOR, R.COORDINATOR), ("Warsame", "0017")),
    ),
    Page(
        "list",
        lambda world: _bring(world, R.SOCIAL_SECRETARY, SUPPORT),
        sees={R.SOCIAL_SECRETARY: ("Warsame", "4500")},
    ),
]  # fmt: skip

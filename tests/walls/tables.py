"""Every table behind the walls, asked by everybody: both walls, and each compartment that a row could stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q

from tests.hostile.visits import undone
from tests.walls.viewers import Relation, Viewer, Viewers, given_to_read
from tests.world import TODAY
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.personal import Personal
from vidare.records.walls import within
from vidare.rules.access import Compartment, Role, Scope
from vidare.rules.identity import Protection
from vidare.rules.representatives import Matter

TABLES: tuple[type[models.Model], ...] = (
    m.Person, *(one for one in apps.get_app_config("records").get_models() if issubclass(one, Personal)),
)  # fmt: skip
# They are tried in every compartment; whoever stands outside sees nothing wherever a row stands.
INSIDE = (Relation.OWN, Relation.OPENED)
# What was disclosed to somebody outside is asked for by another door, which looks at its days.
BY_ANOTHER_DOOR = (m.Disclosure,)


class Tables:
    def __init__(self, viewers: Viewers) -> None:
        self.viewers = viewers
        self.tried: set[type[models.Model]] = set()
        self.faults: list[str] = []
        self.asked = 0

    def try_new(self) -> None:
        """The tables that have got rows of the board since, each in every compartment it can stand in."""
        open_to_all = m.Person.unscoped.exclude(protection=Protection.PROTECTED.value)
        here = Q(pk__in=m.Reach.unscoped.filter(service=self.viewers.world.service).values("person"))
        reached = open_to_all.filter(here | Q(compartment=Compartment.YOUTH.value))
        scopes = {viewer: viewer.actor().scope(on=TODAY) for viewer in self.viewers.unlike}
        for model in sorted(set(TABLES) - self.tried, key=lambda model: model.__name__):
            whose = {"pk__in": reached} if model is m.Person else {"person__in": reached}
            rows = model._base_manager.filter(board_id=self.viewers.world.board.pk, **whose)
            keys = list(rows.values_list("pk", flat=True)[:5])
            if keys:
                self.tried.add(model)
                self._try(model, keys, scopes)
                for compartment in Compartment:
                    self._moved(model, keys, compartment, scopes)

    def _moved(
        self, model: type[models.Model], keys: list[int], compartment: Compartment, scopes: dict[Viewer, Scope]
    ) -> None:
        with undone():
            try:
                with transaction.atomic(), acting("system:test"):
                    model._base_manager.filter(pk__in=keys).update(compartment=compartment.value)
            except DatabaseError:
                return  # this table's rows never stand anywhere else
            self._try(model, keys, {one: scope for one, scope in scopes.items() if one.relation in INSIDE})

    def _try(self, model: type[models.Model], keys: list[int], scopes: dict[Viewer, Scope]) -> None:
        self._act(model, keys)
        rows = list(model._base_manager.filter(pk__in=keys))
        for viewer, scope in scopes.items():
            wanted = {row.pk for row in rows if viewer.may_see(row)}
            for how, seen in self._seen(model, keys, scope):
                self.asked += 1
                exact = how == "first" and self._meets_them(viewer) and model not in BY_ANOTHER_DOOR
                if not seen <= wanted or (exact and seen != wanted):
                    where = sorted({row.compartment for row in rows})  # type: ignore[attr-defined]
                    self.faults.append(f"{model.__name__} in {where}: {viewer} sees {len(seen)} at the {how} wall")

    def _act(self, model: type[models.Model], keys: list[int]) -> None:
        """Whoever acts for a row's person, in each matter: what it gives at both walls, and not one row more."""
        for row in model._base_manager.filter(pk__in=keys).order_by("pk")[:2]:
            person = row.pk if isinstance(row, m.Person) else row.person_id  # type: ignore[attr-defined]
            for matter in Matter:
                scope = Scope(on=TODAY, user_id=self.viewers.world.users[Role.ADMINISTRATOR].pk, person_id=person)
                wanted = given_to_read(row, {matter})
                for how, seen in self._seen(model, [row.pk], replace(scope, matters=frozenset({matter}))):
                    self.asked += 1
                    if bool(seen) is not wanted and not _handed(row, scope):
                        where = row.compartment  # type: ignore[attr-defined]
                        self.faults.append(f"{model.__name__} in {where}: {matter} sees {len(seen)} at the {how} wall")

    def _meets_them(self, viewer: Viewer) -> bool:
        """Whoever has a part in the service sees all that is theirs to see; others reach those of a register alone."""
        return viewer.relation in INSIDE and Compartment.TEAM in viewer.sees

    def _seen(self, model: type[models.Model], keys: list[int], scope: Scope) -> Iterator[tuple[str, set[int]]]:
        with within(scope):
            found = model.visible_to(scope).filter(pk__in=keys)  # type: ignore[attr-defined]
            yield "first", set(found.values_list("pk", flat=True))
            if connection.vendor == "postgresql" and model not in BY_ANOTHER_DOOR:
                yield "second", set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))


def _handed(row: models.Model, scope: Scope) -> bool:
    """It is the user's own, from whatever side."""
    name = getattr(row, "handed_to", "")
    return bool(name) and getattr(row, name) == scope.user_id

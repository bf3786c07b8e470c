"""What every personal table has: a board, a compartment, a person, and no open door."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar, Self

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from vidare.records.recorded import recorded
from vidare.records.shapes import Written
from vidare.records.walls import where_one_stands
from vidare.rules.access import Compartment, Scope
from vidare.rules.decision import Hidden
from vidare.rules.disclosure import Item
from vidare.rules.representatives import Matter

SOME_DAY = date(1, 2, 3)  # stands in written SQL where a scope's own day is put in


def codes(*kinds: type[StrEnum]) -> list[str]:
    """The plain codes of an enum, for a constraint; a migration must never import our enums."""
    return sorted(member.value for kind in kinds for member in kind)


def one_of(field: str, kind: type[StrEnum], *, name: str, empty: bool = False) -> models.CheckConstraint:
    """A named constraint that keeps a column to the codes of an enum."""
    values = codes(kind) + ([""] if empty else [])
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": values}))


def ends_after_start(name: str, *, start: str = "start", end: str = "end") -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": models.F(start)})
    )


# What a board opens of its own compartments to another board of the same service; the social services' is not among it.
OPENED_COMPARTMENTS = (Compartment.LABOUR_MARKET, Compartment.TEAM)


def opened_to(scope: Scope, item: Item | None, *, person: str = "person_id") -> Q:
    """Rows that stand open to the scope's user beside the walls, because their board has opened that part."""
    rows = Q(pk__in=[])
    if item is None:
        return rows
    for compartment in OPENED_COMPARTMENTS:
        if persons := scope.opened_to_it(item, compartment):
            rows |= Q(**{f"{person}__in": sorted(persons), "compartment": compartment.value})
    return rows


def behind_walls(scope: Scope, *, person: str = "person_id", compartment: str = "compartment") -> Q:
    """Rows of the scope's boards and compartments, or of the participant who asks."""
    if scope.everything:
        return Q()
    own = Q(**{person: scope.person_id}) if scope.person_id is not None and scope.matters is None else Q()
    boards: dict[int, list[str]] = {}
    for board, seen in sorted(scope.walls):
        boards.setdefault(board, []).append(seen.value)
    for board, compartments in boards.items():
        own |= Q(**{"board_id": board, f"{compartment}__in": compartments})
    return own or Q(pk__in=[])


class Unscoped(models.Manager[Any]):
    """The loud door; a test lists the files that may use it. Nobody writes through it behind a wall not theirs."""

    def create(self, **values: Any) -> Any:
        row = self.model(**values)
        standing = where_one_stands()
        if standing is not None and isinstance(row, Personal) and not row.may_be_written_by(standing):
            raise Hidden
        row.save(force_insert=True, using=self.db)
        return row

    def get_queryset(self) -> models.QuerySet[Any]:
        plain = self._db or self._hints  # type: ignore[attr-defined]  # what follows from another row is asked as it is
        return super().get_queryset() if plain else recorded(self.model)


class Personal(models.Model):
    board = models.ForeignKey("records.Board", models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, default=Compartment.TEAM.value)
    person = models.ForeignKey("records.Person", models.PROTECT, related_name="+")

    # The column that names the user to whom a row is handed over its wall: they see it from their own side.
    handed_to = ""
    # The part of a person's file that a row belongs to, where another board can be let into it.
    part_of: Item | None = None
    # The matters in which whoever acts for the person reads the rows, and which of them: none, unless it is said.
    acted_on: ClassVar[frozenset[Matter]] = frozenset()
    acted_if: ClassVar[Q] = Q()

    unscoped = Unscoped()

    class Meta:
        abstract = True
        default_manager_name = "unscoped"
        base_manager_name = "unscoped"

    def may_be_written_by(self, scope: Scope) -> bool:
        """Does the row land on the scope's own side of the walls, or where it was let in?

        Whoever acts for somebody writes through no scope of their own: see actions.ledger.for_another.
        """
        if scope.matters is not None:
            return False
        if scope.everything or (scope.person_id is not None and self.person_id == scope.person_id):
            return True
        compartment = Compartment(self.compartment)
        if (self.board_id, compartment) in scope.walls:
            return True
        if self.handed_to and scope.user_id is not None and getattr(self, self.handed_to) == scope.user_id:
            return True
        return compartment in OPENED_COMPARTMENTS and (self.part_of, self.person_id, compartment) in scope.opened

    @classmethod
    def visible_to(cls, scope: Scope) -> models.QuerySet[Self]:
        """Rows behind the actor's walls or handed over them, of persons the actor may see."""
        rows: models.QuerySet[Self] = recorded(cls)
        if scope.everything:
            return rows
        condition = _seen_by(cls, replace(scope, on=SOME_DAY))
        return (
            rows.none()
            if condition is None
            else rows.filter(Written(condition.parts, _with_day(condition.params, scope.on)))
        )

    @classmethod
    def in_scope(cls, scope: Scope) -> models.QuerySet[Self]:
        """What ``visible_to`` writes out, for a scope that does not see everything."""
        if scope.matters is not None:
            return cls.unscoped.filter(cls.acted_for(scope))
        rows: models.QuerySet[Self] = cls.unscoped.filter(
            behind_walls(scope) | cls.beside_the_walls(scope) | opened_to(scope, cls.part_of)
        )
        return rows if scope.person_id is not None else rows.filter(person_id__in=in_sight(scope))

    @classmethod
    def acted_for(cls, scope: Scope) -> Q:
        """The rows that the matters give whoever acts for the person; of the register of the young never any."""
        if not cls.acted_on & (scope.matters or frozenset()):
            return Q(pk__in=[])
        return cls.acted_if & Q(person=scope.person_id) & ~Q(compartment=Compartment.YOUTH.value)

    @classmethod
    def beside_the_walls(cls, scope: Scope) -> Q:
        """Rows that stand behind a wall which is not the scope's, and were handed to its user all the same."""
        return Q(**{cls.handed_to: scope.user_id}) if cls.handed_to and scope.user_id is not None else Q()


@lru_cache(maxsize=1024)
def _seen_by(model: type[Personal], scope: Scope) -> Written | None:
    """None where the scope sees nothing of the table, whatever stands in it."""
    query = model.in_scope(scope).query
    compiler = query.get_compiler(connection=connection)
    try:
        sql, params = compiler.compile(query.where)
    except EmptyResultSet:
        return None
    return Written(tuple(sql.split(f"{connection.ops.quote_name(model._meta.db_table)}.")), tuple(params))


def _with_day(params: tuple[Any, ...], on: date) -> tuple[Any, ...]:
    stands_for, day = map(connection.ops.adapt_datefield_value, (SOME_DAY, on))
    return tuple(day if part == stands_for else part for part in params)


def in_sight(scope: Scope) -> RawSQL:
    """The persons a scope may see, as SQL that is written out once."""
    written = _written_out(replace(scope, on=SOME_DAY))
    return RawSQL(written.sql, _with_day(tuple(written.params), scope.on))


@lru_cache(maxsize=256)
def _written_out(scope: Scope) -> RawSQL:
    persons = apps.get_model("records", "Person").behind(scope).values("pk")
    try:
        return RawSQL(*persons.query.sql_with_params())
    except EmptyResultSet:  # who has no wall at all, such as another authority's officer, has nobody in sight
        return RawSQL("SELECT id FROM records_person WHERE 1 = 0", ())

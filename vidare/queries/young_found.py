"""Finding one of the register of the young, for its keepers: by name or identity number, and nothing else."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet

from vidare.queries.youth import Row, counted, rows_of
from vidare.records.sealed import index_of, normalised
from vidare.records.youth import Young
from vidare.rules import youth
from vidare.rules.access import Actor, Deed
from vidare.rules.decision import Hidden
from vidare.rules.identity import SearchBy, read_search

MOST = 20


def search(actor: Actor, *, text: str, on: date) -> tuple[tuple[Row, ...], bool]:
    """By name or identity number in the own registers, ended too; and whether others match besides. Raises Refused."""
    boards = youth.boards(actor, Deed.SEE, on=on)
    if not boards:
        raise Hidden
    key = read_search(text, on=on)
    rows = (
        Young.visible_to(actor.scope(on=on))
        .filter(board__in=boards)
        .order_by(F("ended_on").asc(nulls_first=True), "-pk")
    )
    if key.by is SearchBy.NUMBER:
        rows = rows.filter(person__number_index=index_of(key.text, kind="number"))
    elif key.by is SearchBy.NAME:
        rows = rows.filter(pk__in=_named(rows, key.text))
    else:
        rows = rows.none()  # nobody of the register has a case
    hits = list(counted(rows).select_related("person", "board")[: MOST + 1])
    return rows_of(hits[:MOST]), len(hits) > MOST


def _named(rows: QuerySet[Young], text: str) -> list[int]:
    """Every word is the beginning of one of the names. A register is read whole: its names stand in no other index."""
    words = normalised(text).replace("-", " ").split()
    return [
        key
        for key, given, family in rows.values_list("pk", "person__given_name", "person__family_name")
        if all(any(name.startswith(word) for name in _words(f"{given} {family}")) for word in words)
    ]


def _words(name: str) -> list[str]:
    return normalised(name).replace("-", " ").split()

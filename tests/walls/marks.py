"""A mark in everything that is written about somebody: what comes out anywhere is traced to its row."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from unittest.mock import patch

from django.db import models
from django.db.models.signals import post_save, pre_save

from vidare.records import models as m
from vidare.records.personal import Personal

MARK = re.compile(r"Qz\d+x")
LONG = 200  # a column this wide is for what somebody writes
CODES = frozenset({"fault", "attachment_name", "path", "code", "token", "key"})
# What is made to carry somebody's words over a wall, or to the person themselves.
CARRIES = frozenset({m.Basis, m.Ruling, m.Disclosure, m.Message, m.Paper})
Row = tuple[type[models.Model], int]


@lru_cache(maxsize=256)
def written(model: type[models.Model]) -> tuple[str, ...]:
    """The columns in which there is what somebody wrote, or who somebody is."""
    if model is m.Person:
        return ("family_name",)
    if not issubclass(model, Personal):
        return ()
    return tuple(
        one.name
        for one in model._meta.concrete_fields
        if type(one) is models.TextField
        or (type(one) is models.CharField and (one.max_length or 0) >= LONG and one.name not in CODES)
    )


@lru_cache(maxsize=256)
def _kept(model: type[models.Model]) -> tuple[str, ...]:
    """The columns that hold copies of what was written elsewhere."""
    json = (one.name for one in model._meta.concrete_fields if isinstance(one, models.JSONField))
    return (*written(model), *(json if issubclass(model, Personal) else ()))


class Marks:
    """Which rows hold each mark, in the order in which they came to hold it."""

    def __init__(self) -> None:
        self.holders: defaultdict[str, list[Row]] = defaultdict(list)
        self._numbers = itertools.count(1)

    def put(self, row: models.Model) -> None:
        for name in written(type(row)):
            said = getattr(row, name)
            if said and not MARK.search(said):
                setattr(row, name, f"{said} Qz{next(self._numbers)}x")

    def know(self, row: models.Model) -> None:
        for name in _kept(type(row)):
            for mark in MARK.findall(str(getattr(row, name))):
                if (type(row), row.pk) not in self.holders[mark]:
                    self.holders[mark].append((type(row), row.pk))

    @contextmanager
    def put_everywhere(self) -> Iterator[None]:
        before = lambda sender, instance, **more: self.put(instance)  # noqa: E731
        after = lambda sender, instance, **more: self.know(instance)  # noqa: E731
        plain = models.QuerySet.bulk_create
        marks = self

        def bulk(rows: models.QuerySet[Any], objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
            wanted = list(objs)
            for one in wanted:
                marks.put(one)
            made = plain(rows, wanted, *args, **kwargs)
            for one in made:
                marks.know(one)
            return made

        pre_save.connect(before, weak=False)
        post_save.connect(after, weak=False)
        try:
            with patch.object(models.QuerySet, "bulk_create", bulk):
                yield
        finally:
            pre_save.disconnect(before)
            post_save.disconnect(after)

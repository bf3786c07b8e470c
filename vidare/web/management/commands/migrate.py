"""Migrates as the house itself, then lays every guard anew: SQLite drops triggers when it rebuilds a table."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from vidare.actions import upkeep


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with upkeep.migrating(), upkeep.guards_lifted():
            super().handle(*args, **options)

"""Runs a command of the program so that what it refuses is read as the plain lines it was written as."""

from __future__ import annotations

from django.core.management import ManagementUtility
from django.core.management.base import BaseCommand, CommandError


class Plain(ManagementUtility):
    """Django writes the name of the fault's class before the first line; whoever runs an office has no use for it."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        command = super().fetch_command(subcommand)
        work = command.execute

        def execute(*args: object, **options: object) -> str | None:
            try:
                return work(*args, **options)
            except CommandError as refused:
                if options.get("traceback"):
                    raise
                command.stderr.write(str(refused))
                raise SystemExit(refused.returncode) from refused

        vars(command)["execute"] = execute
        return command

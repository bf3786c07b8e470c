"""Runs a command of the program so that what it refuses is read as the plain lines it was written as."""

from __future__ import annotations

from django.core.management import ManagementUtility
from django.core.management.base import BaseCommand, CommandError


class Plain(ManagementUtility):
    """Django writes the name of the fault's class before the first line; whoever runs an office has no use for it."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        # Words and queries want a program that is set up, which it is when a command is fetched.
        from vidare.queries.trouble import cause_of, trouble_of
        from vidare.web import words

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
            except Exception as fault:
                # The database or the disk is in the way: where in the program it was met helps nobody.
                found = trouble_of(fault)
                if found is None or options.get("traceback"):
                    raise
                command.stderr.write(f"{words.word(found)} ({cause_of(fault)}).")
                raise SystemExit(1) from fault

        vars(command)["execute"] = execute
        return command

"""The ``vidare`` command: every word after it names a command in vidare/web/management/commands."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vidare.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import get_commands

    wanted = sys.argv[1] if len(sys.argv) > 1 else "help"
    try:
        django.setup()
    except ImproperlyConfigured as error:
        print(f"vidare: {error}", file=sys.stderr)
        sys.exit(2)
    if not wanted.startswith("-") and wanted not in {*get_commands(), "help", "version"}:
        print(f"vidare: there is no command called {wanted!r}. See: vidare help", file=sys.stderr)
        sys.exit(2)
    from vidare.config.commands import Plain

    Plain(sys.argv).execute()


if __name__ == "__main__":
    main()

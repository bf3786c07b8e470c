"""Migrates the database that the tests of one run are copied from, on the engine of VIDARE_DATABASE.

    python -m tools.template

Its name is that of the tests, without a process's own ending. Where VIDARE_TEST_TEMPLATE is set, tests/conftest.py
copies it.
"""

from __future__ import annotations

import os
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vidare.config.settings_test")
    import django

    django.setup()
    from django.db import connection

    from vidare.config.environment import database

    own = connection.settings_dict
    if connection.vendor == "postgresql":
        owner = database(os.environ["VIDARE_OWNER_DATABASE"])
        own.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"])
    else:
        for beside in ("-wal", "-shm"):
            Path(f"{own['TEST']['NAME']}{beside}").unlink(missing_ok=True)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()


if __name__ == "__main__":
    main()

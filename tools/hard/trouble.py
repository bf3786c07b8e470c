"""Locked, gone, full, slow, a clock that jumps, nobody let in: each lived through against a real server.

    python -m tools.hard.trouble CASE…      those named, or all; exit code 1 where one was not as it should be

``full`` mounts small disks and needs root; ``slow`` needs strace; ``clock`` needs libfaketime. A case whose tool is not
on this machine says so and counts as not run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from tools import serving
from tools.hard import clocks, lockout, on_postgres, on_sqlite
from tools.hard.said import Said

CASES: dict[str, Callable[[Said], None]] = {
    "locked": on_sqlite.locked,
    "gone": on_sqlite.gone,
    "full": on_sqlite.full,
    "slow": on_sqlite.slow,
    "locked-postgres": on_postgres.locked,
    "crowded-postgres": on_postgres.crowded,
    "gone-postgres": on_postgres.gone,
    "full-postgres": on_postgres.full,
    "clock": clocks.jumps,
    "locked-out": lockout.way_back,
}


def main(words: list[str]) -> int:
    if unknown := [word for word in words if word not in CASES]:
        print(f"no such case: {', '.join(unknown)}. There are: {', '.join(CASES)}", file=sys.stderr)
        return 2
    serving.end_when_asked()
    said = []
    for name in words or CASES:
        said.append(Said(name))
        CASES[name](said[-1])
    return int(any(one.failed for one in said))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

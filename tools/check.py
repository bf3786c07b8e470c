"""Every test and every check, one after the other, and in the end what could not be run on this machine.

    python -m tools.check

What cannot be run is a failure only where CI is set. The last line is the sum: N passed, N failed, N skipped.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from tools import postgres, serving

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
# The longest first: two are run at a time.
LINTERS = {
    "mypy": ["mypy", "vidare"],
    "import-linter": ["lint-imports", "--no-logo"],
    "djlint": ["djlint", "vidare/web/templates", "--lint", "--quiet"],
    "migrations": ["python", "-m", "vidare", "makemigrations", "--check", "--dry-run"],
    "ruff": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "--output-format", "concise", "."],
}
MIGRATED = ["python", "-m", "tools.template"]
COUNTS = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b")
SUMMARY = re.compile(r"^=* ?(?:\d+ \w+, )*\d+ \w+.* in [\d.]+s")
# What to run, and what to add to its environment, by name.
Waiting = dict[str, tuple[list[str], dict[str, str]]]
NAMES = {"error": "failed", "errors": "failed", "xfailed": "skipped", "xpassed": "passed"}


def environment(**more: str) -> dict[str, str]:
    """That of the demo: a test may not meet the keys or the database of somebody's real office."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VIDARE_")}
    return kept | {"VIDARE_DEMO": "1", "VIDARE_TEST_NAME": "start", "PYTHONUNBUFFERED": "1"} | more


class Sum:
    """What has been counted, and what could not be run."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.failed: list[str] = []
        self.not_run: list[str] = []

    def each(self, waiting: Waiting) -> None:
        """What succeeds or not as a whole: the linters, for example."""
        for name, done in at_once(waiting):
            heading(name)
            print(done.stdout, end="", flush=True)
            self.counts["failed" if done.returncode else "passed"] += 1
            if done.returncode:
                self.failed.append(name)

    def suite(self, name: str, words: list[str], **more: str) -> None:
        heading(name)
        command = [sys.executable, "-m", "pytest", "--create-db", "-q", "-p", "no:cacheprovider", *words]
        summary = ""
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(VIDARE_TEST_TEMPLATE="1", **more),
            stdout=subprocess.PIPE,
            text=True,
            errors="replace",
        ) as running:
            try:
                for line in running.stdout or ():
                    print(line, end="", flush=True)
                    if SUMMARY.match(line):
                        summary = line
            except KeyboardInterrupt:
                running.terminate()
                raise
        counted = Counter({NAMES.get(what, what): int(number) for number, what in COUNTS.findall(summary)})
        if running.returncode and not counted["failed"]:
            counted["failed"] += 1
        self.counts += counted
        if running.returncode:
            self.failed.append(name)

    def leave_out(self, name: str, why: str) -> None:
        """Something this machine cannot run: told plainly, and a failure where everything has to run."""
        self.not_run.append(f"{name}: {why}")
        self.counts["failed" if os.environ.get("CI") else "skipped"] += 1
        if os.environ.get("CI"):
            self.failed.append(name)

    def tell(self) -> int:
        for line in self.not_run:
            print(f"NOT RUN  {line}")
        for name in self.failed:
            print(f"FAILED   {name}")
        print(f"{self.counts['passed']} passed, {self.counts['failed']} failed, {self.counts['skipped']} skipped")
        return 1 if self.counts["failed"] else 0


def at_once(waiting: Waiting) -> Iterator[tuple[str, subprocess.CompletedProcess[str]]]:
    """Two at a time, told in their order."""

    def run(words: list[str], more: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [BIN / words[0], *words[1:]], cwd=ROOT, env=environment(**more), check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )  # fmt: skip

    with ThreadPoolExecutor(2) as two:
        running = {name: two.submit(run, *what) for name, what in waiting.items()}
        try:
            for name, one in running.items():
                yield name, one.result()
        finally:
            two.shutdown(wait=False, cancel_futures=True)  # when somebody ends it, what waits is not begun


def heading(name: str) -> None:
    print(f"\n── {name} " + "─" * max(0, 100 - len(name)), flush=True)


def chromium() -> str | None:
    given = os.environ.get("CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return given or next(filter(None, map(shutil.which, names)), None)


def main() -> int:
    begun, total = time.monotonic(), Sum()
    two = ["-n", "2", "--dist", "worksteal", "-m"]
    with ExitStack() as stack:
        databases: dict[str, dict[str, str]] = {"SQLite": {}}
        try:
            databases["PostgreSQL"] = stack.enter_context(postgres.cluster())
        except postgres.Absent as absent:
            total.leave_out("tests on PostgreSQL", str(absent))
        # Meanwhile the databases are migrated that the tests are given copies of.
        migrating = {f"a database on {engine}": (MIGRATED, urls) for engine, urls in databases.items()}
        total.each({name: (words, {"VIDARE_DATABASE": "sqlite://"}) for name, words in LINTERS.items()} | migrating)
        total.suite("tests on SQLite", ["tests", *two, "not browser"])
        if "PostgreSQL" in databases:
            with_database = ["tests", *two, "(database or postgres) and not browser"]
            total.suite("tests on PostgreSQL", with_database, **databases["PostgreSQL"])
    browser = chromium()
    if browser:
        total.suite(
            "tests in a browser", ["tests/browser", "-m", "browser", "-n", "2", "--dist", "loadgroup"], CHROMIUM=browser
        )
    else:
        total.leave_out("tests in a browser", "no Chromium on this machine")
    print(f"\nall of it in {time.monotonic() - begun:.0f} s")
    return total.tell()


if __name__ == "__main__":
    serving.end_when_asked()
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)

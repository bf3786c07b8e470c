"""The cases on SQLite: another program holds the file, the file is away, its disk is full or very slow."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

from tools.hard.house import House
from tools.hard.said import Said

# By the program's own link: the checks of the tables call functions that only it has.
CHECK = (
    "import django; django.setup()\nfrom django.db import connection\n"
    "print(connection.cursor().execute('PRAGMA integrity_check').fetchone()[0])"
)
NOTES, SEEN = "m.Note.unscoped", "m.Observation.unscoped"


@contextlib.contextmanager
def house(said: Said, place: Path | None = None, *, work: bool = True) -> Iterator[House]:
    """Built, serving and working; ended whatever happens. ``place``: where its database lies."""
    own = Path(tempfile.mkdtemp(prefix="vidare-trouble-"))
    one = House(own, {"VIDARE_DATABASE": f"sqlite://{place or own}/house.sqlite3"})
    try:
        one.build()
        one.serve()
        if work:
            one.work()
        yield one
    finally:
        one.end()
        shutil.rmtree(own, ignore_errors=True)


def tell_log(said: Said, one: House) -> None:
    for name in one.running:
        lines = one.log(name).splitlines()
        traces = sum(line.startswith("Traceback") for line in lines)
        said.see(f"the {name}'s log holds no traceback", traces == 0, f"{len(lines)} lines")
        for line in lines[:1] + lines[-1:]:
            said.tell(line[:150])


def health(one: House) -> str:
    answer = one.get("/health/")
    return f"{answer.status} {answer.text[:140]}"


def sent_again(said: Said, one: House, text: str, mark: str) -> None:
    statuses = [one.post(one.notes, one.note(text, mark)).status for _ in range(2)]
    said.see("sent again, twice: one note", one.count(NOTES) == 1 and statuses == [302, 302], f"{statuses}")


def locked(said: Said) -> None:
    with house(said) as one:
        file = one.env["VIDARE_DATABASE"].removeprefix("sqlite://")
        holder = sqlite3.connect(file, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        text, key = "Hon ringde, och jag svarade henne.", uuid.uuid4()
        pages = {"sv": "Just nu är det för mycket", "en": "Too much is being done", "ar": "يجري الآن عمل كثير"}
        answers = {}
        threads = []
        for code in pages:
            threads.append(threading.Thread(target=_in, args=(one, code, text, answers)))
            threads[-1].start()
        for thread in threads:
            thread.join()
        for code, word in pages.items():
            said.in_trouble(f"a note, in {code}", answers[code], kept=text, mark='value="mark-1"', word=word)
        touch = one.check_in("4700", key)
        said.see("a check-in is told to wait", touch.status == 503, f"{touch.status} {touch.text}")
        said.see("whoever watches is told", '"trouble.busy"' in health(one), health(one))
        holder.execute("ROLLBACK")
        holder.close()
        said.until("works again by itself", lambda: health(one).startswith("200"))
        sent_again(said, one, text, "mark-1")
        said.see("the check-in sent again is one", _twice(one, "4700", key) and one.count(SEEN) == 1)
        tell_log(said, one)


def _in(one: House, code: str, text: str, answers: dict[str, object]) -> None:
    cookie = f"sessionid={one.cookies['sessionid']}; csrftoken={one.cookies['csrftoken']}; lang={code}"
    answers[code] = one.post(one.notes, one.note(text, "mark-1"), Cookie=cookie)


def _twice(one: House, code: str, key: uuid.UUID) -> bool:
    return [one.check_in(code, key).status for _ in range(2)] == [200, 200]


def gone(said: Said) -> None:
    with house(said) as one:
        file = Path(one.env["VIDARE_DATABASE"].removeprefix("sqlite://"))
        said.until("the worker has looked", lambda: one.count("m.Event.objects.filter(verb='night.part-done')") > 5)
        away = file.parent / "away"
        away.mkdir()
        for part in file.parent.glob("house.sqlite3*"):
            part.rename(away / part.name)
        text, key = "Hon kom fast det snöade.", uuid.uuid4()
        answer = one.post(one.notes, one.note(text, "mark-1"))
        said.in_trouble("a note while the file is away", answer, kept="", word="når inte det som är sparat")
        said.in_trouble("a page while the file is away", one.get("/day/"), word="Försök igen")
        said.see("a check-in is told to wait", one.check_in("4701", key).status == 503)
        said.see("no empty database was laid in its place", not file.exists())
        said.see("whoever watches is told", '"trouble.gone"' in health(one), health(one))
        said.until("the worker says so", lambda: "trouble.gone" in one.log("worker"))
        said.see("what was written is on the page", text in answer.text and 'value="mark-1"' in answer.text)
        for part in away.iterdir():
            part.rename(file.parent / part.name)
        said.until("works again by itself", lambda: health(one).startswith("200"))
        said.until("so does the worker", lambda: "goes on" in one.log("worker"))
        sent_again(said, one, text, "mark-1")
        said.see("the check-in sent again is one", _twice(one, "4701", key) and one.count(SEEN) == 1)
        tell_log(said, one)


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="vidare-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0711", "none", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)
        place.rmdir()


def fill(disk: Path) -> Path:
    """Every byte that is free."""
    filler = disk / "filler"
    with contextlib.suppress(OSError), filler.open("ab", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)
    return filler


def full(said: Said) -> None:
    with small_disk(40) as disk, house(said, disk) as one:
        filler = fill(disk)
        text, key = "Hon vill prova köket. " + "Vi pratade länge om det. " * 400, uuid.uuid4()
        answer = one.post(one.notes, one.note(text, "mark-1"))
        said.in_trouble("a note on a full disk", answer, kept=text[:60], mark='value="mark-1"')
        said.see("a check-in is told to wait", one.check_in("4702", key).status == 503)
        said.see("whoever watches is told", '"trouble.full"' in health(one), health(one))
        made = one.vidare("backup", str(disk), must=False)
        left = [path.name for path in disk.iterdir() if "backup" in path.name or ".part" in path.name]
        told = (made.stderr.strip().splitlines() or [""])[-1][:150]
        said.see(
            "a backup without room says so and leaves nothing", made.returncode == 1 and not left, f"{told} {left}"
        )
        filler.unlink()
        said.until("works again when there is room", lambda: health(one).startswith("200"))
        said.see("nothing of the note is there", one.count(NOTES) == 0)
        sent_again(said, one, text, "mark-1")
        said.see("the check-in sent again is one", _twice(one, "4702", key) and one.count(SEEN) == 1)
        said.until("the worker goes on, if it had to wait", lambda: _nothing_waits(one.log("worker")))
        said.see("the trail is whole", one.vidare("trail", "verify", must=False).returncode == 0)
        checked = one.run(sys.executable, "-c", CHECK, must=False).stdout.strip()
        said.see("the file is whole, row by row", checked == "ok", checked[:80])
        tell_log(said, one)


def _nothing_waits(log: str) -> bool:
    return log.count(" waits, trouble") <= log.count(" goes on")


def slow(said: Said) -> None:
    if shutil.which("strace") is None:
        return said.tell("not run: there is no strace on this machine")
    with house(said, work=False) as one:
        one.end()
        late = ["fsync,fdatasync,pwrite64", "pwrite64,fsync,fdatasync:delay_enter=300000"]
        one.serve(
            before=["strace", "-f", "-qqq", "-o", "/dev/null", "-e", f"trace={late[0]}", "-e", f"inject={late[1]}"]
        )
        text, key = "Hon ringde om bussen.", uuid.uuid4()
        answer = one.post(one.notes, one.note(text, "mark-1"))
        said.see("a note where every write takes 0.3 s is saved", answer.status == 302, f"{answer.seconds:.1f} s")
        touch = one.check_in("4703", key)
        said.see("so is a check-in", touch.status == 200, f"{touch.seconds:.1f} s; the kiosk waits 6 and sends again")
        answers: dict[str, object] = {}
        threads = [threading.Thread(target=_many, args=(one, number, answers)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        right = all(status in {302, 503} for status, _kept, _s in answers.values())  # type: ignore[misc]
        kept = all(kept for status, kept, _s in answers.values() if status == 503)  # type: ignore[misc]
        slowest = max(seconds for _status, _kept, seconds in answers.values())  # type: ignore[misc]
        told = sorted(status for status, _kept, _s in answers.values())  # type: ignore[misc]
        said.see(
            "eight notes at once: saved, or kept on the page", right and kept, f"{told}, the slowest {slowest:.0f} s"
        )
        saved = sum(status == 302 for status in told)
        said.see("those that were told to be saved are there", one.count(NOTES) == 1 + saved, one.count(NOTES))


def _many(one: House, number: int, answers: dict[str, object]) -> None:
    text = f"Anteckning nummer {number} om hur det går."
    answer = one.post(one.notes, one.note(text, f"mark-many-{number}"))
    answers[str(number)] = (answer.status, text in answer.text, answer.seconds)

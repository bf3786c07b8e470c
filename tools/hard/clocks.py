"""The clock of server and worker set forward and back while they run, by libfaketime; the steady clock stays."""

from __future__ import annotations

import uuid
from pathlib import Path

from tools.hard.house import House
from tools.hard.on_sqlite import SEEN, _twice, house, tell_log
from tools.hard.said import Said

NIGHTS = "m.Event.objects.filter(verb='night.part-done', keys__part='seal-trail')"


def library() -> str:
    found = [path for place in ("/usr/lib", "/usr/local/lib") for path in Path(place).rglob("libfaketime.so.1")]
    return str(found[0]) if found else ""


def jumps(said: Said) -> None:
    if not library():
        return said.tell("not run: there is no libfaketime on this machine")
    with house(said, work=False) as one:
        one.end()
        now = one.place / "now"
        set_to(now, "+0")
        moved = {
            "LD_PRELOAD": library(), "FAKETIME_TIMESTAMP_FILE": str(now), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }  # fmt: skip
        one.serve(env=moved)
        one.work(env=moved)
        said.until("the first night has run", lambda: one.count(NIGHTS) == 1, most=180)
        key = uuid.uuid4()
        said.see("a check-in", _twice(one, "4708", key) and one.count(SEEN) == 1)
        set_to(now, "+400d")
        said.until("a year ahead: the worker waits", lambda: "has jumped by" in one.log("worker"))
        said.see("no night was run in that year", one.count(NIGHTS) == 1)
        said.see("the same check-in sent again is still one", _twice(one, "4708", key) and one.count(SEEN) == 1)
        _written_ahead(said, one)
        set_to(now, "+0")
        said.until("set right: the worker goes on", lambda: "is believed" in one.log("worker"))
        said.see("no night was doubled or lost", one.count(NIGHTS) == 1)
        told = one.get("/health/").text
        said.see("whoever watches is told that the trail is ahead", '"clock_behind_seconds": 0' not in told, told[-40:])
        text = "Klockan gick fel, och anteckningen blev rätt."
        statuses = [one.post(one.notes, one.note(text, "mark-1")).status for _ in range(2)]
        said.see("the log-in still holds, and a note sent twice is one", one.count("m.Note.unscoped") == 1, statuses)
        said.see("the trail is whole", one.vidare("trail", "verify", must=False).returncode == 0)
        tell_log(said, one)


def _written_ahead(said: Said, one: House) -> None:
    answer = one.post(one.notes, one.note("Skriven i fel tid.", "mark-ahead"))
    there = answer.status == 302 and "/in/" in dict(answer.headers).get("location", "")
    said.see("the log-in has run out by that clock: the form leads to the log-in", there, answer.status)


def set_to(file: Path, offset: str) -> None:
    file.write_text(offset + "\n")

"""Nobody is let in: the way back by command, and what of it stands in the trail."""

from __future__ import annotations

import json
import re

from tools.hard.house import House
from tools.hard.on_sqlite import house
from tools.hard.said import Said

LINES = "m.Event.objects.filter(verb='account.{}')"


def _log_in(one: House, password: str) -> int:
    kept = dict(one.cookies)
    one.cookies = {name: value for name, value in kept.items() if name != "sessionid"}
    try:
        answer = one.post("/in/", {"login": "administrator", "password": password})
        return 302 if answer.status == 302 and answer.headers.get("location") != "/in/" else answer.status
    finally:
        one.cookies = kept


def way_back(said: Said) -> None:
    with house(said, work=False) as one:
        said.see("the right password is asked for a second proof", _log_in(one, "demo") == 302)
        statuses = [_log_in(one, "wrong") for _ in range(5)]
        said.see("five wrong ones lock", _log_in(one, "demo") == 429, f"{statuses}, then {_log_in(one, 'demo')}")
        told = json.loads(one.vidare("office", "unlock", "administrator", "--json").stdout)
        said.see("unlocked by command", _log_in(one, "demo") == 302, told)
        [_log_in(one, "wrong") for _ in range(5)]
        told = json.loads(one.vidare("office", "reset", "administrator", "--json").stdout)
        said.see("reset while locked: the new password opens at once", _log_in(one, told["password"]) == 302)
        said.see("the old one opens nothing", _log_in(one, "demo") != 302)
        one.cookies["sessionid"] = one.facts["administrator"]
        there = one.get("/administration/")
        said.see("whoever was logged in so is logged out", there.status == 302, there.headers.get("location"))
        lines = [one.count(LINES.format(verb)) for verb in ("unlocked", "reset")]
        said.see("each is a line of the trail", lines == [1, 1], lines)
        nobody = one.vidare("office", "unlock", "nobody", must=False)
        plain = nobody.returncode == 2 and not re.search("Traceback", nobody.stderr)
        said.see("a name that nobody has is refused in plain words", plain, nobody.stderr.strip())

"""Backups while an office works: killed in the middle, on a full disk, and put back after a crash: what is lost?

    python -m tools.hard.backups --engine postgresql|sqlite [--kills N] [--seed N]

The disk that is too small is a folder in memory, for which one has to be root; without it that part is left out.
"""

from __future__ import annotations

import argparse
import json
import random
import secrets
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tools import serving
from tools.hard import programs
from tools.hard.kill import Run, database_of, environment, open_for
from tools.hard.mail import Mail
from tools.hard.programs import Database, vidare

SMALL = "128k"


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.hard.backups", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--engine", choices=["postgresql", "sqlite"], default="postgresql")
    parser.add_argument("--kills", type=int, default=10, help="of a backup in the middle")
    parser.add_argument("--seed", type=int, default=4711)
    said = parser.parse_args(words)
    serving.end_when_asked()
    with ExitStack() as open_until_the_end:
        place = Path(open_until_the_end.enter_context(tempfile.TemporaryDirectory(prefix="vidare-backups-")))
        mail = open_until_the_end.enter_context(Mail())
        database, where = open_until_the_end.enter_context(database_of(said.engine, place))
        settings = environment(where, mail.port) | {"VIDARE_BACKUP_KEY": secrets.token_urlsafe(32)}
        run = Run(database, settings, place, said.seed)
        open_until_the_end.callback(run.end)
        told = live(run, settings, mail, place, said.kills)
    print(json.dumps(told, ensure_ascii=False, indent=1))
    return 1 if told["faults"] else 0


def live(run: Run, settings: dict[str, str], mail: Mail, place: Path, kills: int) -> dict[str, object]:
    _office, kept, crowd = open_for(run, settings, 4711)
    folder, faults = place / "away", []
    folder.mkdir()
    for one in crowd:
        one.go.set()  # type: ignore[attr-defined]
    began = time.monotonic()
    first = json.loads(vidare(settings, "backup", str(folder), "--json"))
    took = time.monotonic() - began
    killed = {"killed": 0, "finished": 0, "left_in_the_clear": 0, "left_half": 0}
    for _time in range(kills):
        faults += kill_one(run.chance, settings, folder, place, took, killed)
    full = on_a_full_disk(settings, place)
    last = json.loads(vidare(settings, "backup", str(folder), "--json"))
    left = sorted(
        one.name for one in [*folder.iterdir(), *place.glob("*.copying-*")] if not one.name.endswith(".backup")
    )
    faults += [f"left behind after a whole backup: {left}"] if left else []
    time.sleep(5)
    crashed = time.time()
    run.end()
    for one in crowd:
        one.stop.set()  # type: ignore[attr-defined]
    loss = put_back(settings, place, Path(last["file"]), run.database, kept, mail, crashed)
    faults += loss.pop("faults")  # type: ignore[arg-type]
    return {"first_backup": {"seconds": round(took, 1), "rows": first["rows"], "bytes": first["bytes"]}, **killed,
            "full_disk": full, "loss": loss, "faults": faults}  # fmt: skip


def kill_one(
    chance: random.Random, settings: dict[str, str], folder: Path, place: Path, took: float, told: dict[str, int]
) -> list[str]:
    """Struck at random, the good ones stand as they stood, and what is left is no backup to anybody."""
    before = {one.name: one.read_bytes() for one in folder.glob("*.backup")}
    words = [str(programs.PROGRAMS / "python"), "-m", "vidare", "backup", str(folder)]
    process = subprocess.Popen(words, cwd=programs.ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    time.sleep(chance.uniform(0.3 * took, 1.1 * took))
    process.kill()
    process.communicate()
    told["killed" if process.returncode else "finished"] += 1
    after = {one.name: one.read_bytes() for one in folder.glob("*.backup")}
    found = [f"{name} is not what it was" for name in before if after.get(name) != before[name]]
    halves = sorted(folder.glob("*.part"))
    told["left_half"] += len(halves)
    told["left_in_the_clear"] += len(list(place.glob("*.copying-????*")))
    for half in halves[:1]:
        checked = _run(settings, "restore", str(half), "--check")
        found += [] if checked.returncode == 2 else [f"half a backup is answered {checked.returncode}"]
    for name in after.keys() - before.keys():
        checked = _run(settings, "restore", str(folder / name), "--check")
        found += [] if checked.returncode == 0 else [f"{name} has its name and is answered {checked.returncode}"]
    return found


def on_a_full_disk(settings: dict[str, str], place: Path) -> dict[str, object]:
    """The exit code, the sentence, and what is left there."""
    small = place / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", small], check=False).returncode:
        return {"left_out": "no right to mount"}
    try:
        done = _run(settings, "backup", str(small))
        left = [one.name for one in small.iterdir()]
    finally:
        subprocess.run(["umount", small], check=False)
    return {"exit_code": done.returncode, "said": done.stderr.strip().replace(str(small), "…"), "left": left}


def _run(settings: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [str(programs.PROGRAMS / "python"), "-m", "vidare", *words]
    return subprocess.run(command, cwd=programs.ROOT, env=settings, capture_output=True, text=True, check=False)


def put_back(
    settings: dict[str, str], place: Path, file: Path, database: Database | None, kept: object, mail: Mail,
    crashed: float,
) -> dict[str, object]:  # fmt: skip
    """Into an empty place: what of the acknowledged is there, and does anybody get mail twice when it is sent there?"""
    from django.db import connection

    from tools.hard import proof

    empty = _empty(settings, place, database)
    said = json.loads(vidare(empty, "restore", str(file), "--json"))
    sent_before = sum(mail.arrived.values())
    vidare(empty, "outbox", "--send")
    connection.settings_dict["NAME"] = (
        empty["VIDARE_DATABASE"].rpartition("/")[2] if database else str(place / "empty.sqlite3")
    )
    with proof.everything():  # type: ignore[attr-defined]
        found = list(proof.acknowledged(kept.answers))  # type: ignore[attr-defined]
    connection.close()
    began = _seconds(said["began_at"])
    lost = [one.at for one, there in found if not there]
    there = [one.at for one, is_there in found if is_there]
    faults = [f"acknowledged {began - at:.1f} s before the backup began, and not in it" for at in lost if at < began]
    faults += [f"{key} arrived {many} times" for key, many in mail.arrived.items() if many > 1]
    faults += [] if said["trail"]["first_broken_link"] is None else ["the trail does not hold"]
    return {
        "acknowledged": len(found), "put_back": len(there), "lost": len(lost), "faults": faults,
        "seconds_from_backup_to_crash": round(crashed - began, 1),
        "seconds_of_work_lost": round(crashed - max(there), 1),
        "undecided": said["undecided"], "sent_again": sum(mail.arrived.values()) - sent_before,
    }  # fmt: skip


def _empty(settings: dict[str, str], place: Path, database: Database | None) -> dict[str, str]:
    if database is None:
        return settings | {"VIDARE_DATABASE": f"sqlite://{place / 'empty.sqlite3'}"}
    import psycopg

    with psycopg.connect(settings["VIDARE_OWNER_DATABASE"], autocommit=True) as link:
        link.execute("CREATE DATABASE empty")
    names = ("VIDARE_DATABASE", "VIDARE_OWNER_DATABASE")
    return settings | {name: settings[name].rpartition("/")[0] + "/empty" for name in names}


def _seconds(moment: str) -> float:
    from datetime import datetime

    return datetime.fromisoformat(moment).timestamp()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

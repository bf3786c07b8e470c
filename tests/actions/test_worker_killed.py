"""kill -9 of the worker in the middle of five hundred sends: each arrives once, or is undecided in plain sight."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import uuid
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from django.db import connection

from tests.actions.gateway import FakeGateway
from tests.actions.test_many_at_once import at_once
from tests.world import World, build
from vidare.actions.messages import PLACE
from vidare.actions.sending import send_waiting
from vidare.queries import outbox
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.carriers import Nobody
from vidare.records.sealed import seal
from vidare.records.walls import within
from vidare.rules.access import Compartment, Role, system
from vidare.rules.messages import Channel, MessageState, Template

ROOT = Path(__file__).resolve().parents[2]
MANY, SEED = 500, 4711
NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
HOUSE = system("outbox")


class Killer:
    """Strikes the worker at moments drawn from a seed: while the gateway listens, or after it has taken a message."""

    def __init__(self) -> None:
        chance = random.Random(SEED)
        taken, listening, whenever = (chance.randrange(20, 2 * MANY - 100) for _ in range(3))
        self.at = {taken // 2 * 2, listening // 2 * 2 + 1, whenever}
        self.heard = 0
        self.worker: subprocess.Popen[bytes] | None = None

    def strike(self, _when: str) -> None:
        self.heard += 1
        if self.heard in self.at and self.worker is not None:
            self.worker.send_signal(signal.SIGKILL)
            self.worker.wait()


def _waiting(world: World, *, many: int = MANY) -> None:
    person = world.participation(world.person()).person
    with acting("system:test"):
        m.Person.unscoped.filter(pk=person.pk).update(sms_wanted=True)
        m.Setting.objects.create(name="demo.now", value=NOON.isoformat())
        m.Setting.objects.create(name="night.ran", value=NOON.date().isoformat())
        keys = [uuid.uuid4() for _ in range(many)]
        m.Message.unscoped.bulk_create(
            m.Message(
                board=world.board, person=person, compartment=Compartment.TEAM.value, key=key, parts=1, lang="sv",
                channel=Channel.SMS.value, template=Template.MEETING.value, text="tisdag 24 november kl. 15.00",
                to_sealed=seal("+46701740605", place=PLACE, key=key), next_try_at=NOON, written_at=NOON,
            )
            for key in keys
        )  # fmt: skip


def _environment(gateway: FakeGateway) -> dict[str, str]:
    name = str(connection.settings_dict["NAME"])
    database = f"sqlite://{name}"
    if connection.vendor == "postgresql":
        database = urlunsplit(urlsplit(os.environ["VIDARE_DATABASE"])._replace(path=f"/{name}"))
    mine = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    return mine | {
        "VIDARE_DEMO": "1", "VIDARE_DATABASE": database, "VIDARE_SMS_ADAPTER": "http", "VIDARE_SMS_URL": gateway.url,
    }  # fmt: skip


def _work(environment: dict[str, str], killer: Killer) -> int:
    """One worker's life, which ends when nothing is left to do, or at once."""
    command = [sys.executable, "-m", "vidare", "worker", "--once", "--seal-every", "1000"]
    killer.worker = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE)
    _out, said = killer.worker.communicate()
    assert killer.worker.returncode in {0, -signal.SIGKILL}, said.decode()
    return killer.worker.returncode


def _became() -> dict[str, str]:
    with within(HOUSE.scope(on=NOON.date())):
        return {str(key): state for key, state in m.Message.unscoped.values_list("key", "state")}


def test_every_message_arrives_once_or_is_visibly_undecided_however_often_the_worker_is_killed(
    own_database: None,
) -> None:
    with within(HOUSE.scope(on=NOON.date())):
        world = build()
        _waiting(world)
    killer, deaths = Killer(), 0
    with FakeGateway(killer.strike) as gateway:
        while _work(_environment(gateway), killer):
            deaths += 1
    assert deaths == len(killer.at), "the worker was killed as often as it was meant to be"
    later = NOON + timedelta(days=1)
    send_waiting(HOUSE, at=later, carrier=Nobody())
    became = _became()
    undecided = {key for key, state in became.items() if state == MessageState.UNDECIDED.value}
    sent = {key for key, state in became.items() if state == MessageState.SENT.value}
    assert set(became) == sent | undecided and len(became) == MANY, "nothing is left, and nothing is lost"
    assert set(gateway.arrived.values()) == {1}, "nobody got anything twice"
    assert sent <= set(gateway.arrived), "what is called sent has arrived"
    assert set(gateway.arrived) <= sent | undecided
    assert len(undecided) == deaths, "at most the one that was in its hand when it died"
    with within(HOUSE.scope(on=NOON.date())):
        administrator = world.actor(Role.ADMINISTRATOR)
        asks = outbox.backlog(administrator, at=later).asks
    assert {str(row.reference) for row in asks} == undecided, "the administrator sees each of them"


def test_two_workers_at_once_carry_each_message_once(own_database: None) -> None:
    with within(HOUSE.scope(on=NOON.date())):
        _waiting(build(), many=12)
    carried: Counter[str] = Counter()

    class Counts:
        def carry(self, *, key: uuid.UUID, channel: str, to: str, subject: str, text: str) -> None:
            carried[str(key)] += 1

    told = at_once([lambda: send_waiting(HOUSE, at=NOON, carrier=Counts())] * 3)
    assert sum(one["sent"] for one in told if isinstance(one, dict)) == 12, told
    assert set(carried.values()) == {1} and len(carried) == 12

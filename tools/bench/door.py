"""Crowds at the door: who comes to which hour of the weeks to come, and what the rows say when they have come.

python -m tools.bench.door               the crowds, for the load
python -m tools.bench.door --clock TIME  sets the demo's clock
python -m tools.bench.door --prove       reads what each touch was answered, and tells what is lost or there twice
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

WANTED = int(os.environ.get("BENCH_LEAST", "2000"))
EARLY = timedelta(minutes=5)  # how long before the hour they come
OF_FREE = 0.9  # of the free seats: so many come without a booking
OBSERVED = ("door.welcome", "door.drop-in", "door.see-staff")


def crowds() -> dict[str, list[dict[str, Any]]]:
    """Those who are expected in an hour, and, in later hours, so many without a booking as there are seats."""
    hours = list(_hours())
    codes = _codes()
    booked, later = _taken(hours, lambda hour: _expected(hour, codes))
    dropped, _rest = _taken(later, lambda hour: _without(hour, codes))
    return {"booked": booked, "dropped in": dropped}


def _taken(hours: list[datetime], come: Any) -> tuple[list[dict[str, Any]], list[datetime]]:
    """Hour after hour, until there are enough; and the hours that are left, from the next day on."""
    found: list[dict[str, Any]] = []
    number = 0
    for hour in hours:
        if sum(len(one["touches"]) for one in found) >= WANTED:
            break
        number += 1
        if touches := [[code, str(uuid.uuid4())] for code in come(hour)]:
            found.append({"at": (hour - EARLY).isoformat(), "touches": touches})
    last = hours[number - 1].date() if number else None
    return found, [hour for hour in hours[number:] if hour.date() != last]


def _service() -> Any:
    from vidare.records.services import Device

    return Device.objects.select_related("service").order_by("pk")[0].service


def _hours() -> Iterator[datetime]:
    from vidare.records.activities import Session
    from vidare.web.demo.year import NOW

    rows = Session.objects.filter(service=_service(), starts_at__gt=NOW, cancelled_at=None, seats__isnull=False)
    yield from rows.order_by("starts_at").values_list("starts_at", flat=True).distinct()


def _codes() -> dict[int, str]:
    """The four digits of each way that is active. Found by trying them all, since only prints are kept."""
    from vidare.records.participations import Participation
    from vidare.records.people import door_code_index
    from vidare.rules.participations import State

    service = _service()
    ways = Participation.unscoped.filter(service=service, state=State.ACTIVE.value).exclude(person__code_index="")
    kept = dict(ways.values_list("person__code_index", "pk"))
    tried = (f"{number:04d}" for number in range(10_000))
    return {kept[index]: code for code in tried if (index := door_code_index(service.board_id, code)) in kept}


def _booked() -> Any:
    from vidare.records.activities import Booking

    return Booking.unscoped.filter(session__service=_service(), session__cancelled_at=None, state="booked")


def _expected(hour: datetime, codes: dict[int, str]) -> list[str]:
    from vidare.rules.attendance import CAME

    rows = _booked().filter(starts_at=hour).exclude(verdict__in=CAME).order_by("pk")
    return [codes[way] for way in rows.values_list("participation", flat=True) if way in codes]


def _without(hour: datetime, codes: dict[int, str], came: Counter[tuple[Any, int]] = Counter()) -> list[str]:  # noqa: B006
    from vidare.records.activities import Session
    from vidare.rules.calendar import bounds, local_day

    day = local_day(hour)
    first, last = bounds(day)
    today = set(_booked().filter(starts_at__gte=first, starts_at__lt=last).values_list("participation", flat=True))
    seats = sum(Session.objects.filter(service=_service(), starts_at=hour).values_list("seats", flat=True))
    free = int((seats - _booked().filter(starts_at=hour).count()) * OF_FREE)
    chosen = [way for way in codes if way not in today and not came[day, way]][:free]
    came.update((day, way) for way in chosen)
    return [codes[way] for way in chosen]


def set_clock(moment: str) -> None:
    from vidare.records.services import Setting

    Setting.objects.filter(name="demo.now").update(value=moment)


def prove(answers: dict[str, str], since: int) -> dict[str, int]:
    """What the rows say of every touch that was answered: nothing of it may be missing, and nothing there twice."""
    from vidare.records.activities import Booking
    from vidare.records.attendance import Observation
    from vidare.records.audit import Event
    from vidare.rules.attendance import CAME

    keys = [uuid.UUID(key) for key in answers]
    seen = dict(Observation.unscoped.filter(key__in=keys).values_list("key", "booking_id"))
    places = [booking for booking in seen.values() if booking is not None]
    rows = list(Booking.unscoped.filter(pk__in=places).values_list("participation", "starts_at", "session", "seat"))
    lines = Event.objects.filter(pk__gt=since, verb="attendance.observed").values_list("keys", flat=True)
    noted = Counter(line.get("booking") for line in lines)
    return {
        "touches": len(answers),
        "lost": sum(uuid.UUID(key) not in seen for key, door in answers.items() if door in OBSERVED),
        "doubled": _twice(places)
        + _twice([(way, starts_at) for way, starts_at, _session, _seat in rows])
        + _twice([(session, seat) for _way, _starts_at, session, seat in rows]),
        "without_verdict": Booking.unscoped.filter(pk__in=places).exclude(verdict__in=CAME).count(),
        "lines_too_few_or_many": sum(noted[booking] != 1 for booking in places)
        + abs(sum(noted.values()) - sum(door in OBSERVED for door in answers.values())),
        "last_line": last_line(),
        **{f"answered {door}": times for door, times in Counter(answers.values()).items()},
    }


def _twice(found: list[Any]) -> int:
    return len(found) - len(set(found))


def last_line() -> int:
    from vidare.records.audit import Event

    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vidare.config.settings")
    import django

    django.setup()
    from vidare.records.walls import within
    from vidare.rules.access import system
    from vidare.web.demo.fates import TODAY

    with within(system("bench").scope(on=TODAY)):
        if "--clock" in sys.argv:
            set_clock(sys.argv[-1])
        elif "--prove" in sys.argv:
            told = json.load(sys.stdin)
            print(json.dumps(prove(told["answers"], told["since"])))
        else:
            from vidare.web.demo.year import NOW

            print(json.dumps({"crowds": crowds(), "since": last_line(), "clock": NOW.isoformat()}))


if __name__ == "__main__":
    main()

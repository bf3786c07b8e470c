"""What is proved while everybody rests: nothing acknowledged is lost, nothing is doubled, and the trail holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count

from tools.hard.clients import Answered, Kept
from tools.hard.mail import Mail
from tools.hard.office import PLACES, STOCKHOLM
from vidare.actions.sending import send_waiting
from vidare.queries.audit import trail_state
from vidare.records import models as m
from vidare.records.audit import Event
from vidare.records.carriers import Nobody
from vidare.records.walls import within
from vidare.rules.access import system
from vidare.rules.activities import BookingKind, BookingState
from vidare.rules.attendance import CAME
from vidare.rules.messages import Channel, MessageState

HOUSE = system("hard")
CAME_IN = {"door.welcome", "door.drop-in", "door.see-staff"}
GONE = {MessageState.SENT.value, MessageState.SENDING.value, MessageState.UNDECIDED.value}
ON_ITS_WAY = {MessageState.WAITING.value, MessageState.SENDING.value}


def everything() -> Callable[[], object]:
    return within(HOUSE.scope(on=datetime.now(STOCKHOLM).date()))  # type: ignore[return-value]


def faults(kept: Kept, mail: Mail) -> list[str]:
    """Nothing, when all is well. The link to the database is closed afterwards, so that nobody holds it open."""
    try:
        with everything():  # type: ignore[attr-defined]
            by_kind: dict[str, list[Answered]] = {"arrive": [], "book": [], "note": [], "call-off": []}
            for one in kept.answers:
                by_kind[one.form.kind].append(one)
            return [
                *_of_arrivals(by_kind["arrive"]), *_of_bookings(by_kind["book"], kept), *_of_seats(),
                *_of_notes(by_kind["note"]), *_of_hours(by_kind["call-off"]), *_of_messages(mail), *_of_the_trail(),
            ]  # fmt: skip
    finally:
        connection.close()


def _events(verb: str) -> int:
    return Event.objects.filter(verb=verb).count()


def _of_arrivals(answers: list[Answered]) -> Iterator[str]:
    rows = dict(m.Observation.unscoped.values_list("key", "booking__verdict"))
    seen = {str(key): verdict for key, verdict in rows.items()}
    sent = {str(one.form.about[0]) for one in answers}
    came: set[object] = set()
    for one in answers:
        key, card = one.form.about
        if one.said in CAME_IN:
            if key not in seen:
                yield f"a check-in that was answered {one.said} is lost: {key}"
            elif one.said != "door.see-staff" and seen[str(key)] not in {verdict.value for verdict in CAME}:
                yield f"a check-in that was answered {one.said} has the verdict {seen[str(key)]}: {key}"
        elif one.said != "door.already":
            yield f"somebody with a good card was answered {one.status} {one.said}"
        elif one.tries == 1 and one.form.about[0] in seen:
            yield f"a touch that was sent once is answered as the second: {key}"
        came.add(card)
    for key in seen.keys() - sent:
        yield f"an observation that nobody sent: {key}"
    if _events("attendance.observed") != len(rows):
        yield f"{_events('attendance.observed')} lines of check-ins, {len(rows)} observations"
    cards = Counter(m.Observation.unscoped.values_list("person", flat=True))
    if len(cards) != len(came) or set(cards.values()) - {1}:
        yield f"{len(came)} people came, {len(cards)} were seen, at most {max(cards.values(), default=0)} times"


def _of_bookings(answers: list[Answered], kept: Kept) -> Iterator[str]:
    rows = m.Booking.unscoped.filter(kind=BookingKind.SINGLE.value, state=BookingState.BOOKED.value)
    found = Counter(rows.values_list("person", "session"))
    booked = {one.form.about for one in answers if one.status == 302}
    for pair in booked - found.keys():
        yield f"a booking that was acknowledged is lost: {pair}"
    for pair in found.keys() - booked:
        yield f"a booking that was refused, or that nobody asked for, is there: {pair}"
    if found and max(found.values()) > 1:
        yield "a booking is doubled"
    if _events("booking.booked") != sum(found.values()):
        yield f"{_events('booking.booked')} lines of bookings, {sum(found.values())} bookings"
    if wrong := {one.status for one in answers} - {302, 422}:
        yield f"bookings were answered {wrong}"
    taken = dict(m.Booking.unscoped.filter(state="booked").values_list("session").annotate(Count("pk")))
    seats = m.Session.objects.exclude(seats=None).values_list("pk", "seats")
    kept.full |= {hour for hour, many in seats if taken.get(hour, 0) >= many}


def _of_seats() -> Iterator[str]:
    hours = dict(m.Session.objects.exclude(seats=None).values_list("pk", "seats"))
    taken: dict[int, list[int]] = {}
    booked = m.Booking.unscoped.filter(state=BookingState.BOOKED.value, session__in=list(hours))
    for hour, seat in booked.values_list("session", "seat"):
        taken.setdefault(hour, []).append(seat)
    for hour, numbers in taken.items():
        if len(set(numbers)) < len(numbers) or max(numbers) > hours[hour]:
            yield f"hour {hour} with {hours[hour]} seats has {sorted(numbers)}"


def _of_notes(answers: list[Answered]) -> Iterator[str]:
    found = Counter(text.rpartition(" ")[2] for text in m.Note.unscoped.values_list("text", flat=True))
    written = {str(one.form.about[1]) for one in answers if one.status == 302}
    if wrong := {one.status for one in answers} - {302}:
        yield f"notes were answered {wrong}"
    for mark in written - found.keys():
        yield f"a note that was acknowledged is lost: {mark}"
    for mark in [mark for mark, many in found.items() if many > 1 or mark not in written]:
        yield f"a note is there {found[mark]} times: {mark}"
    if _events("note.written") != sum(found.values()):
        yield f"{_events('note.written')} lines of notes, {sum(found.values())} notes"


def _of_hours(answers: list[Answered]) -> Iterator[str]:
    off = set(m.Session.objects.exclude(cancelled_at=None).values_list("pk", flat=True))
    said = {one.form.about[0] for one in answers if one.status == 302}
    if off != said or {one.status for one in answers} - {302}:
        yield f"called off: {len(off)}, acknowledged: {len(said)}, {Counter(one.status for one in answers)}"
    told = Counter(m.Message.unscoped.values_list("about", "channel"))
    for hour in off:
        for channel in (Channel.PAGE, Channel.EMAIL):
            if told[f"session:{hour}", channel.value] != PLACES:
                yield f"hour {hour} was told {told[f'session:{hour}', channel.value]} times by {channel}"


def _of_messages(mail: Mail) -> Iterator[str]:
    with mail.lock:
        arrived = dict(mail.arrived)
    rows = m.Message.unscoped.filter(channel=Channel.EMAIL.value).values_list("key", "state")
    state = {str(key): state for key, state in rows}
    for key, many in arrived.items():
        if many > 1:
            yield f"a message arrived {many} times: {key}"
        if state.get(key) not in GONE:
            yield f"a message that arrived is {state.get(key)}: {key}"
    for key, now in state.items():
        if now == MessageState.SENT.value and key not in arrived:
            yield f"a message that is called sent never arrived: {key}"
        if now not in GONE | ON_ITS_WAY:
            yield f"a message is {now}: {key}"


def _of_the_trail() -> Iterator[str]:
    broken = trail_state().broken
    if broken is not None:
        yield f"the trail is broken at link {broken.number}: {broken.how}"


def is_sent() -> bool:
    """Nothing waits any more."""
    try:
        with everything():  # type: ignore[attr-defined]
            return not m.Message.unscoped.filter(state=MessageState.WAITING.value).exists()
    finally:
        connection.close()


def settled() -> dict[str, int]:
    """Half an hour later: what was in a worker's hand when it died asks for a human. Answers all mail by state."""
    later = datetime.now(STOCKHOLM) + timedelta(minutes=31)
    try:
        send_waiting(HOUSE, at=later, carrier=Nobody())
        with everything():  # type: ignore[attr-defined]
            rows = m.Message.unscoped.filter(channel=Channel.EMAIL.value)
            return dict(rows.values_list("state").annotate(Count("pk")))
    finally:
        connection.close()


def counted() -> dict[str, int]:
    """What there is in the end."""
    try:
        with everything():  # type: ignore[attr-defined]
            trail = trail_state()
            return {
                "observations": m.Observation.unscoped.count(), "notes": m.Note.unscoped.count(),
                "booked": m.Booking.unscoped.filter(kind=BookingKind.SINGLE.value).count(),
                "trail_rows": trail.rows, "seals": trail.links,
            }  # fmt: skip
    finally:
        connection.close()


def acknowledged(answers: list[Answered]) -> Iterator[tuple[Answered, bool]]:
    """Everything that was said to be done, and whether it is in this database: for one that was put back."""
    seen = {str(key) for key in m.Observation.unscoped.values_list("key", flat=True)}
    notes = {text.rpartition(" ")[2] for text in m.Note.unscoped.values_list("text", flat=True)}
    places = set(m.Booking.unscoped.filter(kind=BookingKind.SINGLE.value).values_list("person", "session"))
    off = set(m.Session.objects.exclude(cancelled_at=None).values_list("pk", flat=True))
    for one in answers:
        about, kind = one.form.about, one.form.kind
        if kind == "arrive" and one.said in CAME_IN:
            yield one, about[0] in seen
        elif one.status == 302 and kind != "arrive":
            yield one, about[1] in notes if kind == "note" else about in places if kind == "book" else about[0] in off

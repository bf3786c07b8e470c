"""A big city's office for the demo: a year of a smaller one, lived through the actions, and its lives many times."""

from __future__ import annotations

import random
from collections.abc import Iterator

from vidare.actions import attention, copies, past_hours
from vidare.actions.copies import Identity
from vidare.queries.standing import within
from vidare.web.demo.fates import ENROLLED, TODAY
from vidare.web.demo.office import NIGHT
from vidare.web.demo.people import person
from vidare.web.demo.year import NOW, Progress, Year

LIVED_AT_MOST = 2 * ENROLLED  # above it an office is copied instead of lived
FORMER_FOR_EACH = 20 / 3  # a big city's office has closed so many ways for each that is open
ONE_OF_STAFF_FOR = 15
LOGGED_IN = 3  # those of the lived year who can log in are lived once
YEARS = 5
PEOPLE_AT_ONCE, WAYS_AT_ONCE = 1_500, 1_000


class Crowd:
    """``size`` people enrolled: in as many rooms as the lived year goes into it, and five earlier years of leavers."""

    def __init__(self, size: int, *, rooms: int = 0) -> None:
        self.rooms = rooms or max(1, round(size / ENROLLED))
        self.lived = round((size + LOGGED_IN * (self.rooms - 1)) / self.rooms)
        self.size = size
        self.chance = random.Random(46_000)

    def live(self, say: Progress) -> None:
        year = Year(self.lived)
        year.live(say)
        self.multiply(year.office.service, say)

    def multiply(self, service: int, say: Progress) -> None:
        """The lives of an office that has been lived, again and again, and the hours of the years before."""
        with within(NIGHT.scope(on=TODAY)):
            office = copies.read_office(service)
            wanted = self._copies(office, say)
        for batch in _batches(wanted, office):
            with within(NIGHT.scope(on=TODAY)):
                copies.copy_lives(NIGHT, office=office, copies=batch, identities=self._people(), at=NOW)
            say(f"{batch[-1].number} / {wanted[-1].number}")
        self._hours(office, say)
        attention.refresh_all(on=TODAY)

    def _copies(self, office: copies.Office, say: Progress) -> list[copies.Copy]:
        """More rooms of today, with their staff; then layers of those who left, one to five years earlier."""
        sets = max(1, self.size // ONE_OF_STAFF_FOR // office.staff)
        copies.copy_staff(NIGHT, office=office, sets=sets, at=NOW)
        now = [copies.Copy(number, office.apart, staff=number % sets) for number in range(1, self.rooms)]
        if now:
            copies.copy_rooms(NIGHT, office=office, copies=now, at=NOW)
        left = max(1, len(office.former))
        layers = round(self.size * FORMER_FOR_EACH / left) - self.rooms
        return now + [
            copies.Copy(number, office.apart, days=364 * (1 + number % YEARS), staff=number % sets)
            for number in range(self.rooms, self.rooms + max(layers, 0))
        ]

    def _people(self) -> Iterator[Identity]:
        """Made-up people, as those of the lived year are; four digits for those who come to the door."""
        index = 1_000_000
        while True:
            who = person(self.chance, index)
            yield Identity(
                given_name=who.given, family_name=who.family, language=who.language, interpreter=who.interpreter,
                number=who.number, born_on=who.born_on, sex=who.sex, origin=who.origin, phone=who.phone,
                sms_wanted=who.sms,
            )  # fmt: skip
            index += 1

    def _hours(self, office: copies.Office, say: Progress) -> None:
        with within(NIGHT.scope(on=TODAY)):
            ways, next_key = copies.ways_of(office), past_hours.keys_from(copies.first_free())
            rooms = past_hours.Rooms(office.service, next_key=next_key)
        # Those of one room together: its weeks are laid out once.
        ways.sort(key=lambda way: (way // office.apart % self.rooms, way))
        total = 0
        for start in range(0, len(ways), WAYS_AT_ONCE):
            with within(NIGHT.scope(on=TODAY)):
                total += past_hours.take_in_hours(
                    NIGHT,
                    ways=ways[start : start + WAYS_AT_ONCE],
                    rooms=rooms,
                    room_of=lambda way: office.room + way // office.apart % self.rooms * office.apart,
                    chance=self.chance,
                    at=NOW,
                )
            say(f"{total} h")
        with within(NIGHT.scope(on=TODAY)):
            copies.number_on()


def _batches(wanted: list[copies.Copy], office: copies.Office) -> Iterator[list[copies.Copy]]:
    """So many copies at once that a batch is some thousand people: a deed that fits in memory."""
    batch: list[copies.Copy] = []
    people = 0
    for copy in wanted:
        batch.append(copy)
        people += len(office.former if copy.days else office.people)
        if people >= PEOPLE_AT_ONCE:
            yield batch
            batch, people = [], 0
    if batch:
        yield batch

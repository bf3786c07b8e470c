"""The demo's register of the young, and a list of those who receive support and were offered nothing yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vidare.actions import glass, imports, people, youth
from vidare.actions.people import Contact, Newcomer
from vidare.actions.youth import Attempt, Told
from vidare.queries import recipients
from vidare.rules.access import Actor
from vidare.rules.identity import Protection
from vidare.rules.imports import Chosen
from vidare.rules.imports import Kind as List
from vidare.rules.referrals import WayIn
from vidare.rules.youth import Kind, Occupied, Outcome, Source, State, Way, Why
from vidare.web.demo.agenda import Agenda
from vidare.web.demo.fates import FIRST_DAY, TODAY
from vidare.web.demo.open_office import OpenOffice

NAMES = (
    "Alva Nyström", "Hugo Lindgren", "Zahra Karimi", "Yonas Haile", "Ida Sandberg", "Liban Jama", "Noor Saleh",
    "Oskar Berg", "Selam Kidane", "Viktor Ödman", "Parisa Nazari", "Bilal Issa",
)  # fmt: skip
# One letter for each attempt, a week apart: l letter, t called in vain, r reached, c came.
ATTEMPTS = ("ltrc", "tr", "l", "", "lttt", "trc", "r", "lt", "ltr", "tc", "l", "")
HOW = {
    "l": (Way.LETTER, Outcome.TRIED), "t": (Way.CALL, Outcome.TRIED), "r": (Way.CALL, Outcome.REACHED),
    "c": (Way.MEETING, Outcome.CAME),
}  # fmt: skip
AT_THE_DOOR = "19840302-2380"  # a number of the test series
RECIPIENTS = f"""Personnummer;Namn;Född;Från och med;Försörjningshinder
{AT_THE_DOOR};Adeyemi, Grace;1984-03-02;2026-09-01;Arbetslös
;Bondar, Oleh;1991-11-19;2026-08-01;Arbetslös, behöver mer svenska
;Farah, Ubah;1979-06-30;2026-10-01;Sjukskriven
;Gebre, Mehret;1996-01-12;2026-11-01;Föräldraledig
;Hosseini, Reza;1988-09-09;2026-07-01;Arbetslös
;Mensah, Joy;2001-05-25;2026-10-01;Studerar
"""
WHY = "Hon står i receptionen, mår dåligt och hittar inte sin socialsekreterare."


@dataclass
class Young:
    """One who stands in the register: tried, and perhaps offered something."""

    office: OpenOffice
    place: int
    key: int = 0

    def register(self, at: datetime) -> None:
        given, _space, family = NAMES[self.place].partition(" ")
        born = date(2007 + self.place % 3, 1 + self.place, 3 + 2 * self.place)
        contact = Contact(given, family, phone=f"084650040{self.place % 10}" if self.place % 4 else "")
        told = Told(Source.SCHOOL, (Why.BROKE_OFF, Why.NEVER_STARTED, Why.INTRODUCTORY)[self.place % 3])
        self.key = youth.register_young(self._keeper, newcomer=Newcomer(contact, born_on=born), told=told, at=at)

    @property
    def _keeper(self) -> Actor:
        return self.office.staff["youth-coordinator"]

    def attempt(self, letter: str) -> Callable[[datetime], None]:
        def do(at: datetime) -> None:
            way, outcome = HOW[letter]
            occupied = (Occupied.NOTHING, Occupied.WORKS)[self.place % 2] if outcome is not Outcome.TRIED else None
            youth.note_attempt(
                self._keeper, young=self.key, attempt=Attempt(at.date(), way, outcome, occupied=occupied), at=at
            )
            if outcome is Outcome.CAME:
                self._offer(at)

        return do

    def _offer(self, at: datetime) -> None:
        kind = (Kind.GUIDANCE, Kind.ADULT_EDUCATION, Kind.INTRODUCTORY)[self.place % 3]
        measure = youth.offer_measure(self._keeper, young=self.key, kind=kind, text="", at=at)
        if self.place % 2:
            youth.move_measure(self._keeper, young=self.key, measure=measure, to=State.ACCEPTED, at=at)


def plan(office: OpenOffice, agenda: Agenda) -> None:
    for place, letters in enumerate(ATTEMPTS):
        young, day = Young(office, place), FIRST_DAY + timedelta(days=150 + 12 * place)
        agenda.at(day, 9, 5, young.register)
        for number, letter in enumerate(letters, start=1):
            agenda.at(day + timedelta(days=7 * number), 10, 25, young.attempt(letter))
    agenda.at(TODAY - timedelta(days=14), 9, 30, lambda at: _recipients(office, at))
    agenda.at(TODAY - timedelta(days=8), 14, 20, lambda at: _broken(office, at))


def _recipients(office: OpenOffice, at: datetime) -> None:
    """The social services' own list of those who have support, brought by their officer."""
    (secretary,) = office.secretaries
    chosen = Chosen(office.service, WayIn.SOCIAL_SERVICES, List.SUPPORT)
    batch = imports.bring_list(secretary, content=RECIPIENTS.encode(), chosen=chosen, at=at)
    imports.confirm_list(secretary, batch=batch, at=at)
    imports.take_in_some(secretary, batch=batch, at=at)
    found = recipients.recipients(secretary, on=at.date())
    person = next(row.person for row in found.rows if row.name == "Grace Adeyemi")
    people.set_protection(secretary, person=person, protection=Protection.OPEN, named=[], reason="", at=at)


def _broken(office: OpenOffice, at: datetime) -> None:
    """A coach opens the file of somebody whom nobody at the office knows. It awaits the next review of the log."""
    glass.break_glass(office.staff["coach-2"], sought=AT_THE_DOOR, reason=WHY, at=at)

"""The steps of one person's way through Jobbhörnet, each done at the pages by those who would do it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from tests.browser.live import Server
from tests.browser.seats import Seat
from vidare.actions.demo import fix_moment
from vidare.actions.night import run_night
from vidare.actions.people import Contact, Newcomer
from vidare.actions.referrals import Coming, accept_referral, receive_referral
from vidare.queries.standing import within
from vidare.rules.access import system
from vidare.rules.calendar import moment
from vidare.rules.referrals import WayIn
from vidare.web.demo.office import Office

FIRST = datetime(2026, 9, 1)  # a Tuesday
NAME = "Rania Haddad"
ELIGIBLE = {"support": "yes", "work-capable": "yes", "job-guarantee": "no", "youth-guarantee": "no"}


@dataclass
class Way:
    """Who sits where, what day it is, and what has been learnt on the way."""

    browser: Any
    server: Server
    office: Office = field(default_factory=Office)
    seats: dict[str, Seat] = field(default_factory=dict)
    person: str = ""
    code: str = ""
    missed: list[str] = field(default_factory=list)

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        return moment((FIRST + timedelta(days=day)).date(), time(hour, minute))

    def clock(self, day: int, hour: int, minute: int = 0) -> None:
        """It is so many days later; the night before has done its work."""
        now = self.at(day, hour, minute)
        fix_moment(now)
        failed = [part.name for part in run_night(at=now) if part.failed]
        assert not failed, failed

    def seat(self, username: str) -> Seat:
        if username not in self.seats:
            self.seats[username] = Seat(self.browser, self.server).through_the_door(username)
        return self.seats[username]

    def person_page(self, username: str, rest: str = "") -> Seat:
        return self.seat(username).open(f"{self.person}{rest}")


def open_office(way: Way) -> None:
    """A service with its staff; every coach but one has somebody already."""
    begun = way.at(-7, 9)
    everywhere = system("test").scope(on=begun.date())
    with within(everywhere):
        way.office.open(begun)
        for username in ("coach-2", "coach-3", "coach-4"):
            lead, coming = way.office.coordinator, Coming(WayIn.WALK_IN, answers=ELIGIBLE)
            newcomer = Newcomer(Contact(username))
            key = receive_referral(lead, service=way.office.service, coming=coming, newcomer=newcomer, at=begun)
            accept_referral(lead, referral=key, coach=way.office.staff[username].user_id, at=begun)
    way.clock(0, 9)


def refer(way: Way) -> None:
    said = {"given_name": "Rania", "family_name": "Haddad", "language": "ar", "phone": "070-174 06 05"}
    said |= {"interpreter": "on", "message": "Vill arbeta i kök."}
    said |= {f"question-{question}": answer for question, answer in ELIGIBLE.items()}
    secretary = way.seat("social-secretary").open("/referrals/new/").press("Send the referral", said)
    secretary.sees(NAME, "received", "The target is 8 days")


def accept(way: Way) -> None:
    lead = way.seat("coordinator").open("/referrals/").sees("Wait for a first meeting").follow(NAME)
    lead.sees("Vill arbeta i kök.", "Karin Åkerblom", "needs an interpreter")
    found = re.match(r"(/people/\d+/)", lead.path)
    assert found
    way.person = found[1]
    chosen = lead.page.locator("[name=accept-coach] option:checked").inner_text()
    assert chosen.startswith("Petra Lindqvist"), f"the one who carries least is proposed, not {chosen}"
    lead.press("Accept")
    lead.open(lead.path).sees("Petra Lindqvist", "accepted")


def meet(way: Way) -> None:
    """New to the coach; the first meeting with an interpreter, and then it is held."""
    coach = way.seat("coach").open("/day/").sees("New to you", NAME)
    coach.follow(NAME).sees("waiting", "Arabic, needs an interpreter").press("I have seen it")
    way.person_page("coach").follow("Book a meeting")
    day = way.at(3, 10).date().isoformat()
    coach.press("Book", {"day": day, "time": "10:00", "interpreter_booked": "on"}).sees("interpreter booked")
    way.seat("social-secretary").open("/referrals/mine/").sees(NAME, "accepted")
    way.clock(3, 11, 10)
    way.person_page("coach").follow("How did it go?").press("We have met")
    way.person_page("coach").sees("active", "here since Friday 4 September", "No next step")


def map_two_areas(way: Way) -> None:
    coach = way.person_page("coach", "mapping/").press("Begin the mapping")
    said = {"work-own_word": "طبخت عشر سنوات", "work-own_lang": "ar", "work-own_level": "3"}
    said |= {"work-staff_word": "Van vid storkök.", "work-staff_level": "4"}
    said |= {"language-own_word": "Jag förstår mer än jag säger.", "language-own_level": "2"}
    coach.press("Save and finish the mapping", said).sees("طبخت عشر سنوات", "Van vid storkök.", "Mapped once")
    way.person_page("social-secretary").misses("Van vid storkök.")


def propose_plan(way: Way) -> None:
    review = way.at(45, 9).date().isoformat()
    said = {"goal": "Jobb i ett kök", "leads": "work", "start": way.at(3, 9).date().isoformat(), "review_on": review}
    coach = way.person_page("coach", "plan/write/").press("Save as a draft", said)
    step = {"title": "Sök tre jobb i kök", "leads": "work", "owner": "participant"}
    step["due_on"] = way.at(40, 9).date().isoformat()
    way.person_page("coach", "plan/step/").press("Set the step", step)
    way.person_page("coach", "plan/").follow("Put it before everyone").sees("Jobb i ett kök", "Sök tre jobb i kök")
    coach.press("Put it before everyone").sees("Waiting for a yes", "not yet")


def open_log_in(way: Way) -> None:
    """The code on paper is typed on a phone, in Arabic; no password is made."""
    coach = way.person_page("coach", "log-in/").press("Open a log-in").sees("The log-in is open")
    code = coach.press("Print a code").page.locator(".big-code").inner_text()
    phone = Seat(way.browser, way.server, language="ar", phone=True)
    phone.open("/in/code/").send("button[value=letter]", {"code": code.strip()})
    assert phone.page.get_attribute("html", "dir") == "rtl"
    way.seats["participant"] = phone


def agree(way: Way) -> None:
    phone = way.seats["participant"].open("/mine/")
    assert phone.page.locator('main a[href$="/mine/plan/agree/"]').count(), phone.text
    phone.open("/mine/plan/agree/").sees("Jobb i ett kök", "Sök tre jobb i kök").send("button[type=submit]")
    assert not phone.open("/mine/plan/").page.locator('main a[href$="/mine/plan/agree/"]').count()
    secretary = (
        way.person_page("social-secretary", "plan/").sees("Waiting for a yes").follow("Read and say yes for the board")
    )
    secretary.press("Say yes for the board").sees("agreed")
    phone.open("/mine/").sees("Sök tre jobb i kök")


def consult(way: Way) -> None:
    """Nothing is disclosed before the register has been asked about protection."""
    secretary = way.person_page("social-secretary", "disclosures/")
    ask = {"items": "name", "ground": "statutory-duty", "purpose": "consultation", "asked_answer": "on"}
    ask["until"] = way.at(60, 9).date().isoformat()
    secretary.press("Disclose", ask, status=422).sees("protect")
    way.person_page("coach", "protection/").press("Save", {"protection": "open"})
    way.person_page("social-secretary", "disclosures/").press("Disclose", ask)
    officer = way.seat("employment-officer").open("/disclosed/").sees(NAME, "1 waits for your answer")
    officer.misses("Van vid storkök.", "Jobb i ett kök")
    officer.press("Send the answer", {"answer": "no-suitable-measure"}).sees("Nothing waits for your answer")
    way.person_page("coach", "assignments/").sees("No suitable measure")


def assign(way: Way) -> None:
    said = {"wishes": "Vill helst komma på förmiddagen.", "weighed": "Tiderna läggs på förmiddagen."}
    said |= {"start": way.at(6, 9).date().isoformat(), "end": way.at(120, 9).date().isoformat()}
    coach = way.person_page("coach", "assignments/").press("Save as prepared", said).sees("prepared")
    assert not coach.page.locator('button[value^="decide-"]:not([disabled]):not([aria-disabled=true])').count()
    secretary = way.person_page("social-secretary", "assignments/").sees("Vill helst komma på förmiddagen.")
    secretary.send('button[value^="decide-"]', {"reasons": "Du kan arbeta och får stöd i Jobbhörnet."})
    secretary.sees("decided", "Karin Åkerblom")
    way.person_page("coach", "assignments/").sees("Du kan arbeta och får stöd i Jobbhörnet.")
    children = {"start": way.at(-30, 9).date().isoformat(), "children": "0"}
    way.person_page("social-secretary", "support/").press("Register", children)

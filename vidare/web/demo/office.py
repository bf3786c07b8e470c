"""The demo's office: its service, its people of staff, its workplaces and its door."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path

from vidare.actions import door, papers, placements, recommending, referrals, schedule, services, staff
from vidare.actions.people import Contact, Newcomer
from vidare.queries import access, bases, organisations, person_file
from vidare.queries import door as screens
from vidare.queries import services as asked
from vidare.rules import calendar
from vidare.rules.access import Actor, Role, system
from vidare.rules.bookings import Choice
from vidare.rules.placements import Kind, State, Where, Workplace
from vidare.rules.referrals import WayIn
from vidare.web.demo import said
from vidare.web.demo.fates import TODAY, Fate

MODELS = Path(__file__).resolve().parents[2] / "models"
NIGHT = system("demo")
TOKEN = "demo-kiosk"
FROM_THE_START = "Med från början"
STAFF: tuple[tuple[Role, str, str], ...] = (
    (Role.COORDINATOR, "coordinator", "Birgitta Ekström"),
    (Role.COACH, "coach", "Petra Lindqvist"),
    (Role.COACH, "coach-2", "Amir Rezai"),
    (Role.COACH, "coach-3", "Lena Öberg"),
    (Role.COACH, "coach-4", "Johan Ström"),
    (Role.SOCIAL_SECRETARY, "social-secretary", "Karin Åkerblom"),
    (Role.SOCIAL_SECRETARY, "social-secretary-2", "Daniel Wikström"),
    (Role.EMPLOYMENT_OFFICER, "employment-officer", "Maria Sandell"),
    (Role.JOB_MATCHER, "job-matcher", "Tomas Nyberg"),
    (Role.MANAGER, "manager", "Eva Hallgren"),
    (Role.ADMINISTRATOR, "administrator", "Per Lund"),
)
HOURS = (9 * 60, 10 * 60 + 15, 11 * 60 + 30, 13 * 60 + 15, 14 * 60 + 30)


class Office:
    def __init__(self) -> None:
        self.chance = random.Random(77)
        self.staff: dict[str, Actor] = {}
        self.service = 0
        self.activity = 0
        self.areas: tuple[str, ...] = ()
        self.reviewed_after = 0
        self.employers: list[int] = []
        self.draw: Callable[[int], int] = self.chance.randrange
        self._coaches: dict[int, Actor] = {}

    def open(self, at: datetime) -> None:
        """Take in the law and the model, employ the staff, hang up the screen at the door, set the letterhead."""
        services.import_model(NIGHT, text=(MODELS / "law.toml").read_text(encoding="utf-8"), at=at)
        taken = services.import_model(NIGHT, text=(MODELS / "jobbhornet.toml").read_text(encoding="utf-8"), at=at)
        found = organisations.running(taken.services[0])
        self.service, self.activity = found.service, found.activity
        model = asked.model_of(self.service)
        self.areas, self.reviewed_after = tuple(area.code for area in model.areas), model.plan_review_weeks
        for role, username, name in STAFF:
            where = (role is Role.EMPLOYMENT_OFFICER and found.employment_service) or found.own
            made = staff.create_login(
                NIGHT,
                service=self.service,
                username=username,
                name=name,
                email="",
                role=role,
                organisation=where,
                start=at.date(),
                reason=FROM_THE_START,
                at=at,
            )
            self.staff[username] = access.actor_of(made.user, name=name, on=at.date())
        door.add_device(
            self.staff["administrator"], service=self.service, name="Skärmen vid dörren", at=at, draw=lambda: TOKEN
        )
        papers.set_letterhead(
            self.staff["administrator"], service=self.service, sender=said.SENDER, logo=said.LOGO, version=0, at=at
        )
        for name, inside, _ in said.EMPLOYERS:
            facts = placements.EmployerFacts(
                name=name,
                where=Where.INSIDE if inside else Where.OUTSIDE,
                contact_name="Arbetsledaren",
                contact_phone="031-390 06 05",
                last_spoken_on=at.date(),
            )
            self.employers.append(placements.register_employer(self.matcher, service=self.service, facts=facts, at=at))

    @property
    def coordinator(self) -> Actor:
        return self.staff["coordinator"]

    @property
    def matcher(self) -> Actor:
        return self.staff["job-matcher"]

    @property
    def officer(self) -> Actor:
        return self.staff["employment-officer"]

    @property
    def secretaries(self) -> list[Actor]:
        return [self.staff["social-secretary"], self.staff["social-secretary-2"]]

    @cached_property
    def device(self) -> Actor:
        screen = screens.screen(TOKEN, on=TODAY)
        assert screen is not None
        return screen.actor

    def coach_of(self, way: int) -> Actor:
        """Whoever was chosen by load when the referral was accepted."""
        if way not in self._coaches:
            user = person_file.coach_of(self.coordinator, participation=way, on=TODAY)
            self._coaches[way] = next(actor for actor in self.staff.values() if actor.user_id == user)
        return self._coaches[way]

    def lay_out(self, monday: date, at: datetime) -> None:
        schedule.lay_out_week(self.coordinator, service=self.service, monday=monday, at=at)

    def receive(self, fate: Fate, secretary: Actor, at: datetime) -> tuple[int, int]:
        """The referral and the person: from social services, asked for, or at the door."""
        who = fate.who
        contact = Contact(
            given_name=who.given,
            family_name=who.family,
            language=who.language,
            interpreter=who.interpreter,
            phone=who.phone,
            sms_wanted=who.sms,
            address=who.address,
        )
        newcomer = Newcomer(contact, number=who.number, born_on=who.born_on, sex=who.sex, origin=who.origin)
        answers = {"support": "yes", "work-capable": "yes", "job-guarantee": "no", "youth-guarantee": "no"}
        if fate.declined:
            answers["job-guarantee"] = "yes"
        coming = referrals.Coming(fate.way_in, answers=answers)
        if fate.way_in is WayIn.EMPLOYMENT_SERVICE:
            return self.recommended(coming, newcomer, at)
        actor = secretary if fate.way_in is WayIn.SOCIAL_SERVICES else self.coordinator
        referral = referrals.receive_referral(actor, service=self.service, coming=coming, newcomer=newcomer, at=at)
        return referral, person_file.person_of_referral(actor, referral=referral, on=at.date())

    def recommended(self, coming: referrals.Coming, newcomer: Newcomer, at: datetime) -> tuple[int, int]:
        """By the employment officer, from their own side of the walls."""
        referral = recommending.recommend(self.officer, service=self.service, coming=coming, newcomer=newcomer, at=at)
        return referral, person_file.person_of_referral(self.coordinator, referral=referral, on=at.date())

    def free_times(self, day: date) -> Iterator[datetime]:
        """Times of a coach's week from the day on, earlier and later ones in turn."""
        first = self.chance.randrange(7)
        for _ in range(5):
            day = day if calendar.is_open_day(day) else calendar.next_open_day(day)
            for number in range(7):
                yield calendar.moment(day, time(8, 30)) + timedelta(minutes=50 * ((first + 3 * number) % 7))
            day += timedelta(days=1)

    def two_hours(self, seed: int) -> tuple[Choice, Choice]:
        """Two hours on different days, spread over the week."""
        first = HOURS[seed % len(HOURS)]
        second = HOURS[(seed // 5) % len(HOURS)]
        one, other = 1 + seed % 5, 1 + (seed + 2 + seed // 7 % 2) % 5
        return Choice(one, first // 60, first % 60), Choice(other, second // 60, second % 60)

    def place(self, fate: Fate, way: int, at: datetime) -> None:
        """A placement at one of the workplaces; most of them outside the municipality's own house are regular."""
        number = fate.index % len(self.employers)
        _, inside, tasks = said.EMPLOYERS[number]
        end = at.date() + timedelta(days=84) if fate.index % 6 else TODAY + timedelta(days=9)
        facts = placements.PlacementFacts(
            employer=self.employers[number],
            kind=Kind.PRACTICE if fate.index % 3 else Kind.WORK_TRAINING,
            workplace=Workplace.CONSTRUCTED if inside and fate.index % 2 else Workplace.REGULAR,
            where=Where.INSIDE if inside else Where.OUTSIDE,
            supervisor="Arbetsledaren",
            supervisor_phone="031-390 06 05",
            tasks=tasks,
            start=at.date(),
            end=max(end, at.date() + timedelta(days=21)),
            hours_per_week=30,
        )
        key = placements.register_placement(self.matcher, participation=way, facts=facts, at=at)
        placements.move_placement_on(self.matcher, placement=key, to=State.AGREED, at=at)
        placements.move_placement_on(self.matcher, placement=key, to=State.RUNNING, at=at)

    def basis_version(self, reader: Actor, person: int, key: int, at: datetime) -> int:
        """The version of a basis now, as the reader's page would carry it."""
        return bases.one(reader, person=person, basis=key, on=at.date()).version

"""The demo's third office: three municipalities and the Employment Service in one team, each with its own people."""

from __future__ import annotations

from datetime import datetime

from vidare.actions import papers, population, referrals, services, staff
from vidare.actions.people import Contact, Newcomer
from vidare.queries import access, organisations, person_file
from vidare.queries import services as asked
from vidare.rules.access import Actor, Role
from vidare.rules.referrals import WayIn
from vidare.web.demo import said
from vidare.web.demo.centrum_fates import CentrumFate
from vidare.web.demo.fates import Fate
from vidare.web.demo.office import FROM_THE_START, MODELS, NIGHT, Office

CODE = "etableringscentrum"
AUTHORITY = 3
PLACES = ("haninge-etablering", "nynashamn-etablering", "tyreso-etablering", "arbetsformedlingen-sodertorn")
# Whom each municipality has in the team: what one of them has for all, the others' people meet there too.
STAFF: tuple[tuple[Role, str, str, int], ...] = (
    (Role.COORDINATOR, "coordinator", "Ingrid Wallin", 0),
    (Role.COACH, "coach", "Farhad Moradi", 0),
    (Role.COACH, "coach-2", "Lisa Hedman", 1),
    (Role.COACH, "coach-3", "Peter Nyqvist", 2),
    (Role.SOCIAL_SECRETARY, "social-secretary", "Camilla Borg", 0),
    (Role.SOCIAL_SECRETARY, "social-secretary-2", "Anders Viklund", 1),
    (Role.SOCIAL_SECRETARY, "social-secretary-3", "Jenny Åström", 2),
    (Role.LANGUAGE_PEDAGOGUE, "language-pedagogue", "Sofia Brandt", 0),
    (Role.CIVIC_GUIDE, "civic-guide", "Yusuf Omar", 1),
    (Role.JOB_MATCHER, "job-matcher", "Hanna Edlund", 2),
    (Role.EMPLOYMENT_OFFICER, "employment-officer", "Mikael Sundin", AUTHORITY),
    (Role.MANAGER, "manager", "Kerstin Falk", 0),
    (Role.MANAGER, "manager-2", "Göran Holmqvist", 1),
    (Role.MANAGER, "manager-3", "Anna-Lena Roos", 2),
    (Role.ADMINISTRATOR, "administrator", "Olof Sjöberg", 0),
)
ANSWERS = {"lives-here": "yes", "introduction-programme": "yes"}


# Everybody whose programme ended in a year, counted outside the house: board, women and men, of them onward, unknown.
COHORTS = (
    ("socialnamnden-haninge", (61, 27, 4), (52, 29, 3)),
    ("socialnamnden-nynashamn", (23, 9, 2), (19, 10, 1)),
    ("arbetsmarknadsnamnden-tyreso", (34, 17, 1), (30, 17, 2)),
)


class CentrumOffice(Office):
    def open(self, at: datetime) -> None:
        """Take in the model with its three boards, and employ each one's staff."""
        text = (MODELS / f"{CODE}.toml").read_text(encoding="utf-8")
        services.import_model(NIGHT, text=text, at=at)
        found = organisations.running(CODE)
        self.service, self.activity = found.service, found.activity
        model = asked.model_of(self.service)
        self.areas, self.reviewed_after = tuple(area.code for area in model.areas), model.plan_review_weeks
        self.questions = tuple(question.code for question in model.progress)
        self.places = [organisations.by_code(code) for code in PLACES]
        for role, username, name, place in STAFF:
            made = staff.create_login(
                NIGHT, service=self.service, username=f"{username}.{CODE}", name=name, email="", role=role,
                organisation=self.places[place], start=at.date(), reason=FROM_THE_START, at=at,
            )  # fmt: skip
            self.staff[username] = access.actor_of(made.user, name=name, on=at.date())
        papers.set_letterhead(
            self.staff["administrator"], service=self.service, sender=said.CENTRUM_SENDER, logo=None, version=0, at=at
        )

    def of_place(self, role: str, place: int) -> Actor:
        """Whoever has the role for the municipality."""
        return self.staff[f"{role}-{place + 1}" if place else role]

    def count_outside(self, at: datetime) -> None:
        lines = ["measure,board,sex,ended_from,ended_to,people,in_work_or_studies,unknown,as_of,source"]
        for board, *both in COHORTS:
            for sex, (people, onward, unknown) in zip(("woman", "man"), both, strict=True):
                counted = f"{people},{onward},{unknown},2026-10-01,Påhittat för demon; i drift ur AF:s statistik"
                lines.append(f"newly-arrived-after-programme,{board},{sex},2025-07-01,2026-06-30,{counted}")
        population.take_in(NIGHT, service=CODE, text="\n".join(lines) + "\n", at=at)

    def keep(self, way: int, coach: Actor) -> None:
        self._coaches[way] = coach

    @property
    def secretaries(self) -> list[Actor]:
        return [self.of_place("social-secretary", place) for place in range(AUTHORITY)]

    def receive(self, fate: Fate, secretary: Actor, at: datetime) -> tuple[int, int]:
        """By the staff of the municipality where they live: that makes them its board's."""
        assert isinstance(fate, CentrumFate)
        who = fate.who
        contact = Contact(
            given_name=who.given, family_name=who.family, language=who.language, interpreter=who.interpreter,
            phone=who.phone, sms_wanted=who.sms, address=who.address,
        )  # fmt: skip
        newcomer = Newcomer(contact, number=who.number, born_on=who.born_on, sex=who.sex, origin=who.origin)
        coming = referrals.Coming(fate.way_in, answers=ANSWERS)
        actor = secretary if fate.way_in is WayIn.SOCIAL_SERVICES else self.of_place("coach", fate.place)
        referral = referrals.receive_referral(actor, service=self.service, coming=coming, newcomer=newcomer, at=at)
        return referral, person_file.person_of_referral(actor, referral=referral, on=at.date())

"""The demo's second office, which anybody may come to: its staff, its campaign, and how people come in to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from vidare.actions import asking, invitations, papers, population, referrals, services, staff
from vidare.actions.people import Contact, Newcomer
from vidare.queries import access, organisations, person_file
from vidare.queries import services as asked
from vidare.rules.access import Actor, Role
from vidare.rules.referrals import WayIn
from vidare.web.demo import said
from vidare.web.demo.fates import TODAY, Fate
from vidare.web.demo.office import FROM_THE_START, MODELS, NIGHT, Office

CODE = "mojligheternas-kontor"
NOBODY = Actor(key="nobody")
STAFF: tuple[tuple[Role, str, str], ...] = (
    (Role.COORDINATOR, "coordinator", "Agneta Holm"),
    (Role.COACH, "coach", "Samira Aziz"),
    (Role.COACH, "coach-2", "Niklas Dahl"),
    (Role.COACH, "coach-3", "Helena Sjögren"),
    (Role.SOCIAL_SECRETARY, "social-secretary", "Malin Forsberg"),
    (Role.EMPLOYMENT_OFFICER, "employment-officer", "Patrik Lund"),
    (Role.YOUTH_COORDINATOR, "youth-coordinator", "Maja Sundin"),
    (Role.MANAGER, "manager", "Ulrika Bergman"),
    (Role.ADMINISTRATOR, "administrator", "Jonas Ek"),
)
YOUNG_OUTSIDE = """measure,as_of,people,source
young-outside-work-and-school,2024-12-31,655,Påhittat för demon; i drift ur den officiella statistiken
youth-responsibility,2025-10-31,54,Påhittat för demon; i drift ur skolans och folkbokföringens listor
"""
ANSWERS = {"active-measure": "no", "age": "yes", "young-or-support": "yes"}


class OpenOffice(Office):
    def open(self, at: datetime) -> None:
        """Take in the model, employ the staff, and give an association codes to hand out."""
        text = (MODELS / f"{CODE}.toml").read_text(encoding="utf-8")
        services.import_model(NIGHT, text=text, at=at)
        found = organisations.running(CODE)
        self.service, self.activity = found.service, found.activity
        model = asked.model_of(self.service)
        self.areas, self.reviewed_after = tuple(area.code for area in model.areas), model.plan_review_weeks
        officers = organisations.by_code("arbetsformedlingen-sollentuna")
        for role, username, name in STAFF:
            made = staff.create_login(
                NIGHT, service=self.service, username=f"{username}.{CODE}", name=name, email="", role=role,
                organisation=officers if role is Role.EMPLOYMENT_OFFICER else found.own, start=at.date(),
                reason=FROM_THE_START, at=at,
            )  # fmt: skip
            self.staff[username] = access.actor_of(made.user, name=name, on=at.date())
        papers.set_letterhead(
            self.staff["administrator"], service=self.service, sender=said.OPEN_SENDER, logo=None, version=0, at=at
        )
        population.take_in(NIGHT, service=CODE, text=YOUNG_OUTSIDE, at=at)
        self.codes: list[str] = []
        for number, (club, name) in enumerate(
            (("edsvikens-bollklubb", "Matchkvällar"), ("somaliska-familjeforeningen", "Läxhjälpen"))
        ):
            campaign = invitations.plan_campaign(
                self.coordinator, service=self.service, organisation=organisations.by_code(club), name=name,
                start=at.date() + timedelta(days=14), end=TODAY + timedelta(days=40), at=at,
            )  # fmt: skip
            drawn = [self._code(number, place) for place in range(40)]
            coming = iter(drawn)
            invitations.make_codes(
                self.coordinator, campaign=campaign, count=len(drawn), at=at, draw=partial(next, coming)
            )
            self.codes += drawn[:20]
        self.codes.sort()  # drawn by lot: those of both campaigns in turn

    def _code(self, campaign: int, place: int) -> str:
        return (
            "".join(self.chance.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(8)) + "ab"[campaign] + "xyz"[place % 3]
        )

    @property
    def secretaries(self) -> list[Actor]:
        return [self.staff["social-secretary"]]

    def receive(self, fate: Fate, secretary: Actor, at: datetime) -> tuple[int, int]:
        """By themselves on the open page, with a code from an association, at the door, or recommended."""
        who, way_in = fate.who, fate.way_in
        rings = fate.index < 95  # as many telephone numbers as are kept for fiction, so that nobody shares one
        contact = Contact(
            given_name=who.given, family_name=who.family, language=who.language, interpreter=who.interpreter,
            phone=who.phone if rings else "", email="" if rings else f"person{fate.index}@example.org",
            sms_wanted=who.sms and rings,
        )  # fmt: skip
        answers = ANSWERS | ({"active-measure": "yes"} if fate.declined else {})
        coming = referrals.Coming(way_in, answers=answers)
        if way_in in {WayIn.OWN_INITIATIVE, WayIn.INVITATION}:
            code = self.codes.pop(0) if way_in is WayIn.INVITATION else ""
            if code:
                invitations.try_code(NOBODY, service=CODE, text=code, at=at)
            asking.ask_oneself(NOBODY, service=CODE, newcomer=Newcomer(contact), coming=coming, code=code, at=at)
            return person_file.latest_referral(self.coordinator, service=self.service, on=at.date())
        newcomer = Newcomer(contact, number=who.number, born_on=who.born_on, sex=who.sex, origin=who.origin)
        if way_in is WayIn.EMPLOYMENT_SERVICE:
            return self.recommended(coming, newcomer, at)
        actor = secretary if way_in is WayIn.SOCIAL_SERVICES else self.coordinator
        referral = referrals.receive_referral(actor, service=self.service, coming=coming, newcomer=newcomer, at=at)
        return referral, person_file.person_of_referral(actor, referral=referral, on=at.date())

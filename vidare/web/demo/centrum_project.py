"""The demo's third office as a project: its money by a key, its hours attested by two, its months told to the fund."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from vidare.actions import funding, reporting, staff
from vidare.queries import organisations
from vidare.queries import reporting as months
from vidare.rules.access import Actor, Role
from vidare.rules.funding import CostKind, Plan
from vidare.rules.reporting import HoursState
from vidare.web.demo.agenda import Agenda
from vidare.web.demo.centrum_office import AUTHORITY, PLACES, CentrumOffice
from vidare.web.demo.fates import TODAY

NAME = "Etablering i samverkan"
PLAN = Plan(date(2026, 7, 1), date(2029, 6, 30), date(2029, 1, 1))
FUND = "svenska-esf-radet"
KEY = (45_00, 20_00, 25_00, 10_00)  # the municipalities and the Employment Service, in hundredths of a per cent
CHAIR, OTHERS = "Birgit Sandell", ("Lars-Erik Melin", "Amina Duale", "Per Wiklund")
K = CostKind
BUDGET = {K.STAFF: 4_980_000, K.PREMISES: 540_000, K.ACTIVITIES: 420_000, K.INTERPRETING: 300_000, K.OTHER: 96_000}
# What a month costs in öre: uneven, so that a third of it is no whole number of öre.
MONTHLY = {K.STAFF: 412_350_67, K.PREMISES: 45_000_00, K.ACTIVITIES: 31_118_50, K.INTERPRETING: 22_904_25}
WORKERS = (("coach", 96), ("coach-2", 88), ("coach-3", 80), ("language-pedagogue", 64), ("civic-guide", 40))
AWAY = "Vikarierar under föräldraledighet till jul."
MONTHS = tuple(date(2026, month, 1) for month in (7, 8, 9, 10))


class CentrumProject:
    """Set up in its first days; every month is booked, attested, handed in and closed, but for the last."""

    def __init__(self, office: CentrumOffice, agenda: Agenda) -> None:
        self.office, self.project = office, 0
        agenda.at(PLAN.start, 9, 0, self._set_up)
        for month in MONTHS:
            after = (month + timedelta(days=31)).replace(day=1)
            agenda.at(after + timedelta(days=3), 8, 30, lambda at, month=month: self._booked(month, at))  # type: ignore[misc]
            agenda.at(after + timedelta(days=7), 11, 0, lambda at, month=month: self._told(month, at))  # type: ignore[misc]
        agenda.at(date(2026, 11, 13), 13, 0, self._stand_in)

    def _manager(self, place: int = 0) -> Actor:
        return self.office.of_place("manager", place)

    def _set_up(self, at: datetime) -> None:
        places = [organisations.by_code(code) for code in PLACES]
        manager = self._manager()
        self.project = funding.set_up_project(
            manager, service=self.office.service, name=NAME, owner=places[0], fund=organisations.by_code(FUND),
            handover_to=places[0], plan=PLAN, at=at,
        )  # fmt: skip
        key = dict(zip(places, KEY, strict=True))
        funding.set_key(manager, project=self.project, key=key, first_month=PLAN.start, at=at)
        for place, name in zip(places, (CHAIR, *OTHERS), strict=True):
            funding.seat_member(
                manager, project=self.project, name=name, organisation=place, chair=name == CHAIR, start=at.date(),
                at=at,
            )  # fmt: skip
        for year in (2026, 2027, 2028, 2029):
            for kind, kronor in BUDGET.items():
                ore = kronor * (50 if year in {2026, 2029} else 100)
                funding.set_budget(manager, project=self.project, year=year, kind=kind, ore=ore, at=at)

    def _booked(self, month: date, at: datetime) -> None:
        """The costs of the month, and everybody's own hours in it."""
        for kind, ore in MONTHLY.items():
            spent = ore + 1_37 * month.month * (1 + len(kind.value))
            funding.note_cost(self._manager(), project=self.project, month=month, kind=kind, ore=spent, at=at)
        for username, hours in WORKERS:
            minutes = 60 * hours + 30 * (month.month % 3)
            reporting.sign_hours(self.office.staff[username], project=self.project, month=month, minutes=minutes, at=at)

    def _told(self, month: date, at: datetime) -> None:
        """Hours are approved, each board hands in its list. Of the last month one list and some hours are missing."""
        last = month == MONTHS[-1]
        waiting = [
            row for row in months.month(self._manager(), project=self.project, month=month, on=at.date()).hours
            if row.state is HoursState.SIGNED
        ]  # fmt: skip
        for row in waiting[: 3 if last else None]:
            reporting.settle_hours(
                self._manager(), project=self.project, hours=row.key, to=HoursState.APPROVED, at=at
            )  # fmt: skip
        for place in range(AUTHORITY - last):
            reporting.hand_in(self._manager(place), project=self.project, month=month, at=at)
        if not last:
            reporting.close_period(self._manager(), project=self.project, month=month, read=True, at=at)

    def _stand_in(self, at: datetime) -> None:
        """A coach is away for some weeks; somebody stands in for her with her role and for that time."""
        staff.create_login(
            self.office.staff["administrator"], service=self.office.service,
            username="coach-4.etableringscentrum", name="Selma Bergqvist", email="", role=Role.COACH,
            organisation=self.office.places[0], start=at.date() + timedelta(days=3), end=TODAY + timedelta(days=30),
            reason=AWAY, stands_in_for=self.office.staff["coach"].user_id, at=at,
        )  # fmt: skip

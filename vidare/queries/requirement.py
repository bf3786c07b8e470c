"""The activity requirement of one person: whom it covers, the hours it asks, and the weeks against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from vidare.queries.notes import Whom, whom
from vidare.records import configured
from vidare.records.outcomes import SupportSpell
from vidare.records.requirement import HouseholdChild, Relief
from vidare.records.together import Part, beside, parted, those
from vidare.records.weeks import Kept, kept, weeks_back
from vidare.rules.access import Actor, Compartment, Deed, Scope
from vidare.rules.calendar import Week, local_day
from vidare.rules.decision import Decision
from vidare.rules.hours_by_kind import Hours
from vidare.rules.period import Period
from vidare.rules.reliefs import reason
from vidare.rules.requirement import Exemption, Facts, Reduction, Required, grows_out_on, required_in_week
from vidare.rules.requirement import Relief as Eased

SOCIAL = Compartment.SOCIAL_SERVICES
SHOWN = 8


@dataclass(frozen=True, slots=True)
class WeekRow:
    """``required`` is None for those who do not see support: they see what is planned and what was seen."""

    monday: date
    hours: Hours
    required: Required | None

    @property
    def lacking(self) -> int:
        return self.hours.lacking(self.required.hours) if self.required else 0


@dataclass(frozen=True, slots=True)
class ChildRow:
    key: int
    born_on: date
    start: date
    end: date | None
    until: date
    noted_by: str

    @property
    def name(self) -> str:
        return f"child-{self.key}"


@dataclass(frozen=True, slots=True)
class ReliefRow:
    key: int
    why: Exemption | Reduction
    hours: int | None
    start: date
    end: date | None
    words: str
    evidence: str
    decided_by: str
    decided_on: date

    @property
    def name(self) -> str:
        return f"relief-{self.key}"


@dataclass(frozen=True, slots=True)
class RequirementPage:
    whom: Whom
    weeks: tuple[WeekRow, ...]
    sees_support: bool
    small_children: int
    children: tuple[ChildRow, ...]
    reliefs: tuple[ReliefRow, ...]
    may_note: Decision
    may_decide: Decision

    @property
    def now(self) -> WeekRow:
        return self.weeks[0]


@dataclass(frozen=True, slots=True)
class Cared:
    """What the social services keep about some persons, as the rule needs it."""

    facts: dict[int, Facts]
    children: tuple[HouseholdChild, ...]
    reliefs: tuple[Relief, ...]


@parted
def page(actor: Actor, *, person: int, at: datetime) -> Part[RequirementPage]:
    """Everybody who sees the person sees the hours; the requirement stays with the social services. Raises Hidden."""
    on = local_day(at)
    weeks = weeks_back(on, SHOWN)
    who, found, cared = yield from beside(
        whom.part(actor, person, on=on), _kept(actor, person, weeks, on), _cared_for(actor, [person], on=on)
    )
    policy = configured.requirement(on)
    return RequirementPage(
        whom=who,
        weeks=_rows(found, cared.facts.get(person, Facts()) if cared else None, weeks, at=at),
        sees_support=cared is not None,
        small_children=cared.facts[person].small_children if cared and person in cared.facts else 0,
        children=tuple(
            ChildRow(
                row.pk, row.born_on, row.start, row.end,
                grows_out_on(row.born_on, policy=policy) if policy else row.born_on, row.noted_by.name,
            )
            for row in (cared.children if cared else ())
        ),
        reliefs=tuple(_relief(row) for row in (cared.reliefs if cared else ())),
        may_note=actor.may(Deed.CHANGE, SOCIAL, on=on),
        may_decide=actor.may(Deed.DECIDE, SOCIAL, on=on),
    )  # fmt: skip


@parted
def card(actor: Actor, *, person: int, at: datetime) -> Part[tuple[WeekRow, ...]]:
    """For the person's page: this week and the one before it."""
    on = local_day(at)
    weeks = weeks_back(on, 2)
    found, cared = yield from beside(_kept(actor, person, weeks, on), _cared_for(actor, [person], on=on))
    return _rows(found, cared.facts.get(person, Facts()) if cared else None, weeks, at=at)


def _kept(actor: Actor, person: int, weeks: list[Week], on: date) -> Part[Kept]:
    span = Period(weeks[-1].period.start, weeks[0].period.end)
    found = yield from kept(actor.scope(on=on), [person], span)
    return found.get(person, Kept())


def _rows(found: Kept, facts: Facts | None, weeks: Iterable[Week], *, at: datetime) -> tuple[WeekRow, ...]:
    with configured.remembered():
        return tuple(WeekRow(week.monday, found.week(week, at=at), asked_in(facts, week)) for week in weeks)


def asked_in(facts: Facts | None, week: Week) -> Required | None:
    if facts is None:
        return None
    return required_in_week(facts, policy_on=configured.requirement, monday=week.monday)


def _cared_for(actor: Actor, persons: Collection[int], *, on: date) -> Part[Cared | None]:
    """None for those who do not see what the social services keep."""
    if not actor.may(Deed.SEE, SOCIAL, on=on).allowed:
        return None
    return (yield from cared_for(actor.scope(on=on), persons))


def cared_for(scope: Scope, persons: Collection[int]) -> Part[Cared]:
    spells, children, reliefs = yield from beside(
        those(SupportSpell.visible_to(scope).filter(person__in=persons).order_by("start", "pk")),
        those(HouseholdChild.visible_to(scope).filter(person__in=persons).select_related("noted_by")
              .order_by("-born_on", "pk")),
        those(Relief.visible_to(scope).filter(person__in=persons).select_related("decided_by")
              .order_by("-start", "-pk")),
    )  # fmt: skip
    support: defaultdict[int, list[SupportSpell]] = defaultdict(list)
    births: defaultdict[int, list[tuple[date, Period]]] = defaultdict(list)
    eased: defaultdict[int, list[Eased]] = defaultdict(list)
    for spell in spells:
        support[spell.person_id].append(spell)
    for child in children:
        births[child.person_id].append((child.born_on, Period(child.start, child.end)))
    for row in reliefs:
        if (why := reason(row.why)) is not None:
            eased[row.person_id].append(Eased(why, Period(row.start, row.end), row.hours))
    facts = {
        key: Facts(
            tuple(Period(one.start, one.end) for one in own), tuple(births[key]), tuple(eased[key]),
            own[-1].children_under_8,
        )
        for key, own in support.items()
    }  # fmt: skip
    return Cared(facts, tuple(children), tuple(reliefs))


def _relief(row: Relief) -> ReliefRow:
    why = reason(row.why)
    assert why is not None
    return ReliefRow(
        row.pk, why, row.hours, row.start, row.end, row.words, row.evidence, row.decided_by.name, row.decided_on
    )

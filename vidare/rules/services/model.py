"""A service model as values: what makes one service different from another, read from a file that travels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from vidare.rules.access import Role
from vidare.rules.organisations import OrganisationKind, SecrecyRegime

Plain = str | int | float | bool | list[str] | list[int]
Values = Mapping[str, Plain]


class Words(dict[str, str]):
    """One text in several languages. Swedish prevails: it is what is shown where a translation is missing."""

    def told(self, language: str) -> str:
        return self.get(language) or self.get("sv", "")

    def language_told(self, language: str) -> str:
        """The language that ``told`` answers in."""
        return language if self.get(language) else "sv"


class Exemption(StrEnum):
    """What frees a participant from the visits of the week while it lasts."""

    EDUCATION = "education"
    PLACEMENT = "placement"
    WORK = "work"


class ActivityKind(StrEnum):
    """What an activity is. Education and placement are counted apart from those who are here."""

    GUIDANCE = "guidance"
    JOB_SEARCH = "job-search"
    WORK_TRAINING = "work-training"
    EDUCATION = "education"
    PLACEMENT = "placement"


class TextCode(StrEnum):
    """The texts a service may write for those who meet it, each with its place in the pages."""

    WELCOME = "welcome"
    OPEN_DOOR = "open-door"
    VISITS = "visits"
    ADDRESS = "address"
    REACH_US = "reach-us"


class RuleKind(StrEnum):
    """The rule sets that the program itself reads. Those whose kind begins as ``SAID`` are kept and decide nothing."""

    ATTENDANCE = "attendance"
    ATTENTION = "attention"
    HISTORICAL_SCHEME = "historical-scheme"
    ASSIGNMENT = "assignment"
    PLACEMENT = "placement"
    LOG_IN = "log-in"
    SENDING = "sending"


SAID = ("law-", "definition-", "practice-")


class Unit(StrEnum):
    """What a target is counted in."""

    DAYS = "days"
    SHARE = "share"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardOf:
    """The data controller (nämnd) that runs the service."""

    code: str
    name: str
    municipality: str
    appeal_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation whose staff meet in the service.

    ``of_board`` says that it belongs to the service's own board, ``board`` to which of the further ones.
    """

    code: str
    name: str
    kind: OrganisationKind
    of_board: bool = False
    board: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTitle:
    """What a role is called in this service: a job coach here is a guide there."""

    role: Role
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of eligibility. An answer outside ``eligible`` is a no with its reason and where to turn instead.

    ``text`` asks the person; ``staff`` asks somebody else about them.
    """

    code: str
    text: Words
    staff: Words
    eligible: tuple[str, ...]
    reason: Words
    turn_to: Words


class FieldKind(StrEnum):
    """What an area can ask for besides words. A country is its two letters in ISO 3166."""

    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"
    DAY = "day"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionOf:
    code: str
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOf:
    """A field of an area. ``options`` where something is chosen, ``most`` where something is counted."""

    code: str
    name: Words
    kind: FieldKind
    options: tuple[OptionOf, ...] = ()
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaOf:
    """An area of the mapping."""

    code: str
    name: Words
    hint: Words = field(default_factory=Words)
    fields: tuple[FieldOf, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressOf:
    """A sentence that the participant says how far they agree with, and staff beside them; it belongs to an area."""

    code: str
    area: str
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomOf:
    """A room; ``seats`` None where nobody counts chairs."""

    code: str
    name: Words
    seats: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityOf:
    code: str
    name: Words
    kind: ActivityKind
    hours_per_week: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The same hours on some weekdays (1 is Monday, 7 Sunday). ``room`` empty: it needs none."""

    weekdays: tuple[int, ...]
    start: time
    end: time
    activity: str
    room: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetOf:
    """Thresholds with a first day and a source. The fact's day chooses which one rules."""

    kind: str
    first_day: date
    source: str
    values: Values
    standing: str = ""
    verified_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What the service aims at. A target is never printed as a result."""

    code: str
    figure: str
    value: float
    unit: Unit
    definition: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceModel:
    """Everything that a service is. Equal files give equal values."""

    code: str
    name: Words
    secrecy: SecrecyRegime
    languages: tuple[str, ...]
    board: BoardOf
    target_group: Words
    ways_in: tuple[str, ...]
    first_meeting_days: int
    visits_per_week: int
    full_time_hours: int
    plan_review_weeks: int
    contact_every_days: int
    follow_up_days: tuple[int, ...]
    exemptions: tuple[Exemption, ...] = ()
    further_boards: tuple[BoardOf, ...] = ()
    partners: tuple[Partner, ...] = ()
    roles: tuple[RoleTitle, ...] = ()
    questions: tuple[Question, ...] = ()
    areas: tuple[AreaOf, ...] = ()
    progress: tuple[ProgressOf, ...] = ()
    progress_every_days: int = 0
    rooms: tuple[RoomOf, ...] = ()
    activities: tuple[ActivityOf, ...] = ()
    schedule: tuple[Hours, ...] = ()
    rule_sets: tuple[RuleSetOf, ...] = ()
    targets: tuple[Target, ...] = ()
    figures: tuple[str, ...] = ()
    texts: Mapping[TextCode, Words] = field(default_factory=dict)

    def title(self, role: Role) -> Words | None:
        """What the role is called here, or None where the house's own word does."""
        return next((named.title for named in self.roles if named.role is role), None)

    def area(self, code: str) -> AreaOf | None:
        return next((area for area in self.areas if area.code == code), None)

    def text(self, code: TextCode) -> Words:
        """What the service says there; empty where it says nothing."""
        return self.texts.get(code, Words())

    def question(self, code: str) -> Question | None:
        return next((question for question in self.questions if question.code == code), None)

    def hours_on(self, weekday: int) -> Iterator[Hours]:
        """The hours of one weekday (1 is Monday), in the file's order."""
        return (hours for hours in self.schedule if weekday in hours.weekdays)

    @property
    def opens(self) -> bool:
        """Whether there is a week to book in at all."""
        return bool(self.schedule)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Rule sets that hold in every service: the nation's law and practice."""

    code: str
    name: Words
    rule_sets: tuple[RuleSetOf, ...]

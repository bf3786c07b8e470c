"""Questions of progress with what was answered over time: the participant's word, and the staff's beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from vidare.queries.notes import Whom, whom
from vidare.records import configured
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.progress import Progress
from vidare.records.together import Part, beside, first, one, parted, those
from vidare.rules import progress as rules
from vidare.rules.access import Actor, Compartment, Deed, Role, who_may
from vidare.rules.decision import Decision, Hidden
from vidare.rules.participations import State
from vidare.rules.services import Words

WHERE = Compartment.LABOUR_MARKET
OFTEN = 400  # answers read for one page: five questions from both sides, every month for more than three years
Points = tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One sentence, and how far each side has agreed with it, the earliest first."""

    code: str
    text: Words
    own: Points
    staff: Points

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(sorted({day for day, _level in (*self.own, *self.staff)}))


@dataclass(frozen=True, slots=True)
class MyProgress:
    questions: tuple[Asked, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Progressed:
    whom: Whom
    questions: tuple[Asked, ...]
    may_change: Decision
    seen_by: tuple[Role, ...]


def mine(actor: Actor, *, on: date) -> MyProgress:
    """The participant's own. Raises Hidden for anybody else, and where the service asks nothing."""
    if actor.person_id is None:
        raise Hidden
    scope = actor.scope(on=on)
    way = Participation.of(scope, actor.person_id).select_related("person").first()
    if way is None:
        raise Hidden
    questions = _asked(way, list(_answers(actor, way.person_id, on=on)))
    if not questions:
        raise Hidden
    return MyProgress(questions, way.person.language)


@parted
def of_person(actor: Actor, person: int, *, on: date) -> Part[Progressed]:
    """For those who map the person. Raises Hidden for others, and where the service asks nothing."""
    scope = actor.scope(on=on)
    who, way, _row, rows = yield from beside(
        whom.part(actor, person, on=on),
        first(Participation.of(scope, person)),
        one(Person.visible_to(scope), person),
        those(_answers(actor, person, on=on)),
    )
    if way is None or actor.person_id is not None or not actor.may(Deed.SEE, WHERE, on=on).allowed:
        raise Hidden
    questions = _asked(way, rows)
    if not questions:
        raise Hidden
    return Progressed(
        who, questions, actor.may(Deed.CHANGE, WHERE, on=on, service=way.service_id), who_may(Deed.SEE, WHERE)
    )


@parted
def last_own(actor: Actor, *, on: date) -> Part[date | None]:
    """The day on which the participant who asks has last answered."""
    rows = Progress.visible_to(actor.scope(on=on)).filter(person_id=actor.person_id or 0, own=True)
    found = yield from those(rows.order_by("-said_on", "-pk").values_list("said_on", flat=True)[:1])
    return found[0] if found else None


def asks_now(way: Participation | None, last: date | None, *, on: date) -> bool:
    """Is it time to ask whoever is on this way?"""
    if way is None or way.state != State.ACTIVE.value:
        return False
    model = configured.model_of(way.service_id)
    asked = bool(model.progress)
    return asked and rules.asks_now(every_days=model.progress_every_days, last=last, since=way.started_on, on=on)


def _answers(actor: Actor, person: int, *, on: date) -> QuerySet[Progress]:
    rows = Progress.visible_to(actor.scope(on=on)).filter(person_id=person)
    return rows.order_by("-said_on", "-pk")[:OFTEN]


def _asked(way: Participation, rows: Sequence[Progress]) -> tuple[Asked, ...]:
    """The questions of the model in its order. An answer to one that is asked no more is kept, and not drawn."""
    said = [row for row in reversed(rows) if row.participation_id == way.pk]

    def points(code: str, *, own: bool) -> Points:
        return tuple((row.said_on, row.level) for row in said if row.question == code and row.own is own)

    return tuple(
        Asked(each.code, each.text, points(each.code, own=True), points(each.code, own=False))
        for each in configured.model_of(way.service_id).progress
    )

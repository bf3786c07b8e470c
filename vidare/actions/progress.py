"""Answers to the questions of progress: the participant's own, and what staff say beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from vidare.actions.ledger import deed, note
from vidare.records import configured, find
from vidare.records.participations import Participation
from vidare.records.progress import Progress
from vidare.rules import progress as rules
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.decision import Hidden

WHERE = Compartment.LABOUR_MARKET


@deed
def say_own(actor: Actor, *, answers: Mapping[str, int], at: datetime) -> int:
    """What the participant says of themselves that day. Answers how many questions were answered."""
    if actor.person_id is None:
        raise Hidden
    way = _way(actor, actor.person_id, at=at)
    return _say(actor, way, answers, own=True, at=at)


@deed
def say_beside(actor: Actor, *, person: int, answers: Mapping[str, int], at: datetime) -> int:
    """How staff see the same, beside the participant's own answers and never in place of them."""
    if actor.person_id is not None:
        raise Hidden
    way = _way(actor, person, at=at)
    actor.may(Deed.CHANGE, WHERE, on=at.date(), service=way.service_id).require()
    return _say(actor, way, answers, own=False, at=at)


def _way(actor: Actor, person: int, *, at: datetime) -> Participation:
    scope = actor.scope(on=at.date())
    return find.first(Participation.of(scope, person).select_related("person"), lock=True)


def _say(actor: Actor, way: Participation, answers: Mapping[str, int], *, own: bool, at: datetime) -> int:
    asked = {question.code for question in configured.model_of(way.service_id).progress}
    rules.may_answer(answers, asked=asked).require()
    before = Progress.visible_to(actor.scope(on=at.date())).filter(participation=way, own=own, said_on=at.date())
    said = {row.question: row for row in before}
    for question, level in answers.items():
        if (row := said.get(question)) is not None:
            row.level, row.said_by_id = level, actor.hand
            row.save(update_fields=["level", "said_by"])
            continue
        Progress.unscoped.create(
            board_id=way.board_id, compartment=WHERE.value, person_id=way.person_id, participation=way,
            question=question, own=own, level=level, said_on=at.date(), said_by_id=actor.hand,
        )  # fmt: skip
    note(actor, "progress.said", at=at, person=way.person.key, own=own, questions=sorted(answers))
    return len(answers)

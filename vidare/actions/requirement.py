"""What the board's officer notes and decides about the activity requirement. The program decides no hour of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from vidare.actions.ledger import deed, note
from vidare.records import configured, find
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.requirement import HouseholdChild, MonthMark, Relief
from vidare.rules import reliefs as rules
from vidare.rules import requirement as law
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.decision import Because, Refused
from vidare.rules.participations import State
from vidare.rules.period import Period
from vidare.rules.requirement import Exemption, Reduction

SOCIAL = Compartment.SOCIAL_SERVICES


@deed
def note_child(actor: Actor, *, person: int, born_on: date, start: date, end: date | None, at: datetime) -> int:
    """A child so small that the law asks: the day it was born, and from when it lives in the household."""
    on = at.date()
    whom = _whom(actor, person, Deed.CHANGE, on=on)
    here = HouseholdChild.visible_to(actor.scope(on=on)).filter(person=whom, end=None)
    known = here.values_list("born_on", flat=True)
    rules.may_keep_child(born_on, start=start, end=end, known=known, policy=configured.requirement(on), on=on).require()
    row = HouseholdChild.unscoped.create(
        **_owns(whom), born_on=born_on, start=start, end=end, noted_by_id=actor.hand, noted_at=at
    )
    note(actor, "child.noted", at=at, person=whom.key, child=row.pk)
    return int(row.pk)


@deed
def end_child(actor: Actor, *, child: int, last: date, at: datetime) -> None:
    """The child no longer lives in the household from the day after ``last``."""
    on = at.date()
    row = find.one(HouseholdChild.visible_to(actor.scope(on=on)).select_related("person"), child, lock=True)
    actor.may(Deed.CHANGE, SOCIAL, on=on, board=row.board_id).require()
    rules.may_end(row.start, row.end, last=last).require()
    row.end = last
    row.save(update_fields=["end"])
    note(actor, "child.ended", at=at, person=row.person.key, child=row.pk)


@deed
def decide_relief(
    actor: Actor, *, person: int, why: Exemption | Reduction, hours: int | None, start: date, end: date | None,
    words: str, evidence: str = "", at: datetime,
) -> int:  # fmt: skip
    """A reduction or an exemption, decided by the board's officer, who is not the person's coach."""
    on = at.date()
    whom = _whom(actor, person, Deed.DECIDE, on=on)
    hours = hours if isinstance(why, Reduction) else None
    rows = Relief.visible_to(actor.scope(on=on)).filter(person=whom, why=why.value)
    standing = [law.Relief(why, Period(row.start, row.end), row.hours) for row in rows]
    coaches = Participation.visible_to(actor.scope(on=on)).filter(person=whom, coach=actor.user_id)
    own = coaches.exclude(state=State.CLOSED.value).exists()
    rules.may_decide(
        why, start=start, end=end, hours=hours, words=words, evidence=evidence, standing=standing,
        decider=actor.user_id, coach=actor.user_id if own else None, policy=configured.requirement(start),
    ).require()  # fmt: skip
    row = Relief.unscoped.create(
        **_owns(whom), why=why.value, hours=hours, start=start, end=end, words=words.strip(),
        evidence=evidence.strip(), decided_by_id=actor.hand, decided_on=on,
    )  # fmt: skip
    note(actor, "relief.decided", at=at, person=whom.key, relief=row.pk)
    return int(row.pk)


@deed
def end_relief(actor: Actor, *, relief: int, last: date, at: datetime) -> None:
    """It holds no longer from the day after ``last``."""
    on = at.date()
    row = find.one(Relief.visible_to(actor.scope(on=on)).select_related("person"), relief, lock=True)
    actor.may(Deed.DECIDE, SOCIAL, on=on, board=row.board_id).require()
    rules.may_end(row.start, row.end, last=last).require()
    row.end = last
    row.save(update_fields=["end"])
    note(actor, "relief.ended", at=at, person=row.person.key, relief=row.pk)


@deed
def mark_month(actor: Actor, *, persons: Collection[int], month: date, done: bool, at: datetime) -> int:
    """These persons' month is gone through, or is not after all. Said twice it is said once."""
    on = at.date()
    first = month.replace(day=1)
    if not persons:
        raise Refused([Because(rules.No.NOBODY_CHOSEN)])
    for person in sorted(set(persons)):
        whom = _whom(actor, person, Deed.CHANGE, on=on)
        rows = MonthMark.visible_to(actor.scope(on=on)).filter(person=whom, month=first)
        if not done:
            rows.delete()
        elif not rows.exists():
            MonthMark.unscoped.create(**_owns(whom), month=first, marked_by_id=actor.hand, marked_at=at)
        verb = "month.gone-through" if done else "month.taken-up-again"
        note(actor, verb, at=at, person=whom.key, month=f"{first:%Y-%m}")
    return len(set(persons))


def _whom(actor: Actor, person: int, needs: Deed, *, on: date) -> Person:
    whom = find.one(Person.visible_to(actor.scope(on=on)), person)
    actor.may(needs, SOCIAL, on=on, board=whom.board_id).require()
    return whom


def _owns(whom: Person) -> dict[str, object]:
    return {"board_id": whom.board_id, "compartment": SOCIAL.value, "person_id": whom.pk}

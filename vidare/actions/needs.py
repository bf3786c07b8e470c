"""Mappings: begun, filled area by area, finished. The next one is a new one; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from vidare.actions.attention import refresh
from vidare.actions.ledger import deed, note
from vidare.records import configured, find
from vidare.records.needs import Area
from vidare.records.needs import Mapping as Row
from vidare.records.participations import Participation
from vidare.rules import facts
from vidare.rules import needs as rules
from vidare.rules.access import Actor, Compartment, Deed
from vidare.rules.decision import Stale
from vidare.rules.needs import NOTHING, Answer

WHERE = Compartment.LABOUR_MARKET


@deed
def begin_mapping(actor: Actor, *, person: int, held_on: date, at: datetime) -> int:
    """A mapping is begun with the person. One at a time stands open; whoever begins anew goes on with that one."""
    on = at.date()
    scope = actor.scope(on=on)
    way = find.first(Participation.of(scope, person).select_related("person"), lock=True)
    whom = way.person
    actor.may(Deed.CHANGE, WHERE, on=on, service=way.service_id).require()
    is_open = Row.unscoped.filter(participation=way, finished=False).exists()
    rules.may_begin(held_on=held_on, one_is_open=is_open, on=on).require()
    row = Row.unscoped.create(
        board_id=whom.board_id,
        compartment=WHERE.value,
        person=whom,
        participation=way,
        held_on=held_on,
        made_by_id=actor.user_id,
        made_at=at,
    )
    note(actor, "mapping.begun", at=at, person=whom.key, mapping=row.pk)
    return int(row.pk)


@deed
def save_areas(
    actor: Actor,
    *,
    mapping: int,
    answers: Mapping[str, Answer],
    seen: Mapping[str, str],
    known: frozenset[str],
    at: datetime,
) -> tuple[str, ...]:
    """Keep what was said of the areas, and answer which of them changed.

    ``seen`` holds each area's mark (:attr:`Answer.mark`) as it was when the form was opened: an area that somebody
    else has changed since, and that was changed here too, raises Stale with both. ``known`` are the model's areas.
    """
    row = _open_row(actor, mapping, at=at)
    kept = {area.code: area for area in Area.unscoped.filter(mapping=row)}
    now = {code: said(kept[code]) if code in kept else NOTHING for code in answers}
    changed = [code for code, answer in answers.items() if answer.mark != seen.get(code, NOTHING.mark)]
    changed = [code for code in changed if answers[code].mark != now[code].mark]
    decision = rules.may_save(changed, known=known, finished=row.finished)
    model = configured.model_of(row.participation.service_id)
    fields = {area.code: area.fields for area in model.areas}
    for code in changed:
        decision &= rules.may_answer(answers[code], fields=fields.get(code, ()), before=now[code].facts)
    decision.require()
    stale = [code for code in changed if now[code].mark != seen.get(code, NOTHING.mark)]
    if stale:
        raise Stale(
            yours={code: answers[code] for code in stale},
            theirs={code: now[code] for code in stale},
            version=row.version,
        )
    _keep(row, kept, {code: answers[code] for code in changed})
    row.version += 1
    row.save(update_fields=["version"])
    note(actor, "mapping.saved", at=at, person=row.person.key, mapping=row.pk, areas=changed)
    return tuple(changed)


@deed
def finish_mapping(actor: Actor, *, mapping: int, at: datetime) -> None:
    """From here on it is read, not written; the next time is a mapping of its own."""
    row = _open_row(actor, mapping, at=at)
    answers = {area.code: said(area) for area in Area.unscoped.filter(mapping=row)}
    rules.may_finish(answers, finished=row.finished).require()
    row.finished = True
    row.version += 1
    row.save(update_fields=["finished", "version"])
    note(actor, "mapping.finished", at=at, person=row.person.key, mapping=row.pk)
    refresh(row.participation_id, on=at.date())


def _open_row(actor: Actor, mapping: int, *, at: datetime) -> Row:
    on = at.date()
    mine = Row.visible_to(actor.scope(on=on)).select_related("person", "participation")
    row = find.one(mine, mapping, lock=True)
    actor.may(Deed.CHANGE, WHERE, on=on, service=row.participation.service_id).require()
    return row


def said(area: Area) -> Answer:
    """What a kept area says."""
    return Answer(
        area.own_word, area.own_lang, area.own_level, area.staff_word, area.staff_level, facts.kept(area.facts)
    )


def _keep(row: Row, kept: Mapping[str, Area], answers: Mapping[str, Answer]) -> None:
    owns = {"board_id": row.board_id, "compartment": row.compartment, "person_id": row.person_id}
    fields = Answer.__slots__
    new: list[Area] = []
    old: list[Area] = []
    for code, answer in answers.items():
        area = kept.get(code) or Area(mapping=row, code=code, **owns)
        for name in fields:
            setattr(area, name, getattr(answer, name))
        area.facts = {code: list(values) for code, values in answer.facts}
        (old if code in kept else new).append(area)
    if new:
        Area.unscoped.bulk_create(new)
    if old:
        Area.unscoped.bulk_update(old, fields)

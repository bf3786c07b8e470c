"""Those who receive support: what was offered, when and after how many days, or why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Q

from vidare.compute import survival
from vidare.queries.counting import Counted, Counting
from vidare.records.find import swedish
from vidare.records.outcomes import NoOffer, SupportSpell
from vidare.records.participations import Participation
from vidare.records.people import Person
from vidare.records.referrals import Referral
from vidare.records.services import Membership, Service
from vidare.records.together import Part, answer, beside, those
from vidare.records.walls import within
from vidare.rules import recipients as rules
from vidare.rules.access import Actor, Compartment, Deed, system
from vidare.rules.decision import Hidden
from vidare.rules.recipients import Answer, Offer, Spell, Standing, WhyNot
from vidare.rules.referrals import State
from vidare.rules.statistics import Figure, FigureCode, Share, Unit

PAGE = 50
GONE = {State.DECLINED.value, State.WITHDRAWN.value}


def found(boards: list[int], *, on: date) -> Part[dict[int, Answer]]:
    """Everybody who has support from these boards on the day, by person. Six questions, however many they are."""
    open_now = SupportSpell.unscoped.filter(Q(end=None) | Q(end__gte=on), board__in=boards, start__lte=on)
    here = {"person__in": open_now.values("person")}
    spells, referred, ways, noted, own, shared = yield from beside(
        those(
            SupportSpell.unscoped.filter(**here, start__lte=on)
            .order_by("start", "pk")
            .values_list("person_id", "start", "end", "obstacle", "board_id")
        ),
        those(
            Referral.unscoped.filter(**here, received_on__lte=on)
            .order_by("pk")
            .values_list("person_id", "received_on", "decided_on", "state", "service__name")
        ),
        those(
            Participation.unscoped.filter(**here, started_on__lte=on)
            .order_by("pk")
            .values_list("person_id", "started_on", "ended_on", "service__name")
        ),
        those(
            NoOffer.unscoped.filter(**here, noted_on__lte=on)
            .order_by("pk")
            .values_list("person_id", "noted_on", "reason")
        ),
        those(Service.objects.filter(board__in=boards).order_by("pk").values_list("board_id", "opened_on")),
        those(
            Membership.objects.filter(organisation__board__in=boards, service__shared=True)
            .order_by("organisation__board_id", "service__opened_on")
            .values_list("organisation__board_id", "service__opened_on")
            .distinct()
        ),
    )
    opened = _opened([*own, *shared])
    boards_of = {row[0]: opened.get(row[4]) for row in spells}
    return _answers(_spells(spells), _offers(referred, ways, on), _noted(noted), boards_of, on)


def _opened(rows: list[Any]) -> dict[int, date]:
    """By board the day on which the first service opened that it has or shares in."""
    found: dict[int, date] = {}
    for board, opened_on in rows:
        found[board] = min(found.get(board, opened_on), opened_on)
    return found


def _spells(rows: list[Any]) -> Mapping[int, list[Spell]]:
    kept: defaultdict[int, list[Spell]] = defaultdict(list)
    for person, start, end, obstacle, _board in rows:
        kept[person].append(Spell(start, end, obstacle))
    return kept


def _offers(referred: list[Any], ways: list[Any], on: date) -> defaultdict[int, list[Offer]]:
    """A referral that was answered no since was open on a day before the answer; one that was accepted became a way."""
    kept: defaultdict[int, list[Offer]] = defaultdict(list)
    for person, received_on, decided_on, state, service in referred:
        gone = state in GONE and decided_on is not None and decided_on <= on
        until = decided_on if state != State.RECEIVED.value and decided_on is not None and decided_on <= on else None
        if state == State.WITHDRAWN.value and gone:
            continue
        kept[person].append(Offer(received_on, until, service, turned_away=gone))
    for person, started_on, ended_on, service in ways:
        kept[person].append(Offer(started_on, ended_on if ended_on and ended_on <= on else None, service))
    return kept


def _noted(rows: list[Any]) -> defaultdict[int, list[tuple[date, WhyNot]]]:
    kept: defaultdict[int, list[tuple[date, WhyNot]]] = defaultdict(list)
    for person, noted_on, reason in rows:
        kept[person].append((noted_on, WhyNot(reason)))
    return kept


def _answers(
    spells: Mapping[int, list[Spell]], offers: defaultdict[int, list[Offer]],
    noted: defaultdict[int, list[tuple[date, WhyNot]]], opened: Mapping[int, date | None], on: date,
) -> dict[int, Answer]:  # fmt: skip
    told = (
        (person, rules.answer(kept, offers[person], noted[person], on=on, opened=opened[person]))
        for person, kept in spells.items()
    )
    return {person: one for person, one in told if one is not None}


def figures(c: Counting) -> Iterator[Counted]:
    """The board's, not the service's alone: an offer of any of its services is one. Nobody stands behind the numbers
    on these pages; the board's officers open them on a page of their own."""
    answers = c.terms.recipients
    by = {standing: sum(1 for one in answers if one.standing is standing) for standing in Standing}
    offered, neither, n = by[Standing.OFFERED], by[Standing.NEITHER], len(answers)
    name = c.table.service
    yield Counted(Figure.share(name, FigureCode.RECIPIENTS_OFFERED, Share(offered, n), unknown=neither, as_of=c.on))
    yield Counted(
        Figure(
            name, FigureCode.DAYS_TO_OFFER, offered, offered + neither, _median(answers), Unit.DAYS, None, None,
            neither, c.on,
        )
    )  # fmt: skip
    yield Counted(
        Figure.share(
            name, FigureCode.RECIPIENTS_WITH_REASON, Share(by[Standing.WITH_REASON], n), unknown=neither, as_of=c.on
        )
    )
    yield c.total(FigureCode.RECIPIENTS_WITH_NEITHER, neither, n, Unit.PEOPLE)


def _median(answers: tuple[Answer, ...], *, of_support: bool = False) -> float | None:
    """Days to the offer; whoever still waits counts for as long as they have waited, whoever has a reason does not."""
    waits = [one for one in answers if one.standing is not Standing.WITH_REASON]
    if not waits:
        return None
    days = np.array([one.days_of_support if of_support else one.days for one in waits], dtype=np.int64)
    met = np.array([one.standing is Standing.OFFERED for one in waits], dtype=np.int64)
    half = survival.curve(survival.table(np.zeros_like(days), days + 1, met, causes=1)).median
    return None if half is None else half - 1


@dataclass(frozen=True, slots=True)
class Row:
    person: int
    name: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Recipients:
    """``unseen`` are counted and not listed: the one who asks may not see them."""

    rows: tuple[Row, ...]
    total: int
    unseen: int
    page: int
    show: Standing
    counts: tuple[tuple[Standing, int], ...]
    all: int
    median: int | None  # from the day on which something could be offered
    median_of_support: int | None  # from the first day of support

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def keys(self) -> list[int]:
        return [row.person for row in self.rows]


def recipients(actor: Actor, *, on: date, show: Standing = Standing.NEITHER, page: int = 1) -> Recipients:
    """Whoever has waited longest first. Raises Hidden for all but those who may know who has support."""
    scope = actor.scope(on=on)
    if not actor.may(Deed.SEE, Compartment.SOCIAL_SERVICES, on=on).allowed:
        raise Hidden
    # Counted as the house, so that the numbers are the figures'; listed as the one who asks.
    with within(system("recipients").scope(on=on)):
        every = answer(found(sorted(scope.support_boards), on=on))
    chosen = {person: one for person, one in every.items() if one.standing is show}
    seen = set(Person.visible_to(scope).filter(pk__in=list(chosen)).values_list("pk", flat=True)) if chosen else set()
    order = sorted(seen, key=lambda person: (chosen[person].since, person))
    page = min(max(page, 1), max(1, -(-len(order) // PAGE)))
    part = order[(page - 1) * PAGE : page * PAGE]
    named = Person.visible_to(scope).filter(pk__in=part).order_by(swedish("family_name"), "pk")
    names = {person.pk: f"{person.given_name} {person.family_name}".strip() for person in named}
    waits = tuple(every.values())
    half, of_support = _median(waits), _median(waits, of_support=True)
    return Recipients(
        rows=tuple(Row(person, names[person], chosen[person]) for person in part if person in names),
        total=len(order),
        unseen=len(chosen) - len(seen),
        page=page,
        show=show,
        counts=tuple((one, sum(1 for got in every.values() if got.standing is one)) for one in Standing),
        all=len(every),
        median=None if half is None else int(half),
        median_of_support=None if of_support is None else int(of_support),
    )

"""The target of the introduction: what people did on the ninetieth day after the programme, here and in all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from vidare.compute import stock
from vidare.queries.columns import SEXES, year
from vidare.queries.counting import UNKNOWN, Counted, Counting, Mask, Whole, days
from vidare.rules import programmes
from vidare.rules.identity import Sex
from vidare.rules.outcomes import IN_WORK_OR_STUDIES, PRECEDENCE
from vidare.rules.population import Count
from vidare.rules.statistics import AFTER_PROGRAMME, Figure, Share


def figures(c: Counting) -> Iterator[Counted]:
    for sex, codes in AFTER_PROGRAMME.items():
        for code, counted in zip(codes, (_participants(c, sex), _population(c, sex)), strict=True):
            share, unknown, source, ways, among = counted
            figure = Figure.of_cohort(c.table.service, code, share, unknown=unknown, as_of=c.on, source=source)
            yield Counted(figure, ways, among)


def cohort(c: Counting) -> tuple[Mask, Whole]:
    """The ways of the closed cohort, one for each person, and the state of every way on its own day.

    Those whose ninetieth day came in the twelve months that end with the day, and who had started by then.
    """
    ended = np.full(c.table.size, stock.OPEN, np.int64)
    ended[c.table.programmes["way"]] = c.table.programmes["day"]
    day = ended + programmes.Policy().days
    first, last = days(year(c.on))
    here = c.real & (c.start <= day) & (day >= first) & (day <= last)
    return stock.latest(c.table.ways["person"], c.start, here), _states(c, day)


def _states(c: Counting, day: Whole) -> Whole:
    """As ``rules.programmes.state_after``; and an answer that was asked for the very same day goes before a spell."""
    spells, asked = c.table.spells, c.table.follow_ups
    sure = (spells["end"] < stock.OPEN) | (spells["noted"] >= day[spells["way"]])
    way, rank, start, end = (spells[name][sure] for name in ("way", "rank", "start", "end"))
    state = stock.states(way, rank, start, end, day, unknown=UNKNOWN)
    told = (
        (asked["rank"] >= 0) & (asked["rank"] != UNKNOWN) & (c.end[asked["way"]] + asked["days"] == day[asked["way"]])
    )
    # Who came back has two ways: what was answered after the first is known of the person.
    persons, whose = np.unique(c.table.ways["person"], return_inverse=True)
    answer = np.full(len(persons), UNKNOWN, np.int64)
    np.minimum.at(answer, whose[asked["way"][told]], asked["rank"][told])
    return np.where(answer[whose] < UNKNOWN, answer[whose], state)


Part = tuple[Share, int, str, tuple[int, ...], Whole]


def _participants(c: Counting, sex: Sex | None) -> Part:
    among, state = cohort(c)
    if sex is not None:
        among = among & (c.table.ways["sex"] == SEXES.index(sex))
    onward = among & np.isin(state, [PRECEDENCE.index(one) for one in IN_WORK_OR_STUDIES])
    unknown = int((among & (state == UNKNOWN)).sum())
    return Share(int(onward.sum()), int(among.sum())), unknown, "", c.keys(onward), c.table.ways["key"][among]


def _population(c: Counting, sex: Sex | None) -> Part:
    """Added up over the boards that have told, each with its source and its day: never of those who take part here."""
    told = [one for one in c.terms.newly_arrived if one.cohort and sex in (None, one.cohort.sex)]
    share = Share(sum(one.cohort.onward for one in told if one.cohort), sum(one.people for one in told))
    unknown = sum(one.cohort.unknown for one in told if one.cohort)
    return share, unknown, "; ".join(dict.fromkeys(map(_source, told))), (), np.zeros(0, np.int64)


def _source(one: Count) -> str:
    ended = one.cohort.ended if one.cohort else None
    days_of = f"{ended.start.isoformat()}–{ended.end.isoformat()}, " if ended and ended.end else ""
    return f"{one.board}, {days_of}{one.source} ({one.as_of.isoformat()})"

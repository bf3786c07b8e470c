"""Those who receive support: offered what, when and after how many days, or why not."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.recipients import Offer, Spell, Standing, WhyNot, answer, may_note, supported_since
from vidare.rules.support import Obstacle

ON = date(2026, 11, 24)
AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)
OPEN = [Spell(OCTOBER, None)]


def test_support_that_goes_on_without_a_day_between_is_one_time() -> None:
    months = [Spell(AUGUST, date(2026, 8, 31)), Spell(SEPTEMBER, date(2026, 9, 30)), Spell(OCTOBER, None)]
    assert supported_since(months, on=ON) == AUGUST
    gap = [Spell(AUGUST, date(2026, 8, 30)), *months[1:]]
    assert supported_since(gap, on=ON) == SEPTEMBER
    assert supported_since(months[:2], on=ON) is None
    assert supported_since(months, on=date(2026, 9, 15)) == AUGUST
    inside = [Spell(AUGUST, date(2026, 9, 30)), Spell(SEPTEMBER, date(2026, 9, 10)), Spell(OCTOBER, None)]
    assert supported_since(inside, on=ON) == AUGUST, "what lies inside another breaks nothing"


def test_the_first_offer_in_that_time_is_the_one_and_its_days_are_counted_from_the_first_day_of_support() -> None:
    late, first = (
        Offer(OCTOBER + timedelta(days=40), None, "Kontoret"),
        Offer(OCTOBER + timedelta(days=9), None, "Hörnet"),
    )
    found = answer(OPEN, [late, first], [], on=ON)
    assert found is not None and (found.standing, found.days, found.offer) == (Standing.OFFERED, 9, first)


def test_who_took_part_already_when_support_began_was_offered_at_once() -> None:
    found = answer(OPEN, [Offer(AUGUST, None, "Hörnet")], [], on=ON)
    assert found is not None and (found.standing, found.days) == (Standing.OFFERED, 0)
    over = answer(OPEN, [Offer(AUGUST, SEPTEMBER, "Hörnet")], [], on=ON)
    assert over is not None and over.standing is Standing.NEITHER, "what was over before is no offer now"


def test_nobody_waited_for_a_service_before_there_was_one() -> None:
    offers = [Offer(OCTOBER + timedelta(days=40), None, "Kontoret")]
    for opened, days in ((OCTOBER + timedelta(days=30), 10), (AUGUST, 40), (ON + timedelta(days=1), 40), (None, 40)):
        found = answer(OPEN, offers, [], on=ON, opened=opened)
        assert found is not None and (found.days, found.days_of_support) == (days, 40), opened
    waits = answer(OPEN, [], [], on=ON, opened=ON)
    assert waits is not None and (waits.days, waits.counted_from, waits.since) == (0, ON, OCTOBER)


def test_a_no_from_a_service_is_a_reason_and_no_offer() -> None:
    found = answer(OPEN, [Offer(OCTOBER, OCTOBER, "Hörnet", turned_away=True)], [], on=ON)
    assert found is not None and (found.standing, found.why) == (Standing.WITH_REASON, WhyNot.TURNED_AWAY)


def test_the_obstacle_tells_why_and_being_unemployed_tells_nothing() -> None:
    for obstacle, why in ((Obstacle.ILL, Obstacle.ILL), (Obstacle.UNEMPLOYED, None), ("", None)):
        found = answer([Spell(OCTOBER, None, str(obstacle))], [], [], on=ON)
        assert found is not None and found.why == why


def test_a_human_word_goes_before_the_obstacle_and_an_older_time_of_support_says_nothing() -> None:
    ill = [Spell(OCTOBER, None, Obstacle.ILL)]
    found = answer(ill, [], [(AUGUST, WhyNot.SHORT), (ON, WhyNot.CARE), (OCTOBER, WhyNot.SHORT)], on=ON)
    assert found is not None and found.why is WhyNot.CARE
    assert not may_note([Spell(AUGUST, SEPTEMBER)], on=ON).allowed and may_note(ill, on=ON).allowed


DAYS = st.dates(date(2026, 6, 1), date(2026, 12, 31))
OFFERS = st.lists(st.builds(Offer, DAYS, st.none(), st.just("Hörnet"), st.booleans()), max_size=4)
NOTED = st.lists(st.tuples(DAYS, st.sampled_from(WhyNot)), max_size=3)


@given(OFFERS, NOTED, DAYS)
def test_everybody_with_support_stands_in_one_place_and_one_more_offer_never_takes_it_away(
    offers: list[Offer], noted: list[tuple[date, WhyNot]], day: date
) -> None:
    spells = [Spell(date(2026, 6, 1), None)]
    found = answer(spells, offers, noted, on=day)
    assert found is not None and found.days >= 0
    assert (found.offer is not None) == (found.standing is Standing.OFFERED)
    assert (found.why is not None) == (found.standing is Standing.WITH_REASON)
    more = answer(spells, [*offers, Offer(day, None, "Kontoret")], noted, on=day)
    assert more is not None and more.standing is Standing.OFFERED
    assert found.standing is not Standing.OFFERED or more.days <= found.days

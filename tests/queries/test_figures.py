"""Figures are computed from rows: deleting one row changes the figure, and everyone who may count gets the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.world import AT, TODAY, World
from vidare.queries import figures, open_tables, statistics
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules import lockin
from vidare.rules.access import Role, system
from vidare.rules.attendance import Verdict
from vidare.rules.decision import Hidden
from vidare.rules.identity import Origin, Protection
from vidare.rules.outcomes import ExitClass, Occupation
from vidare.rules.period import Period
from vidare.rules.referrals import WayIn
from vidare.rules.services.known import FIGURES
from vidare.rules.statistics import BY_WAY_IN, Figure, FigureCode, Unit
from vidare.web.results import shown

pytestmark = pytest.mark.django_db
F = FigureCode


def figure(world: World, code: FigureCode, on: date = TODAY) -> Figure:
    return next(one.figure for one in figures.counted(world.service.pk, on=on) if one.figure.figure is code)


def add(model: type, **fields: object) -> object:
    with acting("system:test"):
        return model.unscoped.create(**fields)


def about(way: m.Participation) -> dict[str, object]:
    return {"board_id": way.board_id, "person_id": way.person_id}


def ended(world: World, exit_class: ExitClass, ended_on: date = TODAY - timedelta(days=10)) -> m.Participation:
    way = world.participation(started_on=TODAY - timedelta(days=200))
    with acting("system:test"):
        way.state, way.ended_on = "closed", ended_on
        way.save()
    add(
        m.Exit,
        **about(way),
        participation=way,
        ended_on=ended_on,
        preliminary=exit_class.value,
        made_by=world.users[Role.COACH],
    )
    return way


def booked(world: World, way: m.Participation, *verdicts: Verdict | None) -> None:
    for number, verdict in enumerate(verdicts):
        session = world.session(AT.replace(hour=9, minute=0) - timedelta(days=len(verdicts) - number))
        add(
            m.Booking, **about(way), session=session, participation=way, starts_at=session.starts_at, kind="series",
            seat=1, verdict=verdict.value if verdict else "", booked_at=AT,
        )  # fmt: skip


def placed(world: World, way: m.Participation, *, where: str = "outside") -> m.Placement:
    with acting("system:test"):
        employer = m.Employer.objects.create(service=world.service, name="Tvätteriet", where=where)
    return add(  # type: ignore[return-value]
        m.Placement, **about(way), participation=way, employer=employer, kind="practice", workplace="regular",
        where=where, state="running", supervisor="Handledare", start=TODAY - timedelta(days=9),
        end=TODAY + timedelta(days=30), hours_per_week=30, arranged_by=world.users[Role.JOB_MATCHER],
    )  # fmt: skip


def test_enrolled_in_the_month_is_where_they_are(world: World) -> None:
    ways = [world.participation() for _ in range(4)]
    placed(world, ways[0])
    add(m.OccupationSpell, **about(ways[1]), occupation="studies", start=TODAY, source="staff", noted_at=AT)
    ended(world, ExitClass.WORK)
    ended(world, ExitClass.WORK, TODAY - timedelta(days=40))
    ended(world, ExitClass.REGISTERED_IN_ERROR)
    found = [figure(world, code).value for code in (F.ENROLLED_IN_MONTH, F.ENROLLED_HERE)]
    assert found == [5, 3]
    assert figure(world, F.ENROLLED_IN_EDUCATION).value == figure(world, F.ENROLLED_IN_PLACEMENT).value == 1


def test_deleting_one_row_changes_the_figure(world: World) -> None:
    way = world.participation()
    booked(world, way, Verdict.PRESENT, Verdict.ABSENT_INVALID)
    before = figure(world, F.ATTENDANCE_SHARE)
    with acting("system:test"):
        m.Booking.unscoped.filter(verdict=Verdict.ABSENT_INVALID.value).delete()
    after = figure(world, F.ATTENDANCE_SHARE)
    assert (before.numerator, before.denominator) == (1, 2) and (after.numerator, after.denominator) == (1, 1)


def test_somebody_whose_identity_is_protected_is_counted_but_not_listed(world: World) -> None:
    world.participation(world.person("Skyddad", protection=Protection.PROTECTED))
    world.participation()
    assert figure(world, F.ENROLLED_IN_MONTH).value == 2
    manager = world.actor(Role.MANAGER)
    behind = figures.rows_behind(
        manager, service=world.service.pk, figure=F.ENROLLED_IN_MONTH, on=TODAY, seen_on=TODAY
    )  # fmt: skip
    assert (behind.total, behind.unseen, len(behind.rows)) == (2, 1, 1)
    assert "Skyddad" not in behind.rows[0].name


def test_an_hour_that_is_not_registered_is_never_absence(world: World) -> None:
    booked(world, world.participation(), Verdict.PRESENT, Verdict.NOT_REGISTERED, None)
    share = figure(world, F.ATTENDANCE_SHARE)
    assert (share.numerator, share.denominator, share.unknown) == (1, 1, 2)
    missing = figure(world, F.NOT_REGISTERED_SHARE)
    assert (missing.numerator, missing.denominator) == (2, 3)


def test_four_in_a_row_is_one_streak_and_the_old_scheme_is_shown_as_what_was_said(world: World) -> None:
    booked(world, world.participation(), *[Verdict.ABSENT_INVALID] * 5)
    assert figure(world, F.STREAKS_OF_FOUR).value == 0  # nothing asks for a review until a rule set says so
    with acting("system:test"):
        for kind, values in (("attendance", {"review_at": 4}), ("historical-scheme", {"announced_ore": 20000})):
            m.RuleSet.objects.create(
                service=world.service, kind=kind, first_day=date(2014, 1, 1), source="test", values=values,
                imported_at=AT,
            )  # fmt: skip
    assert figure(world, F.STREAKS_OF_FOUR).value == 1
    announced = figure(world, F.ANNOUNCED_HISTORICAL_SCHEME)
    assert (announced.value, announced.unit) == (100000, "ore")


def test_no_amount_of_the_boards_is_ever_made_up(world: World) -> None:
    decided = figure(world, F.DECIDED_BY_BOARD)
    assert decided.value is None and decided.denominator == 0


def test_whoever_has_a_step_with_a_day_and_an_owner_is_not_without(world: World) -> None:
    ways = [world.participation() for _ in range(3)]
    add(
        m.Step, **about(ways[0]), participation=ways[0], title="Ring tvätteriet", leads="work", due_on=TODAY,
        owner=world.users[Role.COACH],
    )  # fmt: skip
    without = figure(world, F.WITHOUT_NEXT_STEP)
    assert (without.value, without.denominator) == (2, 3)


def test_a_plan_only_one_has_said_yes_to_is_not_agreed_by_both(world: World) -> None:
    for parties in (("participant", "board"), ("board",)):
        way = world.participation()
        plan = add(
            m.Plan, **about(way), participation=way, number=1, state="agreed", goal="Arbete", leads="work", start=TODAY,
            review_on=TODAY + timedelta(days=30), contact_every_days=14, written_by=world.users[Role.COACH],
            written_at=AT,
        )  # fmt: skip
        for party in parties:
            add(m.Agreement, **about(way), plan=plan, party=party, agreed_by=world.users[Role.COACH], agreed_at=AT)
    agreed = figure(world, F.PLANS_AGREED_BY_BOTH)
    assert (agreed.numerator, agreed.denominator) == (1, 2)


def test_more_than_a_year_in_one_activity_is_seen(world: World) -> None:
    for days in (800, 400, 100):
        way = world.participation(started_on=TODAY - timedelta(days=900))
        add(
            m.Enrolment, **about(way), participation=way, activity=world.activity, state="running",
            start=TODAY - timedelta(days=days),
        )  # fmt: skip
    assert figure(world, F.IN_ACTIVITY_OVER_12_MONTHS).numerator == 2
    assert figure(world, F.IN_ACTIVITY_OVER_24_MONTHS).numerator == 1
    hours = figure(world, F.HOURS_AGAINST_FULL_TIME)
    assert (hours.numerator, hours.denominator) == (6, 120)


@pytest.mark.parametrize("days", [364, 365, 400])
@pytest.mark.parametrize("walked", [None, 0, 90, 91])
def test_locked_in_is_long_in_one_activity_without_a_step_taken_lately(
    world: World, days: int, walked: int | None
) -> None:
    way, began = world.participation(started_on=TODAY - timedelta(days=900)), TODAY - timedelta(days=days)
    add(m.Enrolment, **about(way), participation=way, activity=world.activity, state="running", start=began)
    taken = None if walked is None else TODAY - timedelta(days=walked)
    step = {"title": "Ringa", "leads": "work", "due_on": TODAY, "owner": world.users[Role.COACH]}
    add(m.Step, **about(way), participation=way, **step)
    if taken is not None:
        add(m.Step, **about(way), participation=way, **step, state="done", ended_on=taken)
    locked = figure(world, F.LOCKED_IN)
    by_rule = lockin.locked_in([Period(began)], last_step=taken, on=TODAY, policy=lockin.Policy())
    assert (locked.numerator, locked.denominator) == (int(by_rule), 1)
    assert by_rule is (days >= 365 and walked in (None, 91))


def test_every_figure_is_counted_in_the_unit_that_its_target_must_have(world: World) -> None:
    kinds = {Unit.SHARE: "share", Unit.DAYS: "days", Unit.ORE: "ore"}
    found = {one.figure.figure.value: kinds.get(one.figure.unit, "count") for one in every_figure(world)}
    assert found == FIGURES


def every_figure(world: World) -> list[figures.Counted]:
    """Those of the service's model too that it does not name."""
    return list(statistics.count(*figures.columns_of(world.service, TODAY)))


def test_hours_beyond_full_time_count_as_full_time(world: World) -> None:
    way = world.participation()
    placed(world, way)
    with acting("system:test"):
        other = m.Activity.objects.create(
            service=world.service, code="x", name="X", kind="education", hours_per_week=25
        )
    add(m.Enrolment, **about(way), participation=way, activity=other, state="running", start=TODAY)
    assert figure(world, F.HOURS_AGAINST_FULL_TIME).value == 1.0
    assert figure(world, F.PLACEMENTS_OUTSIDE_MUNICIPALITY).value == 1.0


def test_onward_stands_beside_all_who_started(world: World) -> None:
    for exit_class in (ExitClass.WORK, ExitClass.STUDIES, ExitClass.OTHER_AUTHORITY, ExitClass.OTHER):
        ended(world, exit_class)
    world.participation()
    completed, started = figure(world, F.ONWARD_OF_COMPLETED), figure(world, F.ONWARD_OF_STARTED)
    assert (completed.numerator, completed.denominator, completed.unknown) == (3, 4, 4)
    assert (started.numerator, started.denominator) == (3, 5)
    assert figure(world, F.NATIONAL_A_B_SHARE).numerator == 2
    assert completed.low is not None and completed.low < 0.75 < (completed.high or 0)


def test_ninety_days_after_is_the_state_on_the_day_and_unknown_is_counted(world: World) -> None:
    day = TODAY - timedelta(days=100)
    answers = [Occupation.WORK.value, Occupation.UNKNOWN.value, "", ""]
    for number, answer in enumerate(answers):
        way = ended(world, ExitClass.WORK, day)
        add(
            m.FollowUp, **about(way), participation=way, days=90, due_on=day + timedelta(days=90), occupation=answer,
            state="due" if not answer else "unknown" if answer == "unknown" else "answered",
            answered_on=TODAY if answer else None,
        )  # fmt: skip
        if number == 3:
            add(
                m.OccupationSpell, **about(way), occupation="studies", start=day, end=day + timedelta(days=90),
                source="staff", noted_at=AT,
            )  # fmt: skip
    found = figure(world, F.IN_WORK_OR_STUDIES_90_DAYS)
    assert (found.numerator, found.denominator, found.unknown) == (2, 4, 2)
    assert figure(world, F.FOLLOWED_UP).value == 2


def referred(world: World, days_ago: int, met_after: int | None, way_in: str = "own-initiative") -> None:
    way = world.participation()
    day = TODAY - timedelta(days=days_ago)
    referral = add(
        m.Referral, **about(way), service=world.service, way_in=way_in, state="accepted", received_on=day,
        received_at=AT, decided_on=day, decided_by=world.users[Role.COACH],
    )  # fmt: skip
    with acting("system:test"):
        way.referral = referral
        way.save()
    if met_after is not None:
        at = AT.replace(hour=10) - timedelta(days=days_ago - met_after)
        add(
            m.Meeting, **about(way), participation=way, kind="first", state="held", starts_at=at,
            staff=world.users[Role.COACH],
        )  # fmt: skip


def test_who_still_waits_within_the_target_is_not_yet_known(world: World) -> None:
    for days_ago, met_after in ((40, 5), (40, 8), (40, 20), (30, None), (3, None)):
        referred(world, days_ago, met_after)
    within = figure(world, F.FIRST_MEETING_WITHIN_TARGET)
    assert (within.numerator, within.denominator, within.unknown, within.target) == (2, 4, 1, 0.9)
    median = figure(world, F.DAYS_TO_FIRST_MEETING)
    # Of the four who waited longer than three days one had met on day 5 and two on day 8: half, then.
    assert (median.value, median.numerator, median.denominator, median.unknown) == (8, 3, 5, 2)


def test_each_way_in_has_its_own_days_and_together_they_are_all(world: World) -> None:
    for days_ago, met_after, way_in in (
        (40, 2, "walk-in"), (40, 12, "social-services"), (40, 4, "social-services"), (30, None, "employment-service"),
    ):  # fmt: skip
        referred(world, days_ago, met_after, way_in)
    every_one = {one.figure.figure: one.figure for one in every_figure(world)}
    found = {
        way: (every_one[days].value, every_one[within].numerator, every_one[within].denominator)
        for way, (days, within) in BY_WAY_IN.items()
    }
    assert found == {
        WayIn.OWN_INITIATIVE: (None, 0, 0), WayIn.WALK_IN: (2, 1, 1), WayIn.SOCIAL_SERVICES: (4, 1, 2),
        WayIn.EMPLOYMENT_SERVICE: (None, 0, 1), WayIn.INVITATION: (None, 0, 0),
    }  # fmt: skip
    every = figure(world, F.FIRST_MEETING_WITHIN_TARGET)
    assert every.denominator == sum(n for _days, _k, n in found.values()) == 4
    assert every.numerator == sum(k for _days, k, _n in found.values()) == 2


def test_support_is_the_months_before_and_after_for_the_same_people(world: World) -> None:
    way = world.participation(started_on=date(2026, 9, 15))
    for start, end, ore in ((date(2026, 8, 1), date(2026, 10, 31), 900_000), (date(2026, 11, 1), None, 400_000)):
        add(
            m.SupportSpell, **about(way), compartment="social-services", start=start, end=end, paid_ore_per_month=ore
        )  # fmt: skip
    assert figure(world, F.SUPPORT_PAID_OUT).value == 400_000
    assert figure(world, F.SUPPORT_PAID_OUT_BEFORE_START).value == 900_000


def test_origin_nobody_knows_is_told_and_not_guessed(world: World) -> None:
    for origin in (Origin.ABROAD, Origin.ABROAD, Origin.SWEDEN, Origin.UNKNOWN):
        way = world.participation()
        with acting("system:test"):
            m.Person.unscoped.filter(pk=way.person_id).update(origin=origin.value)
    share = figure(world, F.FOREIGN_BORN_SHARE)
    assert (share.numerator, share.denominator, share.unknown) == (2, 3, 1)


def test_seats_are_counted_and_none_is_overbooked(world: World) -> None:
    booked(world, world.participation(), Verdict.PRESENT, Verdict.PRESENT)
    seats, over = figure(world, F.SEATS_USED), figure(world, F.OVERBOOKED)
    assert (seats.numerator, seats.denominator, over.value) == (2, 36, 0)


def test_ten_people_cost_what_one_costs(world: World, count_queries: Callable[[Callable[[], object]], int]) -> None:
    booked(world, world.participation(), Verdict.PRESENT)
    figures.counted(world.service.pk, on=TODAY)  # the service's model is read once for each version, then kept
    one = count_queries(lambda: figures.counted(world.service.pk, on=TODAY))
    for _ in range(9):
        ended(world, ExitClass.WORK)
        placed(world, world.participation())
    assert count_queries(lambda: figures.counted(world.service.pk, on=TODAY)) == one


def test_the_same_number_for_all_who_may_count_and_none_for_others(world: World) -> None:
    world.participation()
    for role in (Role.COACH, Role.MANAGER, Role.SOCIAL_SECRETARY, Role.JOB_MATCHER):
        found = figures.results(world.actor(role), service=world.service.pk, on=TODAY)
        assert next(one.value for one in found.figures if one.figure is F.ENROLLED_IN_MONTH) == 1
    with pytest.raises(Hidden):
        figures.results(world.actor(Role.EMPLOYMENT_OFFICER), service=world.service.pk, on=TODAY)
    with pytest.raises(Hidden):
        figures.rows_behind(
            world.actor(Role.COACH), service=world.service.pk, figure=F.ENROLLED_IN_MONTH, on=TODAY, seen_on=TODAY
        )


def test_a_small_group_is_hidden_outside_the_unit(world: World) -> None:
    for number in range(9):
        way = world.participation()
        with acting("system:test"):
            m.Person.unscoped.filter(pk=way.person_id).update(sex="woman" if number else "man")
    cells = open_tables.open_table(world.actor(Role.MANAGER), service=world.service.pk, on=TODAY)
    shown = {(cell.row, cell.column): cell.count for cell in cells}
    assert shown["here", "man"] is None and shown["here", "woman"] is None and shown[None, None] == 9


def test_every_service_is_counted_for_the_house_itself(world: World) -> None:
    codes = [one.figure for one in figures.all_figures(system("figures"), on=TODAY)]
    assert F.ENROLLED_IN_MONTH in codes
    with pytest.raises(Hidden):
        list(figures.all_figures(system("figures"), on=TODAY, service="no-such"))


def test_a_month_that_is_looked_back_on_has_the_steps_and_plans_of_its_day(world: World) -> None:
    way = world.participation()
    plan = add(
        m.Plan, **about(way), participation=way, number=1, state="ended", goal="Arbete", leads="work",
        start=TODAY - timedelta(days=50), review_on=TODAY, contact_every_days=14,
        written_by=world.users[Role.COACH], written_at=AT - timedelta(days=50),
    )  # fmt: skip
    for party in ("participant", "board"):
        add(
            m.Agreement, **about(way), plan=plan, party=party, agreed_by=world.users[Role.COACH],
            agreed_at=AT - timedelta(days=50),
        )  # fmt: skip
    add(
        m.Step, **about(way), participation=way, plan=plan, title="Ring tvätteriet", leads="work", due_on=TODAY,
        owner=world.users[Role.COACH], state="dropped", drop_reason="participation-closed",
        ended_on=TODAY - timedelta(days=4),
    )  # fmt: skip
    with acting("system:test"):
        way.state, way.ended_on = "closed", TODAY - timedelta(days=4)
        way.save()
    october = date(2026, 10, 31)
    assert figure(world, F.WITHOUT_NEXT_STEP, october).numerator == 0
    agreed = figure(world, F.PLANS_AGREED_BY_BOTH, october)
    assert (agreed.numerator, agreed.denominator) == (1, 1)


def test_whoever_ends_today_is_in_the_month_but_not_without_a_step(world: World) -> None:
    ended(world, ExitClass.WORK, TODAY)
    assert figure(world, F.ENROLLED_IN_MONTH).value == 1
    assert figure(world, F.WITHOUT_NEXT_STEP).denominator == figure(world, F.PLANS_AGREED_BY_BOTH).denominator == 0
    started = figure(world, F.ONWARD_OF_STARTED)
    assert (started.numerator, started.denominator, started.unknown) == (1, 1, 0)


def test_an_hour_later_today_is_not_missing_yet(world: World) -> None:
    way = world.participation()
    for hour in (8, 9, 14):
        session = world.session(AT.replace(hour=hour, minute=0))
        add(
            m.Booking, **about(way), session=session, participation=way, starts_at=session.starts_at, kind="series",
            seat=1, verdict=Verdict.NOT_REGISTERED.value, booked_at=AT,
        )  # fmt: skip
    by_now = {one.figure.figure: one.figure for one in figures.counted(world.service.pk, on=TODAY, at=AT)}
    assert (by_now[F.NOT_REGISTERED_SHARE].numerator, by_now[F.ATTENDANCE_SHARE].unknown) == (2, 2)
    assert figure(world, F.NOT_REGISTERED_SHARE).numerator == 3  # when the day is over


def test_what_was_registered_in_error_has_no_hours_either(world: World) -> None:
    way = ended(world, ExitClass.REGISTERED_IN_ERROR)
    booked(world, way, Verdict.PRESENT, Verdict.NOT_REGISTERED)
    assert figure(world, F.ATTENDANCE_SHARE).denominator == figure(world, F.NOT_REGISTERED_SHARE).denominator == 0


def test_hours_nobody_answered_for_are_told_beside_the_streaks(world: World) -> None:
    booked(world, world.participation(), Verdict.ABSENT_INVALID, Verdict.NOT_REGISTERED, Verdict.CONTESTED)
    assert figure(world, F.STREAKS_OF_FOUR).unknown == figure(world, F.ANNOUNCED_HISTORICAL_SCHEME).unknown == 2


def test_somebody_who_comes_back_in_the_month_is_one_person(world: World) -> None:
    first = ended(world, ExitClass.OTHER, TODAY.replace(day=5))
    world.participation(m.Person.unscoped.get(pk=first.person_id), started_on=TODAY.replace(day=16))
    assert figure(world, F.ENROLLED_IN_MONTH).value == figure(world, F.FOREIGN_BORN_SHARE).unknown == 1
    assert figure(world, F.STARTED).value == 2


def test_what_was_meant_at_the_exit_is_no_answer_ninety_days_after(world: World) -> None:
    day = TODAY - timedelta(days=100)
    asked = day + timedelta(days=90)
    for noted, end in ((day, None), (day, asked), (asked, None)):
        way = ended(world, ExitClass.WORK, day)
        add(
            m.OccupationSpell, **about(way), occupation="work", start=day, end=end, source="staff",
            noted_at=AT - (TODAY - noted),
        )  # fmt: skip
    found = figure(world, F.IN_WORK_OR_STUDIES_90_DAYS)
    assert (found.numerator, found.denominator, found.unknown) == (2, 3, 1)  # also when no question was laid out


def test_support_that_ended_earlier_in_the_month_was_still_paid_in_it(world: World) -> None:
    way = world.participation(started_on=date(2026, 9, 15))
    for start, end, ore in (
        (date(2026, 8, 1), date(2026, 8, 20), 800_000),
        (date(2026, 11, 1), date(2026, 11, 9), 700_000),
        (date(2026, 11, 10), date(2026, 11, 20), 300_000),
    ):
        add(
            m.SupportSpell, **about(way), compartment="social-services", start=start, end=end, paid_ore_per_month=ore
        )  # fmt: skip
    assert figure(world, F.SUPPORT_PAID_OUT).value == 300_000  # the amount that applied last, not both
    assert figure(world, F.SUPPORT_PAID_OUT_BEFORE_START).value == 800_000
    add(m.SupportSpell, **about(way), compartment="social-services", start=TODAY, paid_ore_per_month=None)
    add(
        m.SupportSpell, **about(way), compartment="social-services", start=date(2026, 11, 11), end=TODAY,
        paid_ore_per_month=300_000,
    )  # fmt: skip
    found = figure(world, F.SUPPORT_PAID_OUT)
    assert (found.value, found.denominator, found.unknown) == (0, 1, 1)  # a later spell lies over an earlier: one each


def test_a_prolonged_assignment_is_one_stay_in_the_activity(world: World) -> None:
    way = world.participation(started_on=TODAY - timedelta(days=500))
    for start, end in ((400, 220), (210, 40), (39, -60)):
        add(
            m.Assignment, **about(way), participation=way, activity=world.activity, state="decided", prepared_on=TODAY,
            consulted_on=TODAY - timedelta(days=start), consulted_answer="no-suitable-measure", wishes="Ja",
            start=TODAY - timedelta(days=start), end=TODAY - timedelta(days=end),
            prepared_by=world.users[Role.COACH], decided_by=world.users[Role.SOCIAL_SECRETARY],
            decided_on=TODAY - timedelta(days=start), reasons="Behövs",
        )  # fmt: skip
    long = figure(world, F.IN_ACTIVITY_OVER_12_MONTHS)
    assert (long.numerator, long.denominator) == (1, 1)
    assert figure(world, F.HOURS_AGAINST_FULL_TIME).numerator == 2


def test_who_left_while_waiting_did_not_wait_longer_than_that(world: World) -> None:
    referred(world, 20, None)
    with acting("system:test"):
        m.Participation.unscoped.update(state="closed", started_on=None, ended_on=TODAY - timedelta(days=17))
    within = figure(world, F.FIRST_MEETING_WITHIN_TARGET)
    assert (within.denominator, within.unknown) == (0, 1)


def test_a_referral_that_never_came_in_is_counted_and_told_apart(world: World) -> None:
    referred(world, 20, 3)
    add(
        m.Referral, board=world.board, person=world.person(), service=world.service, way_in="own-initiative",
        state="declined", received_on=TODAY, received_at=AT, decided_on=TODAY, decided_by=world.users[Role.COACH],
        decline_reasons=["support"], turn_to="Arbetsförmedlingen",
    )  # fmt: skip
    behind = figures.rows_behind(
        world.actor(Role.MANAGER), service=world.service.pk, figure=F.REFERRED, on=TODAY, seen_on=TODAY
    )  # fmt: skip
    assert (behind.figure.numerator, behind.total, behind.outside) == (2, 1, 1)


def test_a_figures_denominator_is_opened_as_its_numerator_is(world: World) -> None:
    world.participation()
    hidden = world.participation(world.person("Skyddad", protection=Protection.PROTECTED))
    manager, opened = world.actor(Role.MANAGER), {"service": world.service.pk, "on": TODAY, "seen_on": TODAY}
    few = figures.rows_behind(manager, figure=F.PLANS_AGREED_BY_BOTH, **opened)
    everybody = figures.rows_behind(manager, figure=F.PLANS_AGREED_BY_BOTH, among=True, **opened)
    assert (few.total, few.has_both, everybody.total, everybody.unseen) == (0, True, 2, 1)
    assert hidden.person_id not in {row.person_id for row in everybody.rows}
    with pytest.raises(Hidden):
        figures.rows_behind(world.actor(Role.COACH), figure=F.PLANS_AGREED_BY_BOTH, among=True, **opened)
    with pytest.raises(Hidden):
        figures.rows_behind(manager, figure=F.ENROLLED_IN_MONTH, among=True, **opened)


def test_a_denominator_of_people_counts_as_many_as_the_list_holds(world: World) -> None:
    referred(world, 20, 3)
    booked(world, world.participation(), Verdict.PRESENT, Verdict.NOT_REGISTERED)
    ended(world, ExitClass.WORK)
    placed(world, world.participation())
    told = {}
    for one in figures.counted(world.service.pk, on=TODAY):
        line = shown.line(one.figure, {}, may_open=True)
        assert line.opens_all == bool(one.among.size), one.figure.figure
        told[one.figure.figure] = (int(one.among.size), one.figure.denominator)
    told.pop(F.NOT_REGISTERED_SHARE)  # of hours: the list holds the people who had them
    assert all(size in (0, denominator) for size, denominator in told.values()), told


def test_nothing_known_of_anybody_is_no_share_of_nought(world: World) -> None:
    for days in (89, 90, 91):
        ended(world, ExitClass.OTHER_AUTHORITY, TODAY - timedelta(days=days))
    found = figure(world, F.IN_WORK_OR_STUDIES_90_DAYS)
    assert (found.numerator, found.denominator, found.unknown, found.value, found.low) == (0, 2, 2, None, None)
    assert shown.line(found, {}, may_open=True).parts == "Vad de gör är inte känt om någon av de 2"
    nobody = shown.line(figure(world, F.IN_WORK_OR_STUDIES_365_DAYS), {}, may_open=True)
    assert (nobody.value, nobody.parts) == ("Inget tal", "Här finns inget att räkna")


def test_a_year_that_had_a_29_february_is_whole(world: World) -> None:
    ended(world, ExitClass.WORK, date(2028, 1, 1))
    assert figure(world, F.FINISHED, on=date(2028, 12, 31)).value == 1
    assert figure(world, F.FINISHED, on=date(2029, 1, 1)).value == 0


def test_a_correction_shows_in_a_closed_month_also_where_the_share_is_the_same(world: World) -> None:
    last = date(2026, 10, 31)
    for exit_class in (ExitClass.WORK, ExitClass.OTHER):
        ended(world, exit_class, last)
    kept = [
        {"figure": one.figure.code, "value": one.figure.value, "numerator": one.figure.numerator,
         "denominator": one.figure.denominator}
        for one in figures.counted(world.service.pk, on=last)
    ]  # fmt: skip
    with acting("system:test"):
        m.ClosedMonth.objects.create(
            service=world.service, month=last.replace(day=1), figures=kept, closed_by=world.users[Role.MANAGER],
            closed_at=datetime(2026, 11, 2, 23, 30, tzinfo=UTC),
        )  # fmt: skip
    for exit_class in (ExitClass.WORK, ExitClass.OTHER):
        ended(world, exit_class, last)
    found = figures.results(world.actor(Role.MANAGER), service=world.service.pk, on=last)
    changes = {one.figure: one for one in found.changes}
    change = changes[F.ONWARD_OF_COMPLETED]
    assert [shown.said(change, one) for one in (change.then, change.now)] == ["50 % (1 av 2)", "50 % (2 av 4)"]
    assert found.closed_on == date(2026, 11, 3), "the day here, not in London"

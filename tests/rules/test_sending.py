"""When a message may leave, and what becomes of one that failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.calendar import STOCKHOLM, holiday, local
from vidare.rules.identity import Protection
from vidare.rules.messages import ASKS_FOR_A_HUMAN, Answer, Channel, MessageState, Template, answers, may_be_answered
from vidare.rules.sending import Came, Held, SendPolicy, after, after_held, held, may_leave_at, policy_of, useless_after

POLICY = SendPolicy()
S = MessageState


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("written", "leaves"),
    [
        ("2026-11-24 10:00", "2026-11-24 10:00"),
        ("2026-11-24 07:59", "2026-11-24 08:00"),
        ("2026-11-24 19:59", "2026-11-24 19:59"),
        ("2026-11-24 20:00", "2026-11-25 08:00"),
        ("2026-11-28 12:00", "2026-11-28 12:00"),  # Saturday
        ("2026-11-28 21:00", "2026-11-30 08:00"),  # Saturday night: not on the Sunday
        ("2026-11-29 12:00", "2026-11-30 08:00"),  # Sunday
        ("2026-12-23 21:00", "2026-12-28 08:00"),  # both days of Christmas, its eve, and a Sunday
        ("2027-03-25 20:30", "2027-03-27 08:00"),  # Good Friday
        ("2026-10-24 22:00", "2026-10-26 08:00"),  # the night when the clock goes back, before a Sunday
        ("2027-03-27 23:00", "2027-03-30 08:00"),  # the night when it goes forward, before Easter
    ],
)
def test_an_sms_waits_for_a_morning_on_which_no_phone_wakes_anybody(written: str, leaves: str) -> None:
    assert may_leave_at(Template.MEETING, Channel.SMS, at=at(written), policy=POLICY) == at(leaves)


def test_on_the_days_when_the_clock_changes_eight_is_eight_on_the_wall() -> None:
    every_day = SendPolicy(sms_on_holidays=True)
    for night, offset in ((datetime(2026, 10, 24, 23, tzinfo=UTC), 1), (datetime(2027, 3, 27, 23, tzinfo=UTC), 2)):
        leaves = may_leave_at(Template.MEETING, Channel.SMS, at=night, policy=every_day)
        assert (leaves.hour, leaves.utcoffset()) == (8, timedelta(hours=offset))


def test_an_email_and_a_code_somebody_waits_for_go_at_once_at_any_hour() -> None:
    night = at("2026-12-25 03:00")
    assert may_leave_at(Template.MEETING, Channel.EMAIL, at=night, policy=POLICY) == night
    assert may_leave_at(Template.LOGIN_CODE, Channel.SMS, at=night, policy=POLICY) == night


@given(st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)))
def test_an_sms_never_leaves_in_the_quiet_hours_and_waiting_twice_is_waiting_once(moment: datetime) -> None:
    leaves = may_leave_at(Template.MEETING, Channel.SMS, at=moment, policy=POLICY)
    here = local(leaves)
    assert leaves >= moment and 8 <= here.hour < 20 and here.isoweekday() < 7 and not holiday(here.date())
    assert may_leave_at(Template.MEETING, Channel.SMS, at=leaves, policy=POLICY) == leaves


def test_the_hours_are_the_services_own_and_nothing_else_is_made_of_a_rule_set() -> None:
    own = policy_of({"sms_from_hour": 9, "sms_to_hour": 24, "sms_on_holidays": 1})
    assert may_leave_at(Template.MEETING, Channel.SMS, at=at("2026-11-29 23:59"), policy=own) == at("2026-11-29 23:59")
    assert policy_of({}) == POLICY
    with pytest.raises(ValueError, match="two hours of one day"):
        SendPolicy(sms_from_hour=20, sms_to_hour=8)


@given(st.integers(1, 5), st.floats(0, 1, exclude_max=True))
def test_each_wait_is_longer_than_the_one_before_however_they_are_spread(tries: int, drawn: float) -> None:
    now = at("2026-11-24 10:00")
    this, following = POLICY.next_try(tries, at=now, drawn=drawn), POLICY.next_try(tries + 1, at=now)
    assert this is not None and this > now
    assert following is None or following > this


def became(came: Came, *, tries: int = 1, template: Template = Template.MEETING, minutes: float = 600) -> MessageState:
    now = at("2026-11-24 10:00")
    state, again = after(
        came, template, tries=tries, useless_after=now + timedelta(minutes=minutes), at=now, policy=POLICY, drawn=0.5
    )
    assert (again is not None) is (state is S.WAITING)
    return state


def test_what_may_have_gone_is_never_sent_again_by_the_program() -> None:
    assert became(Came.TAKEN) is S.SENT
    assert became(Came.LOST) is S.UNDECIDED
    assert became(Came.NEVER) is S.GIVEN_UP
    assert became(Came.NOT_NOW) is S.WAITING
    assert became(Came.NOT_NOW, tries=len(POLICY.waits) + 1) is S.GIVEN_UP
    assert became(Came.NOT_NOW, tries=2, minutes=5) is S.GIVEN_UP, "the next try would come too late"


@pytest.mark.parametrize("came", [Came.LOST, Came.NEVER])
def test_a_code_that_did_not_come_asks_nobody_but_the_one_who_waits_for_it(came: Came) -> None:
    assert became(came, template=Template.LOGIN_CODE) is S.STOPPED


def test_what_changed_since_it_was_written_is_looked_at_just_before_it_goes() -> None:
    now = at("2026-11-24 10:00")

    def why(channel: Channel = Channel.SMS, **other: object) -> Held | None:
        known = {"protection": Protection.OPEN, "sms_wanted": True, "useless_after": None, "at": now} | other
        return held(channel, **known)  # type: ignore[arg-type]

    assert why() is None
    assert why(sms_wanted=False) is Held.NOT_WANTED and why(Channel.EMAIL, sms_wanted=False) is None
    assert why(useless_after=now) is Held.USELESS
    for hidden in (Protection.PROTECTED, Protection.UNKNOWN):
        assert why(Channel.EMAIL, protection=hidden) is Held.PROTECTED
    assert after_held(Template.MEETING, Held.NOT_WANTED) is S.STOPPED
    assert after_held(Template.MEETING, Held.USELESS) is S.GIVEN_UP


def test_an_sms_is_of_no_use_after_the_time_it_tells_of_and_an_email_still_is() -> None:
    now, then = at("2026-11-24 10:00"), at("2026-11-25 09:00")
    facts = {"starts_at": then}
    assert useless_after(Template.MEETING, Channel.SMS, facts=facts, at=now) == then
    assert useless_after(Template.MEETING, Channel.EMAIL, facts=facts, at=now) is None
    assert useless_after(Template.LOGIN_CODE, Channel.SMS, facts={}, at=now) == now + timedelta(minutes=10)


def test_a_human_is_asked_only_about_what_asks_and_what_failed_cannot_have_gone() -> None:
    assert answers(S.UNDECIDED) == tuple(Answer)
    assert Answer.WENT not in answers(S.GIVEN_UP) and Answer.AGAIN in answers(S.GIVEN_UP)
    for state in set(MessageState) - set(ASKS_FOR_A_HUMAN):
        assert answers(state) == () and not may_be_answered(state, Answer.DROP).allowed

"""The pages of the plan, used as a browser uses them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.actions.test_plans import GOAL, agreed, draft, proposed
from tests.web.fragments import assert_fragment_is_part
from tests.world import AT, TODAY, World
from vidare.records.acting import acting
from vidare.records.participations import Participation
from vidare.records.plans import Agreement, Plan, Step
from vidare.records.services import Setting
from vidare.rules.access import Role
from vidare.rules.plans import State, StepState

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def way(world: World, client: Client) -> Participation:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    client.cookies["lang"] = "en"
    enter(world, client, Role.COACH)
    return world.participation()


def enter(world: World, client: Client, role: Role) -> None:
    client.force_login(world.users[role], backend=BACKEND)


def content(**more: Any) -> dict[str, Any]:
    return {
        "goal": "Arbete på hotell", "leads": "work", "start": TODAY.isoformat(), "review_on": "2027-02-24",
        "contact_every_days": 14, "hours_per_week": 10, "search_hours_per_week": 0, "version": 0, "once": "content",
    } | more  # fmt: skip


def step(**more: Any) -> dict[str, Any]:
    return {
        "title": "Ringa hotellet", "leads": "work", "due_on": "2026-12-01", "owner": "participant", "lang": "sv",
        "version": 0, "once": "step",
    } | more  # fmt: skip


def test_a_plan_goes_from_nothing_to_agreed_by_all_through_the_pages(
    world: World, client: Client, way: Participation
) -> None:
    url = f"/people/{way.person_id}/plan/"
    answer = client.post(f"{url}write/", content())
    assert answer["Location"] == f"{url}step/", "a plan without a step leads straight to its first"
    client.post(f"{url}step/", step())
    plan = Plan.unscoped.get()
    assert "Arbete på hotell" in client.get(f"{url}{plan.pk}/propose/").content.decode()
    client.post(f"{url}{plan.pk}/propose/", {"version": plan.version, "once": "p"})
    yes = {"version": plan.version, "behalf": "1", "reason": "cannot-read", "once": "a"}
    assert client.post(f"{url}{plan.pk}/agree/", yes).status_code == 302
    enter(world, client, Role.SOCIAL_SECRETARY)
    client.post(f"{url}{plan.pk}/agree/", {"version": plan.version, "board": "1", "once": "b"})
    plan.refresh_from_db()
    assert plan.state == State.AGREED.value
    page = client.get(url).content.decode()
    assert "Had the plan read aloud" in page and "Ringa hotellet" in page


def test_the_coach_cannot_say_yes_for_the_board_and_is_told_why(
    world: World, client: Client, way: Participation
) -> None:
    plan = proposed(world, way)
    url = f"/people/{way.person_id}/plan/{plan.pk}/agree/"
    assert "Only the social secretary can say yes for the board" in client.get(url).content.decode()
    answer = client.post(url, {"version": plan.version, "board": "1", "once": "b"})
    assert answer.status_code == 422 and not Agreement.unscoped.exists()


def test_a_yes_on_behalf_without_a_reason_is_refused_on_the_page(
    world: World, client: Client, way: Participation
) -> None:
    plan = proposed(world, way)
    url = f"/people/{way.person_id}/plan/{plan.pk}/agree/"
    answer = client.post(url, {"version": plan.version, "behalf": "1", "once": "b"})
    assert answer.status_code == 422
    assert "Say why you record the yes" in answer.content.decode()


def test_who_says_yes_to_a_plan_that_has_changed_reads_it_again_first(
    world: World, client: Client, way: Participation
) -> None:
    plan = proposed(world, way)
    enter(world, client, Role.SOCIAL_SECRETARY)
    url = f"/people/{way.person_id}/plan/{plan.pk}/agree/"
    answer = client.post(url, {"version": plan.version - 1, "board": "1", "once": "b"})
    assert answer.status_code == 409 and "read it again" in answer.content.decode()
    assert not Agreement.unscoped.exists()


def test_an_agreed_plan_is_changed_with_one_button_and_stands_until_the_new_one_is_agreed(
    world: World, client: Client, way: Participation
) -> None:
    old = agreed(world, way)
    url = f"/people/{way.person_id}/plan/"
    assert f'action="{url}revise/"' in client.get(url).content.decode()
    answer = client.post(f"{url}revise/", {"once": "r"})
    assert answer["Location"] == f"{url}write/"
    assert client.post(f"{url}revise/", {"once": "r"})["Location"] == f"{url}write/", "sent twice it is one deed"
    new = Plan.unscoped.exclude(pk=old.pk).get()
    old.refresh_from_db()
    assert (old.state, new.state, new.goal) == (State.AGREED.value, State.DRAFT.value, old.goal)
    assert "Change the plan" in client.get(f"{url}write/").content.decode()
    refused = client.post(f"{url}revise/", {"once": "another"})
    assert refused.status_code == 422 and 'role="alert"' in refused.content.decode()
    assert f'action="{url}revise/"' not in client.get(url).content.decode()


def test_a_second_editor_of_the_plan_sees_both_side_by_side(world: World, client: Client, way: Participation) -> None:
    plan = draft(world, way)
    url = f"/people/{way.person_id}/plan/write/"
    assert client.post(url, content(goal="Mitt mål", version=plan.version, once="1")).status_code == 302
    answer = client.post(url, content(goal="Ditt mål", version=plan.version, once="2"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mitt mål" in page and "Ditt mål" in page and "Nothing is lost" in page
    assert f'name="version" value="{plan.version + 1}"' in page
    assert client.post(url, content(goal="Ditt mål", version=plan.version + 1, once="2")).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"goal": "hej\x00"}, {"goal": "x" * 5000}, {"review_on": TODAY.isoformat()}, {"contact_every_days": 0},
        {"hours_per_week": 99}, {"contact_every_days": "9" * 40}, {"hours_per_week": -1}, {"start": "1875-02-30"},
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_kept_is_explained_and_not_lost(
    client: Client, way: Participation, wrong: dict[str, Any]
) -> None:
    answer = client.post(f"/people/{way.person_id}/plan/write/", content(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422 and 'class="errors"' in page
    assert 'value="2027-02-24"' in page or "review_on" in wrong
    assert not Plan.unscoped.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""}, {"title": "x" * 201}, {"title": "bak\u202evänt"}, {"leads": "prolongation"}, {"owner": ""},
        {"owner": "9" * 40}, {"due_on": (TODAY - timedelta(days=1)).isoformat()}, {"due_on": "1875-01-01"},
    ],
)  # fmt: skip
def test_a_step_without_day_owner_or_direction_is_no_step(
    client: Client, way: Participation, wrong: dict[str, Any]
) -> None:
    answer = client.post(f"/people/{way.person_id}/plan/step/", step(**wrong))
    assert answer.status_code == 422 and not Step.unscoped.exists()


def test_to_write_the_same_step_again_is_explained_as_a_prolongation(client: Client, way: Participation) -> None:
    url = f"/people/{way.person_id}/plan/step/"
    client.post(url, step())
    answer = client.post(url, step(title="ringa hotellet", once="again"))
    assert answer.status_code == 422 and "say what comes next" in answer.content.decode()


def test_closing_the_last_step_leads_straight_to_the_next(world: World, client: Client, way: Participation) -> None:
    plan = agreed(world, way)
    row = Step.unscoped.get(plan=plan)
    url = f"/people/{way.person_id}/plan/step/{row.pk}/"
    answer = client.post(url, {"move": "1", "state": "done", "version": row.version, "once": "d"})
    assert answer["Location"] == f"/people/{way.person_id}/plan/step/"
    page = client.get(answer["Location"]).content.decode()
    assert "That was the last open step" in page and "begins a new version" in page


def test_a_step_is_dropped_with_a_reason_only(world: World, client: Client, way: Participation) -> None:
    draft(world, way)
    row = Step.unscoped.get()
    url = f"/people/{way.person_id}/plan/step/{row.pk}/"
    sent = {"move": "1", "state": "dropped", "version": row.version, "once": "d", "reason": ""}
    answer = client.post(url, sent)
    assert answer.status_code == 422 and "Say why the step is dropped" in answer.content.decode()
    assert client.post(url, sent | {"reason": "Hotellet stängde"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.drop_reason) == (StepState.DROPPED.value, "Hotellet stängde")


def test_the_same_step_form_sent_twice_is_one_step(client: Client, way: Participation) -> None:
    for _ in range(2):
        assert client.post(f"/people/{way.person_id}/plan/step/", step()).status_code == 302
    assert Step.unscoped.count() == 1


def test_a_plan_thrown_away_can_still_be_read(world: World, client: Client, way: Participation) -> None:
    plan = draft(world, way)
    url = f"/people/{way.person_id}/plan/"
    assert client.post(f"{url}{plan.pk}/end/", {"version": plan.version, "once": "e"}).status_code == 302
    page = client.get(url).content.decode()
    assert "Earlier versions" in page and GOAL.goal in page and "There is no next step" in page


def test_the_next_step_alone_is_the_pages_part(world: World, client: Client, way: Participation) -> None:
    agreed(world, way)
    assert_fragment_is_part(client, f"/people/{way.person_id}/plan/", "steps")


def test_another_persons_step_and_plan_are_missing_under_this_one(
    world: World, client: Client, way: Participation
) -> None:
    plan = proposed(world, world.participation())
    row = Step.unscoped.get()
    for path in (f"step/{row.pk}/", f"{plan.pk}/agree/", f"{plan.pk}/end/", f"step/{10**40}/"):
        assert client.get(f"/people/{way.person_id}/plan/{path}").status_code == 404
        assert client.post(f"/people/{way.person_id}/plan/{path}", {"version": 1}).status_code == 404


def test_on_leap_day_a_step_can_be_due(client: Client, way: Participation) -> None:
    assert client.post(f"/people/{way.person_id}/plan/step/", step(due_on="2028-02-29")).status_code == 302
    assert Step.unscoped.get().due_on == date(2028, 2, 29)

"""The quarter's report on the page, in the file and from the command."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from tests import elsewhere
from tests.ladder import on_the_ladder
from tests.web import cast
from tests.world import AT, TODAY, World
from vidare.queries import quarter as queries
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role
from vidare.rules.decision import Hidden
from vidare.rules.quarter import CODES_KIND, Measure, Quarter

pytestmark = pytest.mark.django_db
NOW = Quarter(2026, 4)
CODES = {"unemployed": "N31858", "ill": "N31860", "not-known": "N31868"}


def laid_out(world: World, *, unemployed: int = 6, ill: int = 2) -> None:
    """Of the unemployed one is assigned; one person's obstacle nobody has written."""
    with acting("system:test"):
        m.RuleSet.objects.create(
            kind=CODES_KIND, first_day=date(2026, 7, 1), values=CODES, source="Kolada", imported_at=AT
        )
    way = on_the_ladder(world).assigned().way
    people = [way.person] + [world.person(family=f"Test {number}") for number in range(unemployed + ill)]
    said = ["unemployed"] * unemployed + ["ill"] * ill + [""]
    with acting("system:test"):
        for person, obstacle in zip(people, said, strict=True):
            m.SupportSpell.unscoped.create(
                board=world.board, compartment="social-services", person=person, start=date(2026, 9, 1),
                obstacle=obstacle,
            )  # fmt: skip


def line(report: queries.Report, indicator: str, measure: Measure) -> tuple[int | None, int | None, int | None]:
    one = next(one for one in report.lines if (one.indicator, one.measure) == (indicator, measure))
    return one.numerator, one.denominator, one.unknown


def test_the_social_services_see_the_whole_and_the_manager_no_small_group(world: World) -> None:
    laid_out(world)
    whole = queries.quarter(world.actor(Role.SOCIAL_SECRETARY), quarter=NOW, on=TODAY)
    assert (whole.hidden, whole.as_of, whole.over) == (False, TODAY, False)
    assert line(whole, "N31858", Measure.ASSIGNED) == (1, 6, 0)
    assert line(whole, "N31858", Measure.DENIED_OR_REDUCED) == (0, 6, 0)
    assert line(whole, "N31860", Measure.ASSIGNED) == (0, 2, 0)
    assert line(whole, "N31868", Measure.ASSIGNED) == (0, 1, 1)
    shown = queries.quarter(world.actor(Role.MANAGER), quarter=NOW, on=TODAY)
    assert shown.hidden
    for one in shown.lines:
        assert one.numerator not in range(1, 5) and one.denominator not in range(1, 5)
    assert line(shown, "N31860", Measure.ASSIGNED)[1] is None
    for role in (Role.COACH, Role.COORDINATOR, Role.JOB_MATCHER, Role.ADMINISTRATOR, Role.EMPLOYMENT_OFFICER):
        with pytest.raises(Hidden):
            queries.quarter(world.actor(role), quarter=NOW, on=TODAY)


def test_a_quarter_before_the_rule_has_no_lines_and_one_to_come_is_not_there(world: World) -> None:
    laid_out(world)
    actor = world.actor(Role.SOCIAL_SECRETARY)
    assert queries.quarter(actor, quarter=Quarter(2026, 2), on=TODAY).lines == ()
    with pytest.raises(Hidden):
        queries.quarter(actor, quarter=Quarter(2027, 1), on=TODAY)


def test_the_command_prints_one_object_and_says_what_is_wrong(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    laid_out(world)
    call_command("requirement", "--quarter", "2026Q4", "--as-of", "2026-11-24", "--json")
    said = json.loads(capsys.readouterr().out)
    row = next(one for one in said["rows"] if (one["indicator"], one["measure"]) == ("N31858", "assigned"))
    assert (row["numerator"], row["denominator"], row["as_of"], row["board"]) == (1, 6, "2026-11-24", "socialnamnden")
    call_command("requirement", "--quarter", "2026Q4", "--as-of", "2026-11-24", "--csv")
    assert capsys.readouterr().out.startswith("board,quarter,indicator,measure,numerator,")
    for wrong in (["--quarter", "4"], ["--board", "ingen"], ["--as-of", "i går"], ["--quarter", "2030Q1"]):
        with pytest.raises(CommandError) as refused:
            call_command("requirement", *wrong, "--json")
        assert refused.value.returncode == 2


def test_the_file_says_what_the_page_says_and_both_are_noted(world: World, client: Client) -> None:
    laid_out(world)
    client.force_login(
        world.users[Role.MANAGER], backend="allauth.account.auth_backends.AuthenticationBackend"
    )  # fmt: skip
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    page = client.get("/results/quarter/").content.decode()
    assert "N31858" in page and "dolt" in page
    table = client.get("/results/quarter/file.csv").content.decode()
    assert "N31860,assigned,,,," in table
    assert {"quarter.opened", "quarter.exported"} <= set(m.Event.objects.values_list("verb", flat=True))
    assert client.get("/results/quarter/?quarter=nej").status_code == 404
    assert "board=" not in page, "nothing to choose for whoever has one"


def test_whoever_has_several_boards_chooses_one_and_keeps_it_from_quarter_to_quarter(
    world: World, client: Client
) -> None:
    laid_out(world)
    there = elsewhere.next_door(world)
    with acting("system:test"):
        board = m.Board.objects.create(code="annan", name="En annan nämnd", municipality="Annanstad")
        m.Service.objects.filter(pk=there.pk).update(board=board)
        m.Membership.objects.create(
            user=world.users[Role.MANAGER], organisation=world.organisation, service=there, role=Role.MANAGER.value,
            start=date(2025, 1, 1),
        )  # fmt: skip
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    cast.enter(client, world.users[Role.MANAGER])
    assert f"board={board.pk}" in client.get("/results/quarter/").content.decode()
    page = client.get(f"/results/quarter/?board={board.pk}").content.decode()
    assert "<strong>En annan nämnd</strong>" in page
    assert f'href="?quarter={NOW.before}&amp;board={board.pk}"' in page, "the choice goes along to another quarter"

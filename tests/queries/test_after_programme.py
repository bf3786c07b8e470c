"""The target of the introduction: a closed cohort, women and men, counted from rows as the rule counts one person."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from tests.web import cast
from tests.world import AT, TODAY, World
from vidare.actions import population, programmes
from vidare.queries import figures, open_tables
from vidare.queries import programmes as asked_about
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role, system
from vidare.rules.decision import Refused
from vidare.rules.identity import Sex
from vidare.rules.outcomes import Occupation
from vidare.rules.population import No
from vidare.rules.programmes import After, Told
from vidare.rules.statistics import AFTER_PROGRAMME, Figure, FigureCode

pytestmark = pytest.mark.django_db
F = FigureCode
ENDED = TODAY - timedelta(days=120)
DAY = ENDED + timedelta(days=90)
HEAD = "measure,sex,ended_from,ended_to,people,in_work_or_studies,unknown,as_of,source\n"
LINE = "newly-arrived-after-programme,{sex},2025-07-01,2026-06-30,{n},{k},{u},2026-10-01,AF:s statistik\n"


@pytest.fixture
def asked(world: World) -> World:
    """The service's model names the six figures."""
    codes = "".join(f'  "{code.value}",\n' for codes in AFTER_PROGRAMME.values() for code in codes)
    with acting("system:test"):
        kept = m.ServiceModel.objects.get(pk=world.service.model_id)
        text = kept.text.replace("figures = [", f"figures = [\n{codes}", 1)
        model = m.ServiceModel.objects.create(code="new", version=1, text=text, digest="new", imported_at=AT)
        m.Service.objects.filter(pk=world.service.pk).update(model=model)
    return world


def figure(world: World, code: FigureCode, on: date = TODAY) -> Figure:
    return next(one.figure for one in figures.counted(world.service.pk, on=on) if one.figure.figure is code)


def came(world: World, sex: Sex, ended: date | None = ENDED, does: Occupation | None = None) -> m.Participation:
    way = world.participation(started_on=TODAY - timedelta(days=300))
    with acting("system:test"):
        m.Person.unscoped.filter(pk=way.person_id).update(sex=sex.value)
    start = TODAY - timedelta(days=800)
    programmes.note_programme(
        world.actor(Role.COACH), person=way.person_id, start=start, end=ended, told_by=Told.PAPER, at=AT
    )  # fmt: skip
    if does is not None:
        with acting("system:test"):
            m.OccupationSpell.unscoped.create(
                board_id=way.board_id, person_id=way.person_id, occupation=does.value, start=DAY, end=DAY,
                source="staff", noted_at=AT,
            )  # fmt: skip
    return way


def test_women_and_men_are_counted_apart_and_the_unknown_are_told(asked: World) -> None:
    first = came(asked, Sex.WOMAN, does=Occupation.OWN_BUSINESS)
    came(asked, Sex.WOMAN, does=Occupation.UNEMPLOYED)
    came(asked, Sex.WOMAN)
    came(asked, Sex.MAN, does=Occupation.STUDIES)
    came(asked, Sex.UNKNOWN, does=Occupation.WORK)
    women = figure(asked, F.AFTER_PROGRAMME_WOMEN)
    assert (women.numerator, women.denominator, women.unknown, women.bounds) == (1, 3, 1, (1 / 3, 2 / 3))
    assert (figure(asked, F.AFTER_PROGRAMME_MEN).numerator, figure(asked, F.AFTER_PROGRAMME_MEN).denominator) == (1, 1)
    both = figure(asked, F.AFTER_PROGRAMME)
    assert (both.numerator, both.denominator) == (3, 5), "whose sex is not known is among all"
    with acting("system:test"):
        m.OccupationSpell.unscoped.filter(person=first.person_id).delete()
    assert figure(asked, F.AFTER_PROGRAMME_WOMEN).numerator == 0


def test_the_cohort_is_closed_and_the_latest_word_of_the_last_day_counts(asked: World) -> None:
    came(asked, Sex.MAN, ended=TODAY - timedelta(days=89))
    came(asked, Sex.MAN, ended=TODAY - timedelta(days=90))
    came(asked, Sex.MAN, ended=None)
    moved = came(asked, Sex.MAN)
    assert figure(asked, F.AFTER_PROGRAMME_MEN).denominator == 2
    programmes.note_programme(
        asked.actor(Role.COACH), person=moved.person_id, start=TODAY - timedelta(days=800), end=TODAY, at=AT,
        told_by=Told.EMPLOYMENT_SERVICE,
    )  # fmt: skip
    assert figure(asked, F.AFTER_PROGRAMME_MEN).denominator == 1, "the programme was prolonged"


def test_nobody_and_nobody_known_are_told_in_a_sentence_and_not_as_nought(asked: World, client: Client) -> None:
    came(asked, Sex.WOMAN)
    assert figure(asked, F.AFTER_PROGRAMME_WOMEN).value is None and figure(asked, F.AFTER_PROGRAMME_MEN).value is None
    cast.stop_the_clock()
    page = cast.enter(client, asked.users[Role.MANAGER]).get("/results/").content.decode()
    assert "Vad de gör är inte känt om någon av de 1" in page
    assert "Ingens nittionde dag inföll under perioden" in page and "Ingen uppgift är inläst" in page


def test_all_newly_arrived_come_from_outside_with_source_and_days(
    asked: World, capsys: pytest.CaptureFixture[str]
) -> None:
    text = HEAD + LINE.format(sex="woman", n=120, k=54, u=10) + LINE.format(sex="man", n=100, k=60, u=0)
    population.take_in(system("test"), service=asked.service.code, text=text, at=AT)
    call_command("figures", service=asked.service.code, as_of=TODAY.isoformat(), json=True)
    found = {one["figure"]: one for one in json.loads(capsys.readouterr().out)["figures"]}
    women = found["in-work-or-studies-90-days-women-population"]
    assert (women["numerator"], women["denominator"], women["unknown"]) == (54, 120, 10)
    assert (women["lowest"], round(women["highest"], 3)) == (0.45, 0.533)
    assert "Göteborg, 2025-07-01–2026-06-30, AF:s statistik (2026-10-01)" in women["definition"]
    assert found["in-work-or-studies-90-days-after-programme-population"]["denominator"] == 220


def test_a_line_of_a_board_that_has_nothing_to_do_with_the_service_is_told(world: World, tmp_path: Path) -> None:
    text = HEAD.replace("measure", "board,measure") + "nobody," + LINE.format(sex="man", n=1, k=0, u=0)
    with pytest.raises(Refused) as refused:
        population.take_in(system("test"), service=world.service.code, text=text, at=AT)
    assert [(one.code, one.facts["row"]) for one in refused.value.reasons] == [(No.BOARD, 2)]
    file = tmp_path / "numbers.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="hör inte till verksamheten"):
        call_command("population", "import", str(file), service=world.service.code)
    assert not m.Population.objects.exists()


def test_outside_the_unit_a_small_group_is_hidden(asked: World) -> None:
    for does in (Occupation.WORK, None, None, None, None, None):
        came(asked, Sex.WOMAN, does=does)
    cells = open_tables.after_programme_table(asked.actor(Role.MANAGER), service=asked.service.pk, on=TODAY)
    shown = {(cell.row, cell.column): cell.count for cell in cells}
    assert shown[After.ONWARD, Sex.WOMAN] is None and shown[After.UNKNOWN, Sex.WOMAN] is None
    assert shown[None, None] == 6


def test_those_of_whom_nothing_is_known_are_there_to_be_asked_and_nobody_else(asked: World, client: Client) -> None:
    came(asked, Sex.WOMAN, does=Occupation.WORK)
    came(asked, Sex.MAN, ended=TODAY - timedelta(days=89))
    way = came(asked, Sex.MAN)
    found = asked_about.to_ask(asked.actor(Role.COACH), on=TODAY)
    assert [(one.person_id, one.asked_on) for one in found] == [(way.person_id, DAY)]
    assert len(found) == figure(asked, F.AFTER_PROGRAMME).unknown
    cast.stop_the_clock()
    page = cast.enter(client, asked.users[Role.COACH]).get("/afterwards/").content.decode()
    assert "den nittionde dagen efter det" in page and f"/people/{way.person_id}/occupation/" in page


def test_what_was_answered_after_a_first_way_is_known_of_who_came_back(asked: World) -> None:
    way = came(asked, Sex.WOMAN)
    with acting("system:test"):
        m.Participation.unscoped.filter(pk=way.pk).update(state="closed", ended_on=ENDED)
        m.FollowUp.unscoped.create(
            board_id=way.board_id, person_id=way.person_id, participation=way, days=90, due_on=DAY, state="answered",
            occupation="work", answered_on=DAY, answered_by=asked.users[Role.COACH],
        )  # fmt: skip
        asked.participation(way.person, started_on=DAY - timedelta(days=10))
    found = figure(asked, F.AFTER_PROGRAMME_WOMEN)
    assert (found.numerator, found.denominator, found.unknown) == (1, 1, 0)
    assert asked_about.to_ask(asked.actor(Role.COACH), on=TODAY) == ()
    assert asked_about.programme(asked.actor(Role.COACH), way.person_id, on=TODAY).state is Occupation.WORK


def test_nobody_is_asked_who_is_not_in_the_cohort(asked: World) -> None:
    late, wrong = came(asked, Sex.MAN), came(asked, Sex.MAN)
    with acting("system:test"):
        m.Participation.unscoped.filter(pk=late.pk).update(started_on=DAY + timedelta(days=1))
        m.Exit.unscoped.create(
            board_id=wrong.board_id, person_id=wrong.person_id, participation=wrong, ended_on=TODAY,
            preliminary="registered-in-error", made_by=asked.users[Role.COACH],
        )  # fmt: skip
    assert asked_about.to_ask(asked.actor(Role.COACH), on=TODAY) == ()
    assert figure(asked, F.AFTER_PROGRAMME).denominator == 0

"""How far the young are reached: by a number from outside, told with its source, and never made up."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from tests.web.test_matrix import BACKEND
from tests.world import AT, TODAY, World
from vidare.queries import figures
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role, system
from vidare.rules.statistics import Figure

pytestmark = pytest.mark.django_db
LINE = "measure,as_of,people,source\nyoung-outside-work-and-school,2024-12-31,{},SCB tabell 7\n"


def coverage(world: World) -> Figure:
    with acting("system:test"):
        kept = m.ServiceModel.objects.get(pk=world.service.model_id)
        text = kept.text.replace("figures = [", 'figures = [\n  "youth-coverage",', 1)
        model, _ = m.ServiceModel.objects.get_or_create(
            code="young", version=1, defaults={"text": text, "digest": "young", "imported_at": AT}
        )
        m.Service.objects.filter(pk=world.service.pk).update(model=model)
    found = figures.all_figures(system("test"), on=TODAY, service=world.service.code)
    return next(one for one in found if one.figure == "youth-coverage")


def born(world: World, *days: date) -> None:
    for day in days:
        person = world.person(family=f"Född {day}")
        with acting("system:test"):
            m.Person.unscoped.filter(pk=person.pk).update(born_on=day)
        world.participation(person)


def test_the_young_are_those_of_sixteen_to_twenty_four_on_the_day(world: World, tmp_path: Path) -> None:
    born(world, date(2010, 11, 24), date(2010, 11, 25), date(2001, 11, 25), date(2001, 11, 24))
    assert (coverage(world).numerator, coverage(world).denominator, coverage(world).value) == (2, 0, None)
    file = tmp_path / "numbers.csv"
    file.write_text(LINE.format(40), encoding="utf-8")
    call_command("population", "import", str(file), service=world.service.code, json=True)
    found = coverage(world)
    assert (found.numerator, found.denominator, found.value) == (2, 40, 0.05)
    assert "SCB tabell 7 (2024-12-31)" in found.source
    file.write_text(LINE.format(1), encoding="utf-8")
    call_command("population", "import", str(file), service=world.service.code, json=True)
    assert (coverage(world).denominator, coverage(world).value) == (1, None), "no share above the whole"


def test_the_command_says_what_is_wrong_and_takes_in_nothing(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "numbers.csv"
    for content, said in ((LINE.format("x").encode(), "2"), (b"\xff\xfe", "UTF-8"), (None, "ingen sådan fil")):
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content)
        with pytest.raises(CommandError, match=said):
            call_command("population", "import", str(file), service=world.service.code)
    file.write_text(LINE.format(5), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("population", "import", str(file), service="nowhere")
    assert not m.Population.objects.exists()
    call_command("population", "import", str(file), service=world.service.code, json=True)
    assert json.loads(capsys.readouterr().out) == {"rows": 1}


def test_the_page_takes_lines_in_and_loses_none_that_are_wrong(world: World, client: Client) -> None:
    client.force_login(world.users[Role.ADMINISTRATOR], backend=BACKEND)
    sent = {"service": world.service.code, "text": LINE.format("många")}
    wrong = client.post("/population/", sent)
    assert wrong.status_code == 422 and "många" in wrong.content.decode()
    assert client.post("/population/", sent | {"text": LINE.format(655)}).status_code == 302
    assert "SCB tabell 7" in client.get("/population/").content.decode()

"""Every key of a model is met by somebody: the same office by one file and by the other says and does otherwise."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

import vidare
from tests.actions.test_plans import agreed
from tests.world import AT, TODAY, World
from vidare.actions import plans
from vidare.actions.attention import limits_of
from vidare.actions.services import import_model
from vidare.queries import figures
from vidare.queries import services as asked
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role, system
from vidare.rules.calendar import Week
from vidare.web.referrals.open_forms import seal

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOME = Path(vidare.__file__).parent / "models"
BIG, LITTLE = "jobbhornet", "lilla-kontoret"
BOTH = pytest.mark.parametrize("model", [BIG, LITTLE])


@pytest.fixture
def office(world: World) -> World:
    with acting("system:test"):
        m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    return world


def by(world: World, model: str) -> World:
    """The office runs by this file."""
    text = (HOME / f"{model}.toml").read_text(encoding="utf-8")
    with acting("system:test"):
        kept = m.ServiceModel.objects.create(code="office", version=1, text=text, digest=model, imported_at=AT)
        m.Service.objects.filter(pk=world.service.pk).update(model=kept)
    return world


def page(client: Client, url: str, *, user: m.User | None = None, lang: str = "sv") -> str:
    client.cookies["lang"] = lang
    if user is not None:
        client.force_login(user, backend=BACKEND)
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def own_page(world: World, client: Client, *, lang: str = "sv") -> str:
    way = world.participation()
    world.participant_actor(way.person)
    user = m.User.objects.get(username=f"person-{way.person_id}")
    return page(client, "/mine/", user=user, lang=lang)


@pytest.mark.parametrize(("model", "proposed"), [(BIG, 2), (LITTLE, 1)])
def test_as_many_places_in_the_week_are_proposed_as_the_service_asks_for(
    office: World, client: Client, model: str, proposed: int
) -> None:
    for day in range(1, 4):
        office.session(AT + timedelta(days=day))
    way = by(office, model).participation()
    shown = page(client, f"/people/{way.person_id}/week/", user=office.users[Role.COACH])
    series = shown[shown.index("week/series/") :]
    assert series.count("checked") == proposed
    assert ("Man kommer hit 2 gånger i veckan." in series) is (model == BIG)
    assert ("Man kommer hit en gång i veckan." in series) is (model == LITTLE)


@pytest.mark.parametrize(("model", "few"), [(BIG, True), (LITTLE, False)])
def test_one_booked_hour_is_too_few_only_where_people_come_twice(
    office: World, client: Client, model: str, few: bool
) -> None:
    way = by(office, model).participation()
    hour = office.session(AT + timedelta(weeks=1))
    with acting("system:test"):
        m.Booking.unscoped.create(
            board=office.board, person=way.person, session=hour, participation=way, starts_at=hour.starts_at,
            kind="series", seat=1, booked_at=AT,
        )  # fmt: skip
    shown = page(client, f"/people/{way.person_id}/week/", user=office.users[Role.COACH])
    assert ('id="too-few"' in shown) is few
    assert Week.of(TODAY).plus(1).number == 49 and (not few or '<bdi dir="ltr">49</bdi>' in shown)


def test_nobody_on_a_pause_has_too_few_hours(office: World, client: Client) -> None:
    way = by(office, BIG).participation()
    with acting("system:test"):
        m.Pause.unscoped.create(
            board=office.board, person=way.person, participation=way, reason="illness", start=TODAY,
            until=TODAY + timedelta(days=20),
        )  # fmt: skip
    shown = page(client, f"/people/{way.person_id}/week/", user=office.users[Role.COACH])
    assert 'id="too-few"' not in shown


@pytest.mark.parametrize(("model", "weeks", "days"), [(BIG, 24, 21), (LITTLE, 12, 30)])
def test_a_plan_begins_with_the_review_and_the_contact_of_its_service(
    office: World, client: Client, model: str, weeks: int, days: int
) -> None:
    way = by(office, model).participation()
    shown = page(client, f"/people/{way.person_id}/plan/write/", user=office.users[Role.COACH])
    review = TODAY + timedelta(weeks=weeks)
    assert f'value="{review.isoformat()}"' in shown
    assert f'name="contact_every_days" value="{days}"' in shown


@pytest.mark.parametrize(("model", "weeks"), [(BIG, 24), (LITTLE, 12)])
def test_a_new_version_is_reviewed_when_its_service_does_so(office: World, model: str, weeks: int) -> None:
    way = by(office, model).participation()
    agreed(office, way)
    key = plans.revise_plan(office.actor(Role.COACH), person=way.person_id, at=AT)
    assert m.Plan.unscoped.get(pk=key).review_on == TODAY + timedelta(weeks=weeks)


@pytest.mark.parametrize(("model", "warned", "contact"), [(BIG, 14, 21), (LITTLE, 21, 30)])
def test_what_is_owed_follows_the_services_own_days(office: World, model: str, warned: int, contact: int) -> None:
    by(office, model)
    text = (HOME / f"{model}.toml").read_text(encoding="utf-8").replace(f'code = "{model}"', f'code = "{model}-2"', 1)
    import_model(system("test"), text=text, at=AT)
    service = m.Service.objects.get(code=f"{model}-2")
    limits = limits_of(service.pk, on=date(2026, 12, 1)).owed
    assert (limits.placement_warning, limits.contact_every) == (warned, contact)
    assert limits_of(office.service.pk, on=TODAY).owed.contact_every == contact, "also where no rule set says it"


@BOTH
def test_the_welcome_is_on_the_start_page_and_where_one_asks_for_help(
    office: World, client: Client, model: str
) -> None:
    by(office, model)
    coffee = "Kom in, så tar vi en kopp kaffe och ser vart du vill."
    for url in ("/", "/come/jobbhornet/"):
        assert (coffee in page(client, url)) is (model == LITTLE)
        assert ("Här söker du jobb tillsammans med din jobbcoach." in page(client, url)) is (model == BIG)


@BOTH
def test_the_visits_the_open_door_and_the_address_are_told_to_those_who_come(
    office: World, client: Client, model: str
) -> None:
    by(office, model)
    for shown in (page(client, "/come/jobbhornet/"), own_page(office, client)):
        for said in ("två gånger i veckan, en timme åt gången", "Dörren är öppen.", "Jobbhörnet, Angereds torg"):
            assert (said in shown) is (model == BIG)


@pytest.mark.parametrize(
    ("model", "reads", "told"),
    [
        (BIG, "ar", '<span lang="ar" dir="auto">هنا تبحث'),
        (BIG, "en", '<span lang="en" dir="auto">Here you look for work'),
        (LITTLE, "ar", '<span lang="sv" dir="auto">Kom in, så tar vi en kopp kaffe'),
        (LITTLE, "en", '<span lang="en" dir="auto">Come in, have a cup of coffee'),
    ],
)
def test_a_text_is_told_in_the_readers_language_and_else_in_swedish_and_marked_so(
    office: World, client: Client, model: str, reads: str, told: str
) -> None:
    by(office, model)
    assert told in page(client, "/come/jobbhornet/", lang=reads)


@pytest.mark.parametrize(
    ("model", "of_staff", "of_oneself"),
    [
        (BIG, "Har personen ekonomiskt bistånd, eller har hen sökt det?", "Har du ekonomiskt bistånd"),
        (LITTLE, "Bor personen i kommunen?", "Bor du i kommunen?"),
    ],
)
def test_staff_are_asked_about_the_person_and_the_person_about_themselves(
    office: World, client: Client, model: str, of_staff: str, of_oneself: str
) -> None:
    by(office, model)
    open_page = page(client, "/come/jobbhornet/")
    assert of_oneself in open_page and of_staff not in open_page
    for role in (Role.SOCIAL_SECRETARY, Role.COACH):
        shown = page(client, "/referrals/new/", user=office.users[role])
        assert of_staff in shown and of_oneself not in shown


def test_what_somebody_answers_by_themselves_is_there_when_they_are_taken_in(office: World, client: Client) -> None:
    said = {"given_name": "Sara", "phone": "0701740635", "language": "sv", "question-support": "yes"}
    said["seal"] = seal(AT - timedelta(seconds=20))
    assert client.post("/come/jobbhornet/", said).status_code == 302
    assert m.Referral.unscoped.get().answers == {"support": "yes"}


@pytest.mark.parametrize(("model", "title"), [(BIG, "Jobbcoach"), (LITTLE, "Vägledare")])
def test_a_coach_is_called_what_the_service_calls_them(office: World, client: Client, model: str, title: str) -> None:
    by(office, model)
    assert f'<span lang="sv" dir="auto">{title}</span>' in own_page(office, client)
    staff = page(client, f"/administration/{office.service.pk}/staff/", user=office.users[Role.ADMINISTRATOR])
    assert f'<span lang="sv" dir="auto">{title}</span>' in staff


@BOTH
def test_a_target_is_shown_with_what_the_service_means_by_it(office: World, client: Client, model: str) -> None:
    by(office, model)
    shown = page(client, "/results/", user=office.users[Role.MANAGER])
    assert ("utan ett daterat nästa steg med en ägare" in shown) is (model == BIG)
    assert ("Hälften av alla som aktualiserats" in shown) is (model == LITTLE)


@pytest.mark.parametrize(("model", "counted"), [(BIG, True), (LITTLE, False)])
def test_lock_in_is_counted_where_the_service_names_it(office: World, model: str, counted: bool) -> None:
    by(office, model)
    found = {one.figure.figure.value for one in figures.counted(office.service.pk, on=TODAY)}
    assert ("locked-in" in found) is counted


@pytest.mark.parametrize(("model", "kinds"), [(BIG, {"job-search", "education", "placement"}),
                                              (LITTLE, {"guidance", "work-training"})])  # fmt: skip
def test_an_activity_is_kept_with_its_kind(office: World, model: str, kinds: set[str]) -> None:
    by(office, model)
    assert {activity.kind.value for activity in asked.model_of(office.service.pk).activities} == kinds

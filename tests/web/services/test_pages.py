"""The administrator keeps house: files are looked at before they are taken in, and secrets are shown once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import vidare
from tests.world import AT, World
from vidare.actions import sealing
from vidare.queries import staff
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.rules.access import Role

pytestmark = pytest.mark.django_db
HOME = Path(vidare.__file__).parent / "models"
BIG = (HOME / "jobbhornet.toml").read_text(encoding="utf-8")
LITTLE = (HOME / "lilla-kontoret.toml").read_text(encoding="utf-8")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    m.Setting.objects.create(name="demo.now", value=AT.isoformat())
    client.force_login(world.users[Role.ADMINISTRATOR], backend=BACKEND)
    client.cookies["lang"] = "en"
    return client


def upload(text: str, name: str = "model.toml") -> dict[str, object]:
    return {"do": "look", "file": SimpleUploadedFile(name, text.encode())}


def test_a_file_is_looked_at_before_anything_happens(world: World, admin: Client) -> None:
    page = admin.post("/administration/models/", upload(BIG.replace("seats = 18", "seats = 20"))).content.decode()
    assert "Room “jobbverkstaden”, seats: 18 → 20" in page
    assert m.ServiceModel.objects.count() == 1
    assert m.Room.objects.get().seats == 18


def test_what_was_looked_at_is_taken_in(world: World, admin: Client) -> None:
    text = BIG.replace("seats = 18", "seats = 20")
    answer = admin.post("/administration/models/", {"do": "take-in", "text": text.replace("\n", "\r\n")})
    assert answer.status_code == 302
    assert m.Room.objects.get(code="jobbverkstaden").seats == 20
    assert m.ServiceModel.objects.get(version=2).text == text


def test_every_fault_is_shown_and_nothing_is_changed(world: World, admin: Client) -> None:
    bad = BIG.replace("seats = 18", "seats = 0").replace("visits_per_week = 2", "visits_per_week = 99")
    for sent in (upload(bad), {"do": "take-in", "text": bad}):
        answer = admin.post("/administration/models/", sent)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "rooms[1].seats" in page and "visits_per_week" in page
    assert m.ServiceModel.objects.count() == 1


def test_a_rule_set_from_a_day_in_a_closed_month_is_refused_in_a_sentence_and_the_file_can_be_mended(
    world: World, admin: Client
) -> None:
    admin.post("/administration/models/", {"do": "take-in", "text": BIG})
    with acting("system:test"):
        m.ClosedMonth.objects.create(
            service=world.service,
            month=date(2026, 10, 1),
            closed_by=world.users[Role.MANAGER],
            closed_at=AT,
            figures={},
        )
    changed = BIG.replace("review_at = 4", "review_at = 5")
    answer = admin.post("/administration/models/", {"do": "take-in", "text": changed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "would reach into a closed month" in page and "later first day" in page


@pytest.mark.parametrize("raw", [b"\x00\x01", b"\xff\xfe\x00", b"code = [[[[", b""])
def test_nonsense_is_a_fault_and_never_a_crash(world: World, admin: Client, raw: bytes) -> None:
    sent = {"do": "look", "file": SimpleUploadedFile("model.toml", raw)}
    assert admin.post("/administration/models/", sent).status_code == 422


def test_the_nations_rules_are_not_taken_in_on_a_page(world: World, admin: Client) -> None:
    law = (HOME / "law.toml").read_text(encoding="utf-8")
    answer = admin.post("/administration/models/", {"do": "take-in", "text": law})
    assert answer.status_code == 422
    assert not m.RuleSet.objects.filter(service=None).exists()


def test_a_second_service_is_started_and_administered_by_who_started_it(world: World, admin: Client) -> None:
    admin.post("/administration/models/", {"do": "take-in", "text": LITTLE})
    page = admin.get("/administration/").content.decode()
    assert "Lilla kontoret" in page and "Jobbhörnet" in page


def login_form(world: World, **over: object) -> dict[str, object]:
    return {
        "do": "login", "login-name": "Ny Coach", "login-username": "ny.coach", "login-email": "",
        "login-role": "coach", "login-organisation": world.organisation.pk, "login-start": "2026-11-24",
        "login-reason": "Nyanställd",
    } | over  # fmt: skip


def test_the_password_of_a_new_log_in_is_shown_once_and_opens_the_door(world: World, admin: Client) -> None:
    address = f"/administration/{world.service.pk}/staff/"
    answer = admin.post(address, login_form(world))
    user = m.User.objects.get(username="ny.coach")
    told = answer.context["told"]["password"]
    assert told in answer.content.decode()
    assert user.check_password(told)
    assert told not in admin.get(address).content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_same_form_sent_twice_makes_one_log_in(world: World, admin: Client) -> None:
    address = f"/administration/{world.service.pk}/staff/"
    admin.post(address, login_form(world))
    assert admin.post(address, login_form(world)).status_code == 422
    assert m.User.objects.filter(username="ny.coach").count() == 1


def test_a_refused_form_keeps_what_was_written(world: World, admin: Client) -> None:
    answer = admin.post(f"/administration/{world.service.pk}/staff/", login_form(world, **{"login-username": "coach"}))
    assert answer.status_code == 422
    assert "Ny Coach" in answer.content.decode()


def test_a_role_is_given_to_who_can_log_in_by_the_user_name_in_full(world: World, admin: Client) -> None:
    address = f"/administration/{world.service.pk}/staff/"
    sent = {
        "do": "member", "member-username": "coach", "member-role": "coordinator",
        "member-organisation": world.organisation.pk, "member-start": "2026-11-24", "member-reason": "Ny",
    }  # fmt: skip
    assert admin.post(address, sent).status_code == 302
    assert m.Membership.objects.filter(user=world.users[Role.COACH], role="coordinator").exists()
    assert admin.post(address, sent | {"member-username": "coac"}).status_code == 422


def test_an_administrator_does_not_give_themself_a_role_and_is_told_why(world: World, admin: Client) -> None:
    sent = {
        "do": "member", "member-username": "administrator", "member-role": "coach",
        "member-organisation": world.organisation.pk, "member-start": "2026-11-24", "member-reason": "Ny",
    }  # fmt: skip
    answer = admin.post(f"/administration/{world.service.pk}/staff/", sent)
    assert answer.status_code == 422 and "Nobody gives themselves a role" in answer.content.decode()
    assert not m.Membership.objects.filter(user=world.users[Role.ADMINISTRATOR], role="coach").exists()


def test_a_second_log_in_is_seen_by_those_who_administer_and_those_who_lead(world: World, admin: Client) -> None:
    sent = {
        "do": "login", "login-username": "extra.coach", "login-name": "Extra Påhittad", "login-role": "coach",
        "login-organisation": world.organisation.pk, "login-start": "2026-11-24",
        "login-reason": "Nyanställd",
    }  # fmt: skip
    assert admin.post(f"/administration/{world.service.pk}/staff/", sent).status_code == 200
    for role, page in ((Role.ADMINISTRATOR, "/administration/"), (Role.MANAGER, "/caseload/")):
        admin.force_login(world.users[role], backend=BACKEND)
        text = admin.get(page).content.decode()
        assert "Roles given in the last month" in text and "Extra Påhittad" in text
        assert "A new log-in." in text and world.users[Role.ADMINISTRATOR].name in text
    admin.force_login(world.users[Role.COACH], backend=BACKEND)
    assert "Extra Påhittad" not in admin.get("/caseload/mine/").content.decode()
    assert staff.roles_given(world.actor(Role.MANAGER), at=AT + timedelta(days=31)) == ()


def test_a_coach_with_participants_leaves_only_when_somebody_takes_over(world: World, admin: Client) -> None:
    way = world.participation()
    held = m.Membership.objects.get(user=world.users[Role.COACH])
    address = f"/administration/{world.service.pk}/staff/{held.pk}/"
    sent = {"end": "2026-11-24", "reason": "Slutar"}
    refused = admin.post(address, sent)
    assert refused.status_code == 422
    assert "as their coach: 1" in refused.content.decode()
    admin.post(f"/administration/{world.service.pk}/staff/", login_form(world))
    successor = m.User.objects.get(username="ny.coach").pk
    assert admin.post(address, sent | {"successor": successor}).status_code == 302
    way.refresh_from_db()
    assert way.coach_id == successor


def test_the_address_of_a_screen_is_shown_once(world: World, admin: Client) -> None:
    address = f"/administration/{world.service.pk}/devices/"
    answer = admin.post(address, {"do": "add", "name": "Vid dörren"})
    told = answer.context["told"]
    assert told in answer.content.decode()
    page = admin.get(address).content.decode()
    assert told not in page and "Vid dörren" in page
    device = m.Device.objects.get()
    assert admin.post(address, {"end": str(device.pk)}).status_code == 302
    device.refresh_from_db()
    assert device.end == AT.date()


def test_rules_are_shown_with_first_day_and_source_and_which_holds_now(world: World, admin: Client) -> None:
    with acting("system:test"):
        for first_day, review_at in (("2025-01-01", 4), ("2027-01-01", 6)):
            m.RuleSet.objects.create(
                service=world.service, kind="attendance", first_day=first_day, source="Rutinen", imported_at=AT,
                values={"review_at": review_at},
            )  # fmt: skip
    rows = admin.get(f"/administration/{world.service.pk}/rules/").context["own"]
    assert [(str(row.first_day), row.rules_now) for row in rows] == [("2027-01-01", False), ("2025-01-01", True)]


def test_the_trail_is_sealed_and_verified_on_the_page(world: World, admin: Client) -> None:
    assert admin.post("/administration/trail/").status_code == 302
    page = admin.get("/administration/trail/?verify=1")
    assert page.context["state"].broken is None
    assert page.context["state"].sealed == page.context["state"].rows
    assert sealing.seal_trail(at=AT) == 0


@pytest.mark.parametrize("path", ["rules/", "staff/", "devices/"])
def test_a_service_of_others_is_missing(world: World, admin: Client, path: str) -> None:
    with acting("system:test"):
        board = m.Board.objects.create(code="annan", name="Annan", municipality="Annan")
        other = m.Service.objects.create(
            code="annan", name="Annan verksamhet", board=board, model=world.service.model, opened_on=AT.date()
        )
    assert admin.get(f"/administration/{other.pk}/{path}").status_code == 404

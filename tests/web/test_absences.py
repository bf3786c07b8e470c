"""The ladder through the pages, as the coach, the participant and the board's officer walk it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.ladder import OnTheLadder, on_the_ladder
from tests.world import AT, NINE, World
from vidare.actions import attendance
from vidare.records import models as m
from vidare.records.acting import acting
from vidare.records.services import Setting
from vidare.rules.absences import BasisState, State
from vidare.rules.access import Actor, Role
from vidare.rules.attendance import Mark

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def ladder(world: World) -> OnTheLadder:
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    return on_the_ladder(world)


def log_in(client: Client, ladder: OnTheLadder, role: Role) -> Client:
    client.force_login(ladder.world.users[role], backend=BACKEND)
    return client


def as_participant(client: Client, ladder: OnTheLadder) -> Actor:
    actor = ladder.world.participant_actor(ladder.way.person)
    client.force_login(m.User.objects.get(pk=actor.user_id), backend=BACKEND)
    return actor


def hour(ladder: OnTheLadder, booking: int) -> str:
    return f"/people/{ladder.way.person_id}/hours/{booking}/"


def test_a_coach_rings_notes_and_assesses(ladder: OnTheLadder, client: Client) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    log_in(client, ladder, Role.COACH)
    sent = {"do": "call", "call-reached": "yes", "call-reason": "ill", "call-text": "Hade feber"}
    assert client.post(hour(ladder, booking), sent).status_code == 302
    assert ladder.absence(booking).state == State.EXPLAINED.value
    sent = {"do": "assess", "assess-valid": "yes", "assess-why": "Sjuk."}
    assert client.post(hour(ladder, booking), sent).status_code == 302
    assert m.Booking.unscoped.get(pk=booking).verdict == "absent-valid"


def test_who_shall_ring_has_the_number_and_assesses_nothing_before(ladder: OnTheLadder, client: Client) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    log_in(client, ladder, Role.COACH)
    page = client.get(hour(ladder, booking)).content.decode()
    assert "Inget telefonnummer är antecknat." in page
    assert 'value="call"' in page and 'value="assess"' not in page
    client.post(hour(ladder, booking), {"do": "call", "call-reached": "yes", "call-reason": "ill", "call-text": "Sjuk"})
    assert 'value="assess"' in client.get(hour(ladder, booking)).content.decode()


def test_nobody_is_rung_about_an_absence_that_was_corrected_meanwhile(ladder: OnTheLadder, client: Client) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    attendance.register(ladder.coach, booking=booking, mark=Mark.HERE, at=NINE)
    log_in(client, ladder, Role.COACH)
    assert 'value="call"' not in client.get(hour(ladder, booking)).content.decode()
    late = client.post(
        hour(ladder, booking), {"do": "call", "call-reached": "yes", "call-reason": "ill", "call-text": "Sjuk"}
    )
    assert late.status_code == 422
    assert "Ingen har sagt" in late.content.decode()
    assert ladder.absence(booking).spoken_at is None


def test_what_was_refused_is_told_and_nothing_written_is_lost(ladder: OnTheLadder, client: Client) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    log_in(client, ladder, Role.COACH)
    sent = {"do": "assess", "assess-valid": "no", "assess-why": "Kom inte, hördes inte av"}
    response = client.post(hour(ladder, booking), sent)
    assert response.status_code == 422
    assert "Kom inte, hördes inte av" in response.content.decode()
    assert 'class="errors"' in response.content.decode()


def test_a_participant_explains_with_a_picture_that_staff_get_as_a_download(
    ladder: OnTheLadder, client: Client
) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    as_participant(client, ladder)
    assert client.get("/mine/absences/").status_code == 200
    page = f"/mine/absences/{booking}/"
    assert 'value="explain"' in client.get(page).content.decode()
    picture = SimpleUploadedFile("../../ont <i>.html", b"\x89PNG\r\n\x1a\n<script>", content_type="text/html")
    sent = {"do": "explain", "explain-reason": "ill", "explain-text": "كنت مريضا", "explain-file": picture}
    assert client.post(page, sent).status_code == 302
    row = m.Explanation.unscoped.get()
    assert (row.attachment_type, row.taken_by) == ("image/png", None)
    log_in(client, ladder, Role.COACH)
    file = client.get(f"/people/{ladder.way.person_id}/explanations/{row.pk}/file/")
    assert file.headers["Content-Type"] == "image/png"
    assert file.headers["Content-Disposition"] == f'attachment; filename="{row.pk}.png"'
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert m.Event.objects.filter(verb="attachment.opened", person_key=ladder.way.person.key).exists()


@pytest.mark.parametrize(
    "content",
    [b"<html><script>alert(1)</script>", b"MZ\x90\x00", b"%PDF-" + b"0" * (5 * 2**20)],
    ids=["html", "exe", "large"],
)
def test_other_files_and_too_large_ones_are_refused_with_a_sentence(
    ladder: OnTheLadder, client: Client, content: bytes
) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    as_participant(client, ladder)
    file = SimpleUploadedFile("intyg.pdf", content, content_type="application/pdf")
    sent = {"do": "explain", "explain-reason": "ill", "explain-text": "Feber", "explain-file": file}
    response = client.post(f"/mine/absences/{booking}/", sent)
    assert response.status_code == 422
    assert "Feber" in response.content.decode()
    assert not m.Explanation.unscoped.exists()


def test_the_same_form_sent_twice_is_one_explanation(ladder: OnTheLadder, client: Client) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    as_participant(client, ladder)
    sent = {"do": "explain", "explain-reason": "ill", "explain-once": "mark-1"}
    for _ in range(2):
        assert client.post(f"/mine/absences/{booking}/", sent).status_code == 302
    assert m.Explanation.unscoped.count() == 1


def test_a_participant_disputes_and_another_participant_finds_no_such_page(ladder: OnTheLadder, client: Client) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    as_participant(client, ladder)
    page = f"/mine/absences/{booking}/"
    assert client.post(page, {"do": "dispute", "dispute-text": "Jag var där"}).status_code == 302
    assert m.Dispute.unscoped.get().text == "Jag var där"
    other = on_the_ladder(ladder.world)
    as_participant(client, other)
    assert client.get(page).status_code == 404
    assert client.post(page, {"do": "dispute", "dispute-text": "x"}).status_code == 404


@pytest.mark.parametrize("text", ["\x00ont", "x" * 2_000_000])
def test_words_that_no_database_takes_are_refused_and_not_a_fault(
    ladder: OnTheLadder, client: Client, text: str
) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    as_participant(client, ladder)
    sent = {"do": "explain", "explain-reason": "other", "explain-text": text}
    assert client.post(f"/mine/absences/{booking}/", sent).status_code == 422
    assert not m.Explanation.unscoped.exists()


def test_an_id_of_forty_digits_is_no_such_page(ladder: OnTheLadder, client: Client) -> None:
    log_in(client, ladder, Role.COACH)
    assert client.get(hour(ladder, int("9" * 40))).status_code == 404


def test_a_basis_goes_from_the_coach_to_the_board_and_back(ladder: OnTheLadder, client: Client) -> None:
    ladder.assigned().streak(4)
    log_in(client, ladder, Role.COACH)
    start = f"/people/{ladder.way.person_id}/bases/"
    response = client.post(start, {"do": "prepare", "prepare-coach_words": "Vi har ringt."})
    assert response.status_code == 302
    page, basis = response.headers["Location"], m.Basis.unscoped.get()
    officer = ladder.world.users[Role.SOCIAL_SECRETARY].pk
    send(client, page, "words", text="Jag hade ingen barnvakt.")
    send(client, page, "hand-over", officer=str(officer), version="2")
    log_in(client, ladder, Role.SOCIAL_SECRETARY)
    assert "Jag hade ingen barnvakt." in client.get(page).content.decode()
    send(client, page, "communicate", answer_by="2026-12-09", version="3")
    send(client, page, "hear", words="Nu har jag en plats på förskolan.", version="4")
    send(
        client, page, "decide", decision="unchanged", reasons="Hon deltar nu.", children="Ett barn, beaktat.",
        how_to_appeal="Skriv till nämnden inom tre veckor.", version="5",
    )  # fmt: skip
    basis.refresh_from_db()
    assert basis.state == BasisState.DECIDED.value
    log_in(client, ladder, Role.COACH)
    text = client.get(page).content.decode()
    assert "Hon deltar nu." not in text, "the reasons stay with social services"


def send(client: Client, page: str, do: str, **fields: str) -> None:
    response = client.post(page, {"do": do} | {f"{do}-{name}": value for name, value in fields.items()})
    assert response.status_code == 302, response.content.decode()


def test_without_an_assignment_the_page_has_no_button_and_takes_no_basis(ladder: OnTheLadder, client: Client) -> None:
    ladder.streak(4)
    log_in(client, ladder, Role.COACH)
    start = f"/people/{ladder.way.person_id}/bases/"
    assert 'value="prepare"' not in client.get(start).content.decode()
    assert client.post(start, {"do": "prepare", "prepare-coach_words": "x"}).status_code == 422
    assert not m.Basis.unscoped.exists()


def test_an_open_page_says_at_once_that_the_basis_is_withdrawn(ladder: OnTheLadder, client: Client) -> None:
    from vidare.actions import attendance
    from vidare.rules.attendance import Mark

    basis = ladder.assigned().streak(4).handed_over()
    attendance.register(ladder.coach, booking=ladder.bookings[0], mark=Mark.HERE, at=AT)
    log_in(client, ladder, Role.SOCIAL_SECRETARY)
    page = f"/people/{ladder.way.person_id}/bases/{basis.pk}/"
    part = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert 'data-color="danger"' in part and "<html" not in part
    assert part.strip() in client.get(page).content.decode()
    assert "pill-late" in client.get("/bases/").content.decode()


def test_ten_applicants_cost_what_one_costs(
    ladder: OnTheLadder, client: Client, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    log_in(client, ladder, Role.SOCIAL_SECRETARY)

    def apply() -> None:
        other = on_the_ladder(ladder.world)
        other.come(NINE + timedelta(minutes=61 * m.Session.objects.count()))
        with acting("system:test"):
            m.SupportSpell.unscoped.create(
                board=ladder.world.board, compartment="social-services", person=other.way.person,
                start=AT.date().replace(day=1),
            )  # fmt: skip

    apply()
    one = count_queries(lambda: client.get("/month/"))
    for _ in range(9):
        apply()
    assert count_queries(lambda: client.get("/month/")) == one
    assert client.get("/month/").content.decode().count('class="name"') == 10


def test_a_support_form_that_says_impossible_things_is_refused(ladder: OnTheLadder, client: Client) -> None:
    log_in(client, ladder, Role.SOCIAL_SECRETARY)
    page = f"/people/{ladder.way.person_id}/support/"
    sent = {"do": "support", "support-start": "2026-11-01", "support-children": "1", "support-children_under_8": "3"}
    assert client.post(page, sent).status_code == 422
    assert client.post(page, sent | {"support-children": "3"}).status_code == 302
    assert m.SupportSpell.unscoped.get().compartment == "social-services"


def test_the_person_reads_the_whole_basis_and_writes_beside_it_until_it_is_handed_over(
    ladder: OnTheLadder, client: Client
) -> None:
    basis = ladder.assigned().streak(4).basis()
    as_participant(client, ladder)
    page = f"/mine/bases/{basis.pk}/"
    assert "Vi har ringt varje gång." in client.get(page).content.decode()
    assert f"/mine/bases/{basis.pk}/" in client.get("/mine/absences/").content.decode()
    assert client.post(page, {"do": "words", "words-text": "Jag hade feber."}).status_code == 302
    basis.refresh_from_db()
    assert basis.person_words == "Jag hade feber."
    other = on_the_ladder(ladder.world)
    as_participant(client, other)
    assert client.get(page).status_code == 404


def test_staff_find_no_page_that_is_a_participants_own(ladder: OnTheLadder, client: Client) -> None:
    booking = ladder.miss(NINE - timedelta(days=1))
    log_in(client, ladder, Role.COACH)
    for page in ("/mine/absences/", f"/mine/absences/{booking}/", "/mine/bases/1/"):
        assert client.get(page).status_code == 404

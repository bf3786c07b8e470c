"""The doors of staff and participants, used as a browser uses them."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client, override_settings

from tests.actions.test_accounts import PHONE, reachable, sent
from tests.web.test_notes_pages import quick
from tests.world import AT, World
from vidare.actions import accounts
from vidare.records.acting import acting
from vidare.records.audit import Event
from vidare.records.messages import Message
from vidare.records.notes import Note
from vidare.records.people import Account, LoginCode, Person
from vidare.records.services import Setting
from vidare.rules.access import Role
from vidare.rules.identity import Protection

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
in_production = override_settings(DEMO=False)


@pytest.fixture
def office(world: World, client: Client) -> World:
    from django.core.cache import cache

    cache.clear()  # the packages count the tries of an address here
    with acting("system:test"):
        Setting.objects.create(name="demo.now", value=AT.isoformat())
    client.cookies["lang"] = "en"
    return world


@pytest.fixture
def person(office: World) -> Person:
    return reachable(office)


def logged_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def log_out(client: Client) -> None:
    client.post("/in/out/")
    assert logged_in(client) is None


def password(client: Client, who: str = "coach", word: str = "demo") -> Any:
    return client.post("/in/", {"login": who, "password": word})


def twice(client: Client, there: str, word: str = "demo") -> Any:
    """To what changes the log-in one comes only with the password once more."""
    assert client.get(there).headers["Location"].startswith("/in/again/")
    assert client.post("/in/again/", {"password": "guess", "next": there}).status_code == 200
    assert client.post("/in/again/", {"password": word, "next": there}).headers["Location"] == there
    return client.get(there)


# ── Staff: twice ─────────────────────────────────────────────────────────────────────────────────────────────────


def code_of(secret: str, *, later: int = 0) -> str:
    """The code of this half minute, or of a later one."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later)))


def connect_app(client: Client) -> str:
    page = twice(client, "/in/mfa/totp/activate/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)
    assert secret is not None, page
    answer = client.post("/in/mfa/totp/activate/", {"code": code_of(secret[1])})
    assert answer.status_code == 302, answer.content.decode()
    return secret[1]


def test_an_app_is_connected_and_asked_for_at_the_next_log_in(office: World, client: Client) -> None:
    password(client)
    secret = connect_app(client)
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(kept.data), "the secret is sealed"
    log_out(client)
    assert password(client).url == "/in/mfa/authenticate/"
    assert logged_in(client) is None
    assert client.post("/in/mfa/authenticate/", {"code": "000000"}).status_code == 200
    assert logged_in(client) is None
    # A code is of use once; the next half minute has another.
    assert client.post("/in/mfa/authenticate/", {"code": code_of(secret, later=1)}).status_code == 302
    assert logged_in(client) == str(office.users[Role.COACH].pk)
    assert TOTP(kept).validate_code("000000") is False


def test_a_code_from_the_app_opens_once_whichever_worker_it_comes_to(office: World, client: Client) -> None:
    password(client)
    secret = connect_app(client)
    code = code_of(secret, later=1)
    for right, written in ((True, code), (False, code), (False, f"{code[:3]} {code[3:]}")):
        cache.clear()  # another worker of the program remembers nothing of what this one saw
        log_out(client)
        password(client)
        client.post("/in/mfa/authenticate/", {"code": written})
        assert (logged_in(client) is not None) is right


def test_a_spare_code_opens_once(office: World, client: Client) -> None:
    password(client)
    connect_app(client)
    assert client.get("/in/mfa/recovery-codes/").status_code == 200
    page = client.post("/in/mfa/recovery-codes/").content.decode()
    spare = re.findall(r'<bdi dir="ltr">(\d{8})</bdi>', page)
    assert len(spare) == 10
    for right in (True, False):
        log_out(client)
        password(client)
        client.post("/in/mfa/authenticate/", {"code": spare[0]})
        assert (logged_in(client) is not None) is right


def test_the_second_proof_is_not_guessed_one_code_after_another(office: World, client: Client) -> None:
    """Counted in the database: the packages' own counting is switched off with that of the passwords."""
    password(client)
    secret = connect_app(client)
    log_out(client)
    password(client)
    for guess in range(10):
        assert client.post("/in/mfa/authenticate/", {"code": f"{guess:06d}"}).status_code == 200
    refused = client.post("/in/mfa/authenticate/", {"code": code_of(secret, later=1)})
    assert logged_in(client) is None and "too many tries" in refused.content.decode()


@in_production
def test_outside_the_demo_staff_go_nowhere_before_they_can_prove_themselves_twice(
    office: World, client: Client
) -> None:
    password(client)
    for there in ("/", "/day/", "/people/1/", "/search/"):
        assert client.get(there).headers["Location"] == "/in/mfa/", there
    assert client.post("/people/1/notes/", {"text": "x"}).headers["Location"] == "/in/mfa/"
    connect_app(client)
    assert client.get("/day/").status_code == 200


@in_production
def test_a_password_that_somebody_told_is_changed_before_anything_else(office: World, client: Client) -> None:
    user = office.users[Role.COACH]
    user.password_is_temporary = True
    user.save()
    password(client)
    assert client.get("/day/").headers["Location"] == "/in/password/"
    word = "fyra ord som ingen gissar"
    sent = {"oldpassword": "demo", "password1": word, "password2": word}
    assert client.post("/in/password/", sent).status_code == 302
    assert client.get("/day/").headers["Location"] == "/in/mfa/"


@in_production
def test_a_participant_needs_no_second_factor(office: World, person: Person, client: Client) -> None:
    client.post("/in/code/", {"do": "letter", "letter-code": on_paper(office, person)})
    assert client.get("/").headers.get("Location") != "/in/mfa/"
    assert logged_in(client)


def test_in_the_demo_nobody_is_led_to_a_second_factor(office: World, client: Client) -> None:
    password(client)
    assert client.get("/day/").status_code == 200


def test_five_wrong_passwords_lock_the_door_also_for_the_right_one(office: World, client: Client) -> None:
    for _ in range(4):
        assert password(client, word="guess").status_code == 200
    assert password(client, word="guess").status_code == 429
    locked = password(client)
    assert locked.status_code == 429 and logged_in(client) is None
    assert "The log-in is locked for a while" in locked.content.decode()


def test_one_who_guesses_from_elsewhere_locks_nobody_out(office: World, client: Client) -> None:
    for _ in range(5):
        client.post("/in/", {"login": "coach", "password": "guess"}, REMOTE_ADDR="192.0.2.9")
    from django.core.cache import cache

    cache.clear()
    assert password(client).status_code == 302


def test_what_opens_is_called_the_same_on_every_page_of_the_log_in(office: World, client: Client) -> None:
    client.cookies["lang"] = "sv"
    password(client)
    read = [twice(client, "/in/mfa/totp/activate/").content.decode()]
    secret = re.search(r"<code>(\w+)</code>", read[0])
    assert secret is not None
    there = "/in/mfa/totp/activate/"
    read.append(client.post(there, {"code": code_of(secret[1])}, follow=True).content.decode())
    read.append(client.post("/in/mfa/recovery-codes/generate/", follow=True).content.decode())
    log_out(client)
    password(client)
    read.append(client.get("/in/mfa/authenticate/").content.decode())
    said = " ".join(read)
    assert "Engångskod" in read[0] and "Engångskod" in read[-1] and "reservkoder" in read[2]
    assert not re.findall(r"[Åå]terställningskod\w*|[Aa]utentiser\w*|placeholder=\"Kod\"|>\s*Kod\s*<", said)


@pytest.mark.parametrize(
    "page", ["/in/mfa/", "/in/mfa/totp/activate/", "/in/mfa/webauthn/add/", "/in/mfa/webauthn/", "/in/password/"]
)
def test_the_pages_of_my_log_in_stand_in_our_frame_and_keep_to_the_policy(
    office: World, client: Client, page: str
) -> None:
    password(client)
    answer = client.get(page)
    text = (twice(client, page) if answer.status_code == 302 else answer).content.decode()
    assert 'class="brand"' in text and "<h1" in text
    assert " style=" not in text and "<style" not in text and " onclick=" not in text
    assert all(one.startswith((' src="', " data-allauth-onload", ' id="js_data"')) for one in text.split("<script")[1:])


# ── Participants: a code ─────────────────────────────────────────────────────────────────────────────────────────


def on_paper(world: World, person: Person) -> str:
    return accounts.issue_paper_code(world.actor(Role.COACH), person=person.pk, at=AT).code


def test_a_letter_opens_the_participants_own_page_once(office: World, person: Person, client: Client) -> None:
    code = on_paper(office, person).upper()
    answer = client.post("/in/code/", {"do": "letter", "letter-code": f"{code[:5]}-{code[5:]}"})
    assert answer.status_code == 302 and logged_in(client)
    log_out(client)
    again = client.post("/in/code/", {"do": "letter", "letter-code": code})
    assert again.status_code == 422 and logged_in(client) is None
    assert "The code does not work" in again.content.decode()


def test_a_code_by_sms_is_asked_for_and_used(office: World, person: Person, client: Client) -> None:
    asked = client.post("/in/code/", {"do": "phone", "phone-phone": "070-174 06 05"})
    assert asked.headers["Location"] == "/in/code/sent/"
    assert client.get("/in/code/sent/").status_code == 200
    code = sent()[0].text.split()[-1]
    assert len(code) == 6 and code.isdigit()
    assert client.post("/in/code/sent/", {"code": code}).status_code == 302
    assert logged_in(client) and "phone_of_code" not in client.session


def scrubbed(answer: Any) -> tuple[int, str, str]:
    text = re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', r"\1", answer.content.decode())
    return answer.status_code, answer.headers.get("Location", ""), text


def test_known_and_unknown_get_the_same_answer_at_every_step(office: World, person: Person) -> None:
    def walk(phone: str) -> list[tuple[int, str, str]]:
        browser = Client()
        browser.cookies["lang"] = "en"
        steps = [browser.post("/in/code/", {"do": "phone", "phone-phone": phone})]
        steps.append(browser.get("/in/code/sent/"))
        steps.append(browser.post("/in/code/sent/", {"code": "000000"}))
        return [scrubbed(step) for step in steps]

    known, unknown = walk(PHONE), walk("+46701740699")
    assert known == unknown
    assert len(sent()) == 1


def test_a_fourth_code_within_the_hour_is_refused_whoever_it_is(office: World, person: Person) -> None:
    for phone in (PHONE, "+46701740699"):
        answers = [Client().post("/in/code/", {"do": "phone", "phone-phone": phone}).status_code for _ in range(4)]
        assert answers == [302, 302, 302, 422], phone
    assert len(sent()) == 3


def test_codes_are_not_guessed_one_after_another(office: World, person: Person, client: Client) -> None:
    code = on_paper(office, person)
    for guess in range(30):
        client.post("/in/code/", {"do": "letter", "letter-code": f"aaaaaaaa{guess}"})
    locked = client.post("/in/code/", {"do": "letter", "letter-code": code})
    assert locked.status_code == 422 and "too many tries" in locked.content.decode()
    assert logged_in(client) is None


@pytest.mark.parametrize("phone", ["", "abc", "١" * 60, "0" * 41, "070\x00", "<b>"])
def test_a_number_that_is_none_is_explained(office: World, client: Client, phone: str) -> None:
    answer = client.post("/in/code/", {"do": "phone", "phone-phone": phone})
    assert answer.status_code == 422 and not LoginCode.unscoped.exists()


@pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_a_code_leads_nowhere_but_home(office: World, person: Person, client: Client, there: str) -> None:
    sent = {"do": "letter", "letter-code": on_paper(office, person), "next": there}
    assert client.post("/in/code/", sent).headers["Location"] == "/"


@pytest.mark.parametrize("there", ["/day/\nX: y", "/day/\r\nX: y", "/day/?a=1&b=2"])
def test_where_they_were_going_stays_one_address(office: World, client: Client, there: str) -> None:
    answer = client.post("/in/code/", {"do": "phone", "phone-phone": "+46701740699", "next": there})
    assert answer.status_code == 302
    assert client.get(answer.headers["Location"]).context["next"] == there.strip()


def test_a_participant_has_no_password_to_change(office: World, person: Person, client: Client) -> None:
    client.post("/in/code/", {"do": "letter", "letter-code": on_paper(office, person)})
    assert logged_in(client) is not None
    assert client.get("/in/password/").status_code == 404


def test_the_step_after_asking_is_closed_to_who_has_not_asked(office: World, client: Client) -> None:
    assert client.get("/in/code/sent/").headers["Location"] == "/in/code/"


@pytest.mark.parametrize("lang", ["sv", "en", "ar"])
def test_the_participants_door_is_read_in_their_language(office: World, client: Client, lang: str) -> None:
    client.cookies["lang"] = lang
    said = {"sv": "Jag har en kod på papper", "en": "I have a code on paper", "ar": "لديّ رمز على ورقة"}[lang]
    assert said in client.get("/in/code/").content.decode()


# ── Staff help a participant in ──────────────────────────────────────────────────────────────────────────────────


def test_staff_print_a_letter_in_the_persons_language_and_it_is_shown_once(
    office: World, person: Person, client: Client
) -> None:
    with acting("system:test"):
        Person.unscoped.filter(pk=person.pk).update(language="ar")
    client.force_login(office.users[Role.COACH], backend=BACKEND)
    letter = client.post(f"/people/{person.pk}/log-in/", {"do": "paper"}).content.decode()
    assert 'lang="ar" dir="rtl"' in letter and "رمزك لتسجيل الدخول" in letter
    code = re.search(r'big-code"><bdi dir="ltr">([a-z0-9]{5}-[a-z0-9]{5})<', letter)
    assert code is not None
    assert code[1] not in client.get(f"/people/{person.pk}/log-in/").content.decode()
    browser = Client()
    assert browser.post("/in/code/", {"do": "letter", "letter-code": code[1]}).status_code == 302


def test_the_page_says_why_no_code_goes_by_sms(office: World, client: Client) -> None:
    person = reachable(office, sms=False)
    client.force_login(office.users[Role.COACH], backend=BACKEND)
    page = client.get(f"/people/{person.pk}/log-in/").content.decode()
    assert "has not asked for text messages" in page


def test_a_phone_in_the_wrong_hands_is_logged_out_by_staff(office: World, person: Person, client: Client) -> None:
    phone = Client()
    phone.post("/in/code/", {"do": "letter", "letter-code": on_paper(office, person)})
    assert phone.get("/mine/").status_code == 200
    client.force_login(office.users[Role.COACH], backend=BACKEND)
    assert client.post(f"/people/{person.pk}/log-in/", {"do": "withdraw"}).status_code == 302
    assert phone.get("/mine/").status_code == 302
    phone.post("/in/code/", {"do": "letter", "letter-code": on_paper(office, person)})
    assert phone.get("/mine/").status_code == 200, "the person comes in again with a code of their own"


def test_a_log_in_is_opened_and_its_letter_withdrawn_from_the_page(office: World, client: Client) -> None:
    person = office.participation().person
    client.force_login(office.users[Role.COACH], backend=BACKEND)
    url = f"/people/{person.pk}/log-in/"
    assert "There is no log-in yet" in client.get(url).content.decode()
    assert client.post(url, {"do": "open"}).status_code == 302
    client.post(url, {"do": "paper"})
    assert client.post(url, {"do": "withdraw"}).status_code == 302
    assert LoginCode.unscoped.get().withdrawn_at is not None


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.COACH, 200), (Role.COORDINATOR, 200), (Role.SOCIAL_SECRETARY, 200), (Role.JOB_MATCHER, 404),
        (Role.MANAGER, 404), (Role.ADMINISTRATOR, 404), (Role.EMPLOYMENT_OFFICER, 404),
    ],
)  # fmt: skip
def test_who_may_help_somebody_in(office: World, person: Person, client: Client, role: Role, status: int) -> None:
    client.force_login(office.users[role], backend=BACKEND)
    assert client.get(f"/people/{person.pk}/log-in/").status_code == status


def test_the_log_in_of_a_protected_person_is_missing_to_all_but_the_named(office: World, client: Client) -> None:
    person = office.participation(office.person(protection=Protection.PROTECTED)).person
    client.force_login(office.users[Role.COACH], backend=BACKEND)
    assert client.get(f"/people/{person.pk}/log-in/").status_code == 404


# ── A log-in that ran out under a half-written note ──────────────────────────────────────────────────────────────


def write_after_it_ran_out(office: World, client: Client) -> tuple[str, str]:
    way = office.participation()
    url = f"/people/{way.person_id}/notes/"
    client.force_login(office.users[Role.COACH], backend=BACKEND)
    assert client.get(url).status_code == 200
    del client.cookies["sessionid"]
    text = "Ringde om praktiken. Hon vill börja i mars."
    answer = client.post(url, quick(way, text=text))
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/in/?next=")
    assert not Note.unscoped.exists()
    return url, text


def test_a_half_written_note_comes_back_after_the_log_in_and_is_saved(office: World, client: Client) -> None:
    url, text = write_after_it_ran_out(office, client)
    answer = client.post("/in/", {"login": "coach", "password": "demo", "next": "/held/"})
    assert answer.headers["Location"] == "/held/"
    page = client.get("/held/").content.decode()
    assert text in page and f'action="{url}"' in page
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    hidden.pop("csrfmiddlewaretoken", None)
    assert client.post(url, {**hidden, "text": text}).status_code == 302
    assert Note.unscoped.get().text == text


def test_a_half_written_note_is_shown_to_no_other_user(office: World, client: Client) -> None:
    _url, text = write_after_it_ran_out(office, client)
    client.post("/in/", {"login": "coordinator", "password": "demo", "next": "/held/"})
    held = client.get("/held/")
    assert held.status_code == 404 and text not in held.content.decode()
    assert text not in client.get("/", follow=True).content.decode()


def test_no_password_is_ever_held(office: World, client: Client) -> None:
    client.force_login(office.users[Role.COACH], backend=BACKEND)
    client.get("/accessibility/")
    del client.cookies["sessionid"]
    client.post("/in/password/", {"oldpassword": "old secret word", "password1": "a new one", "password2": "a new one"})
    client.force_login(office.users[Role.COACH], backend=BACKEND)
    page = client.get("/held/").content.decode()
    assert "old secret" not in page and "a new one" not in page


# ── Whoever can have a code made could read as the person: it is seen, and it is not done from where they sit ────


def _as_participant(client: Client, person: Person) -> None:
    client.force_login(Account.unscoped.get(person=person).user, backend=BACKEND)


def test_a_code_that_staff_print_is_told_to_the_participant_until_they_have_seen_it(
    office: World, person: Person, client: Client
) -> None:
    client.force_login(office.users[Role.COACH], backend=BACKEND)
    assert "The person is told each time" in client.get(f"/people/{person.pk}/log-in/").content.decode()
    assert "has been told" in client.post(f"/people/{person.pk}/log-in/", {"do": "paper"}).content.decode()
    by = office.users[Role.COACH].name
    _as_participant(client, person)
    for page in ("/mine/", "/mine/file/"):
        text = client.get(page).content.decode()
        assert "En kod att logga in med skrevs ut av Jobbcoach, " + by in text and "tisdag 24 november" in text
        assert "I have seen it" in text
    for message in Message.unscoped.filter(person=person, channel="page"):
        client.post(f"/mine/messages/{message.pk}/")
    assert "I have seen it" not in client.get("/mine/").content.decode()
    file = client.get("/mine/file/").content.decode()
    assert by in file and "It has not been used." in file  # it stays in the file, whoever has opened the message


def test_a_printed_code_is_told_in_every_way_the_person_can_be_reached_and_says_nothing_there(
    office: World, person: Person
) -> None:
    accounts.issue_paper_code(office.actor(Role.SOCIAL_SECRETARY), person=person.pk, at=AT)
    told = Message.unscoped.filter(person=person, template="code-issued")
    assert dict(told.values_list("channel", "text"))["sms"] == "Du har ett meddelande"
    assert set(told.values_list("channel", flat=True)) == {"page", "sms"}


def test_a_letter_that_staff_ask_for_is_told_as_well(office: World, person: Person, client: Client) -> None:
    client.force_login(office.users[Role.COACH], backend=BACKEND)
    client.post(f"/people/{person.pk}/log-in/", {"do": "home"})
    _as_participant(client, person)
    assert "Ett brev med en kod att logga in med beställdes av Jobbcoach" in client.get("/mine/").content.decode()


def test_a_log_in_with_a_printed_code_says_whose_issue_it_came_from(
    office: World, person: Person, client: Client
) -> None:
    code = accounts.issue_paper_code(office.actor(Role.COACH), person=person.pk, at=AT).code
    client.post("/in/code/", {"do": "letter", "letter-code": code})
    row = LoginCode.unscoped.get(person=person)
    used = Event.objects.get(verb="account.code-used").keys
    assert (used["code"], used["issued_by"]) == (row.pk, office.users[Role.COACH].pk)
    assert Event.objects.get(verb="account.code-issued").keys["code"] == row.pk
    assert "It was used" in client.get("/mine/file/").content.decode()


def test_no_code_is_used_in_a_browser_where_staff_are_logged_in(office: World, person: Person, client: Client) -> None:
    code = accounts.issue_paper_code(office.actor(Role.COACH), person=person.pk, at=AT).code
    client.force_login(office.users[Role.COACH], backend=BACKEND)
    answer = client.post("/in/code/", {"do": "letter", "letter-code": code})
    assert answer.status_code == 422 and "Somebody of staff is logged in" in answer.content.decode()
    assert logged_in(client) == str(office.users[Role.COACH].pk)
    log_out(client)
    client.post("/in/code/", {"do": "letter", "letter-code": code})  # and the code was not used up by the try
    assert logged_in(client) == str(Account.unscoped.get(person=person).user_id)

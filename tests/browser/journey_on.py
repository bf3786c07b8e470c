"""The journey from the first hour at the door: presence, absence, the board's answer, a job, and afterwards."""

from __future__ import annotations

from tests.browser.journey import NAME, Way
from tests.browser.seats import Seat
from vidare.web.demo.office import TOKEN

HOURS = (9, 13, 16, 20)  # the days of the hours that nobody came to: Thursday and Monday, twice
FACTS = "Ringde varje gång. Kom inte och hade inget skäl som kunde godtas."


def book_series(way: Way) -> None:
    way.clock(3, 13)
    coach = way.person_page("coach", "week/")
    for value in ("1-9-0", "4-9-0"):
        coach.page.check(f'input[name=places][value="{value}"]')
    coach.press("Book", {"weeks": "5"}, within='main section:has([name="places"])').sees("hours are booked.")
    way.seats["participant"].open("/mine/times/").sees("9.00")


def check_in(way: Way) -> None:
    """A code from the coach, typed at the door: one hour is present."""
    way.code = way.person_page("coach", "contact/").press("New code").page.locator(".big-code").inner_text().strip()
    way.clock(6, 8, 55)
    door = Seat(way.browser, way.server).open(f"/kiosk/start/{TOKEN}/")
    for digit in way.code:
        door.page.click(f'.pad button[value="{digit}"]:text-is("{digit}")')
    door.page.wait_for_selector('[data-answer="door.welcome"], [data-answer="door.kept"]')
    door.page.wait_for_selector('#network[data-now="on"][data-kept="0"]')
    assert "Rania" not in door.page.content()
    way.clock(6, 9, 20)
    way.seat("coordinator").open("/here/").sees(NAME, "Present")


def miss(way: Way) -> None:
    """Four hours: nothing is absence before staff say so; each is rung about and then assessed by the coach."""
    for day in HOURS:
        way.clock(day, 10, 5)
        lead = way.seat("coordinator").open("/here/").sees("Hours not registered")
        lead.page.locator('aside a[href*="/week/hours/"]').first.click()
        lead.sees("not registered")
        mark = lead.page.locator('#sheet [name^="mark-"]').first.get_attribute("name")
        lead.press("Save the marks", {str(mark): "not-here"}).sees("Everybody in this hour is registered.")
        coach = way.seat("coach").open("/day/").sees("Did not come, and nobody has spoken with them yet", NAME)
        coach.follow("Ring and note")
        way.missed.append(coach.path)
        coach.press("Save", {"reached": "yes", "text": ""}, within='section:has([name$="reached"])')
        coach.press("Save the assessment", {"valid": "no", "why": "Du sa inget skäl."})
        way.seats["participant"].open("/mine/absences/").misses("kronor", "kr ")
    way.seat("coach").open("/day/").sees("Have been away several times in a row", NAME)


def hand_over(way: Way) -> str:
    """Facts to the board's officer; an amount in them is refused."""
    coach = way.person_page("coach", "bases/").sees("4 absences in a row without a valid reason")
    coach.press("Prepare the basis", {"coach_words": "Dra av 200 kronor."}, status=422)
    coach.press("Prepare the basis", {"coach_words": FACTS}).sees("4 absences in a row", FACTS)
    here = coach.path
    key = here.rstrip("/").rsplit("/", 1)[1]
    phone = way.seats["participant"].open(f"/mine/bases/{key}/").sees(FACTS)
    phone.send("button[value=words]", {"text": "كنت مريضة"})
    coach.open(here).sees("كنت مريضة")
    officer = coach.page.locator('[name$="officer"] option', has_text="Karin Åkerblom").get_attribute("value")
    coach.send("button[value=hand-over]", {"officer": str(officer)}).sees("handed over")
    return here


def decide(way: Way, basis: str) -> None:
    """Communicated, heard, decided with reasons; the coach reads the answer and its date, not the reasons."""
    secretary = way.seat("social-secretary").open("/bases/").sees(NAME, "4 absences").follow("Read")
    secretary.sees(FACTS, "كنت مريضة", "No suitable measure").misses("Van vid storkök.")
    answer_by = way.at(20 + 15, 9).date().isoformat()
    secretary.send("button[value=communicate]", {"answer_by": answer_by})
    secretary.send("button[value=hear]", {"words": "Hon var sjuk men hade inget intyg."})
    said = {"decision": "unchanged", "reasons": "Frånvaron får ingen följd den här gången.", "children": ""}
    secretary.send("button[value=decide]", said).sees("Support as before", "Frånvaron får ingen följd den här gången.")
    way.seat("coach").open(basis).sees("Support as before").misses("Frånvaron får ingen följd den här gången.")


def correct(way: Way, basis: str) -> None:
    """The person was there after all: the hour is corrected, and what was handed over is withdrawn for all to see."""
    booking = way.missed[-1].rstrip("/").rsplit("/", 1)[1]
    phone = way.seats["participant"].open(f"/mine/absences/{booking}/")
    phone.send("button[value=dispute]", {"text": "كنت هناك"})
    coach = way.seat("coach").open(way.missed[-1]).sees("The person says this is wrong", "كنت هناك")
    coach.send("button[value=answer]", {"upheld": "yes", "answer": "Du var här, vi såg fel."})
    coach.open(basis).sees("Withdrawn: do not use it")
    secretary = way.seat("social-secretary").open("/bases/").sees("Withdrawn: do not use it")
    secretary.open(basis).sees("Withdrawn: do not use it")
    way.seats["participant"].open(basis_of_mine(basis))


def basis_of_mine(basis: str) -> str:
    return f"/mine/bases/{basis.rstrip('/').rsplit('/', 1)[1]}/"


def place(way: Way) -> None:
    """A placement at a workplace that does the work anyway; it ends with a job."""
    way.clock(21, 9)
    said = {"kind": "practice", "workplace": "regular", "where": "outside", "supervisor": "Elin i köket"}
    said |= {"start": way.at(21, 9).date().isoformat(), "end": way.at(55, 9).date().isoformat()}
    matcher = way.person_page("job-matcher", "placements/new/")
    said["employer"] = str(
        matcher.page.locator("[name=employer] option", has_text="Kaneltorget").get_attribute("value")
    )
    matcher.press("Propose it", said | {"hours_per_week": "30"}).sees("Restaurang Kaneltorget", "proposed")
    for to in ("agreed", "running"):
        matcher.send(f'button[name=to][value="{to}"]')
    way.seat("coach").open("/places/").sees("Restaurang Kaneltorget", NAME)
    way.clock(56, 10)
    matcher.open(matcher.path).follow("It has ended")
    ended = way.at(55, 9).date().isoformat()
    matcher.press(
        "End the placement", {"result": "hired", "ended_on": ended, "hired_on": way.at(56, 9).date().isoformat()}
    )
    matcher.sees("hired")


def leave(way: Way) -> None:
    way.clock(57, 10)
    assert figure(way).startswith("No figure")
    said = {"ended_on": way.at(56, 9).date().isoformat(), "exit_class": "work"}
    said["occupation_from"] = said["ended_on"]
    way.person_page("coach").follow("Close the way through the service").press("Close", said)
    way.person_page("coach").sees("closed")


def follow_up(way: Way) -> None:
    """A month later the question stands in the coach's day until it is answered; the figure tells what became of it."""
    way.clock(56 + 31, 10)
    coach = way.seat("coach").open("/day/").sees("A follow-up is due", NAME).follow("Follow up")
    coach.sees("30 days after").press("Save the answer", {"occupation": "work"})
    coach.open("/day/").misses("A follow-up is due")
    assert figure(way).startswith("1 of 1")


def figure(way: Way) -> str:
    """In work or studies after 30 days, as the unit manager reads it."""
    page = way.seat("manager").open("/results/").page
    return str(page.locator(".figure-line", has_text="30 days after an exit to work").inner_text())

"""Who reads through the loud door, and why: ``unscoped`` sees every person of every board."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import vidare

HOME = Path(vidare.__file__).parent
# A row that is made has no reader yet; the walls of the database still hold it to the actor's own.
MAKES = {"create", "bulk_create", "update_or_create"}

WAY = "what belongs to one participation, which the actor was let in to: the rule judges all of it, seen or not"
DOOR = "walks from a row that the actor may see to what belongs to it"
WALK = "the night's work sees every row; it stands within a system scope and shows nothing"
FACTS = "facts for a rule, gathered as the house: what is owed must not depend on how much the one who acts may see"
LIST = "what a list made, or may not make twice; whoever brought it need not see it, and is answered by row alone"

READERS = {
    "actions/copies.py": "the bulk door copies whole lives, as the house itself; it shows nobody anything",
    "actions/past_hours.py": "the bulk door for hours of earlier years; it shows nobody anything",
    "records/copies.py": "reads and writes rows whole for the bulk door",
    "actions/absences.py": WALK,
    "actions/accounts.py": "who proves that a log-in is theirs is nobody yet; it answers one account or nothing",
    "actions/attendance.py": "whether a doubt is settled already, of an observation that the actor may see",
    "actions/attention.py": "the list is kept true for everyone, whoever acts",
    "actions/bases.py": WAY,
    "actions/bookings.py": WAY,
    "actions/disclosures.py": "the receiver may not see the person; it takes the key for the trail and nothing else",
    "actions/door.py": "the device knows nobody: a code opens one person's hour and answers with a seat",
    "actions/leaving.py": "the work left by whoever leaves, handed over by the administrator, who sees no person",
    "actions/letters.py": "who asks for a letter is nobody yet; and whoever posts them sees the letters alone",
    "actions/case_system.py": "the house carries files to the boards' folders, and shows nobody what stands in them",
    "actions/glass.py": "one person by a number, inside the actor's own boards, with a reason that is told at once",
    "actions/hours.py": "everybody who had a place is written to; nothing of them is answered but how many",
    "actions/items.py": "an owner outside answers for the one step that was put before them, and is shown nothing",
    "actions/imports.py": "the rows of a list that the actor was let in to",
    "actions/links.py": "whether a link would go in a circle, over files that the one who settles may not see",
    "actions/meetings.py": WAY,
    "actions/messages.py": "the administrator answers for rows of the outbox without a name",
    "actions/needs.py": DOOR,
    "actions/notes.py": DOOR,
    "actions/outcomes.py": WAY,
    "actions/participations.py": WAY,
    "actions/people.py": "a number or a code may be taken by a person whom the actor may not see",
    "actions/placements.py": WAY,
    "actions/plans.py": WAY,
    "actions/asking.py": "nobody is logged in on the open page: who asks sees nothing of what is found alike",
    "actions/recommending.py": "an officer of another authority stands inside no wall: only what they wrote themselves",
    "actions/referrals.py": "the way in comes before the standing that would let the actor see it",
    "actions/representative_doors.py": "who proves that a door is theirs is nobody yet; it answers one or nothing",
    "actions/seats.py": "a seat must not stay taken because the one who acts may not see all hours",
    "actions/sending.py": "the outbox is emptied by the house, which shows nothing of it",
    "actions/staff.py": "the work left by whoever leaves, handed over by the administrator, who sees no person",
    "actions/steps.py": WAY,
    "actions/streaks.py": FACTS,
    "actions/taking_back.py": LIST,
    "actions/taking_programmes.py": LIST,
    "actions/taking_support.py": LIST,
    "actions/taking_ways.py": LIST,
    "actions/taking_young.py": LIST,
    "actions/verdicts.py": FACTS,
    "actions/youth.py": "whether whoever asked the population register is named already",
    "queries/invitations.py": "what became of the codes is counted of all: a gap would tell of somebody",
    "queries/access.py": "whose account this is, before there is an actor",
    "queries/as_of.py": "keys and days to count from, for the columns",
    "queries/attendance.py": DOOR,
    "queries/columns.py": "columns to count from: keys and codes, never a name, and small groups are hidden after",
    "queries/case_system.py": "how many files nobody has received, without a name",
    "queries/steps.py": "that there is a next step behind a wall: its day and whose role, never what it is",
    "queries/glass.py": "the actor's own opening, of a person whom nothing else shows",
    "queries/disclosures.py": "what the one who asks has said of steps; and, yes or no, whether they moved lately",
    "queries/figures.py": "counts the rulings of a service; nothing of a person is answered",
    "queries/log_review.py": "case numbers instead of names, for whoever reviews the board's log",
    "queries/letters.py": "when the codes of the letters that one may post stop working",
    "queries/hours.py": "how many can read that an hour is off; names come through the scope",
    "queries/outbox.py": "how much waits in the outbox, without a name; and whose coach the reader is",
    "queries/imports.py": "how many rows of a list stand how, of lists that the actor was let in to",
    "queries/needs.py": DOOR,
    "queries/notes.py": "a note that was corrected is not the last word, also when the correction is hidden",
    "queries/outcomes.py": WAY,
    "queries/people.py": "who holds the key to a protected person whom the actor may see",
    "queries/quarter.py": "counts persons by obstacle; no name is read, and small groups are hidden outside the unit",
    "queries/recommended.py": "what another authority's officer wrote themselves; the coach and the hours are left out",
    "queries/recipients.py": "counts all who have support, as the figure does; names come through the scope",
    "queries/referrals.py": DOOR,
    "queries/waits.py": "keys and days to count from, for the columns",
    "queries/youth.py": DOOR,
    "queries/young_count.py": "counts a register on a day, those of protected identity too; nobody of it is answered",
    "queries/representative_doors.py": "for whom a log-in acts, in whatever board, before there is an actor",
    "queries/search.py": "parts of names, joined to persons whom the actor may see",
    "records/acts_for.py": FACTS,
    "records/disclosures.py": "the door itself",
    "records/evidence.py": FACTS,
    "records/messages.py": "letters to post, named for those alone who may post them",
    "records/expected.py": FACTS,
    "records/imports.py": "the door itself",
    "records/likeness.py": "who may be one human being is a case for the named, whoever brings the list",
    "records/occupancy.py": "how many seats are taken, not by whom",
    "records/owed.py": FACTS,
    "records/people.py": "the door itself",
    "records/personal.py": "the door itself",
    "records/plans.py": "an open step and the one it was carried over from",
    "records/read_before.py": "who knows whom, compared as the house: what goes out is yes or no",
    "records/said_of_plans.py": FACTS,
    "records/streaks.py": FACTS,
    "records/case_system.py": "whether the reader is the officer of the basis that a file is of, inside its own wall",
    "records/ways_in.py": "whether somebody whom the actor may see waits or takes part already, behind whatever wall",
    "records/youth.py": "the door itself, of the register",
    "records/takings.py": "how many of protected identity took part, and which boards have anybody: never whom",
    "records/workload.py": "how many each coach has, not whom",
}


def reads(source: str) -> int:
    """How often a file takes the loud door for anything but making a row."""
    tree = ast.parse(source)
    made = {
        id(node.func.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MAKES
    }
    return sum(
        isinstance(node, ast.Attribute) and node.attr == "unscoped" and id(node) not in made for node in ast.walk(tree)
    )


def readers(home: Path) -> set[str]:
    files = (path for path in home.rglob("*.py") if "migrations" not in path.parts)
    return {path.relative_to(home).as_posix() for path in files if reads(path.read_text(encoding="utf-8"))}


def test_everyone_who_reads_through_the_loud_door_has_said_why() -> None:
    assert readers(HOME) - set(READERS) == set(), "take Model.visible_to(scope), or say why not in READERS"


def test_no_reason_stays_after_its_reader_has_gone() -> None:
    assert set(READERS) - readers(HOME) == set()


@pytest.mark.parametrize("room", ["web", "config", "compute", "rules"])
def test_the_loud_door_is_never_heard_outside_queries_actions_and_records(room: str) -> None:
    assert not {name for name in readers(HOME) if name.startswith(f"{room}/")}
    assert not [path for path in (HOME / room).rglob("*.py") if ".unscoped." in path.read_text(encoding="utf-8")]


def test_a_reader_planted_in_a_page_of_queries_is_heard(tmp_path: Path) -> None:
    page = tmp_path / "queries" / "planted.py"
    page.parent.mkdir()
    page.write_text('"""Planted."""\n\nfound = list(Person.unscoped.filter(pk=1))\n', encoding="utf-8")
    assert readers(tmp_path) == {"queries/planted.py"}
    page.write_text('"""Planted."""\n\nmade = Person.unscoped.create(board=1)\n', encoding="utf-8")
    assert readers(tmp_path) == set()
    page.write_text('"""Planted."""\n\ndoor = Person.unscoped\n', encoding="utf-8")
    assert readers(tmp_path) == {"queries/planted.py"}, "nor may it be carried out under another name"

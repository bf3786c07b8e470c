"""The employment service's files: what is read, what is faulty, what has changed, and how it is found."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.taxonomy import (
    Fault,
    Given,
    Kind,
    beginnings,
    changes,
    folded,
    read_concepts,
    read_places,
    said_as,
)

COOK = {"preferredLabel": "Kock, à la carte", "type": "occupation-name", "legacyAmsTaxonomyId": "1"}
ALVIK = {"label": "Alvik", "kommunkod": "2029", "latitud": 60.7, "longitud": 14.9, "type": "place"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"type": "skill"}, Fault.NO_LABEL),
        ({"preferredLabel": "  ", "type": "skill"}, Fault.NO_LABEL),
        ({"preferredLabel": 7, "type": "skill"}, Fault.NO_LABEL),
        ({"preferredLabel": "Svets"}, Fault.NO_KIND),
        ({"preferredLabel": "x" * 301, "type": "skill"}, Fault.TOO_LONG),
        ({"preferredLabel": "Sve\u200bts", "type": "skill"}, Fault.HIDDEN_SIGNS),
        ("a text", Fault.NO_LABEL),
    ],
)
def test_a_concept_that_is_not_as_it_should_be_is_told_by_its_row_and_the_others_are_read(
    said: object, why: Fault
) -> None:
    read = read_concepts([("one", COOK), ("two", said), ("one", COOK)])
    assert [row.label for row in read.rows] == ["Kock, à la carte"]
    assert [(one.row, one.why) for one in read.faulty] == [(2, why), (3, Fault.TWICE)]


def test_a_place_without_coordinates_is_told_and_kept_without_them() -> None:
    read = read_places([ALVIK, ALVIK | {"label": "Ås", "latitud": 0.0, "longitud": 0.0}, ALVIK | {"kommunkod": "99"}])
    assert [(row.code, row.detail, row.latitude) for row in read.rows] == [
        ("2029:Alvik", "Dalarnas län", 60.7),
        ("2029:Ås", "Dalarnas län", None),
    ]
    assert [(one.row, one.why) for one in read.faulty] == [(2, Fault.NO_COORDINATES), (3, Fault.NO_MUNICIPALITY)]


def test_a_file_changes_what_it_says_otherwise_and_only_kinds_it_holds_lose_anything() -> None:
    cook, baker = Given("c", "occupation-name", "Kock"), Given("b", "occupation-name", "Bagare")
    weld, gone = Given("w", "skill", "Svets"), Given("g", "occupation-name", "Sotare")
    kept = {one.code: one for one in (cook, baker, weld, gone)}
    chef = Given("c", "occupation-name", "Kökschef")
    found = changes(kept, frozenset({"g"}), (chef, gone, Given("n", "occupation-name", "Ny")))
    assert [one.code for one in found.new] == ["g", "n"], "one that comes back is new again"
    assert (found.changed, found.removed) == ((chef,), ("b",))


@given(st.lists(st.builds(Given, st.text("abc", min_size=1, max_size=2), st.sampled_from(Kind), st.text("xy"))))
def test_a_file_loaded_a_second_time_changes_nothing(rows: list[Given]) -> None:
    given = tuple({one.code: one for one in rows}.values())
    assert changes({one.code: one for one in given}, frozenset(), given).none


@pytest.mark.parametrize(
    ("typed", "label", "found"),
    [
        ("kock", "Kock, à la carte", True),
        ("A LA", "Kock, à la carte", True),
        ("lokal", "Städare/Lokalvårdare", True),
        ("stad", "Städare/Lokalvårdare", False),  # ä is a letter of its own
        ("vård", "Städare/Lokalvårdare", False),  # not the beginning of a word
        ("perez", "Pérez-metoden", True),
        ("a\N{COMBINING RING ABOVE}s", "Ås", True),
    ],
)
def test_it_is_found_from_the_beginning_of_any_word_and_swedish_letters_are_kept_apart(
    typed: str, label: str, found: bool
) -> None:
    assert any(beginning.startswith(folded(typed)) for _place, beginning in beginnings(label)) is found


@given(st.text(string.ascii_letters + "åäöÅÄÖé /-,", min_size=1, max_size=80))
def test_the_first_beginning_is_the_whole_and_folding_twice_is_folding_once(label: str) -> None:
    assert folded(folded(label)) == folded(label)
    assert [place for place, _letters in beginnings(label)][:1] == ([0] if folded(label) else [])


def test_a_few_letters_become_the_word_that_was_chosen_and_own_words_stay() -> None:
    assert said_as("ko", "Kock") == "Kock"
    assert said_as("", "Kock") == "Kock"
    assert said_as("lagade mat åt trettio", "Kock") == "lagade mat åt trettio"

"""How many parts an SMS costs: the alphabet of the network, not the number of letters, decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidare.rules.sms import Coding, parts

SWEDISH = "Du har en tid tisdag 1 december kl. 9.00. Kom gärna fem minuter före, så hinner du hälsa. "


@pytest.mark.parametrize(
    ("text", "coding", "units", "count"),
    [
        ("", Coding.GSM_7, 0, 0),
        ("tisdag 24 november kl. 9.00", Coding.GSM_7, 27, 1),
        ("å" * 160, Coding.GSM_7, 160, 1),
        ("å" * 161, Coding.GSM_7, 161, 2),
        ("a" * 306, Coding.GSM_7, 306, 2),
        ("a" * 307, Coding.GSM_7, 307, 3),
        (SWEDISH, Coding.GSM_7, 90, 1),
        (SWEDISH.replace(".", "–", 1), Coding.UCS_2, 90, 2),
        ("€" * 80, Coding.GSM_7, 160, 1),
        ("€" * 81, Coding.GSM_7, 162, 2),
        ("a" * 152 + "€" + "a" * 152, Coding.GSM_7, 306, 3),
        ("ش" * 70, Coding.UCS_2, 70, 1),
        ("ش" * 71, Coding.UCS_2, 71, 2),
        ("ሰ" * 134, Coding.UCS_2, 134, 2),
        ("🌻" * 35, Coding.UCS_2, 70, 1),
        ("ش" * 66 + "🌻" + "ش" * 66, Coding.UCS_2, 134, 3),
    ],
)
def test_the_parts_are_those_the_operator_counts(text: str, coding: Coding, units: int, count: int) -> None:
    counted = parts(text)
    assert (counted.coding, counted.units, counted.count) == (coding, units, count)


def test_one_long_dash_makes_two_parts_of_a_text_that_was_one() -> None:
    assert parts(SWEDISH).count == 1
    assert parts(SWEDISH + "–").count == 2


SIGNS = "aå€–ش🌻"


@given(st.integers(0, 330), st.sampled_from(SIGNS), st.text(SIGNS, max_size=8), st.sampled_from(SIGNS))
def test_one_sign_more_never_costs_less(many: int, filled: str, end: str, sign: str) -> None:
    text = filled * many + end
    assert parts(text + sign).count >= parts(text).count

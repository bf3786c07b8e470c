"""The codes of the door: a slip of one finger is never somebody else's."""

from __future__ import annotations

from itertools import islice

from vidare.rules.door import DRAWN, all_codes, draw_codes


def test_no_wrong_digit_makes_one_code_another() -> None:
    codes = set(islice(all_codes(), DRAWN))
    assert len(codes) == DRAWN
    slips = {
        code[:place] + wrong + code[place + 1 :]
        for code in codes
        for place in range(4)
        for wrong in "0123456789"
        if wrong != code[place]
    }
    assert not slips & codes


def test_every_code_is_given_once_and_the_checked_ones_first() -> None:
    codes = list(all_codes())
    assert len(set(codes)) == len(codes) == 10_000


def test_when_the_checked_codes_are_taken_any_is_drawn() -> None:
    drawn = list(draw_codes(lambda below: below - 1))
    assert (drawn[0], drawn[-1]) == ("9993", "9999")

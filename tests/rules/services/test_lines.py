"""Every key is found at the line where it stands."""

from __future__ import annotations

from vidare.rules.services.lines import line_of, lines_of

TEXT = '''# a comment with [brackets] and = signs
code = "x" # and a tail
"quoted.key" = 1
[a]
many = [
  "one", # [not a table]
  "two",
]
long = """
[not.a.table]
also = "not a key"
"""
path.to.it = \'single # not a comment\'
inline = { b = 1, c = [ { d = 2 } ] }

[[rooms]]
name = "ett"

[[rooms]]
name = "två"
  [rooms.inside]
  deep = true
  [[rooms.chairs]]
  legs = 4
'''


def test_keys_are_found_in_every_shape_of_the_language() -> None:
    lines = lines_of(TEXT)
    assert lines["code"] == 2
    assert lines["a"] == 4
    assert lines["a.many[2]"] == 7
    assert lines["a.long"] == 9
    assert lines["a.path.to.it"] == 13
    assert lines["a.inline.c[1].d"] == 14
    assert lines["rooms[1].name"] == 17
    assert lines["rooms[2].name"] == 20
    assert lines["rooms[2].inside.deep"] == 22
    assert lines["rooms[2].chairs[1].legs"] == 24
    assert not any(path.startswith("not") or "also" in path for path in lines)


def test_what_is_not_there_is_at_what_is_around_it() -> None:
    lines = lines_of(TEXT)
    assert line_of(lines, "rooms[2].seats") == 19
    assert line_of(lines, "rooms[2].inside.missing") == 21
    assert line_of(lines, "nothing.at.all") == 1


def test_a_string_that_ends_in_its_own_quotes_is_walked_past() -> None:
    lines = lines_of('a = """x""""\nb = "\\\\"\nc = 1\n')
    assert (lines["b"], lines["c"]) == (2, 3)

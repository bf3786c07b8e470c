"""Lists that units have: read, judged row by row, and told in plain codes before anything is written."""

from __future__ import annotations

from vidare.rules.imports.codes import (
    ColumnFault,
    Fault,
    Found,
    Kept,
    Kind,
    Line,
    Meaning,
    No,
    RowState,
    State,
    behind,
)
from vidare.rules.imports.files import LARGEST, MOST_ROWS, Sheet
from vidare.rules.imports.headings import Column, Headings
from vidare.rules.imports.office import Chosen, Named, Place
from vidare.rules.imports.preview import Read, move, read_list
from vidare.rules.imports.repeats import name_words, same_name, who
from vidare.rules.imports.schedule import hours_of

__all__ = [
    "LARGEST",
    "MOST_ROWS",
    "Chosen",
    "Column",
    "ColumnFault",
    "Fault",
    "Found",
    "Headings",
    "Kept",
    "Kind",
    "Line",
    "Meaning",
    "Named",
    "No",
    "Place",
    "Read",
    "RowState",
    "Sheet",
    "State",
    "behind",
    "hours_of",
    "move",
    "name_words",
    "read_list",
    "same_name",
    "who",
]

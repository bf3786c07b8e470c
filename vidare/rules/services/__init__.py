"""What a service is: its model as values, read from a file and written again."""

from __future__ import annotations

from vidare.rules.services.faults import Fault, FaultCode, Faulty
from vidare.rules.services.model import (
    ActivityKind,
    ActivityOf,
    AreaOf,
    BoardOf,
    Exemption,
    Hours,
    Partner,
    Plain,
    Question,
    RoleTitle,
    RoomOf,
    RuleBook,
    RuleKind,
    RuleSetOf,
    ServiceModel,
    Target,
    TextCode,
    Unit,
    Values,
    Words,
)
from vidare.rules.services.reading import decoded, faults, read, read_book, read_kept, syntax_fault
from vidare.rules.services.rulesets import ruling
from vidare.rules.services.writing import write

__all__ = [
    "ActivityKind",
    "ActivityOf",
    "AreaOf",
    "BoardOf",
    "Exemption",
    "Fault",
    "FaultCode",
    "Faulty",
    "Hours",
    "Partner",
    "Plain",
    "Question",
    "RoleTitle",
    "RoomOf",
    "RuleBook",
    "RuleKind",
    "RuleSetOf",
    "ServiceModel",
    "Target",
    "TextCode",
    "Unit",
    "Values",
    "Words",
    "decoded",
    "faults",
    "read",
    "read_book",
    "read_kept",
    "ruling",
    "syntax_fault",
    "write",
]

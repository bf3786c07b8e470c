"""Undoing a list asks every table that holds something about a person, also those made after this was written."""

from __future__ import annotations

from vidare.records.guards import domain_models
from vidare.records.personal import Personal
from vidare.records.worked_on import DERIVED, SAID


def test_every_personal_table_has_its_reason_why_a_row_stays() -> None:
    personal = {model for model in domain_models() if issubclass(model, Personal)}
    assert {model.__name__ for model in personal - set(SAID) - DERIVED} == set(), "say in SAID what somebody has done"

"""The mapping: where a person stands, area by area."""

from __future__ import annotations

LOWEST, HIGHEST = 1, 5  # steps on a service model's scale, 5 is the nearest to work or studies

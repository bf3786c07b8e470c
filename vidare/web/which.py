"""Which service is meant, for those who work in several: the one of the address, else the first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from vidare.web.asking import Asking


class HasCode(Protocol):
    @property
    def code(self) -> str: ...


One = TypeVar("One", bound=HasCode)


def chosen(request: Asking, services: Sequence[One]) -> One:
    """``?service=code`` stands in the address of the form too, so that what is sent goes where it was read."""
    return next((one for one in services if one.code == request.GET.get("service")), services[0])

"""Service models as files on disk, and their faults as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from vidare.queries import services
from vidare.rules.decision import Hidden
from vidare.rules.services import Fault, Faulty, RuleBook, ServiceModel, decoded, read_book, read_kept
from vidare.web import words

SHIPPED = Path(__file__).resolve().parents[2] / "models"


class NoSuchModel(Exception):
    """Neither a file nor a model's code."""


def shipped() -> dict[str, Path]:
    """The models that come with the program, by code: the file's name."""
    return {path.stem: path for path in sorted(SHIPPED.glob("*.toml"))}


def text_in(path: str | Path) -> str:
    """A file's text. Raises NoSuchModel when there is no such file, Faulty when it is not UTF-8."""
    try:
        return decoded(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise NoSuchModel(str(path)) from error


def _is_file(name: str) -> bool:
    return name.endswith(".toml") or "/" in name


def text_of(name: str) -> str:
    """The text of CODE, CODE@VERSION or a file; what has been taken in goes before what came with the program."""
    code, _at, version = name.partition("@")
    if _is_file(name):
        return text_in(name)
    try:
        if not version:
            return services.exported(code)
        return services.text_of(code, version=int(version) if version.isdecimal() and len(version) < 9 else 0)
    except Hidden as hidden:
        if not version and code in shipped():
            return text_in(shipped()[code])
        raise NoSuchModel(name) from hidden


def book_of(name: str) -> ServiceModel | RuleBook:
    """A file is read with all its faults; what was taken in was checked then."""
    return read_book(text_of(name)) if _is_file(name) else read_kept(text_of(name))


def sentence(fault: Fault, *, file: str = "") -> str:
    """One clear sentence: which file, which line, which key, and what to do."""
    place = _("line %(line)s") % {"line": fault.line}
    return f"{', '.join(part for part in (file, place, fault.key) if part)}: {words.word(fault.code, fault.facts)}"


def plain(faults: Iterable[Fault]) -> list[dict[str, object]]:
    """Faults for machines."""
    return [
        {"key": fault.key, "line": fault.line, "code": fault.code.value, "text": words.word(fault.code, fault.facts)}
        for fault in faults
    ]


__all__ = ["Faulty", "NoSuchModel", "book_of", "plain", "sentence", "shipped", "text_in", "text_of"]

"""Sets a page with typst: trusted templates, data as JSON, the house's own fonts, and never an invalid PDF/UA-1."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from vidare.rules.papers import LogoKind, Sender, Unsettable

if TYPE_CHECKING:
    import typst

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
# Copied from their packages by tools/build_static.py. No font of the machine is ever used: what is set here looks the
# same on every machine, and a sign that none of these has is refused instead of printed as an empty box.
FONTS = HERE / "fonts"
_one_at_a_time = Lock()


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    import typst  # large: read when the first page is set, not when the program starts

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    if not fonts.families():
        raise FileNotFoundError(f"no fonts in {FONTS}: run python -m tools.build_static")
    # Nothing is fetched: there is no folder of packages to look in, and no template names one.
    nowhere = str(FONTS)
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts, package_path=nowhere, package_cache_path=nowhere)


def pdf(template: str, data: Mapping[str, object], *, at: datetime, standards: tuple[str, ...] = ("ua-1",)) -> bytes:
    """A template with its data as PDF/UA-1; the same data at the same moment make the same bytes."""
    when = at.astimezone(UTC).replace(microsecond=0)
    kept: Any = list(standards)
    return _set(
        template, data, lambda made, how: made.compile(**how, format="pdf", pdf_standards=kept, timestamp=when)
    )[0]


def pictures(template: str, data: Mapping[str, object], *, ppi: int = 110) -> list[bytes]:
    """Each page as a PNG, for those who look at it before it is used."""
    return _set(template, data, lambda made, how: made.compile(**how, format="png", ppi=ppi))


Work = Callable[["typst.Compiler", dict[str, Any]], bytes | list[bytes] | None]


def _set(template: str, data: Mapping[str, object], work: Work) -> list[bytes]:
    import typst

    said = {"d": json.dumps(data, ensure_ascii=False)}
    try:
        with _one_at_a_time:
            made = work(_compiler(), {"input": str(TEMPLATES / f"{template}.typ"), "sys_inputs": said})
    except typst.TypstError as fault:
        # Its words may hold what somebody wrote: the kind of fault is told, not the text.
        raise Unsettable(is_sign="could not be displayed" in fault.message) from None
    return made if isinstance(made, list) else [bytes(made or b"")]


def head(sender: Sender) -> dict[str, object]:
    """A letterhead as the templates take it. A picture goes in as its bytes: no template reads a file."""
    logo: object = None
    if sender.logo_kind is LogoKind.SVG:
        logo = {"kind": "svg", "text": sender.logo.decode("utf-8")}
    elif sender.logo_kind is LogoKind.PNG:
        logo = {"kind": "png", "bytes": list(sender.logo)}
    return {
        "municipality": sender.municipality,
        "unit": sender.unit,
        "address": list(sender.address),
        "phone": sender.phone,
        "email": sender.email,
        "web": sender.web,
        "colour": sender.colour,
        "logo": logo,
        "window": sender.window.value,
    }

"""Gathers the texts of the program, says which lack a translation, and compiles those that are there.

    python -m tools.words build            compiles locale/<language>/LC_MESSAGES/django.mo
    python -m tools.words check            what is missing, fuzzy, unused or at odds; fails for what must be complete
    python -m tools.words missing LANG     the texts that lack a translation, as PO entries to fill in
    python -m tools.words fold             moves the entries of locale/parts into the languages' own files

A language's translations are its own file, ``locale/<language>/LC_MESSAGES/django.po``, and the files that wait to be
folded into it, ``locale/parts/<name>.<language>.po``. The compiled files are made here and never kept.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"
TEMPLATES = ROOT / "vidare/web/templates"
PLURALS = {
    "sv": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural="
    "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;",
    "ti": "nplurals=2; plural=(n > 1);",
    "uk": "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;",
}
# The first argument that is text, by the name of the function.
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
IN_TEMPLATE = re.compile(
    r"\b(gettext|_|pgettext|ngettext|npgettext)\(\s*((?:u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\s*,?\s*)+)"
)
HOLES = re.compile(r"%\((\w+)\)|(?<!\{)\{(\w*)\}|%[sd]")
# What participants and those who have not logged in meet: the languages after Swedish must have all of it.
OPEN_FRAMES = ("frame_participant.html", "frame_kiosk.html", "frame_open.html")
OPEN_TEMPLATES = ("base.html", "frame_open.html", "parts/", "fields/", "start/", "account/", "accounts/", "errors/")
# Pages in those folders that only staff open.
STAFF_TEMPLATES = ("accounts/person.html", "account/password_change.html", "account/reauthenticate.html")
# What goes out on paper: the pages' languages must have it.
ON_PAPER = tuple(f"vidare/web/paper/{name}.py" for name in ("bodies", "letters", "sheets", "statement", "wording"))
# The page where anybody asks for help: it is whole in every language that it is offered in.
TEMPLATED = "vidare/web/templates/"
ON_THE_OPEN_PAGE = (
    *(
        f"{TEMPLATED}{name}.html"
        for name in ("base", "frame_open", "parts/foot", "parts/error_summary", "fields/field")
    ),
    *(f"{TEMPLATED}referrals/{name}.html" for name in ("ask", "asked")),
    "vidare/web/referrals/open_forms.py",
    "vidare/web/words/asking.py",
)
# The questions of progress are asked in the same languages, whatever language the other pages are in.
ON_PROGRESS = (
    f"{TEMPLATED}mine/progress.html",
    f"{TEMPLATED}progress/picture.html",
    "vidare/web/progress/mine.py",
    "vidare/web/words/progress.py",
)
# Spoken in these places and nowhere else; other languages have all that participants meet.
ASKED = ON_THE_OPEN_PAGE + ON_PROGRESS
ONLY = {"ti": ON_PAPER + ASKED, "so": ASKED, "uk": ASKED, "fa": ASKED}
REVIEWED = "X-Reviewed-By"  # in the head of a file of translations: who has read it, with the language as their own
OPEN_CODE = (
    "vidare/web/start/",
    "vidare/web/kiosk/",
    "vidare/web/mine/",
    "vidare/web/marks.py",
    "vidare/web/held.py",
    *ON_PAPER,
    *ASKED,
)


@dataclass
class Text:
    """One text of the program and where it stands."""

    context: str | None
    one: str
    many: str | None = None
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.one


def texts() -> dict[tuple[str | None, str], Text]:
    """All texts of code and templates."""
    found: dict[tuple[str | None, str], Text] = {}
    for path in sorted(ROOT.glob("vidare/**/*.py")) + sorted(TEMPLATES.glob("**/*.html")):
        source = path.read_text(encoding="utf-8")
        place = str(path.relative_to(ROOT))
        for context, one, many in in_code(source) if path.suffix == ".py" else in_template(source):
            text = found.setdefault((context, one), Text(context, one, many))
            text.many = text.many or many
            text.places.append(place)
    return found


def in_code(source: str) -> Iterator[tuple[str | None, str, str | None]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            values = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            yield from _called(name, values)


def in_template(source: str) -> Iterator[tuple[str | None, str, str | None]]:
    from django.utils.translation.template import templatize

    for name, arguments in IN_TEMPLATE.findall(templatize(source)):
        values = ast.literal_eval(f"({arguments.rstrip().rstrip(',')},)")
        yield from _called(name, list(values))


def _called(name: str, values: list[object]) -> Iterator[tuple[str | None, str, str | None]]:
    if name not in CALLS:
        return
    context, one, many = (None if at is None or at >= len(values) else values[at] for at in CALLS[name])
    if isinstance(one, str) and one:
        yield context if isinstance(context, str) else None, one, many if isinstance(many, str) else None


def open_texts(all_texts: Iterable[Text]) -> set[tuple[str | None, str]]:
    """The texts that participants and strangers meet."""
    pages = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in TEMPLATES.glob("**/*.html")}
    theirs = {
        f"vidare/web/templates/{name}"
        for name, source in pages.items()
        if name not in STAFF_TEMPLATES
        and (name.startswith(OPEN_TEMPLATES) or any(f'extends "{frame}"' in source for frame in OPEN_FRAMES))
    }
    return {
        text.key for text in all_texts if any(place in theirs or place.startswith(OPEN_CODE) for place in text.places)
    }


def wanted_in(language: str, all_texts: dict[tuple[str | None, str], Text]) -> set[tuple[str | None, str]]:
    """Swedish must have everything, what is spoken in some places alone what stands there, others what participants
    meet."""
    if language == "sv":
        return set(all_texts)
    if language in ONLY:
        return {text.key for text in all_texts.values() if any(place in ONLY[language] for place in text.places)}
    return open_texts(all_texts.values())


def languages() -> list[str]:
    named = {path.name.split(".")[-2] for path in (LOCALE / "parts").glob("*.po")}
    return sorted(named | {path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/django.po")})


def catalogue(language: str) -> tuple[polib.POFile, list[str]]:
    """The translations of a language, and where two of them are at odds."""
    whole, odds = polib.POFile(), []
    whole.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "MIME-Version": "1.0",
        "Language": language,
        "Plural-Forms": PLURALS.get(language, PLURALS["sv"]),
    }
    entries: dict[tuple[str | None, str], polib.POEntry] = {}
    own, readers = LOCALE / language / "LC_MESSAGES/django.po", []
    for path in [own] * own.is_file() + sorted((LOCALE / "parts").glob(f"*.{language}.po")):
        part = polib.pofile(str(path))
        readers.append(part.metadata.get(REVIEWED, ""))
        for entry in part:
            if entry.obsolete or not (entry.msgstr or entry.msgstr_plural):
                continue
            key = (entry.msgctxt, entry.msgid)
            first = entries.setdefault(key, entry)
            if said(first) != said(entry):
                odds.append(f"{path.name}: {entry.msgid!r} is {said(entry)!r} here and {said(first)!r} elsewhere")
    for key in sorted(entries, key=lambda pair: (pair[1], pair[0] or "")):
        whole.append(entries[key])
    if readers and all(readers):  # one file that nobody has read makes it a language that nobody has read
        whole.metadata[REVIEWED] = ", ".join(dict.fromkeys(readers))
    return whole, odds


def said(entry: polib.POEntry) -> str | dict[int, str]:
    return entry.msgstr_plural or entry.msgstr


def build() -> bool:
    """Compiles every language whose translations are newer than what was compiled; True when something was made."""
    made = False
    for language in languages():
        target = LOCALE / language / "LC_MESSAGES/django.mo"
        whole, _odds = catalogue(language)
        fresh = whole.to_binary()
        if target.is_file() and target.read_bytes() == fresh:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(f".{os.getpid()}")
        beside.write_bytes(fresh)
        beside.replace(target)
        made = True
    return made


def faults(language: str) -> list[str]:
    """What is wrong with a language."""
    all_texts = texts()
    whole, found = catalogue(language)
    entries = {(entry.msgctxt, entry.msgid): entry for entry in whole}
    for key in sorted(wanted_in(language, all_texts) - set(entries), key=lambda pair: all_texts[pair].places):
        found.append(f"missing: {key[1]!r} ({all_texts[key].places[0]})")
    for key, entry in entries.items():
        if key in all_texts:
            found += entry_faults(entry, all_texts[key], language)
    return found


def entry_faults(entry: polib.POEntry, text: Text, language: str) -> list[str]:
    found = []
    if entry.fuzzy:
        found.append(f"fuzzy: {entry.msgid!r}")
    forms = int(re.findall(r"nplurals=(\d)", PLURALS.get(language, PLURALS["sv"]))[0])
    if text.many and len(entry.msgstr_plural) != forms:
        found.append(f"{len(entry.msgstr_plural)} plural forms where there are {forms}: {entry.msgid!r}")
    one, many = holes(entry.msgid), holes(text.many or entry.msgid)
    for form in list(entry.msgstr_plural.values()) or [entry.msgstr]:
        # A form for one, two or none may do without its number; no form may name what the program does not know.
        if not (holes(form) == many or (text.many and holes(form) <= one | many)):
            found.append(f"other holes than {sorted(many)}: {form!r}")
    return found


def holes(text: str) -> set[str]:
    return {match.group(0) for match in HOLES.finditer(text)}


def unused(language: str) -> list[str]:
    known = texts()
    return [entry.msgid for entry in catalogue(language)[0] if (entry.msgctxt, entry.msgid) not in known]


def missing(language: str) -> str:
    """PO entries to fill in."""
    all_texts, (whole, _odds) = texts(), catalogue(language)
    have = {(entry.msgctxt, entry.msgid) for entry in whole}
    forms = int(re.findall(r"nplurals=(\d)", PLURALS.get(language, PLURALS["sv"]))[0])
    blank = polib.POFile()
    for key in sorted(wanted_in(language, all_texts) - have, key=lambda pair: all_texts[pair].places):
        text = all_texts[key]
        blank.append(
            polib.POEntry(
                msgid=text.one,
                msgctxt=text.context,
                msgid_plural=text.many or "",
                msgstr_plural=dict.fromkeys(range(forms), "") if text.many else {},
                occurrences=[(place, "") for place in sorted(set(text.places))],
            )
        )
    return str(blank)


def fold() -> None:
    """One file for each language, for translators; the parts are then empty and removed."""
    for language in languages():
        whole, odds = catalogue(language)
        if odds:
            raise SystemExit("\n".join(odds))
        target = LOCALE / language / "LC_MESSAGES/django.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        whole.save(str(target))
        for part in (LOCALE / "parts").glob(f"*.{language}.po"):
            part.unlink()


def check() -> int:
    wrong = 0
    for language in languages():
        for fault in faults(language):
            print(f"{language}: {fault}")
            wrong += 1
        for text in unused(language):
            print(f"{language}: no longer used: {text!r}")
    return 1 if wrong else 0


def main(words: list[str]) -> int:
    if words[:1] == ["build"]:
        print("compiled" if build() else "already compiled")
    elif words[:1] == ["check"]:
        return check()
    elif words[:1] == ["missing"] and len(words) == 2:
        print(missing(words[1]))
    elif words[:1] == ["fold"]:
        fold()
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What the house asks of every template: nothing unescaped, nothing the browser would refuse, nothing unstyled."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "vidare" / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
UNSAFE = re.compile(r"\|\s*safe(seq)?\b|\bautoescape\s+off\b")
DATA = re.compile(r'<script\b[^>]*\btype="application/json">')
INLINE = re.compile(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<style\b|<script\b(?![^>]*\bsrc=)|<script\b[^>]*>\s*[^<\s]")
# Whose markup is trusted without being escaped, and why.
TRUSTED = {
    "vidare/web/drawn.py": "the drawing of a QR code: segno writes it, of squares, and no text of ours stands in it",
    "vidare/web/templatetags/vidare.py": "one attribute of our own that never varies",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def trusting(source: str) -> bool:
    called = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = {node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in called}
    return bool(names & {"mark_safe", "SafeString", "SafeText"})


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_escapes_everything_and_holds_no_style_or_program(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not UNSAFE.search(text)
    assert not INLINE.search(DATA.sub("", text)), "the Content-Security-Policy refuses it"


@pytest.mark.parametrize(
    "breach",
    ["{{ note|safe }}", "{% autoescape off %}", '<p style="x">', "<a onclick='x'>", "<script>x</script>", "<style>",
     '<script src="a">x</script>'],
)  # fmt: skip
def test_a_breach_of_either_is_seen(breach: str) -> None:
    assert UNSAFE.search(breach) or INLINE.search(breach)


def test_only_those_who_said_why_trust_markup() -> None:
    found = {name_of(path) for path in WEB.rglob("*.py") if trusting(path.read_text(encoding="utf-8"))}
    assert found == set(TRUSTED)


# What a frame is called; the participant's and the kiosk's have styles of their own.
BY_THE_WAY = {"staff"}


def classes() -> dict[str, set[str]]:
    """The classes that templates name in full, and where."""
    found: dict[str, set[str]] = {}
    for path in TEMPLATES:
        for value in re.findall(r'\sclass="([^"]*)"', path.read_text(encoding="utf-8")):
            for word in re.sub(r"\S*\{\{.*?\}\}\S*", " ", re.sub(r"\{%.*?%\}", " ", value)).split():
                if re.fullmatch(r"[a-z][\w-]*", word) and not word.endswith("-"):
                    found.setdefault(word, set()).add(name_of(path))
    return found


def test_every_class_has_a_style_or_a_use() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in (WEB / "static").glob("*.css"))
    programs = "".join(
        path.read_text(encoding="utf-8") for path in (WEB / "static").rglob("*.js") if "built" not in path.parts
    )
    styled = set(re.findall(r"\.([a-z][\w-]*)", sheets))
    lost = {
        word: sorted(where)
        for word, where in classes().items()
        if word not in styled | BY_THE_WAY and not word.startswith("ds-") and f".{word}" not in programs
    }
    assert lost == {}


# Names, which are the same in every language.
NAMES = {"Vidare", "· Vidare", "Arbetsförmedlingen:", "Digg, Myndigheten för digital förvaltning"}
PROGRAM = re.compile(
    r"{% block (?:body_class|size) %}.*?{% endblock %}|{% blocktrans.*?{% endblocktrans %}"
    r"|{% comment %}.*?{% endcomment %}|{#.*?#}|{%.*?%}|{{.*?}}",
    re.S,
)


class Said(HTMLParser):
    """What a template says to everybody, whatever their language: between its tags, and where it is read out."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(PROGRAM.sub("", source))

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if not self.cdata_elem and re.search(r"[^\W\d_]{2}", text) and text not in NAMES:
            self.found.append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name in {"title", "alt", "placeholder", "aria-label"}:
                self.handle_data(value)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_says_nothing_that_has_no_translation(path: Path) -> None:
    assert Said(path.read_text(encoding="utf-8")).found == [], "put it in {% trans %} or {% blocktrans %}"


def test_a_bare_word_is_heard() -> None:
    assert Said('<p title="Look">Good {{ day }} <b>{% trans "day" %}</b></p>').found == ["Look", "Good"]

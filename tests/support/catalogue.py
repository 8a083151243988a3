"""The failure catalogue: what can go wrong, what happens then, and what proves it."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


TESTS = Path(__file__).parent.parent
SOURCE = TESTS / "catalogue.toml"
PAGE = TESTS.parent / "docs" / "failures.md"

SECTIONS = {
    "N": ("Network and HTTP", 24),
    "R": ("What Meta and other people do", 34),
    "H": ("Process, disk and clock", 23),
    "I": ("Inputs", 33),
    "O": ("Outputs", 8),
    "S": ("Threats", 17),
}
"""Letter → title, and how many rows it has."""

INTRODUCTION = """\
<!-- Written by `make catalogue` from tests/catalogue.toml; do not edit. -->
# What can go wrong

Each row is a failure, what wa-sync does about it, the exit codes with which the run
may end on account of it, and the tests that prove it. *Not yet* and *differently* say
what is not there, and why. What the numbers mean stands among the
[exit codes](exit-codes.md); threats and their limits in [SECURITY.md](../SECURITY.md).
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One failure. ``not_yet`` and ``instead`` are reasons; empty where none is due."""

    id: str
    failure: str
    behaviour: str
    exit: tuple[int, ...]
    tests: tuple[str, ...]
    not_yet: str
    instead: str


def read() -> Mapping[str, Row]:
    """Return all rows by id, in the order of the file; unknown keys are refused."""
    with SOURCE.open("rb") as file:
        tables: dict[str, dict[str, object]] = tomllib.load(file)
    return {name: _row(name, table) for name, table in tables.items()}


def _row(name: str, table: dict[str, object]) -> Row:
    keys = {"failure", "behaviour", "exit", "tests", "not_yet", "instead"}
    assert set(table) <= keys, (name, set(table) - keys)
    tests, codes = table.get("tests", []), table.get("exit", [])
    assert isinstance(tests, list), name
    assert isinstance(codes, list), name
    return Row(
        name,
        str(table["failure"]),
        str(table["behaviour"]),
        tuple(codes),
        tuple(tests),
        str(table.get("not_yet", "")),
        str(table.get("instead", "")),
    )


def ids() -> list[str]:
    """Every id that the catalogue has to have, in order."""
    return [
        f"{letter}{number:02}" if letter != "S" else f"S{number}"
        for letter, (_, count) in SECTIONS.items()
        for number in range(1, count + 1)
    ]


@cache
def tests_of(path: Path) -> frozenset[str]:
    """The tests of a file, as pytest names them, read without importing anything."""
    return frozenset(_named(ast.parse(path.read_bytes()).body, ""))


def _named(body: list[ast.stmt], above: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield above + node.name
        elif isinstance(node, ast.ClassDef) and node.name.startswith(("Test", "test")):
            yield from _named(node.body, f"{above}{node.name}::")


def exists(test: str) -> bool:
    """Whether there is such a test: ``tests/….py::name`` or ``…::Class::name``."""
    file, _, name = test.partition("::")
    path = TESTS.parent / file
    return path.is_file() and name in tests_of(path)


def page(rows: Mapping[str, Row]) -> str:
    """Write the catalogue as the page that people read."""
    parts = [INTRODUCTION]
    for letter, (title, _) in SECTIONS.items():
        mine = [row for row in rows.values() if row.id[0] == letter]
        parts.append(f"## {title}\n")
        parts += [_entry(row) for row in mine]
    return "\n".join(parts)


def _entry(row: Row) -> str:
    codes = ", ".join(map(str, row.exit))
    lines = [f"### {row.id}: {row.failure}", "", row.behaviour]
    if codes:
        lines[-1] += f" *Exit {codes}.*"
    if row.instead:
        lines += ["", f"*Differently:* {row.instead}"]
    if row.not_yet:
        lines += ["", f"*Not yet:* {row.not_yet}"]
    if row.tests:
        lines += ["", *(f"- `{test}`" for test in row.tests)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(read()), encoding="utf-8")

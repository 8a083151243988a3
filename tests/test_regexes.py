"""No pattern that is shipped can be made to look for ever (ReDoS)."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import wa_sync


ROOT = Path(wa_sync.__file__).parent
PARSER = import_module("re._parser")
ENDLESS = int(import_module("re._constants").MAXREPEAT)
POSSESSIVE = PARSER.POSSESSIVE_REPEAT
READERS = {"re", "regex"}
SOURCES = sorted(ROOT.rglob("*.py"))
NO_PATTERN = {"escape", "purge", "Pattern", "Match", "NOFLAG", "IGNORECASE"}
BUILT = {
    "config/characters.py",
    "http/secret.py",
    "kinds/message_template/rules/body.py",
    "kinds/message_template/rules/plain.py",
    "render/sinks/visible.py",
    "sandbox/wire.py",
}
"""Where patterns are put together: out of tables of ours, or texts that are escaped."""
SEPARATED = ("(\\.[^@\\s.]+)+", "(?:\\.[^@\\s.]+)+", "(?:\\.[A-Za-z][A-Za-z0-9_]*)+")
"""Each turn begins with a dot, which the repetition inside does not take: there is one
way to read a text, and no other to go back to."""
_PROPERTY = re.compile(r"\\[pP]\{\w+\}")
"""What the library ``regex`` knows and ``re`` does not, here always one character."""


def patterns() -> Iterator[tuple[str, str, int]]:
    """Yield each pattern of the package: where it is, what it says, its flags."""
    for source in SOURCES:
        name = source.relative_to(ROOT).as_posix()
        module = import_module(_module(source)) if "__main__" not in name else None
        for found in _compiled(vars(module) if module else {}, set()):
            yield name, str(found.pattern), found.flags
        for call in _calls(source):
            if isinstance(call.args[0], ast.Constant):
                yield name, str(call.args[0].value), 0
    for schema in sorted(ROOT.rglob("*.json")):
        for pattern in _patterns_of(json.loads(schema.read_text(encoding="utf-8"))):
            yield schema.relative_to(ROOT).as_posix(), pattern, 0


def _module(source: Path) -> str:
    parts = source.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _compiled(value: object, seen: set[int]) -> Iterator[re.Pattern[Any]]:
    """Find compiled patterns in the names of a module, tables included."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for below in value.values():
            yield from _compiled(below, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for below in value:
            yield from _compiled(below, seen)


def _calls(source: Path) -> Iterator[ast.Call]:
    """Find every call of a function of ``re`` that takes a pattern."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in READERS
            and node.func.attr not in NO_PATTERN
        ):
            yield node


def _patterns_of(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, below in schema.items():
            if key == "pattern" and isinstance(below, str):
                yield below
            if key == "patternProperties":
                yield from below
            yield from _patterns_of(below)
    elif isinstance(schema, list):
        for below in schema:
            yield from _patterns_of(below)


def endless_in_endless(parsed: Any, *, inside: bool = False) -> bool:  # noqa: ANN401 - the parser's own tree
    """Whether a repetition without end holds another: (a+)+ takes forever to fail.

    A possessive one gives nothing back, so that there is one way to read a text.
    """
    if isinstance(parsed, tuple) and len(parsed) == 2 and parsed[0] == POSSESSIVE:
        return endless_in_endless(parsed[1][2], inside=False)
    if isinstance(parsed, tuple) and len(parsed) == 3 and _repeats(parsed):
        endless = parsed[1] == ENDLESS
        return (inside and endless) or endless_in_endless(
            parsed[2], inside=inside or endless
        )
    if isinstance(parsed, str | int | None):
        return False
    return any(endless_in_endless(below, inside=inside) for below in parsed)


def _repeats(parsed: tuple[Any, ...]) -> bool:
    return all(isinstance(bound, int) for bound in parsed[:2])


SHIPPED = sorted(set(patterns()))


def test_the_audit_finds_what_it_looks_for() -> None:
    """Nested repetitions are found wherever they hide, and simple ones are not."""
    bad = [r"(a+)+", r"(?:a*b?)*", r"x(?:[a-z]+|\d)*y", r"(?=(\s+)*)", r"((a{2,})){3,}"]
    good = [r"a+b*", r"(?:a{1,5})+", r"(?:ab)*c+", r"(a+){2}", r"\s*#[^\n]*"]
    good += [r"(?:a++b?)*", r"(?:[^a]|b++)*+", r"(?:a+)++"]
    assert [endless_in_endless(PARSER.parse(one)) for one in bad] == [True] * len(bad)
    assert not any(endless_in_endless(PARSER.parse(one)) for one in good)


@pytest.mark.costly
def test_every_pattern_is_looked_at() -> None:
    """A pattern that is put together somewhere is known to this audit."""
    known = {pattern for _, pattern, _ in SHIPPED}
    assert len(known) > 100
    built = {
        source.relative_to(ROOT).as_posix()
        for source in SOURCES
        for call in _calls(source)
        if not isinstance(call.args[0], ast.Constant)
    }
    assert built == BUILT


@pytest.mark.parametrize(
    ("where", "pattern"), sorted({(where, pattern) for where, pattern, _ in SHIPPED})
)
def test_no_repetition_holds_another(where: str, pattern: str) -> None:
    """Such a pattern takes time beyond all bounds to say no to a short text."""
    assert where
    for separated in SEPARATED:
        pattern = pattern.replace(separated, "")
    pattern = _PROPERTY.sub("p", pattern).replace("(?:\\u200dp[\\ufe0fp]*)*", "")
    assert not endless_in_endless(PARSER.parse(pattern))


@pytest.mark.parametrize("separated", SEPARATED)
def test_turns_that_begin_with_a_dot_are_read_in_one_way(separated: str) -> None:
    """A text of a hundred thousand characters that does not fit is told from it."""
    assert re.fullmatch(separated, f"{'.a' * 50_000}!@") is None

"""What the types cannot ask for: that trusted words are words of the source.

A constructor takes a text as it is, and so does a form; so only what stands in the
source may be given to them, but where a sink itself or a painter works on what is
harmless already. And nothing is written past the doors.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import wa_sync


ROOT = Path(wa_sync.__file__).parent
SOURCES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.py"))

TYPES = {"Text", "Markdown", "Html", "Document", "Outputs", "Shown"}
TYPES |= {"TypeScript", "Python", "Source"}
FORMS = {"line", "of"}
# they cut and paint what is harmless already; Jinja2 is given a sink of its own
TRUSTED = {
    "render/style.py",
    "render/diff.py",
    "render/text/excerpt.py",
    "render/pages/__init__.py",
    "render/preview/cells.py",
}
SHOWING = [
    name
    for name in SOURCES
    if name.startswith(("render/", "cli/"))
    and not name.startswith("render/sinks/")
    and name not in TRUSTED
]
DOORS = {
    "cli/output.py",
    "__main__.py",  # the version, before anything is imported
    "cli/main.py",  # no words but its own
    "cli/prompt.py",  # a question of ours, with a number in it
}
WRITERS = {"echo", "secho", "print"}


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def literal(value: ast.expr, names: set[str]) -> bool:
    """Whether an expression is words of the source, or chooses among them."""
    if isinstance(value, ast.IfExp):
        return literal(value.body, names) and literal(value.orelse, names)
    if isinstance(value, ast.Name):
        return value.id in names
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def forms(tree: ast.AST) -> set[str]:
    """Names that are only ever given words of the source."""
    given: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    given.setdefault(target.id, []).append(node.value)
    return {
        name
        for name, values in given.items()
        if all(literal(value, set()) for value in values)
    }


def untrusted(source: str) -> Iterator[str]:
    """Calls that trust what is not in the source."""
    tree = ast.parse(source)
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        names = forms(function)
        for call in ast.walk(function):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            if called(call) in TYPES | FORMS and not literal(call.args[0], names):
                yield ast.unparse(call)


@pytest.mark.parametrize("name", SHOWING)
def test_only_words_of_the_source_are_trusted(name: str) -> None:
    """A constructor and a form are given literals, but inside the sinks."""
    source = (ROOT / name).read_text(encoding="utf-8")
    assert list(untrusted(source)) == []


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_is_written_past_the_doors(name: str) -> None:
    """Only the doors of cli/output.py write to the terminal."""
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    writes = [
        ast.unparse(call)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and called(call) in WRITERS
    ]
    assert name in DOORS or writes == []


@pytest.mark.parametrize(
    "source",
    [
        "def f(x): return Text(x)",
        "def f(x): return line(x)",
        "def f(x): return line(f'{x}')",
        "def f(x): return Markdown.of('a' + x)",
        "def f(x):\n form = 'a' if x else x\n return line(form)",
        "def f(x):\n form = 'a'\n form = x\n return terminal.Text(form)",
    ],
)
def test_the_check_can_fail(source: str) -> None:
    """What trusts too much is found."""
    assert list(untrusted(source)) != []

"""The rules of the house that no other tool checks, with every exception's reason."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from support.house import (
    PACKAGE,
    ROOT,
    RULES,
    blanket_waivers,
    offences,
    too_long,
    trees,
)


ATOMIC = "this is the one way in which files are written"
EXCEPTIONS = {
    "loads_yaml": {"config/syntax.py": "only the parser's events are taken from it"},
    "writes_files": {
        "store/atomic.py": ATOMIC,
        "store/lock.py": "a lock is held by its descriptor, so it cannot be replaced",
        "store/journal.py": "lines are appended and synced, so that none is lost",
        "store/events.py": "lines are appended for whoever follows the run",
        "sandbox/store.py": "SQLite opens it again by name; this makes it private",
        "cli/streams.py": "stand-ins for streams that are closed",
        "cli/step_outputs.py": "the runner's file is appended to, as it asks for",
    },
    "runs_code": {
        "cli/main.py": "commands are imported when they are called, from a fixed table",
        "config/repository/process.py": "git, with fixed arguments, hooks and filters "
        "off",
    },
    "asks_the_clock": {
        "http/client.py": "the default of an injected clock, for Retry-After dates",
        "sandbox/clock.py": "the sandbox's own clock, which can be moved",
        "sandbox/server.py": "times of requests, for people",
        "sandbox/world.py": "the default of the sandbox's clock",
    },
    "catches_everything": {
        "cli/main.py": "the last place where a mistake of ours can be told",
        "cli/crash.py": "a second mistake must not hide the first",
        "cli/carrying.py": "what was done is reported, and the error raised again",
        "http/limiter.py": "the slot is given back, and the error raised again",
        "sandbox/app.py": "a bug in the sandbox answers 500, as Meta's would",
        "sandbox/store.py": "the transaction is undone, and the error raised again",
        "workflow/apply.py": "an account's thread hands its error to the reader",
    },
    "asserts": {"sandbox/server.py": "narrows socketserver's type; guards nothing"},
}
"""Rule → module → why it may. An exception that nothing needs is dropped."""

CLI = frozenset({"prints", "asks_the_clock"})
"""What the floor of the terminal may do, and no other floor."""


@pytest.mark.parametrize("rule", RULES)
def test_no_module_breaks_a_rule_without_a_reason(rule: str) -> None:
    """Whatever a rule finds stands in a module that has a reason for it."""
    allowed = EXCEPTIONS.get(rule, {})
    found = [
        offence
        for module, tree in trees().items()
        for offence in offences(tree, module, rule)
        if module not in allowed and not (rule in CLI and _of_the_terminal(module))
    ]
    assert found == []


def _of_the_terminal(module: str) -> bool:
    return module.startswith("cli/") or module == "__main__.py"


@pytest.mark.parametrize("rule", EXCEPTIONS)
def test_every_exception_is_needed(rule: str) -> None:
    """A reason without an offence is a door left open."""
    idle = [
        module
        for module in EXCEPTIONS[rule]
        if module in trees() and not list(offences(trees()[module], module, rule))
    ]
    assert idle == []


BROKEN = {
    "loads_yaml": ["yaml.safe_load(x)", "from yaml import CSafeLoader"],
    "writes_files": [
        "open(p, 'w')",
        "open(p, mode='ab')",
        "path.open('x')",
        "path.write_text('')",
        "flags = os.O_RDWR | os.O_CLOEXEC",
    ],
    "runs_code": ["import pickle", "from subprocess import run", "eval(x)"],
    "prints": ["print(1)", "sys.stdout.write(x)"],
    "trusts_anybody": [
        "Client(verify=False)",
        "Client(follow_redirects=True)",
        "context.check_hostname = False",
        "ssl.CERT_NONE",
    ],
    "asks_the_clock": ["datetime.now(UTC)", "time.sleep(1)", "from time import time"],
    "draws_lots": ["random.random()", "from random import choice"],
    "catches_everything": [
        "try: x\nexcept: pass",
        "try: x\nexcept Exception: pass",
        "try: x\nexcept (ValueError, BaseException): pass",
        "with suppress(Exception): x",
    ],
    "logs_headers": ["LOG.debug('%s', request.headers)"],
    "asserts": ["assert x"],
}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_can_find_something(rule: str) -> None:
    """A rule that never strikes would hold whatever anybody wrote."""
    for source in BROKEN[rule]:
        assert list(offences(ast.parse(source), "x.py", rule)), source


INNOCENT = (
    "yaml.parse(x)",
    "open(p)",
    "path.open('rb')",
    "os.open(p, os.O_RDONLY)",
    "random.SystemRandom()",
    "Client(verify=context)",
    "try: x\nexcept ValueError: pass",
    "LOG.debug('%s', request.path)",
    "clock()",
)


@pytest.mark.parametrize("rule", RULES)
def test_what_is_allowed_is_not_found(rule: str) -> None:
    """What the house does every day breaks no rule."""
    for source in INNOCENT:
        assert list(offences(ast.parse(source), "x.py", rule)) == [], source


def test_modules_and_functions_can_be_read_at_a_glance() -> None:
    """No module above 300 lines, no function above 40."""
    modules = [
        name
        for name in trees()
        if len((PACKAGE / name).read_bytes().splitlines()) > 300
    ]
    functions = [
        f"{name}: {one}" for name, tree in trees().items() for one in too_long(tree, 40)
    ]
    assert (modules, functions) == ([], [])


def test_tests_are_as_small_as_what_they_test() -> None:
    """Test modules and what they share are read as often as the package is."""
    long = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if len(path.read_bytes().splitlines()) > 300
    ]
    assert long == []


def test_no_tool_is_silenced_without_saying_about_what() -> None:
    """Each waiver names the rule that it is about."""
    found = [
        waiver
        for folder in ("wa_sync", "tests", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for waiver in blanket_waivers(path)
    ]
    assert found == []


def test_only_declared_libraries_are_imported() -> None:
    """S13: what is imported is what pyproject.toml asks for, and all of that."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {_plain(re.split("[<>=]", one)[0]) for one in project["dependencies"]}
    named = {
        (name or "").partition(".")[0]
        for tree in trees().values()
        for node in ast.walk(tree)
        for name in _absolute(node)
    }
    installed = packages_distributions()
    strangers = named - set(sys.stdlib_module_names) - {"wa_sync", *COMES_ALONG}
    sources = {_plain(dist) for name in strangers for dist in installed[name]}
    assert sources == declared


COMES_ALONG = {"httpcore": "httpx's own transport, in the version that httpx wants"}


def _plain(distribution: str) -> str:
    return distribution.lower().replace("_", "-").strip()


def _absolute(node: ast.AST) -> list[str | None]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        return [node.module]
    return []


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_requirement_is_pinned_by_hash(name: str) -> None:
    """S13: one exact version each, and the hashes of its files."""
    text = (ROOT / "requirements" / name).read_text()
    entries = re.split(r"\n(?=\S)", text.replace("\\\n", " "))
    wanted = [entry for entry in entries if entry and not entry.startswith("#")]
    loose = [
        entry.split()[0]
        for entry in wanted
        if not re.match(r"[\w.-]+(\[\w+\])?==\S+ ", entry)
        or "--hash=sha256:" not in entry
    ]
    assert wanted
    assert loose == []


def test_nothing_is_installed_without_its_hash() -> None:
    """S13: pip takes pinned files with hashes, and otherwise only wa-sync itself."""
    makefile = (ROOT / "Makefile").read_text()
    installs = re.findall(r"^\t\$\(PIP\) (.*)$", makefile, re.MULTILINE)
    assert installs
    for arguments in installs:
        assert arguments.startswith("--require-hashes -r requirements/") or (
            arguments == "--no-deps --no-build-isolation -e ."
        )


def test_the_package_is_where_it_is_looked_for() -> None:
    """The rules are about this package, not about an empty folder."""
    assert PACKAGE.is_dir()
    assert {"errors.py", "cli/main.py", "store/atomic.py"} <= set(trees())

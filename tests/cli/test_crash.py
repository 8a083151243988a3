"""A mistake of ours is one line for the person, and a private file for who mends it."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from support import hostile

from wa_sync.cli import plan as plan_command
from wa_sync.cli.main import run
from wa_sync.http.secret import Secret


TOKEN = "crash-canary-7f3a9c"  # noqa: S105 - made up
SAID = re.compile(
    r"error: (.*) \(([0-9a-f]{8})\)\n"
    r"  hint: this is a mistake in wa-sync: please report it, with (.*)\n"
)


def deeper(level: int) -> int:
    """Never ends."""
    return deeper(level + 1) + 1


def forgetful(text: str) -> None:
    """Fail with something in a variable that nobody else may see."""
    unreleased = text.replace("x", "a text of next ") + "week"
    raise KeyError(text, len(unreleased))


@pytest.fixture
def crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[str, str, str, str]]:
    """Give a run that fails inside: what it says, the message, the id, the place."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("CRASH_CANARY", "in-the-environment")
    monkeypatch.chdir(tmp_path)

    def ran(failing: Callable[[], object], *more: str) -> tuple[str, str, str, str]:
        monkeypatch.setattr(plan_command, "load", lambda _: failing())
        assert run(["plan", *more]) == 1
        out, said = capsys.readouterr()
        assert out == ""
        found = SAID.search(said)
        assert found is not None, said
        return said, found[1], found[2], found[3]

    return ran


Crash = Callable[..., tuple[str, str, str, str]]


def test_a_crash_is_one_line_and_a_report(crash: Crash, tmp_path: Path) -> None:
    """H19: one line with an id and a hint; the file of that id says where it was."""
    said, message, name, where = crash(lambda: forgetful("x"))
    assert said.count("\n") == 2
    assert message == "unexpected KeyError: ('x', 19)"
    report = tmp_path / "state" / "wa-sync" / "crashes" / f"crash-{name}.txt"
    assert where == str(report)
    content = report.read_text(encoding="utf-8")
    assert content.startswith("wa-sync ")
    assert "in forgetful" in content
    assert content.endswith("KeyError: ('x', 19)\n")


def test_the_report_is_private(crash: Crash) -> None:
    """H19: nobody else reads it; it holds no variable and no environment."""
    report = Path(crash(lambda: forgetful("x"))[3])
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700
    content = report.read_text(encoding="utf-8")
    assert "a text of next week" not in content
    assert "in-the-environment" not in content


def test_no_token_is_in_a_crash(crash: Crash) -> None:
    """O08: what the run knows as its token is nowhere, at any verbosity."""
    Secret.parse(TOKEN, source="here")
    said, _, _, where = crash(lambda: forgetful(f"with {TOKEN}"), "-vv")
    assert "KeyError: ('with ***'" in said
    for shown in (said, Path(where).read_text(encoding="utf-8")):
        assert TOKEN not in shown


@pytest.mark.parametrize("failing", [MemoryError, lambda: deeper(0)])
def test_running_out_of_something_is_a_crash_like_others(
    crash: Crash, failing: Callable[[], object]
) -> None:
    """H19: no memory and no stack are said in the same way."""

    def fail() -> object:
        made = failing()
        raise made if isinstance(made, Exception) else AssertionError

    message = crash(fail)[1]
    assert message.startswith(("unexpected MemoryError", "unexpected RecursionError"))


def test_where_no_report_can_be_written_vv_shows_it(
    crash: Crash, tmp_path: Path
) -> None:
    """H19: a state folder that cannot be made is no second crash."""
    (tmp_path / "state").write_text("a file, not a folder")
    quiet = crash(lambda: forgetful("x"))
    assert quiet[3] == "what -vv shows"
    assert "Traceback" not in quiet[0]
    assert "in forgetful" in crash(lambda: forgetful("x"), "-vv")[0]


@pytest.mark.parametrize(
    ("argv", "variable", "shown"),
    [
        (["-vv"], "0", True),
        (["-v", "-v"], "0", True),
        (["-qvvv"], "0", True),
        (["--verbose", "--verbose"], "0", True),
        ([], "2", True),
        (["-v"], "0", False),
        (["--only", "-vv"], "0", False),
        ([], "1", False),
    ],
)
def test_what_twice_verbose_is(
    crash: Crash,
    monkeypatch: pytest.MonkeyPatch,
    argv: list[str],
    variable: str,
    *,
    shown: bool,
) -> None:
    """H19: it may be said in every way in which options are read."""
    monkeypatch.setenv("WA_SYNC_VERBOSE", variable)
    said = crash(lambda: forgetful("x"), *argv)[0]
    assert ("in forgetful" in said) is shown


def test_an_end_of_input_that_nobody_expected_is_a_crash(crash: Crash) -> None:
    """H19: it is not said to be an interruption, since nobody interrupted."""

    def fail() -> None:
        raise EOFError

    assert crash(fail)[1].startswith("unexpected Abort")


def test_a_hostile_message_does_nothing(crash: Crash) -> None:
    """O01, O02: what others wrote is harmless in a crash, too."""

    class Told(Exception):
        """An error that quotes what others wrote."""

        def __str__(self) -> str:
            return "\n".join(hostile.POISONS)

    def fail() -> None:
        raise Told

    said, _, _, where = crash(fail, "-vv")
    for shown in (said, Path(where).read_text(encoding="utf-8")):
        assert hostile.unseen(shown) == []
        assert list(hostile.commands(shown)) == []

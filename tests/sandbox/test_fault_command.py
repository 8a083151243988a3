"""``wa-sync sandbox faults``: what the help says can be ordered, can be ordered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support.graph_caller import WABA, Caller, calling

from wa_sync.cli.main import run
from wa_sync.sandbox import faults
from wa_sync.sandbox.fault import KEYS, WHAT, Fault


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def caller(tmp_path: Path) -> Iterator[Caller]:
    """The sandbox of a project, served."""
    with calling(tmp_path / ".wa-sync" / "sandbox.db") as one:
        yield one


@pytest.fixture
def say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Order faults in the project's folder: exit code, and what was said."""

    def speak(*words: str) -> tuple[int, str]:
        code = run(["-C", str(tmp_path), "sandbox", "faults", *words])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return speak


def test_the_help_names_all_that_can_be_ordered(
    say: Callable[..., tuple[int, str]],
) -> None:
    """Every kind of fault and every key, each with a word of explanation."""
    code, help_text = say("--help")
    assert code == 0
    listed = re.findall(r"^  ([a-z_]+) {2,}\S", help_text, re.MULTILINE)
    assert listed == [*WHAT, *(key for key in KEYS if key != "what")]


@pytest.mark.parametrize("what", WHAT)
def test_every_kind_can_be_ordered_by_hand(
    caller: Caller, say: Callable[..., tuple[int, str]], what: str
) -> None:
    """With its name alone; the rest has a sensible value."""
    assert say(what) == (0, f"1: {what} for * *, 1x, after 0; 0 seen\n")
    assert [fault for _, fault, _ in faults.ordered(caller.world)] == [Fault(what=what)]


def test_headers_add_up_and_words_stay_words(
    caller: Caller, say: Callable[..., tuple[int, str]]
) -> None:
    """A value is a number only where one is wanted."""
    code, _ = say(
        *("headers", "header=Retry-After: 3", "header=Set-Cookie: a=b", "body=1"),
        *("path=true", "seconds=0.5", "subcode=463", "to=http://127.0.0.1:1"),
    )
    assert code == 0
    [(_, fault, _)] = faults.ordered(caller.world)
    assert fault == Fault(
        what="headers",
        header="Retry-After: 3\nSet-Cookie: a=b",
        body="1",
        path="true",
        seconds=0.5,
        subcode=463,
        to="http://127.0.0.1:1",
    )
    answer = caller.client.get(f"/v23.0/{WABA}/message_templates")
    assert "Set-Cookie" not in answer.headers  # the path does not fit


def test_the_examples_of_the_help_work(say: Callable[..., tuple[int, str]]) -> None:
    """Each line that begins with the command can be typed as it stands."""
    import shlex

    _, help_text = say("--help")
    lines = re.findall(r"^  wa-sync sandbox faults (.+)$", help_text, re.MULTILINE)
    assert len(lines) == 4
    for line in lines:
        assert say(*shlex.split(line))[0] == 0

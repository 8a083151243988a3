"""Where nobody can be told any more, nothing is called well or sent."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from support.held import Desk, Server, reads, server, writes


FULL = "error: cannot write the output: No space left on device\n"
COMMANDS = {
    "validate": ("validate",),
    "plan": ("plan",),
    "apply": ("apply", "--yes"),
    "schema": ("schema",),
    "help": ("--help",),
    "version": ("--version",),
}
ASKS = {"plan", "apply"}
EACH = pytest.mark.parametrize("command", COMMANDS)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A checkout that declares two templates."""
    desk = Desk(tmp_path / "checkout")
    desk.declare("one", "two")
    return desk


def argv(command: str, there: Server) -> tuple[str, ...]:
    """The command line of a command, with the server it asks."""
    more = ("--endpoint", there.url) if command in ASKS else ()
    return (*COMMANDS[command], *more)


@EACH
def test_a_full_disk_is_never_success(desk: Desk, command: str) -> None:
    """What went to /dev/full did not go out: 74, one line, and no change is sent."""
    with server() as there, Path("/dev/full").open("wb") as full:
        ended = desk.ended(*argv(command, there), stdout=full)
        assert ended.code == 74
        assert len(ended.err.splitlines()) <= 1
        assert there.written() == 0


@EACH
def test_a_closed_output_is_never_success(desk: Desk, command: str) -> None:
    """Without a standard output there is nothing that a command could be for."""
    with server() as there:
        words = " ".join(argv(command, there))
        shell = ["bash", "-c", f"{sys.executable} -m wa_sync {words} >&-"]
        ended = desk.ended(through=shell)
        assert ended.code == 74
        assert there.requests == []
        assert there.written() == 0


@EACH
def test_a_reader_that_has_left(desk: Desk, command: str) -> None:
    """A pipe whose reader is gone ends the run quietly, before any change is sent."""
    with server() as there:
        read, write = os.pipe()
        os.close(read)
        ended = desk.ended(*argv(command, there), stdout=write)
        os.close(write)
        assert (ended.code, ended.err) == (74, "")
        assert there.written() == 0


@pytest.mark.parametrize("size", [1, 40, 400])
def test_a_reader_that_leaves_in_the_middle(desk: Desk, size: int) -> None:
    """Apply finishes the change in flight, tells all elsewhere, and 7: partly done."""
    with server() as there:
        there.hold(writes, after=True)
        command = ("apply", "--yes", "--endpoint", there.url)
        with desk.run(*command) as run:
            assert run.process.stdout is not None
            os.read(run.process.stdout.fileno(), size)
            there.wait()
            run.process.stdout.close()
            run.process.stdout = None
            there.let_go.set()
            ended = run.end()
        assert there.written() == 1
        assert ended.code == 7
        assert "message_template.one/en_US" in ended.err
        assert "message_template.two/en_US" in ended.err


@pytest.mark.parametrize("command", ["plan", "apply"])
def test_notes_that_cannot_be_written_change_nothing(desk: Desk, command: str) -> None:
    """A full standard error is no reason to fail, nor one that is closed."""
    with server() as there:
        words = " ".join((*argv(command, there), "-o", "json"))
        for where in ("2>/dev/full", "2>&-"):
            shell = ["bash", "-c", f"{sys.executable} -m wa_sync {words} {where}"]
            ended = desk.ended(through=shell)
            assert ended.code == 0
            assert ended.out.startswith("{")
        expected = {"plan": [], "apply": ["one/en_US", "two/en_US"]}
        assert [name.split()[1] for name in there.live()] == expected[command]


def test_an_error_that_cannot_be_written_keeps_its_code(desk: Desk) -> None:
    """Whoever closed standard error still gets the exit code."""
    (desk.folder / "all.yaml").write_text("version: 1\nnonsense: 1\n")
    for where in ("2>/dev/full", "2>&-"):
        shell = ["bash", "-c", f"{sys.executable} -m wa_sync plan {where}"]
        assert desk.ended(through=shell).code == 3


@pytest.mark.parametrize("where", ["<&-", "</dev/null"])
def test_without_an_input_nobody_is_asked(desk: Desk, where: str) -> None:
    """A closed standard input is no yes: refused, and the flag is named (H18)."""
    with server() as there:
        words = f"apply --endpoint {there.url} {where}"
        shell = ["bash", "-c", f"{sys.executable} -m wa_sync {words}"]
        ended = desk.ended(through=shell)
        assert ended.code == 5
        assert ended.err.endswith(
            "error: nobody is here to confirm these changes\n"
            "  hint: look at them, then --yes\n"
        )
        assert there.written() == 0


def test_a_pipe_that_does_not_block_is_made_to(desk: Desk) -> None:
    """Some parents hand over such pipes; a large plan arrives whole all the same."""
    desk.declare(*(f"template_{number}" for number in range(190)))
    read, write = os.pipe()
    os.set_blocking(write, False)
    with (
        server() as there,
        desk.run(*argv("plan", there), "-o", "json", stdout=write) as run,
    ):
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            said = pipe.read()
        assert run.end().code == 0
    assert len(said) > 65536
    assert json.loads(said)["summary"]["create"] == 190


def test_an_output_of_another_tongue(desk: Desk) -> None:
    """Whatever the locale says, text is written, and as UTF-8 (H17)."""
    text = (desk.folder / "all.yaml").read_text()
    (desk.folder / "all.yaml").write_text(text.replace("All of", "Größe €"))
    with server() as there:
        words = " ".join(argv("plan", there))
        for locale in ("LC_ALL=C", "LC_ALL=POSIX", "PYTHONIOENCODING=latin-1"):
            shell = ["bash", "-c", f"{locale} {sys.executable} -m wa_sync {words}"]
            ended = desk.ended(through=shell)
            assert ended.code == 0
            assert "Größe €" in ended.out


def test_reading_goes_on_where_nothing_is_said(desk: Desk) -> None:
    """A reader that leaves while plan still reads is noticed at the end: 74."""
    with server() as there:
        there.hold(reads)
        with desk.run(*argv("plan", there)) as run:
            there.wait()
            assert run.process.stdout is not None
            run.process.stdout.close()
            run.process.stdout = None
            there.let_go.set()
            ended = run.end()
        assert (ended.code, ended.err) == (74, "")

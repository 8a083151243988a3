"""The token is nowhere but in its header: in no output, file or other process."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

import pytest
from support import canary
from support.cage import Cage
from support.canary import ECHOES, TOKEN, Echo, Echoing
from support.fork_server import Ended
from support.proxy import Passage


# the methods of the requests that each command makes; the silent ones make none
TALKING: dict[tuple[str, ...], str] = {
    ("plan", "--out", "plan.json"): "GET",
    ("plan", "-o", "json", "-o", "text=plan.txt"): "GET",
    ("apply", "--yes", "--events", "events.ndjson", "-o", "json=a.json"): "GET POST",
    ("import", "--all", "--out", "imported", "--force"): "GET",
    ("drift",): "GET",
    ("status", "--all"): "GET",
    ("watch", "--all", "--until", "approved", "--wait-timeout", "1"): "GET",
    ("doctor", "-o", "json"): "GET",
    ("phone", "list"): "GET",
    ("phone", "show", "-o", "json=phone.json"): "GET",
    ("media", "upload", "sample.png"): "POST",
    ("send", "text", "--to", "15550100100", "Hi"): "POST",
    ("mark-read", "wamid.A"): "POST",
    ("smoke", "--yes", "-o", "json", "-o", "junit=smoke.xml"): "GET POST",
}
SILENT: tuple[tuple[str, ...], ...] = (
    ("send", "text", "--to", "15550100100", "Hi", "--dry-run", "-o", "json"),
    ("show", "saved.json", "-o", "html=page.html", "-o", "markdown=plan.md"),
    ("preview", "-o", "html=preview.html"),
    ("contract", "-o", "json"),
    ("fmt", "--diff"),
    ("validate", "-o", "sarif"),
)
# what is declared and not live is what drift looks for, and what watch waits for
WELL = {"drift": 4, "watch": 9}
LOUD: tuple[tuple[str, ...], ...] = ((), ("-v",), ("-vv",))
SOURCES = ("env", "file", "stdin")
# what an answer says ends in files of every kind
STORED = ("texts", "ids")


def reached(echo: Echo, command: tuple[str, ...]) -> bool:
    """Whether the command makes a request that the echo is an answer to."""
    return echo.method == "*" or echo.method in TALKING[command].split()


def chosen(
    full: bool,  # noqa: FBT001 - a fixture
    echo: Echo,
) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Every command, loudness and source; the small size takes turns."""
    every = [
        (command, loud, source)
        for command in TALKING
        for loud in LOUD
        for source in SOURCES[:2]
    ]
    if full:
        return every
    fitting = [one for one in every if reached(echo, one[0])]
    if echo.name in STORED:
        return [one for one in fitting if one[1:] == ((), "env")]
    return [fitting[(ECHOES.index(echo) * 5 + 4) % len(fitting)]]


@pytest.mark.parametrize("echo", ECHOES, ids=lambda echo: echo.name.replace(" ", "-"))
def test_a_server_that_echoes_the_token(
    cage: Cage,
    full: bool,  # noqa: FBT001 - a fixture
    figure: Callable[[str], None],
    echo: Echo,
) -> None:
    """O07, O08, S12: whatever it echoes and wherever, no piece of it gets anywhere."""
    for command, loud, source in chosen(full, echo):
        cage.begin()
        cage.run(echo, (*command, *loud), source)
        step = cage.proxy.step
        assert isinstance(step, Echoing)
        assert bool(step.struck) == reached(echo, command), (command, loud)
    figure(
        f"canary, {echo.name}: {len(cage.log)} runs, "
        f"{len(canary.encodings())} spellings, found 0 times"
    )


def test_every_command_that_goes_well(cage: Cage, full: bool) -> None:  # noqa: FBT001
    """G9: at any verbosity, from the environment and from a file."""
    for command in (*TALKING, *SILENT):
        for loud in LOUD if full else LOUD[2:]:
            for source in SOURCES[:2] if full else SOURCES[:1]:
                cage.begin()
                ended = cage.run(None, (*command, *loud), source)
                assert ended.code == WELL.get(command[0], 0), (command, ended)


def test_what_children_are_told(cage: Cage) -> None:
    """S11: git is started, and neither arguments nor environment have the token."""
    cage.run(None, ("plan", "--out", "plan.json"))
    told = (cage.root / "told-to-children").read_bytes()
    assert b"rev-parse" in told
    assert canary.found_in(told) == set()


def test_a_token_from_standard_input(cage: Cage) -> None:
    """What is piped in is used, and shown as little."""
    order = cage.order(("plan", "-vv", "--token-file", "/dev/stdin"), "none")
    env = {key: value for key, value in order.env.items() if key != "WHATSAPP_TOKEN"}
    cage.proxy.step = Echoing(ECHOES[1], cage.there)
    for code in (3, 77):
        ran = subprocess.run(
            [sys.executable, "-m", "wa_sync", *order.argv],
            input=TOKEN,
            cwd=cage.checkout,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        cage.look(f"stdin {code}", Ended(ran.returncode, ran.stdout, ran.stderr))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_interrupted_run(cage: Cage, method: str) -> None:
    """A run that is stopped in the middle of a request says nothing of it either."""
    run = None
    asked: list[str] = []

    def step(passage: Passage) -> None:
        asked.append(passage.method)
        if passage.method == method and run is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(run.handle, signal.SIGINT)
        passage.send(passage.forward())

    cage.proxy.step = step
    run = cage.runs.start(cage.order(("apply", "--yes", "-vv"), "env"))
    ended = run.wait()
    cage.look(f"interrupted at a {method}", ended)
    assert method in asked
    assert ended.code in {130, 7, 0}, ended


CRASHING = """\
import sys
import wa_sync.cli.apply as apply, wa_sync.cli.connection as connection
def fail(*given, **named):
    token = connection.os.environ["WHATSAPP_TOKEN"]
    raise KeyError(f"a mistake with {token}", token, {"authorization": token})
apply.text.plan = fail
from wa_sync.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("loud", LOUD, ids=["quiet", "v", "vv"])
def test_a_crash_with_the_token_in_its_hands(cage: Cage, loud: tuple[str, ...]) -> None:
    """H19, O08: a mistake of ours that quotes the token leaves it nowhere."""
    order = cage.order(("apply", "--yes", *loud), "env")
    ran = subprocess.run(
        [sys.executable, "-c", CRASHING, *order.argv],
        cwd=cage.checkout,
        env={**order.env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1, ran.stderr
    assert "unexpected KeyError" in ran.stderr
    for path in (cage.root / "state").rglob("crash-*.txt"):
        assert "in fail" in path.read_text()
    said = canary.found_in(f"{ran.stdout}{ran.stderr}".encode())
    files = canary.found_below(cage.root, frozenset({cage.root / "token"}))
    assert (said, files) == (set(), {})


def test_a_token_given_where_none_belongs(cage: Cage) -> None:
    """A token of this run that was typed as a value is masked in the complaint."""
    for argv in (
        ("plan", "--token-file", TOKEN),
        ("plan", "--only", TOKEN),
    ):
        cage.run(None, argv)


def test_the_canary_can_be_found(cage: Cage) -> None:
    """What is looked for is found where it is: in each encoding, and in pieces."""
    for name, spelled in canary.encodings().items():
        assert name in canary.found_in(b"x" + spelled + b"y")
        assert canary.found_in(spelled[3:15].upper())
    (cage.checkout / "leak").write_bytes(canary.encodings()["hex"])
    assert canary.found_below(cage.root, frozenset({cage.root / "token"})) == {
        "checkout/leak": {"hex"}
    }

"""Objects that are loaded into the sandbox, and how it is emptied."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.graph_caller import ORDER_READY, PHONE, WABA, Caller, calling
from support.sandbox_said import statuses

from wa_sync.cli.main import run


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the sandbox of a project lies by default."""
    return tmp_path / ".wa-sync" / "sandbox.db"


@pytest.fixture
def caller(db: Path) -> Iterator[Caller]:
    """The same sandbox, served, with two languages of one template."""
    with calling(db) as one:
        one.create()
        one.create(language="de")
        yield one


@pytest.fixture
def say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run a hand command in the project's folder: exit code, output, errors."""

    def speak(*words: str) -> tuple[int, str, str]:
        code = run(["-C", str(tmp_path), "sandbox", *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return speak


def test_seeding_takes_every_answer(
    tmp_path: Path, caller: Caller, say: Callable[..., tuple[int, str, str]]
) -> None:
    """A template, a list's answer and a profile's answer load as they are."""
    caller.get(f"{PHONE}/whatsapp_business_profile")
    template = {**ORDER_READY, "status": "APPROVED", "name": "seeded", "id": "5"}
    profile = {"about": "Old", "messaging_product": "whatsapp"}
    for count, content in (
        (1, template),
        (2, {"data": [template, {**template, "name": "other", "id": "6"}]}),
        (1, {"data": [profile]}),
        (0, {"data": []}),
    ):
        file = tmp_path / "seed.json"
        file.write_text(json.dumps(content))
        plural = "" if count == 1 else "s"
        told = f"Loaded {count} object{plural}.\n"
        assert say("seed", str(file)) == (0, told, "")
    assert caller.get("5", fields="name") == {"name": "seeded", "id": "5"}
    assert caller.get(f"{PHONE}/whatsapp_business_profile", fields="about") == {
        "data": [{"about": "Old", "messaging_product": "whatsapp"}]
    }


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("nonsense", "is no JSON"),
        (
            "[1]",
            "neither a template, a phone number, a list nor a profile",
        ),
        ('{"id": "5"}', "the file holds no template: a template needs a name"),
    ],
)
def test_seeding_says_what_is_wrong(
    tmp_path: Path,
    caller: Caller,
    say: Callable[..., tuple[int, str, str]],
    content: str,
    error: str,
) -> None:
    """A file that holds nothing to load changes nothing."""
    file = tmp_path / "seed.json"
    file.write_text(content)
    code, out, err = say("seed", str(file))
    assert (code, out) == (64, "")
    assert error in err
    assert len(statuses(caller)) == 2


def test_an_account_has_to_be_meant(say: Callable[..., tuple[int, str, str]]) -> None:
    """Without an account, or with several, a command asks which."""
    assert say("approve", "a") == (
        64,
        "",
        "error: say which with --waba ID; the sandbox has none\n",
    )
    assert say("approve", "a", "--waba", "mine")[2] == (
        "error: --waba takes an id, which is digits only: mine\n"
    )
    assert say("approve", "a", "--waba", "5")[2] == (
        "error: account 5 has no template a\n"
    )


def test_the_calls_can_be_read(
    caller: Caller, say: Callable[..., tuple[int, str, str]]
) -> None:
    """One JSON object a line, in the order in which they arrived."""
    caller.get(f"{WABA}/message_templates")
    code, out, _ = say("calls", "--after", "1")
    entries = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(one["number"], one["method"], one["status"]) for one in entries] == [
        (2, "POST", 200),
        (3, "GET", 200),
    ]


def test_a_reset_forgets_everything(
    caller: Caller, say: Callable[..., tuple[int, str, str]]
) -> None:
    """Objects, locks and the clock are gone, also for a server that runs."""
    say("clock", "+1h")
    assert say("reset") == (0, "The sandbox is empty.\n", "")
    assert statuses(caller) == {}
    assert caller.world.clock.offset() == 0


def test_a_file_that_is_no_sandbox_is_named(
    tmp_path: Path, say: Callable[..., tuple[int, str, str]]
) -> None:
    """Exit code 74 and the way out, for a damaged file and for one out of reach."""
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database at all" * 100)
    assert say("option", "--db", str(broken)) == (
        74,
        "",
        (
            f"error: {broken}: file is not a database\n"
            "  hint: delete the file to begin with an empty sandbox\n"
        ),
    )
    assert say("serve", "--db", str(broken / "sandbox.db"))[0] == 74
    assert say("serve", "--strict", str(tmp_path / "none"))[0] == 74
    (tmp_path / "empty").write_text("\n")
    assert say("serve", "--strict", str(tmp_path / "empty"))[0] == 64

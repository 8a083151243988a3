"""wa-sync init on a terminal: what it asks, and what it makes of the answers."""

from __future__ import annotations

import json

import pytest
from support.connected import NODE, SHOWN
from support.numbers import SHOWN as NUMBER
from support.raw_server import raw_server, reply
from support.road import Road
from support.terminal import terminal


WABA = "102290129340398"
KEY = "maton-key-0123456789"
OTHER = "0f1e2d3c-5935-43cd-b6c8-bde9d915ca80"
CHOICES = """
  none    no files for CI
  github  workflows: plan a pull request, apply a merge, look for drift
  gitlab  the same as .gitlab-ci.yml, by the component of wa-sync
Files for a CI [none]: \
"""
SECOND = {**NUMBER, "id": "106540352242923", "display_phone_number": "+1 202-555-0199"}


def two_numbers(road: Road) -> None:
    """Load an account with two numbers into the sandbox."""
    file = road.folder.parent / "numbers.json"
    file.write_text(json.dumps({"data": [SECOND, NUMBER]}))
    road.sandbox("seed", str(file), "--waba", WABA)


def test_a_person_is_asked_for_what_nobody_can_find_out(road: Road) -> None:
    """Each question says where the answer is found; one that does not fit is asked
    again, and an empty one is the default.
    """
    two_numbers(road)
    with terminal(road, "init", "--sandbox") as there:
        there.until("WABA id [100000000000001]: ")
        there.type("Lucky Shrub\r")
        there.until("a WABA id is digits only")
        there.type(f"{WABA}\r")
        there.until("Phone number id [106540352242922]: ")
        assert "106540352242923  +1 202-555-0199, Lucky Shrub" in there.seen
        there.type("106540352242923\r")
        there.until("Name of the account in the files [lucky-shrub]: ")
        there.type("shop\r")
        there.until("Write what is live as YAML? [y]: ")
        there.type("n\r")
        there.until("Files for a CI [none]: ")
        assert CHOICES in there.seen.replace("\r", "")
        there.type("\r")
        assert there.end() == 0
        assert "wa-sync import --all --sandbox" in there.seen
    assert (road.folder / "wa-sync.yaml").read_text() == (
        "# yaml-language-server: $schema=schemas/wa-sync.schema.json\n"
        "version: 1\n"
        "\n"
        "accounts:\n"
        "  shop:\n"
        '    waba_id: "102290129340398"\n'
        '    phone_number_id: "106540352242923"\n'
        "    endpoint: maton\n"
    )


def test_whoever_leaves_has_written_nothing(road: Road) -> None:
    """The end of input is no answer."""
    with terminal(road, "init", "--sandbox") as there:
        there.until("WABA id [100000000000001]: ")
        there.type("\x04")
        assert there.end() == 64
        assert "there was no answer, and nothing was written" in there.seen
    assert [one.name for one in road.folder.iterdir()] == [".wa-sync"]


def test_of_several_numbers_one_is_named(road: Road) -> None:
    """Without a terminal nobody guesses, and one that is not there is refused."""
    two_numbers(road)
    ran = road.run("init", "--sandbox", "--waba-id", WABA)
    said = (
        "error: WABA 102290129340398 has several phone numbers: 106540352242922, "
        "106540352242923\n  hint: say which: --phone-number-id ID\n"
    )
    assert (ran.code, ran.err) == (64, said)
    at = ("--waba-id", WABA, "--phone-number-id")
    road.ok("init", "--sandbox", *at, "106540352242923")
    text = (road.folder / "wa-sync.yaml").read_text()
    assert 'phone_number_id: "106540352242923"' in text


@pytest.mark.parametrize(
    ("found", "argv", "code", "said"),
    [
        (
            [],
            (),
            77,
            (
                "error: no connection to WhatsApp is active\n"
                "  hint: wa-sync connection create starts one\n"
            ),
        ),
        (
            [SHOWN, {**SHOWN, "connection_id": OTHER}],
            (),
            64,
            (
                f"error: 2 connections are active: {NODE}, {OTHER}\n"
                "  hint: say which: --connection ID\n"
            ),
        ),
        (
            [SHOWN],
            ("--connection", OTHER),
            64,
            (
                f"error: {OTHER} is no active connection of this key\n"
                "  hint: wa-sync connection list shows them\n"
            ),
        ),
    ],
)
def test_the_gateways_connection_is_looked_for(
    road: Road, found: list[object], argv: tuple[str, ...], code: int, said: str
) -> None:
    """One has to be active, and of several one is named."""
    road.env(MATON_API_KEY=KEY)
    with raw_server(reply({"connections": found})) as server:
        ran = road.run("init", "--endpoint", server.url, "--waba-id", WABA, *argv)
    assert (ran.code, ran.err) == (code, said)
    assert [*road.folder.iterdir()] == []


def test_a_connection_that_is_named_is_written(road: Road) -> None:
    """And is asked with: the header is sent before anything else is read."""
    road.env(MATON_API_KEY=KEY)
    both = [SHOWN, {**SHOWN, "connection_id": OTHER}]
    answers = [reply({"connections": both}), reply({"data": [NUMBER]})]
    with raw_server(*answers) as server:
        road.ok(
            *("init", "--endpoint", server.url, "--waba-id", WABA, "--no-import"),
            *("--connection", OTHER),
        )
        (_, asked) = server.heard
    assert asked.headers["maton-connection"] == OTHER
    text = (road.folder / "wa-sync.yaml").read_text()
    assert f'    connection: "{OTHER}"\n' in text

"""wa-sync connection: what people read, whom it asks, and what it keeps secret."""

from __future__ import annotations

import json
import re

import pytest
from support.connected import LINK, NODE, SHOWN
from support.raw_server import raw_server, reply
from support.road import PROJECT, Road


SECRET = re.compile(r"session_token=(?!\*\*\*)")
KEY = "maton-key-0123456789"
TWO = """\
version: 1
accounts:
  one: {waba_id: "102290129340398"}
  two: {waba_id: "102290129340399", token_env: MATON_OTHER_KEY}
"""
META = 'version: 1\naccounts: {demo: {waba_id: "102290129340398", endpoint: meta}}\n'
LISTED = f"""\
ID                                    STATUS  CREATED                      UPDATED
{NODE}  ACTIVE  2026-01-02T12:00:00.000000Z  2026-01-02T12:03:00.000000Z

1 connection.
"""
SHEET = f"""\
{NODE}

  status   ACTIVE
  app      whatsapp-business
  created  2026-01-02T12:00:00.000000Z
  updated  2026-01-02T12:03:00.000000Z
"""


def made(road: Road) -> str:
    """Start a connection on the sandbox, and return its id."""
    ran = road.ok("connection", "create", "--sandbox")
    found = re.fullmatch(
        r"Connection (\S+): its link leads nowhere; wa-sync sandbox connection "
        r"activate \1 agrees to it\.\n",
        ran.err,
    )
    assert found is not None, ran.err
    assert re.fullmatch(
        r"https://connect\.sandbox\.invalid/\?session_token=[0-9a-f]{64}\n", ran.out
    )
    return found[1]


def test_the_link_is_shown_once_and_nowhere_else(road: Road) -> None:
    """To whoever asked for it; no list, no sheet, no document and no log has it."""
    node = made(road)
    for argv in (("list",), ("list", "-o", "json"), ("show", node, "-o", "json")):
        ran = road.ok("connection", *argv, "--sandbox", "-vv")
        assert node in ran.out
        assert "session_token" not in ran.out + ran.err
        assert re.fullmatch(r"GET /connections(/\{id\})? → 200, \d+ ms\n", ran.err)


def test_a_table_a_sheet_and_documents(road: Road) -> None:
    """As the gateway shows a connection, but for its secrets."""
    road.env(MATON_API_KEY=KEY)
    kept = {k: v for k, v in SHOWN.items() if k not in {"url", "metadata"}}
    with raw_server(reply({"connections": [SHOWN]})) as server:
        at = ("--endpoint", server.url)
        assert road.ok("connection", "list", *at, "--status", "active").out == LISTED
        shown = road.ok("connection", "list", *at, "-o", "json").json
        (first, _) = server.heard
    assert shown == {"format_version": 1, "connections": [kept]}
    assert first.target == "/connections?app=whatsapp-business&status=ACTIVE"
    with raw_server(reply({"connection": SHOWN})) as server:
        at = ("--endpoint", server.url)
        assert road.ok("connection", "show", NODE, *at).out == SHEET
        shown = road.ok("connection", "show", NODE, *at, "-o", "json").json
    assert shown == {"format_version": 1, "connection": kept}


def test_waiting_ends_when_somebody_has_agreed(road: Road) -> None:
    """0 for active, 8 for failed."""
    road.env(MATON_API_KEY=KEY)
    started = reply({"connection": {**SHOWN, "status": "PENDING"}})
    for status, code, last in (
        ("ACTIVE", 0, f"Connection {NODE} is active.\n"),
        (
            "FAILED",
            8,
            (
                f"error: connection {NODE} has failed\n"
                "  hint: delete it, and start another: wa-sync connection create\n"
            ),
        ),
    ):
        seen = reply({"connection": {**SHOWN, "status": status}})
        with raw_server(started, seen) as server:
            argv = ("connection", "create", "--wait", "--endpoint", server.url)
            ran = road.run(*argv)
        assert (ran.code, ran.out) == (code, f"{LINK}\n")
        first = f"Connection {NODE}: open this link in a browser. It is a secret.\n"
        assert ran.err == first + last


def test_waiting_ends_when_the_time_is_over(road: Road) -> None:
    """9; the connection can still be finished."""
    ran = road.run(
        "connection", "create", "--sandbox", "--wait", "--wait-timeout", "0", "-q"
    )
    node = road.ok("connection", "list", "--sandbox", "-o", "json").json["connections"]
    there = node[0]["connection_id"]
    assert (ran.code, ran.err) == (
        9,
        (
            f"error: connection {there} is still PENDING after 0 seconds\n"
            f"  hint: open the link, then wa-sync connection show {there}\n"
        ),
    )


def test_deleting_takes_consent(road: Road) -> None:
    """Without a terminal and without --yes it is refused, and nothing is asked."""
    node = made(road)
    ran = road.run("connection", "delete", node, "--sandbox")
    assert (ran.code, ran.out, ran.err) == (
        5,
        "",
        "error: nobody is here to confirm this deletion\n  hint: say --yes\n",
    )
    ran = road.ok("connection", "delete", node, "--sandbox", "--yes")
    assert (ran.out, ran.err) == ("", f"Deleted connection {node}.\n")
    assert road.ok("connection", "list", "--sandbox").out == "No connections.\n"


def test_a_connection_of_another_service_is_not_deleted(road: Road) -> None:
    """The key may have connections that are none of wa-sync's business."""
    road.env(MATON_API_KEY=KEY)
    with raw_server(reply({"connection": {**SHOWN, "app": "slack"}})) as server:
        ran = road.run("connection", "delete", NODE, "--yes", "--endpoint", server.url)
        assert [one.method for one in server.heard] == ["GET"]
    assert (ran.code, ran.err) == (
        5,
        (
            f"error: connection {NODE} is one of slack, not of WhatsApp\n"
            "  hint: wa-sync connection list shows those of WhatsApp\n"
        ),
    )


@pytest.mark.parametrize(
    ("project", "argv", "code", "said"),
    [
        (
            META,
            ("list", "--sandbox"),
            64,
            (
                "error: only the gateway has connections, and demo uses endpoint: "
                "meta\n"
                "  hint: with endpoint: meta the token itself says which account is "
                "meant\n"
            ),
        ),
        (
            TWO,
            ("list", "--sandbox"),
            64,
            (
                "error: the accounts one, two have keys of their own, each with its "
                "connections\n"
                "  hint: say which: -a NAME\n"
            ),
        ),
        (
            PROJECT,
            ("list",),
            78,
            (
                "error: no token for account 'demo': MATON_API_KEY is not set\n"
                "  hint: set MATON_API_KEY or say --token-file FILE; --sandbox tries "
                "it without one\n"
            ),
        ),
        (
            PROJECT,
            ("show", "../x", "--sandbox"),
            64,
            (
                "Usage: wa-sync connection show [OPTIONS] CONNECTION_ID\n"
                "Try 'wa-sync connection show --help' for help.\n"
                "\n"
                "Error: Invalid value for CONNECTION_ID: that is no connection's id; "
                "wa-sync connection list shows them.\n"
            ),
        ),
    ],
)
def test_what_is_wrong_is_said(
    road: Road, project: str, argv: tuple[str, ...], code: int, said: str
) -> None:
    """Each with the way to mend it; nothing is asked."""
    road.project(project=project)
    ran = road.run("connection", *argv)
    assert (ran.code, ran.out, ran.err) == (code, "", said)


def test_one_of_several_keys_is_chosen_by_its_account(road: Road) -> None:
    """Each key has connections of its own."""
    road.project(project=TWO)
    ran = road.ok("connection", "list", "-a", "two", "--sandbox")
    assert ran.out == "No connections.\n"


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (("answer", "status=401", "body={}"), 77, "HTTP 401, which makes no sense"),
        (("answer", "status=404", 'body={"message": "x"}'), 77, "HTTP 404, x"),
        (("throttle", "retry_after=100"), 75, "HTTP 429, (#4) Application request"),
        (("html",), 75, "HTTP 502, no JSON"),
    ],
)
def test_what_the_gateway_refuses(
    road: Road, fault: tuple[str, ...], code: int, said: str
) -> None:
    """Each refusal has its exit code, and the gateway's own words."""
    road.sandbox("faults", *fault, "times=0", "path=connections*")
    for argv in (("list",), ("show", NODE)):
        ran = road.run("connection", *argv, "--sandbox", "--max-wait", "1")
        assert (ran.code, ran.out) == (code, "")
        assert said in ran.err


def test_an_unknown_outcome_says_how_to_find_out(road: Road) -> None:
    """7; the link, if there is one, is in nobody's hands."""
    road.sandbox("faults", "reset", "after_commit=true", "path=connections")
    ran = road.run("connection", "create", "--sandbox")
    assert (ran.code, ran.out) == (7, "")
    assert ran.err.endswith(
        "  hint: wa-sync connection list --status PENDING shows what was started.\n"
    )


def test_an_answer_that_echoes_a_link_shows_none(road: Road) -> None:
    """No error of any command holds it, however much of it is told."""
    body = json.dumps({"message": f"see {LINK}"})
    road.sandbox("faults", "answer", "status=400", f"body={body}", "times=0")
    for argv, what in (
        (("list",), "to list connections"),
        (("show", NODE), f"to show connection {NODE}"),
        (("create",), "to start a connection"),
        (("delete", NODE, "--yes"), f"to delete connection {NODE}"),
    ):
        ran = road.run("connection", *argv, "--sandbox", "-vv")
        assert ran.code == 5
        assert f"error: the gateway refused {what}: http://127.0.0.1:" in ran.err
        assert not SECRET.search(ran.out + ran.err)


def test_the_sandbox_is_told_what_somebody_did(road: Road) -> None:
    """It is agreed to or refused by hand; the only one that is pending needs no id."""
    node = made(road)
    activate = road.sandbox("connection", "activate")
    assert activate.out == f"{node} is ACTIVE.\n"
    assert road.sandbox("connection", "fail", node).out == f"{node} is FAILED.\n"
    ran = road.run("sandbox", "connection", "activate")
    assert (ran.code, ran.err) == (
        64,
        f"error: say which connection; the sandbox has {node}\n",
    )

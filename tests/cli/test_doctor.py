"""wa-sync doctor: what a run says as a whole, of files and of tokens."""

from __future__ import annotations

import os

import pytest
from support.commits import Checkout
from support.connected import SHOWN
from support.consulted import KEY, META, META_TOKEN, told, unproxied
from support.raw_server import raw_server, reply
from support.road import PROJECT, Road
from support.sandbox_account import ROUTES

from wa_sync.sandbox.server import serve


FINE = """\
  ok       configuration  valid: 1 account, 1 declared
  ok       git            the history is whole
  ok       state          STATE/wa-sync can be made
  ok       endpoint       the embedded sandbox: nothing here is Meta's
  ok       proxy          none: no variable names one
  ok       clock          right to within five minutes of the server's

account demo
  ok       token          none is needed: a sandbox takes any, unless it is strict
  ok       reached        the gateway answers
  ok       connection     there is none; the sandbox needs none
  ok       waba           102290129340398 can be read
  ok       phone number   106540352242922 can be read: +1 202-555-0198, Sandbox Shop
  ok       permissions    templates can be read, so whatsapp_business_management is \
granted; only sending tells about whatsapp_business_messaging
  ok       api version    v21.0, asked and answered
  ok       rate           0 % of the limit is used
  ok       commands       all but media samples and profile pictures (no app_id)
  ok       lock           nobody is applying

16 checks: 16 ok.
"""


@pytest.fixture(autouse=True)
def _no_proxies(road: Road) -> None:
    unproxied(road)


def test_all_is_well(road: Road) -> None:
    """Each thing that was looked at is named, and the run ends with 0."""
    road.project()
    road.sandbox("rate-limit", "on")
    Checkout(road.folder).git("init", "-q")
    Checkout(road.folder).commit()
    ran = road.ok("doctor", "--sandbox")
    assert ran.err == ""
    assert ran.out.replace(os.environ["XDG_STATE_HOME"], "STATE") == FINE


def test_without_a_project_and_a_token(road: Road) -> None:
    """What there is is looked at; what cannot be asked is skipped, and not well."""
    ran = road.run("doctor")
    assert (ran.code, ran.err) == (78, "")
    assert (
        ran.out.replace(os.environ["XDG_STATE_HOME"], "STATE")
        == """\
  warning  configuration  there is no wa-sync.yaml, here or above
                          hint: wa-sync init makes one; -C DIR looks elsewhere
  warning  git            the project is in no Git repository: without a base, plan \
cannot tell this change from drift
  ok       state          STATE/wa-sync can be made
  ok       endpoint       maton
  ok       proxy          none: no variable names one
  skipped  clock          no server said what time it is

account default
  wrong    token          no token for account 'default': MATON_API_KEY is not set
                          hint: set MATON_API_KEY or say --token-file FILE; \
--sandbox tries it without one
  skipped  reached        there is no token to ask with
  skipped  connection     there is no token to ask with
  skipped  waba           there is no token to ask with
  skipped  phone number   there is no token to ask with
  skipped  permissions    there is no token to ask with
  skipped  api version    there is no token to ask with
  skipped  rate           there is no token to ask with
  ok       commands       all but templates (no waba_id); the profile and sending \
(no phone_number_id); media samples and profile pictures (no app_id)
  ok       lock           nobody is applying

16 checks: 5 ok, 2 warning, 1 wrong, 8 skipped.
"""
    )


@pytest.mark.parametrize(
    ("project", "argv", "code", "configuration"),
    [
        (
            PROJECT.replace("waba_id", "wabaid"),
            (),
            3,
            (
                "wrong",
                "the files are not valid: 1 error",
                "wa-sync validate shows each with its place",
            ),
        ),
        (
            "version: 1\n",
            (),
            0,
            (
                "warning",
                "the files are valid, and name no account",
                "add accounts: with a waba_id",
            ),
        ),
        (
            PROJECT,
            ("-C", "sub"),
            0,
            (
                "warning",
                "valid: 1 account, 0 declared, 1 warning",
                "wa-sync validate shows each with its place",
            ),
        ),
    ],
)
def test_files(
    road: Road,
    project: str,
    argv: tuple[str, ...],
    code: int,
    configuration: tuple[str, str, str],
) -> None:
    """Mistakes are counted; validate tells them."""
    road.write("wa-sync.yaml", project)
    road.write("sub/notes.txt", "")
    seen = told(road, "--sandbox", *argv, code=code)
    assert seen["configuration"] == configuration


def test_an_account_that_there_is_not(road: Road) -> None:
    """That is wrong usage, as everywhere."""
    road.project()
    ran = road.run("doctor", "--sandbox", "-a", "dmo")
    assert (ran.code, ran.out) == (64, "")
    assert ran.err == (
        "error: no account is named 'dmo'\n  hint: did you mean 'demo'?\n"
    )


@pytest.mark.parametrize(
    ("project", "token", "said"),
    [
        (
            PROJECT,
            META_TOKEN,
            (
                "warning",
                (
                    "MATON_API_KEY: it looks like an access token of Meta, not a Maton "
                    "API key"
                ),
                "set endpoint: meta for the account, or give a key of the gateway",
            ),
        ),
        (
            META,
            KEY,
            (
                "warning",
                "WHATSAPP_TOKEN: it does not look like an access token of Meta",
                "Meta's begin with EAA; a Maton API key goes with endpoint: maton",
            ),
        ),
        (PROJECT, KEY, ("ok", "MATON_API_KEY: looks like a key of the gateway", None)),
        (
            META,
            META_TOKEN,
            ("ok", "WHATSAPP_TOKEN: looks like an access token of Meta", None),
        ),
    ],
)
def test_the_kind_of_a_token(
    road: Road, project: str, token: str, said: tuple[str, str, str | None]
) -> None:
    """Told by how it begins, and shown nowhere."""
    road.project(project=project)
    road.env(MATON_API_KEY=token, WHATSAPP_TOKEN=token)
    with serve(None, routes=ROUTES) as served:
        ran = road.run("doctor", "--endpoint", served.url, "-o", "json")
    (shown,) = (one for one in ran.json["checks"] if one["check"] == "token")
    assert (shown["verdict"], shown["message"], shown["hint"]) == said
    assert token not in ran.out + ran.err


def test_nothing_is_written(road: Road) -> None:
    """No file, and to no API: every request is a GET."""
    road.project()
    road.env(MATON_API_KEY=KEY)
    with raw_server(*[reply({"connections": [SHOWN], "data": []})] * 4) as server:
        road.run("doctor", "--endpoint", server.url)
        assert {one.method for one in server.heard} == {"GET"}
    files = sorted(p.name for p in road.folder.parent.rglob("*") if p.is_file())
    assert files == ["all.yaml", "wa-sync.yaml"]


def test_of_several_wrong_things_the_first_counts(road: Road) -> None:
    """No folder for locks 74, before it invalid files 3, before these no token 78."""
    road.write("wa-sync.yaml", "version: 1\n")
    road.env(XDG_STATE_HOME=str(road.write("file", "")))
    told(road, "--sandbox", code=74)
    road.write("wa-sync.yaml", PROJECT.replace("waba_id", "wabaid"))
    told(road, "--sandbox", code=3)
    told(road, code=78)


def test_nothing_is_left_behind(road: Road) -> None:
    """Not even a sandbox; one that is there is asked."""
    assert road.run("doctor", "--sandbox").code == 0
    assert list(road.folder.iterdir()) == []
    road.sandbox("faults", "html", "times=0", "path=*")
    assert road.run("doctor", "--sandbox", "--max-wait", "0").code == 75

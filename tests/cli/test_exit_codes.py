"""Each way to fail has an exit code of its own, and one clear message."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from support.road import Road
from support.sandbox_account import ROUTES

from wa_sync.cli.state import state_folder
from wa_sync.sandbox.server import serve


def test_no_token_is_78(road: Road) -> None:
    """Without a token a plan says which variable is missing and how to go on."""
    road.project()
    ran = road.run("plan")
    assert (ran.code, ran.out) == (78, "")
    assert ran.err == (
        "error: no token for account 'demo': MATON_API_KEY is not set\n"
        "  hint: set MATON_API_KEY or say --token-file FILE; --sandbox tries it "
        "without one\n"
    )


def test_an_api_that_is_not_there_is_75(road: Road) -> None:
    """A closed port never looks like "in sync"."""
    road.project()
    road.env(MATON_API_KEY="maton-key-0123456789")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        ran = road.run("plan", "--endpoint", url, "--max-wait", "0")
    assert (ran.code, ran.out) == (75, "")
    assert ran.err.startswith("error: ")
    assert str(port) in ran.err
    assert "maton-key" not in ran.err


def test_a_bad_token_is_77(road: Road) -> None:
    """The API was asked and said no: that is no empty account, and nothing to retry."""
    road.project()
    road.env(MATON_API_KEY="maton-wrong-key-0123456789")
    with serve(None, routes=ROUTES, strict_token="maton-right-key-0123456789") as there:  # noqa: S106 - made up
        for command in (["plan"], ["apply", "--yes"], ["import", "--all"]):
            ran = road.run(*command, "--endpoint", there.url)
            assert (ran.code, ran.out) == (77, "")
            assert ran.err.startswith("error: ")
            assert "wrong-key" not in ran.err
        road.env(MATON_API_KEY="maton-right-key-0123456789")
        assert road.ok("plan", "--endpoint", there.url, "-o", "json").json["complete"]
        file = road.write("token", "maton-right-key-0123456789\n")
        road.env(MATON_API_KEY="maton-wrong-key-0123456789")
        road.ok("plan", "--sandbox-url", there.url, "--token-file", file.name)


def test_the_lock_lies_outside_the_checkout(road: Road, tmp_path: Path) -> None:
    """Below XDG_STATE_HOME, or below the home folder, or in a place of one's own."""
    assert state_folder() == tmp_path / "state" / "wa-sync"
    road.monkeypatch.setenv("XDG_STATE_HOME", "not/absolute")
    road.monkeypatch.setenv("HOME", str(tmp_path))
    assert state_folder() == tmp_path / ".local" / "state" / "wa-sync"
    road.monkeypatch.delenv("HOME")
    assert state_folder().name == f"wa-sync-{os.getuid()}"


def test_a_token_file_that_is_not_there_is_78(road: Road) -> None:
    """The option is named, not its value: that may be the token itself."""
    road.project()
    ran = road.run("plan", "--token-file", "EAAGsecretsecret")
    assert ran.code == 78
    assert ran.err == (
        "error: cannot read the file that --token-file names\n"
        "  hint: check the path and its mode; the token itself goes into a file\n"
    )


def test_invalid_files_are_3(road: Road) -> None:
    """A plan on invalid files says everything that is wrong, and asks nobody."""
    road.project("version: 1\nmessage_templates:\n  - nam: x\n")
    ran = road.run("plan")
    assert (ran.code, ran.out) == (3, "")
    assert "error[unknown_key]" in ran.err
    assert ran.err.endswith("error: the files are not valid\n")


def test_a_typo_on_the_command_line_is_64(road: Road) -> None:
    """Click's own 2 would mean "there are changes"."""
    for argv in (["plam"], ["plan", "--sandbx"], ["plan", "-o", "yaml"], ["show"]):
        ran = road.run(*argv)
        assert (ran.code, ran.out) == (64, ""), argv
    assert "Did you mean 'plan'?" in road.run("plam").err


def test_a_stray_variable_is_64(road: Road) -> None:
    """A WA_SYNC_* variable that no option reads is a typing error."""
    road.env(WA_SYNC_SANDBX="1", WA_SYNC_VAR_FREE="anything")
    ran = road.run("plan")
    assert ran.code == 64
    assert ran.err == (
        "error: the environment variable WA_SYNC_SANDBX means nothing to wa-sync\n"
        "  hint: did you mean WA_SYNC_SANDBOX?\n"
    )


def test_variables_stand_for_options(road: Road) -> None:
    """WA_SYNC_SANDBOX=1 is --sandbox."""
    road.project()
    road.env(WA_SYNC_SANDBOX="1", WA_SYNC_OUTPUT="json")
    assert road.ok("plan").json["summary"]["create"] == 1


def test_options_work_before_and_after_the_command(road: Road) -> None:
    """Global means: wherever they stand; after the command wins."""
    road.project()
    assert road.ok("--sandbox", "-o", "json", "plan").json["summary"]["create"] == 1
    before = road.ok("-o", "json", "plan", "--sandbox", "-o", "text")
    assert "1 to create" in before.out


def test_two_addresses_exclude_each_other(road: Road) -> None:
    """A run talks to one API."""
    road.project()
    ran = road.run("plan", "--sandbox", "--endpoint", "https://example.com")
    assert ran.code == 64
    assert ran.err.startswith("error: --sandbox and --endpoint exclude each other\n")


def test_two_formats_for_standard_output_are_one_too_many(road: Road) -> None:
    """Two documents in one stream are none."""
    ran = road.run("plan", "--sandbox", "-o", "json", "-o", "text")
    assert ran.code == 64
    assert "only one format can go to standard output" in ran.err


def test_a_missing_folder_is_64(road: Road) -> None:
    """-C to nowhere says so."""
    ran = road.run("-C", "nowhere", "plan")
    said = "error: -C: the folder nowhere does not exist\n"
    assert (ran.code, ran.err) == (64, said)


def test_a_file_is_no_folder(road: Road) -> None:
    """-C to a file says what is wrong with it."""
    road.project()
    ran = road.run("-C", "wa-sync.yaml", "plan")
    assert (ran.code, ran.err) == (64, "error: -C: wa-sync.yaml is no folder\n")


@pytest.mark.parametrize("url", ["x", "ftp://127.0.0.1", "http://127.0.0.1:0"])
def test_what_is_no_address_of_a_sandbox_is_64(road: Road, url: str) -> None:
    """It is a mistake of the command line, and the way to an address is told."""
    road.project()
    for command in ("plan", "validate"):
        ran = road.run(command, "--sandbox-url", url)
        assert ran.code == 64
        head = "error: --sandbox-url: that is no address a sandbox can have\n"
        assert ran.err.startswith(head)
        assert ran.err.endswith(" wa-sync sandbox serve says its own.\n")


@pytest.mark.parametrize("words", [(), ("sandbox",)])
def test_no_command_is_64_and_shows_which_there_are(
    road: Road, words: tuple[str, ...]
) -> None:
    """The help, once; it is no error to be explained."""
    ran = road.run(*words)
    assert (ran.code, ran.out) == (64, "")
    assert ran.err.count("Usage: ") == 1
    assert "Error" not in ran.err
    assert "Commands:" in ran.err


TEXTS = [
    *(("plan", f"--{name}") for name in ("directory", "account", "only", "exclude")),
    *(("plan", f"--{name}") for name in ("sandbox-url", "endpoint", "token-file")),
    *(("plan", f"--{name}") for name in ("output", "out", "timeout", "color")),
    *(("apply", f"--{name}") for name in ("expect-digest", "events", "max-deletes")),
]


@pytest.mark.parametrize(("command", "option"), TEXTS)
def test_an_empty_option_is_64(road: Road, command: str, option: str) -> None:
    """A guard that a script failed to fill in does not count as none at all."""
    road.project()
    ran = road.run(command, "--sandbox", option, "")
    assert (ran.code, ran.out) == (64, "")
    assert f"'{option}': " in ran.err


@pytest.mark.parametrize("option", ["EXPECT_DIGEST", "ONLY", "ENDPOINT", "YES"])
def test_an_empty_variable_is_64(road: Road, option: str) -> None:
    """Click would take it for one that is not set; a project's own may be empty."""
    road.project()
    road.env(**{f"WA_SYNC_{option}": "", "WA_SYNC_VAR_FREE": ""})
    ran = road.run("apply", "--sandbox", "--yes")
    assert (ran.code, ran.out) == (64, "")
    said, hint = ran.err.splitlines()
    assert said == f"error: the environment variable WA_SYNC_{option} is set, and empty"
    assert hint == f"  hint: unset WA_SYNC_{option}, or say what it is"


def test_an_output_to_no_file_is_64(road: Road) -> None:
    """-o json=$FILE with no FILE does not fill the standard output instead."""
    road.project()
    ran = road.run("plan", "--sandbox", "-o", "json=")
    assert (ran.code, ran.out) == (64, "")
    assert "json= names no file; json alone is standard output." in ran.err


def test_the_version_is_the_packages(road: Road) -> None:
    """--version answers in one line."""
    assert road.ok("--version").out == "wa-sync 0.1.0\n"


def test_requests_are_told_for_one_run_only(road: Road) -> None:
    """What -vv shows ends with the run that asked for it."""
    road.project()
    assert "GET" in road.ok("plan", "--sandbox", "-vv").err
    assert road.ok("plan", "--sandbox").err == ""

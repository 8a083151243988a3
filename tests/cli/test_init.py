"""wa-sync init: what it writes, and what it refuses."""

from __future__ import annotations

import json

import pytest
import yaml
from support.commits import Checkout
from support.numbers import SHOWN
from support.pages import ROOT
from support.raw_server import raw_server, reply
from support.road import Road
from support.sandbox_account import ROUTES

from wa_sync.sandbox.server import serve


WABA = "102290129340398"
TOKEN = "EAAinit00000000000000"  # noqa: S105 - nobody's
LIVE = [
    {
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "status": "APPROVED",
        "components": [{"type": "BODY", "text": "Your order has left our workshop."}],
    }
]
PROJECT = """\
# yaml-language-server: $schema=schemas/wa-sync.schema.json
version: 1

accounts:
  lucky-shrub:
    waba_id: "102290129340398"
    phone_number_id: "106540352242922"
    endpoint: maton
"""


@pytest.fixture
def live(road: Road) -> Road:
    """An empty folder, and a sandbox in which an account is live."""
    file = road.folder.parent / "live.json"
    for some in ({"data": [SHOWN]}, LIVE):
        file.write_text(json.dumps(some))
        road.sandbox("seed", str(file), "--waba", WABA)
    return road


def files(road: Road) -> dict[str, str]:
    """Return what is in the folder, but for the sandbox and Git."""
    return {
        str(path.relative_to(road.folder)): path.read_text(encoding="utf-8")
        for path in sorted(road.folder.rglob("*"))
        if path.is_file() and not {".wa-sync", ".git"} & {*path.parts}
    }


def test_what_is_live_is_taken_over(live: Road) -> None:
    """A project that can be planned, and has nothing to do."""
    ran = live.ok("init", "--sandbox", "--waba-id", WABA)
    assert (ran.out, ran.err) == (
        "",
        (
            "  wrote .gitignore\n"
            "  wrote business_profile.yaml\n"
            "  wrote schemas/wa-sync.schema.json\n"
            "  wrote templates/order_update.yaml\n"
            "  wrote wa-sync.yaml\n"
            "Imported 2 objects into 2 files.\n"
            "Next:\n"
            "  wa-sync doctor --sandbox  # is everything in place?\n"
            "  wa-sync plan --sandbox    # nothing to do: all is live\n"
            "  git add . && git commit\n"
        ),
    )
    written = files(live)
    assert written["wa-sync.yaml"] == PROJECT
    assert written[".gitignore"] == (
        "# the sandbox, and snapshots of what was deleted\n.wa-sync/\n"
    )
    assert live.ok("validate").out == "No problems found.\n"
    assert live.settled() == {
        **dict.fromkeys(
            ("create", "update", "delete", "drift", "unmanaged", "blocked"), 0
        ),
        "unchanged": 2,
    }


def test_newcomers_need_to_know_nothing(road: Road) -> None:
    """With --sandbox every question has an answer, and what is next is said."""
    assert road.ok("init", "--sandbox", "--no-import").err == (
        "  wrote .gitignore\n"
        "  wrote schemas/wa-sync.schema.json\n"
        "  wrote wa-sync.yaml\n"
        "Next:\n"
        "  wa-sync doctor --sandbox        # is everything in place?\n"
        "  wa-sync import --all --sandbox  # write what is live as YAML\n"
        "  git add . && git commit\n"
    )
    assert [*files(road)] == [
        ".gitignore",
        "schemas/wa-sync.schema.json",
        "wa-sync.yaml",
    ]
    ran = road.ok("doctor", "--sandbox", "-o", "json")
    assert ran.json["summary"]["wrong"] == 0


def test_everything_can_be_said(road: Road) -> None:
    """By options and variables: nobody is asked, and the file says it."""
    road.env(WHATSAPP_TOKEN=TOKEN, WA_SYNC_NAME="shop")
    with serve(None, routes=ROUTES) as served:
        road.ok(
            *("init", "--sandbox-url", served.url, "--endpoint", "meta", "--no-input"),
            *("--waba-id", WABA, "--no-import", "--ci", "github"),
        )
    written = files(road)
    project = yaml.safe_load(written["wa-sync.yaml"])
    assert project["accounts"]["shop"]["endpoint"] == "meta"
    recipe = (ROOT / "examples/ci/github/drift.yml").read_text()
    assert written[".github/workflows/wa-sync-drift.yml"] == recipe.replace(
        "MATON_API_KEY", "WHATSAPP_TOKEN"
    )


@pytest.mark.parametrize("system", ["github", "gitlab"])
def test_files_for_a_ci_are_the_examples(live: Road, system: str) -> None:
    """They are copies of what the documentation shows."""
    Checkout(live.folder).git("init", "-q")
    at = ("--sandbox", "--waba-id", WABA, "--no-import")
    ran = live.ok("init", *at, "--ci", system)
    assert (
        ran.err.splitlines()[-2]
        == {
            "github": "  replace OWNER and the commit of wa-sync in .github/workflows/",
            "gitlab": "  replace GROUP, VERSION and the image in .gitlab-ci.yml",
        }[system]
    )
    written = files(live)
    expected = {
        "github": {
            f".github/workflows/wa-sync-{name}.yml": f"examples/ci/github/{name}.yml"
            for name in ("plan", "apply", "drift")
        },
        "gitlab": {".gitlab-ci.yml": "examples/ci/gitlab.yml"},
    }[system]
    assert {name: written[name] for name in expected} == {
        name: (ROOT / source).read_text() for name, source in expected.items()
    }


def test_below_the_top_of_a_repository_there_are_none(road: Road) -> None:
    """A CI would not find them."""
    Checkout(road.folder).git("init", "-q")
    road.write("below/notes.txt", "")
    ran = road.run("init", "--sandbox", "-C", "below", "--ci", "github")
    assert (ran.code, ran.err) == (
        64,
        (
            "error: files for a CI go to the top of the repository, and this is below\n"
            "  hint: say --ci none, and copy examples/ci by hand\n"
        ),
    )


@pytest.mark.parametrize(
    ("name", "argv", "said"),
    [
        (
            "wa-sync.yaml",
            (),
            (
                "error: there is a project already: wa-sync.yaml\n"
                "  hint: wa-sync doctor looks whether it works; -C DIR begins one "
                "elsewhere\n"
            ),
        ),
        (
            "templates/order_update.yaml",
            ("--waba-id", WABA),
            (
                "error: templates/order_update.yaml is already there, and nothing was "
                "written\n"
                "  hint: nothing is ever overwritten: move it away, or say -C DIR\n"
            ),
        ),
    ],
)
def test_nothing_is_overwritten(
    live: Road, name: str, argv: tuple[str, ...], said: str
) -> None:
    """5, and not one file is written."""
    live.write(name, "mine\n")
    ran = live.run("init", "--sandbox", *argv)
    assert (ran.code, ran.err) == (5, said)
    assert files(live) == {name: "mine\n"}


def test_a_gitignore_that_is_there_is_left_alone(road: Road) -> None:
    """What is missing in it is said."""
    road.write(".gitignore", "*.pyc\n")
    ran = road.ok("init", "--sandbox", "--no-import")
    assert files(road)[".gitignore"] == "*.pyc\n"
    assert "  echo .wa-sync/ >> .gitignore\n" in ran.err.splitlines(keepends=True)


def test_all_or_nothing(live: Road) -> None:
    """A file that cannot be written takes the others with it."""
    live.write("schemas", "a file, not a folder\n")
    ran = live.run("init", "--sandbox", "--waba-id", WABA)
    why = "check the disk, the folder and its permissions; the file is as it was"
    path = live.folder / "schemas/wa-sync.schema.json"
    said = f"error: cannot write {path}: File exists\n  hint: {why}\n"
    assert (ran.code, ran.err) == (74, said)
    assert files(live) == {"schemas": "a file, not a folder\n"}


@pytest.mark.parametrize(
    ("variables", "argv", "code", "said"),
    [
        (
            {},
            (),
            78,
            (
                "error: no token: neither MATON_API_KEY nor WHATSAPP_TOKEN is set\n"
                "  hint: set the one that you have, or say --token-file FILE; "
                "--sandbox tries it without one\n"
            ),
        ),
        (
            {"WHATSAPP_TOKEN": TOKEN},
            (),
            64,
            (
                "error: say --waba-id: nobody is here to be asked for it\n"
                "  hint: WhatsApp Manager shows it under Account tools > Phone "
                "numbers, in the address after waba_id=; Business settings under "
                "Accounts > WhatsApp accounts\n"
            ),
        ),
        (
            {"WHATSAPP_TOKEN": TOKEN},
            ("--connection", "x"),
            64,
            (
                "error: --connection is for --endpoint maton\n"
                "  hint: with endpoint: meta the token says which account is meant\n"
            ),
        ),
        (
            {},
            ("--waba-id", "Lucky Shrub"),
            64,
            (
                "Usage: wa-sync init [OPTIONS]\n"
                "Try 'wa-sync init --help' for help.\n"
                "\n"
                "Error: Invalid value for '--waba-id': "
                "'Lucky Shrub' does not fit: digits only, 5 to 20 of them.\n"
            ),
        ),
    ],
)
def test_what_is_missing_is_said(
    road: Road, variables: dict[str, str], argv: tuple[str, ...], code: int, said: str
) -> None:
    """And how to find it."""
    road.env(**variables)
    ran = road.run("init", *argv)
    assert (ran.code, ran.out, ran.err) == (code, "", said)
    assert files(road) == {}


def test_a_token_that_is_refused(road: Road) -> None:
    """It is tried by reading, before anything is written."""
    road.env(WHATSAPP_TOKEN=TOKEN)
    denied = {"error": {"code": 190, "message": "Invalid OAuth access token"}}
    with raw_server(reply(denied, status=401)) as server:
        ran = road.run("init", "--endpoint", server.url, "--waba-id", WABA)
    assert (ran.code, ran.err) == (
        77,
        (
            "error: Invalid OAuth access token\n"
            "  hint: Make a new token and put it where the old one was.\n"
        ),
    )
    assert files(road) == {}

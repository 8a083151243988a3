"""wa-sync comment: which pull request, which token, which exit code."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from support.booth import CI, MARK, Booth
from support.forge import NUMBER, PROJECT, REPO, TOKEN, Trouble, forge_server
from support.road import PROJECT as ONE
from support.road import TEMPLATES, Ran, Road


TWO = ONE + '  other:\n    waba_id: "102290129340399"\n'


@pytest.fixture
def booth(road: Road, monkeypatch: pytest.MonkeyPatch) -> Iterator[Booth]:
    """Give a road on which no CI has left a trace, and a forge."""
    for name in CI:
        monkeypatch.delenv(name, raising=False)
    with forge_server() as server:
        yield Booth(road, server.world, server.url)


def test_the_comment_is_created_and_then_updated(booth: Booth) -> None:
    """In a workflow nothing has to be said: the event names the pull request."""
    booth.plan()
    booth.github()
    ran = booth.comment()
    assert ran == Ran(0, f"demo: comment on {REPO}#{NUMBER} created\n", "")
    first = booth.world.bodies()
    assert first[0].startswith(MARK)
    assert booth.comment().out == f"demo: comment on {REPO}#{NUMBER} unchanged\n"
    booth.plan(templates=TEMPLATES.replace("workshop", "warehouse"))
    assert booth.comment().out == f"demo: comment on {REPO}#{NUMBER} updated\n"
    assert len(booth.world.notes) == 1
    assert booth.world.bodies() != first
    shown = booth.road.ok("show", "plan.json", "-o", "markdown").out
    assert booth.world.bodies() == [shown]


def test_what_is_live_already_needs_no_comment(booth: Booth) -> None:
    """An earlier comment comes down to one line."""
    booth.plan()
    booth.gitlab()
    booth.comment()
    booth.road.ok("apply", "--sandbox", "--yes")
    booth.plan()
    assert booth.comment().out == f"demo: comment on {PROJECT}!{NUMBER} updated\n"
    assert booth.world.bodies()[0].endswith(
        "wa-sync plan (`sandbox`): no changes for `demo`, 1 unchanged.\n"
    )
    booth.world.notes.clear()
    assert booth.comment().out == f"demo: comment on {PROJECT}!{NUMBER} not needed\n"
    assert booth.world.notes == []


def test_each_account_has_a_comment_of_its_own(booth: Booth) -> None:
    """With its own digest; -a says which."""
    booth.plan(TWO)
    booth.github()
    assert booth.comment("-a", "other").out.startswith("other: ")
    assert len(booth.world.notes) == 1
    assert len(booth.comment().out.splitlines()) == 2
    digests = {
        one["digest"]
        for one in json.loads((booth.road.folder / "plan.json").read_text())["accounts"]
    }
    assert len(digests) == 2
    said = booth.world.bodies()
    assert sorted(body.split(" ")[2] for body in said) == [
        "account=demo",
        "account=other",
    ]
    plans = {
        name: booth.road.ok("plan", "--sandbox", "-a", name, "-o", "json").json
        for name in ("demo", "other")
    }
    assert [
        plans["other"]["digest"] in said[0],
        plans["demo"]["digest"] in said[1],
    ] == [
        True,
        True,
    ]
    assert booth.comment("-a", "nobody").code == 64


def test_in_a_pipeline_of_gitlab(booth: Booth) -> None:
    """The number is one of the project that a fork's request merges into."""
    booth.plan()
    booth.gitlab(CI_PROJECT_ID="77", CI_MERGE_REQUEST_PROJECT_ID=PROJECT)
    assert booth.comment().code == 0
    assert booth.world.bodies()[0].startswith(MARK)


def test_flags_go_before_what_ci_says(booth: Booth) -> None:
    """By hand, the repository, the number and the address are named."""
    booth.plan()
    booth.gitlab()
    booth.road.env(GITHUB_TOKEN=TOKEN)
    where = ("--forge", "github", "--repo", REPO, "--pull-request", str(NUMBER))
    ran = booth.comment(*where, "--forge-url", f"{booth.url}/api/v3/")
    assert ran.out == f"demo: comment on {REPO}#{NUMBER} created\n"
    assert booth.world.heard[0] == "POST /api/graphql"


@pytest.mark.parametrize(
    "event", [{"push": 1}, {"pull_request": {"number": "x"}}, {"pull_request": 3}]
)
def test_a_run_that_is_about_no_pull_request(
    booth: Booth, event: dict[str, object]
) -> None:
    """It is said how to name one, and nothing is sent."""
    booth.plan()
    booth.github(**event)
    ran = booth.comment()
    assert ran.code == 64
    assert "--pull-request NUMBER" in ran.err
    assert booth.world.heard == []


@pytest.mark.parametrize("content", ["{", None])
def test_an_event_that_cannot_be_read(booth: Booth, content: str | None) -> None:
    """It is said so, and how to do without; its path is not quoted."""
    booth.plan()
    booth.github()
    event = booth.road.folder.parent / "event.json"
    event.unlink() if content is None else event.write_text(content)
    ran = booth.comment()
    assert (ran.code, ran.err.splitlines()[0]) == (
        64,
        "error: the file that GITHUB_EVENT_PATH names cannot be read as an event",
    )
    assert booth.comment("--pull-request", str(NUMBER)).code == 0


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("--repo", "a/../b"), 64),
        (("--repo", "shop"), 64),
        (("--repo", "shop/.."), 64),
        (("--pull-request", "12/x"), 64),
        (("--pull-request", "0"), 64),
        (("--forge-url", "http://example.com"), 78),
        (("--forge-url", "https://u:pw-secret@example.com/api/v4"), 78),
        (("--forge-url", "https://example.com/../x"), 78),
        (("--forge", "gitlab"), 64),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_what_leads_elsewhere_is_refused(
    booth: Booth, argv: tuple[str, ...], code: int
) -> None:
    """Before anything is sent; an address that may hold a password is not quoted."""
    booth.plan()
    booth.github()
    ran = booth.comment(*argv)
    assert (ran.code, ran.out) == (code, "")
    assert "pw-secret" not in ran.err
    assert booth.world.heard == []


def test_without_a_forge_nobody_knows_where(booth: Booth) -> None:
    """Outside CI, and without flags."""
    booth.plan()
    assert booth.comment().code == 64


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_without_a_token_nothing_is_sent(
    booth: Booth, forge: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said which variable is missing; the token of WhatsApp is none."""
    booth.plan()
    getattr(booth, forge)()
    monkeypatch.delenv(f"{forge.upper()}_TOKEN")
    (booth.road.folder / "token").write_text("whatsapp-token-0123456789")
    monkeypatch.setenv("WA_SYNC_TOKEN_FILE", "token")
    monkeypatch.setenv("WHATSAPP_TOKEN", "whatsapp-0123456789")
    ran = booth.comment()
    assert ran.code == 78
    assert f"{forge.upper()}_TOKEN is not set" in ran.err
    assert ("CI_JOB_TOKEN may not comment" in ran.err) == (forge == "gitlab")
    assert booth.world.heard == []


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (Trouble("WHO", 401, {}, {"message": "Bad credentials"}), 77),
        (Trouble("POST", 403, {}, {"message": "Resource not accessible"}), 77),
        (Trouble("GET", 404, {}, {"message": "Not Found"}), 77),
        (Trouble("POST", 403, {"Retry-After": "60"}, {"message": "limit"}), 75),
        (Trouble("GET", 429, {"Retry-After": "60"}, {"message": "limit"}), 75),
        (Trouble("POST", 422, {}, {"message": "too long"}), 1),
        (Trouble("GET", 302, {"Location": "http://127.0.0.1:9/"}, {}), 78),
        (Trouble("POST", lost="before", times=9), 7),
    ],
    ids=["401", "403", "404", "403 limit", "429", "422", "302", "lost"],
)
@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_each_way_to_fail_has_its_exit_code(
    booth: Booth, forge: str, trouble: Trouble, code: int
) -> None:
    """And no comment is left that nobody knows of."""
    booth.plan()
    getattr(booth, forge)()
    booth.world.troubles.append(trouble)
    ran = booth.comment()
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("error: ")
    assert booth.world.notes == []

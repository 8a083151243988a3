"""wa-sync comment: which pull request, which token, which exit code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from support import canary
from support.forge import (
    ME,
    NUMBER,
    PROJECT,
    REPO,
    SOMEBODY,
    TOKEN,
    Trouble,
    World,
    forge_server,
)
from support.road import PROJECT as ONE
from support.road import TEMPLATES, Ran, Road


TWO = ONE + '  other:\n    waba_id: "102290129340399"\n'
CI = (
    *("GITHUB_REPOSITORY", "GITHUB_EVENT_PATH", "GITHUB_API_URL", "GITHUB_TOKEN"),
    *("CI_PROJECT_ID", "CI_MERGE_REQUEST_PROJECT_ID", "CI_MERGE_REQUEST_IID"),
    *("CI_API_V4_URL", "GITLAB_TOKEN"),
)
MARK = "<!-- wa-sync:plan account=demo v=1 digest="


@dataclass
class Booth:
    """A project with a saved plan, and a forge beside it."""

    road: Road
    world: World
    url: str

    def github(self, **event: object) -> None:
        """Be in a workflow of GitHub, for the pull request of the tests."""
        told = event or {"pull_request": {"number": NUMBER}}
        path = self.road.folder.parent / "event.json"
        path.write_text(json.dumps(told))
        self.road.env(
            GITHUB_REPOSITORY=REPO,
            GITHUB_EVENT_PATH=str(path),
            GITHUB_API_URL=self.url,
            GITHUB_TOKEN=TOKEN,
        )

    def gitlab(self, **more: str) -> None:
        """Be in a pipeline of GitLab, for the merge request of the tests."""
        told = {
            "CI_PROJECT_ID": PROJECT,
            "CI_MERGE_REQUEST_IID": str(NUMBER),
            "CI_API_V4_URL": f"{self.url}/api/v4",
            "GITLAB_TOKEN": TOKEN,
        }
        self.road.env(**{**told, **more})

    def plan(self, project: str = ONE, templates: str = TEMPLATES) -> None:
        """Save a plan."""
        self.road.project(templates, project=project)
        self.road.ok("plan", "--sandbox", "--out", "plan.json")

    def comment(self, *argv: str) -> Ran:
        """Run the command."""
        return self.road.run("comment", "plan.json", "--max-wait", "0", *argv)


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
        "wa-sync plan: no changes for `demo`, 1 unchanged.\n"
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


@pytest.mark.parametrize("forge", ["github", "gitlab"])
@pytest.mark.parametrize("method", ["WHO", "GET", "POST"])
def test_the_token_is_never_shown(booth: Booth, forge: str, method: str) -> None:
    """In no spelling, where the forge echoes all of them; in no output and no file."""
    booth.plan()
    getattr(booth, forge)()
    booth.world.token = canary.TOKEN
    booth.road.env(**{f"{forge.upper()}_TOKEN": canary.TOKEN})
    echo = {"message": canary.ALL, "error": canary.TOKEN, "errors": [canary.ALL]}
    headers = {"X-Token": canary.TOKEN, "x-fb-trace-id": canary.TOKEN}
    booth.world.troubles.append(Trouble(method, 422, headers, echo))
    ran = booth.comment("-vv")
    assert ran.code == 1
    assert "***" in ran.err
    assert canary.found_in(f"{ran.out}{ran.err}".encode()) == set()
    booth.world.add(f"{MARK} {canary.ALL}", SOMEBODY)
    booth.world.add(f"{MARK} {canary.ALL}", ME)
    ran = booth.comment("-vv")
    assert (ran.code, ran.out.split()[-1]) == (0, "updated")
    assert canary.found_in(f"{ran.out}{ran.err}".encode()) == set()
    assert canary.found_below(booth.road.folder, frozenset()) == {}
    assert canary.found_in("".join(booth.world.bodies()).encode()) == set()


def test_a_plan_of_somebody_else_is_shown_and_no_more(booth: Booth) -> None:
    """Wherever it names an address, a command or a marker, that is text."""
    hostile = "--> <!-- wa-sync:plan account=demo v=1 --> @everybody /close"
    entry = TEMPLATES.replace(
        "has left our workshop.", f"is here.\\n/close\\n{hostile}"
    )
    booth.plan(templates=entry)
    booth.gitlab()
    assert booth.comment().code == 0
    said = booth.world.bodies()[0]
    assert not any(line.startswith("/") for line in said.splitlines())
    assert all(NUMBER_PATH in one or one.endswith("/user") for one in booth.world.heard)
    # no folder of the project is needed either
    (booth.road.folder / "wa-sync.yaml").unlink()
    assert booth.comment().out.endswith(" unchanged\n")


NUMBER_PATH = f"/projects/{PROJECT}/merge_requests/{NUMBER}/notes"


def test_an_edited_plan_is_told(booth: Booth) -> None:
    """A file that was changed after it was saved is not posted."""
    booth.plan()
    booth.github()
    path = booth.road.folder / "plan.json"
    path.write_text(path.read_text().replace("order_update", "order_upd4te"))
    assert booth.comment().code == 6
    assert booth.world.heard == []


def test_a_plan_cannot_flood_a_discussion(booth: Booth) -> None:
    """Beyond 50 accounts, somebody has to say which."""
    more = (f'  a{n:02}:\n    waba_id: "1022901293{n:05}"\n' for n in range(51))
    booth.plan("version: 1\naccounts:\n" + "".join(more), "version: 1\n")
    booth.github()
    ran = booth.comment()
    assert ran.code == 64
    assert "51 accounts" in ran.err
    assert booth.world.heard == []
    assert booth.comment("-a", "a00").code == 0
    assert len(booth.world.notes) == 1

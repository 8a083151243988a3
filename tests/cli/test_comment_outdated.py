"""Comments of plans that hold no more, and what a comment says it is of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support import commits
from support.booth import CI, MARK, Booth
from support.forge import NUMBER, PROJECT, REPO, SOMEBODY, forge_server
from support.road import PROJECT as ONE
from support.road import TEMPLATES, Ran, Road


TWO = ONE + '  other:\n    waba_id: "102290129340399"\n'
FAILED = "### wa-sync plan: **failed**"


@pytest.fixture
def booth(road: Road, monkeypatch: pytest.MonkeyPatch) -> Iterator[Booth]:
    """Give a road on which no CI has left a trace, in a workflow with a comment."""
    for name in (*CI, "GITHUB_SERVER_URL", "GITHUB_RUN_ID", "CI_PIPELINE_URL"):
        monkeypatch.delenv(name, raising=False)
    with forge_server() as server:
        booth = Booth(road, server.world, server.url)
        booth.plan(TWO)
        booth.github()
        yield booth


def told(*said: str) -> Ran:
    """What is told of comments, one line each."""
    return Ran(0, "".join(f"{one}\n" for one in said), "")


def test_a_plan_that_failed_takes_back_what_stood_there(booth: Booth) -> None:
    """The command to apply is gone from every comment; the next plan restores it."""
    booth.comment()
    before = booth.world.bodies()
    ran = booth.road.run("comment", "--failed")
    assert ran == told(
        f"demo: comment on {REPO}#{NUMBER} updated",
        f"other: comment on {REPO}#{NUMBER} updated",
    )
    after = booth.world.bodies()
    assert [FAILED in one for one in after] == [True, True]
    assert [one.startswith(MARK) for one in after] == [True, False]
    assert not any("expect-digest" in one for one in after)
    booth.comment()
    assert booth.world.bodies() == before


def test_where_there_is_no_comment_none_is_made(booth: Booth) -> None:
    """That planning failed, the CI says; what others wrote stays."""
    booth.world.add(f"{MARK} -->", author=SOMEBODY)
    assert booth.road.run("comment", "--failed") == told()
    assert booth.world.writes == 0


def test_only_the_accounts_that_were_asked_for_failed(booth: Booth) -> None:
    """A pipeline may plan each account in a job of its own."""
    booth.comment()
    ran = booth.road.run("comment", "--failed", "-a", "oth*")
    assert ran == told(f"other: comment on {REPO}#{NUMBER} updated")


def test_two_projects_of_a_repository_have_comments_of_their_own(booth: Booth) -> None:
    """What fails or leaves in one says nothing of the other."""
    road = booth.road
    commits.new(road.folder)
    road.write("shops/eu/wa-sync.yaml", ONE)
    road.write("shops/eu/templates.yaml", TEMPLATES)
    road.ok("-C", "shops/eu", "plan", "--sandbox", "--out", "plan.json")
    booth.comment()
    ran = road.run("comment", "shops/eu/plan.json")
    assert ran == told(f"demo: comment on {REPO}#{NUMBER} created")
    assert "project `shops/eu`" in booth.world.bodies()[2]
    ran = road.run("comment", "--failed", "--folder", "./shops/eu/")
    assert ran == told(f"demo: comment on {REPO}#{NUMBER} updated")
    assert [FAILED in one for one in booth.world.bodies()] == [False, False, True]


@pytest.mark.parametrize("folder", ["/shops", "../shops", "a/../../b"])
def test_a_folder_is_named_from_the_top(booth: Booth, folder: str) -> None:
    """Another one names no project of the repository."""
    ran = booth.road.run("comment", "--failed", "--folder", folder)
    assert ran == Ran(
        64,
        "",
        "error: --folder: this is no folder in a repository\n"
        "  hint: name it from the repository's topmost folder, like shops/eu\n",
    )


@pytest.mark.parametrize("argv", [(), ("plan.json", "--failed")])
def test_there_is_a_plan_or_it_failed(booth: Booth, argv: tuple[str, ...]) -> None:
    """Both, or neither, say nothing."""
    ran = booth.road.run("comment", *argv)
    assert ran == Ran(
        64,
        "",
        "error: comment wants either a PLANFILE or --failed\n"
        "  hint: wa-sync plan --out FILE saves a plan\n",
    )
    assert booth.world.heard == []


def test_an_account_that_left_the_files_leaves_its_comment(booth: Booth) -> None:
    """Its plan must not look like one that can be applied; it is said once."""
    booth.comment()
    booth.plan(ONE)
    assert booth.comment().out.splitlines()[1:] == [
        f"other: comment on {REPO}#{NUMBER} updated"
    ]
    assert booth.world.bodies()[1].endswith(
        "wa-sync plan: the files give no account the name `other` any more.\n"
    )
    assert len(booth.comment().out.splitlines()) == 1


def test_a_plan_of_one_account_says_nothing_of_others(booth: Booth) -> None:
    """It is not about them: their comments stay as they are."""
    booth.comment()
    before = booth.world.bodies()
    booth.road.ok("plan", "--sandbox", "-a", "demo", "--out", "plan.json")
    assert booth.comment().out == f"demo: comment on {REPO}#{NUMBER} unchanged\n"
    assert booth.world.bodies() == before


def test_what_plan_failed_for_is_shown_as_refused(booth: Booth) -> None:
    """And no command to apply it is offered."""
    booth.road.ok("apply", "--sandbox", "--yes", "-a", "demo")
    fewer = TEMPLATES.replace("order {{2}} has", "order has")
    booth.plan(ONE, fewer.replace("[Ana, A-1042]", "[Ana]"))
    booth.comment("--fail-on", "breaking")
    (said,) = [one for one in booth.world.bodies() if one.startswith(MARK)]
    assert "- **refused** `fail_on_breaking`" in said
    assert "Apply exactly this" not in said
    booth.comment()
    (said,) = [one for one in booth.world.bodies() if one.startswith(MARK)]
    assert "Apply exactly this" in said


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_a_comment_leads_to_its_run_and_names_its_commit(
    booth: Booth, forge: str
) -> None:
    """On GitHub the run, on GitLab the pipeline."""
    checkout = commits.new(booth.road.folder)
    first, second = checkout.commit(), checkout.commit()
    booth.plan(TWO)
    runs = {
        "github": f"https://github.com/{REPO}/actions/runs/42",
        "gitlab": f"https://gitlab.com/{REPO}/-/pipelines/42",
    }
    booth.road.env(
        GITHUB_SERVER_URL="https://github.com",
        GITHUB_RUN_ID="42",
        CI_PIPELINE_URL=runs["gitlab"],
    )
    booth.gitlab()
    booth.comment("--forge", forge, "--repo", REPO if forge == "github" else PROJECT)
    changes = "with changes that are not committed"
    assert booth.world.bodies()[0].splitlines()[-1] == (
        f"Commit `{second[:12]}`, {changes}, compared with `{first[:12]}` "
        f"· [the run]({runs[forge]})"
    )

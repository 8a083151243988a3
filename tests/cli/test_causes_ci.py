"""Causes in CI systems, whose checkouts and variables are as theirs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import changing, commits
from support.changing import Shop, files
from support.road import Road


@pytest.fixture
def shop(road: Road) -> Shop:
    """A pull request changes a; main has gone on, and changed b."""
    made = changing.begun(road, files(a="One.", b="Other."))
    made.git.branch("topic")
    made.git.commit(files(a="Two."))
    made.git.git("checkout", "--quiet", "main")
    made.git.commit(files(b="Next."))
    made.apply()
    return made


def moved(shop: Shop, folder: Path, *argv: str) -> Shop:
    """Check out elsewhere as a CI system does, with the same account."""
    copy = commits.clone(shop.git, folder, *argv)
    (copy.folder / ".wa-sync").symlink_to(shop.git.folder / ".wa-sync")
    shop.road.monkeypatch.chdir(copy.folder)
    return Shop(shop.road, copy)


@pytest.mark.parametrize("depth", [1, 2])
def test_a_pull_request_on_github(shop: Shop, tmp_path: Path, depth: int) -> None:
    """GitHub merges it into main first: two commits are enough, one is not."""
    shop.git.git("checkout", "--quiet", "-b", "merge", "main")
    merged = shop.git.merge("topic")
    there = moved(shop, tmp_path / "ci", f"--depth={depth}", "--branch=merge")
    shop.road.env(
        GITHUB_ACTIONS="true",
        GITHUB_BASE_REF="main",
        GITHUB_REF="refs/pull/7/merge",
        GITHUB_SHA=merged,
    )
    assert there.causes() == {"a": "this change" if depth == 2 else "unknown"}


def test_a_push_on_github(shop: Shop, tmp_path: Path) -> None:
    """What was pushed together is one change, however many commits it has."""
    before = shop.git.git("rev-parse", "main")
    shop.git.merge("topic")
    shop.git.commit(files(c="New."))
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"before": before}), encoding="utf-8")
    shop.road.env(
        GITHUB_ACTIONS="true",
        GITHUB_EVENT_NAME="push",
        GITHUB_EVENT_PATH=str(event),
    )
    assert shop.causes() == {"a": "this change", "c": "this change"}
    event.write_text(json.dumps({"before": "0" * 40}), encoding="utf-8")
    assert shop.causes() == {"a": "behind", "c": "this change"}


def test_a_push_to_a_branch_on_github(shop: Shop, tmp_path: Path) -> None:
    """Its second push says of its first one what it said then: nothing is live yet."""
    shop.git.git("checkout", "--quiet", "topic")
    before = shop.git.git("rev-parse", "HEAD")
    shop.git.commit(files(c="New."))
    event = tmp_path / "event.json"
    happened = {"before": before, "repository": {"default_branch": "main"}}
    event.write_text(json.dumps(happened), encoding="utf-8")
    shop.road.env(
        GITHUB_ACTIONS="true",
        GITHUB_EVENT_NAME="push",
        GITHUB_EVENT_PATH=str(event),
        GITHUB_REF="refs/heads/topic",
    )
    told = {"a": "this change", "b": "outdated", "c": "this change"}
    assert shop.causes() == told


def test_a_merge_request_on_gitlab(shop: Shop, tmp_path: Path) -> None:
    """It is compared with where it parted, though main has gone on since.

    What main applied since is not of this change: live is as main declares it.
    """
    parted = shop.git.git("merge-base", "main", "topic")
    there = moved(shop, tmp_path / "ci", "--branch=topic")
    shop.road.env(
        GITLAB_CI="true",
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
        CI_MERGE_REQUEST_DIFF_BASE_SHA=parted,
        CI_COMMIT_BEFORE_SHA="0" * 40,
    )
    assert there.causes() == {"a": "this change", "b": "outdated"}

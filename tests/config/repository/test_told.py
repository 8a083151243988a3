"""Where a change starts, as far as a CI system says so."""

from __future__ import annotations

import json
from pathlib import Path

from wa_sync.config.repository.told import Told, told


ONE, TWO, ZERO = "1" * 40, "2" * 40, "0" * 40


def test_told_by_github(tmp_path: Path) -> None:
    """Of a pull request its branch, of a push what was there, of a queue its base."""
    event = tmp_path / "event.json"
    event.write_text(
        json.dumps(
            {
                "before": ONE,
                "merge_group": {"base_sha": TWO},
                "pull_request": {"head": {"sha": ONE}},
            }
        ),
        encoding="utf-8",
    )
    on = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": str(event)}
    pull = {"GITHUB_BASE_REF": "main", "GITHUB_SHA": TWO}
    for more, expected in (
        ({"GITHUB_EVENT_NAME": "push"}, Told(commit=ONE)),
        ({"GITHUB_EVENT_NAME": "merge_group"}, Told(commit=TWO)),
        ({"GITHUB_EVENT_NAME": "schedule"}, Told()),
        ({"GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": "none"}, Told()),
        ({"GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": ""}, Told()),
        (
            {**pull, "GITHUB_REF": "refs/pull/7/merge"},
            Told(branch="main", merged=TWO, proposed=ONE),
        ),
        ({**pull, "GITHUB_REF": "refs/heads/topic"}, Told(branch="main")),
        ({"GITHUB_EVENT_NAME": "push", "GITHUB_ACTIONS": "false"}, Told()),
    ):
        assert told({**on, **more}.get) == expected, more
    for content in ("", "[", "[1]", json.dumps({"before": ZERO}), '{"before": "-x"}'):
        event.write_text(content, encoding="utf-8")
        assert told({**on, "GITHUB_EVENT_NAME": "push"}.get) == Told(), content


def test_told_by_github_of_a_push_to_another_branch(tmp_path: Path) -> None:
    """The default branch is what its change is meant for; a tag is no branch."""
    event = tmp_path / "event.json"
    happened = {"before": ONE, "repository": {"default_branch": "trunk"}}
    event.write_text(json.dumps(happened), encoding="utf-8")
    on = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_EVENT_NAME": "push",
    }
    elsewhere = Told(branch="trunk", pushed_to=ONE)
    for ref, expected in (
        ("refs/heads/trunk", Told(commit=ONE)),
        ("refs/heads/topic", elsewhere),
        ("refs/heads/topic/trunk", elsewhere),
        ("refs/tags/trunk", elsewhere),
    ):
        assert told({**on, "GITHUB_REF": ref}.get) == expected, ref
    event.write_text(json.dumps({**happened, "before": ZERO}), encoding="utf-8")
    first = told({**on, "GITHUB_REF": "refs/heads/topic"}.get)
    assert first == Told(branch="trunk")


def test_told_by_gitlab() -> None:
    """Of a merge request where it parted, or what it was merged into."""
    on = {"GITLAB_CI": "true", "CI_COMMIT_BEFORE_SHA": ONE}
    merge = {
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": TWO,
        "CI_COMMIT_BEFORE_SHA": ZERO,
    }
    assert told(on.get) == Told(commit=ONE)
    assert told({**on, "CI_COMMIT_BEFORE_SHA": ZERO}.get) == Told()
    pushed = {**on, "CI_DEFAULT_BRANCH": "trunk"}
    elsewhere = Told(branch="trunk", pushed_to=ONE)
    assert told({**pushed, "CI_COMMIT_BRANCH": "trunk"}.get) == Told(commit=ONE)
    assert told({**pushed, "CI_COMMIT_BRANCH": "topic"}.get) == elsewhere
    assert told({**pushed, "CI_COMMIT_TAG": "v1"}.get) == elsewhere
    assert told({**on, **merge}.get) == Told(commit=TWO, branch="main")
    merged = {**on, **merge, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": ONE}
    assert told(merged.get) == Told(commit=ONE, branch="main")
    merged["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = TWO
    assert told(merged.get) == Told(commit=ONE, branch="main", proposed=TWO)

"""What a CI system says about where a change starts: its variables → Told."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wa_sync.config.opening import Unusable, content_of
from wa_sync.model.source import Json, mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable


_LARGEST_EVENT = 32 * 1024 * 1024
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MERGE_REF = re.compile(r"refs/pull/[0-9]+/merge")


@dataclass(frozen=True, slots=True)
class Told:
    """Where a change starts, as far as a CI system says so.

    ``commit`` is that very commit; ``branch`` is the one that the change is meant for;
    ``merged`` is a commit that a CI made of that branch and the change, which is
    ``proposed``; ``pushed_to`` is where a branch of its own was before the last push
    to it.
    """

    commit: str | None = None
    branch: str | None = None
    merged: str | None = None
    proposed: str | None = None
    pushed_to: str | None = None


NOTHING = Told()


def told(env: Callable[[str], str | None]) -> Told:
    """Read the variables of GitHub Actions and GitLab CI; of others, nothing."""
    if env("GITHUB_ACTIONS") == "true":
        return _github(env)
    if env("GITLAB_CI") == "true":
        return _gitlab(env)
    return NOTHING


def _github(env: Callable[[str], str | None]) -> Told:
    branch = env("GITHUB_BASE_REF")
    event = mapping(_event(env("GITHUB_EVENT_PATH")))
    if branch:
        merged = _MERGE_REF.fullmatch(env("GITHUB_REF") or "") is not None
        proposed = mapping(mapping(event.get("pull_request")).get("head")).get("sha")
        return Told(
            branch=branch,
            merged=_commit(env("GITHUB_SHA")) if merged else None,
            proposed=_commit(proposed) if merged else None,
        )
    if env("GITHUB_EVENT_NAME") == "merge_group":
        return Told(commit=_commit(mapping(event.get("merge_group")).get("base_sha")))
    if env("GITHUB_EVENT_NAME") != "push":
        return NOTHING
    before = _commit(event.get("before"))
    default = text(mapping(event.get("repository")).get("default_branch"))
    main = not default or env("GITHUB_REF") == f"refs/heads/{default}"
    return Told(commit=before) if main else Told(branch=default, pushed_to=before)


def _event(path: str | None) -> Json:
    """Read the event that started a workflow; what cannot be read says nothing."""
    try:
        return json.loads(content_of(Path(path), _LARGEST_EVENT)) if path else None
    except (Unusable, ValueError, RecursionError):
        return None


def _gitlab(env: Callable[[str], str | None]) -> Told:
    """The target's own commit where it was merged in, else where both parted."""
    branch = env("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
    if branch:
        merged = _commit(env("CI_MERGE_REQUEST_TARGET_BRANCH_SHA"))
        parted = _commit(env("CI_MERGE_REQUEST_DIFF_BASE_SHA"))
        proposed = _commit(env("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"))
        return Told(commit=merged or parted, branch=branch, proposed=proposed)
    before = _commit(env("CI_COMMIT_BEFORE_SHA"))
    default = env("CI_DEFAULT_BRANCH")
    main = not default or env("CI_COMMIT_BRANCH") == default
    return Told(commit=before) if main else Told(branch=default, pushed_to=before)


def _commit(said: Json) -> str | None:
    """Take the name of a commit; zeros are what both say for none."""
    name = text(said)
    return name if _COMMIT.fullmatch(name) and name.strip("0") else None

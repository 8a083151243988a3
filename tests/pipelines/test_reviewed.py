"""What apply on the main branch takes for reviewed: the step that finds the plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.reviewed import LABEL, Found, found, happened


PLAN: dict[str, object] = {
    "accounts": [
        {"name": "prod", "digest": "sha256:1"},
        {"name": "prod2", "digest": "sha256:2"},
        {"name": "quiet", "digest": "sha256:3"},
    ],
    "changes": [
        {"account": "prod2", "action": "create"},
        {"account": "prod", "action": "update"},
        {"account": "prod", "action": "delete"},
    ],
}
WARNING = (
    f"::warning::The plan deletes, and this was merged without the label {LABEL!r}: "
    "the rest is applied. To delete later, run plan.yml by hand, then this, both with "
    "base-ref decaf.\n"
)


def accounts(allow: str) -> list[dict[str, str]]:
    """What the jobs of the next step are told."""
    more = {"allow-delete": allow, "max-deletes": "", "base-ref": "auto"}
    return [
        {"account": "prod", "digest": "sha256:1", **more},
        {"account": "prod2", "digest": "sha256:2", **more},
    ]


def test_the_plan_of_the_merged_head_is_what_was_reviewed(tmp_path: Path) -> None:
    """Each account with changes gets its own digest; the others no job at all."""
    got = found(tmp_path, PLAN)
    assert (got.code, got.accounts, got.said) == (0, accounts("false"), WARNING)
    assert got.asked[0].startswith("api repos/shop/messages/commits/c0ffee/pulls ")
    assert "--commit beef --event pull_request --status success" in got.asked[1]
    assert got.asked[2].startswith("run download 77 ")
    assert got.asked[3:] == [
        "api --paginate --slurp repos/shop/messages/issues/5/events?per_page=100"
    ]


@pytest.mark.parametrize(
    ("events", "allow"),
    [
        (("labeled", "reviewed", "merged", "closed"), "true"),
        (("labeled", "unlabeled", "labeled", "merged"), "true"),
        (("merged", "labeled"), "false"),
        (("labeled", "unlabeled", "merged"), "false"),
        (("labeled", "merged", "unlabeled"), "false"),
        (("labeled", "merged", "unlabeled", "labeled"), "false"),
        (("unlabeled", "merged"), "false"),
        (("labeled",), "false"),
        (("merged",), "false"),
    ],
)
def test_a_label_is_consent_if_it_was_on_when_it_was_merged(
    tmp_path: Path, events: tuple[str, ...], allow: str
) -> None:
    """Not one that is put on later; and one that is taken off later is none."""
    got = found(tmp_path, PLAN, events=[[one] for one in happened(*events)])
    said = "" if allow == "true" else WARNING
    assert (got.code, got.accounts, got.said) == (0, accounts(allow), said)


def test_another_label_is_no_consent(tmp_path: Path) -> None:
    """However much it looks like the one that is meant."""
    events = happened("labeled", "merged", label=f"{LABEL}s")
    assert found(tmp_path, PLAN, events=[events]).accounts == accounts("false")


def test_nobody_is_warned_of_deletes_that_are_not_planned(tmp_path: Path) -> None:
    """Without the label, as most pull requests are."""
    plan = PLAN | {"changes": [{"account": "prod", "action": "update"}]}
    got = found(tmp_path, plan)
    assert (got.code, got.accounts, got.said) == (0, accounts("false")[:1], "")


def test_without_a_pull_request_nothing_was_reviewed(tmp_path: Path) -> None:
    """A push by hand applies nothing."""
    got = found(tmp_path, PLAN, head="")
    assert (got.code, got.accounts, len(got.asked)) == (0, [], 1)
    assert got.said.startswith("::notice::")


def test_without_a_plan_somebody_has_to_look(tmp_path: Path) -> None:
    """A fork's pull request has none: the run fails and says what to do."""
    got = found(tmp_path, PLAN, run="")
    assert (got.code, got.accounts, len(got.asked)) == (1, None, 2)
    assert got.said.startswith("::error::")


@pytest.mark.parametrize("typed", ["prod", '"; exit 3; "', "$(exit 3)\nx=1"])
def test_by_hand_a_digest_is_given(tmp_path: Path, typed: str) -> None:
    """What is typed into the form is data, whatever it looks like."""
    names = ("account", "digest", "allow-delete", "max-deletes", "base-ref")
    env = {name.upper().replace("-", "_"): f"{typed}{name}" for name in names}
    got = found(tmp_path, PLAN, GITHUB_EVENT_NAME="workflow_dispatch", **env)
    given = {name: f"{typed}{name}" for name in names}
    assert got == Found(0, [given], [], "")

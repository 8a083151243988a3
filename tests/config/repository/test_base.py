"""The commit that a change is told from: by CI, by plain Git, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import commits

from wa_sync.config.repository.base import checked, resolve
from wa_sync.config.repository.history import Repository
from wa_sync.config.repository.process import GitFailed
from wa_sync.config.repository.told import Told
from wa_sync.errors import UsageProblem


ONE, TWO, ZERO = "1" * 40, "2" * 40, "0" * 40


@pytest.fixture
def made(tmp_path: Path) -> commits.Checkout:
    """Give an origin with two commits on its main branch."""
    made = commits.new(tmp_path / "origin")
    made.commit({"a": "1"})
    made.commit({"a": "2"})
    return made


def base(
    made: commits.Checkout,
    asked: str = "auto",
    said: Told = Told(),  # noqa: B008 - frozen
    *,
    dirty: bool = False,
) -> str:
    """Return the base of a checkout."""
    return resolve(Repository(made.folder), asked, said, lambda _: dirty).base


def named(made: commits.Checkout, ref: str) -> str:
    """Return the commit that a reference stands for."""
    return made.git("rev-parse", ref)


@pytest.mark.parametrize(
    "ref",
    [
        *("", "-x", "--upload-pack=x", "a b", "a..b", "a:b", "a\nb", "a\0b", "a*"),
        *("a[b", "a\\b", "a?b", "x" * 300, "a//b", "@{u}@", "\x7f"),
    ],
)
def test_a_reference_that_is_none_never_reaches_git(
    ref: str, made: commits.Checkout
) -> None:
    """What looks like an option, a range or a file is wrong usage."""
    with pytest.raises(UsageProblem, match="no name of a commit"):
        base(made, ref)


@pytest.mark.parametrize(
    "ref", ["main", "origin/main", "HEAD~2", "v1.0^", "feature/é", "main@{1}", ONE]
)
def test_a_reference_that_may_be_one(ref: str) -> None:
    """Everything that git takes for a commit."""
    assert checked(ref) == ref


def test_a_branch(made: commits.Checkout, tmp_path: Path) -> None:
    """The base is where it parted from the default branch, however far that went on."""
    parted = named(made, "main")
    copy = commits.clone(made, tmp_path / "copy")
    copy.branch("topic")
    copy.commit({"b": "1"})
    copy.commit({"b": "2"})
    made.commit({"a": "3"})
    copy.git("fetch", "--quiet", "origin")
    for dirty in (False, True):
        assert base(copy, dirty=dirty) == parted
    copy.git("checkout", "--quiet", "--detach")
    assert base(copy) == parted
    copy.git("update-ref", "-d", "refs/remotes/origin/HEAD")
    assert base(copy) == parted


def test_the_default_branch_itself(made: commits.Checkout, tmp_path: Path) -> None:
    """The commit before; with changes of one's own the one checked out.

    Commits that are not pushed yet count as one change.
    """
    copy = commits.clone(made, tmp_path / "copy")
    for there in (made, copy):
        assert base(there) == named(there, "HEAD~1")
        assert base(there, dirty=True) == named(there, "HEAD")
    copy.commit({"b": "1"})
    copy.commit({"b": "2"})
    assert base(copy) == named(copy, "HEAD~2")


def test_a_merge_on_the_default_branch(made: commits.Checkout) -> None:
    """What it was merged into, whatever and however many were merged."""
    for name in ("one", "two"):
        made.branch(name, "main")
        made.commit({name: name})
    made.git("checkout", "--quiet", "main")
    before = named(made, "main")
    made.merge("one", "two")
    assert base(made) == before


def test_what_was_asked_for(made: commits.Checkout) -> None:
    """Where it parted from what is named; nothing else is asked."""
    parted = named(made, "main")
    made.branch("topic")
    made.commit({"b": "1"})
    made.git("checkout", "--quiet", "main")
    made.commit({"a": "3"})
    made.git("checkout", "--quiet", "topic")
    assert base(made, "main", Told(commit=ONE)) == parted
    assert base(made, "HEAD") == named(made, "HEAD")
    with pytest.raises(GitFailed, match="none is not in this clone"):
        base(made, "none")
    made.git("checkout", "--quiet", "--orphan", "other")
    made.commit({"x": "x"})
    with pytest.raises(GitFailed, match="parted from main is not in this clone"):
        base(made, "main")


def test_no_default_branch(tmp_path: Path) -> None:
    """Nobody knows where a change starts in a repository of other names."""
    made = commits.new(tmp_path)
    made.commit({"a": "1"})
    made.git("branch", "--quiet", "-m", "main", "trunk")
    with pytest.raises(GitFailed, match="main or master is not in this") as failed:
        base(made)
    assert failed.value.hint == "name another with --base-ref"


def test_the_first_commit(tmp_path: Path) -> None:
    """Before it there was nothing, and nobody knows what that means."""
    made = commits.new(tmp_path)
    made.commit({"a": "1"})
    with pytest.raises(GitFailed, match="no commit before the first"):
        base(made)
    assert base(made, dirty=True) == named(made, "HEAD")


def test_a_shallow_clone(made: commits.Checkout, tmp_path: Path) -> None:
    """It says how to fetch the rest, and does not guess."""
    made.branch("topic")
    made.commit({"b": "1"})
    main = commits.clone(made, tmp_path / "main", "--depth=1", "--branch=main")
    topic = commits.clone(
        made, tmp_path / "topic", "--depth=1", "--branch=topic", "--no-single-branch"
    )
    for there, said in (
        (main, Told()),
        (topic, Told()),
        (topic, Told(branch="main")),
        (topic, Told(branch="release")),
        (main, Told(commit=named(made, "main~1"))),
        (topic, Told(commit=ONE, branch="main")),
        (topic, Told(merged=named(topic, "HEAD"), branch="main")),
    ):
        with pytest.raises(GitFailed) as failed:
            base(there, said=said)
        assert "fetch-depth: 0" in (failed.value.hint or ""), said


def test_a_merge_that_a_ci_made(made: commits.Checkout) -> None:
    """Its first parent is the branch that it is meant for: two commits are enough."""
    before = named(made, "main")
    made.branch("topic", "main~1")
    made.commit({"b": "1"})
    made.git("checkout", "--quiet", "--detach", "main")
    merged = made.merge("topic")
    assert base(made, said=Told(branch="main", merged=merged)) == before
    # where the change itself was checked out, it is where both parted
    made.git("checkout", "--quiet", "topic")
    assert base(made, said=Told(branch="main", merged=merged)) == named(made, "main~1")


def test_a_push_to_a_branch_of_its_own(made: commits.Checkout) -> None:
    """It is told from where it parted from the default branch, not from its last push.

    One that was rebased is, too: what it was before is not what it is made of.
    """
    parted = named(made, "main")
    made.branch("topic")
    first = made.commit({"b": "1"})
    made.commit({"b": "2"})
    made.git("checkout", "--quiet", "main")
    on = made.commit({"a": "3"})
    made.git("checkout", "--quiet", "topic")
    assert base(made, said=Told(branch="main", pushed_to=first)) == parted
    assert base(made, said=Told(branch="main", pushed_to=ONE)) == parted
    assert base(made, said=Told(branch="main")) == parted
    made.git("rebase", "--quiet", "main")
    assert base(made, said=Told(branch="main", pushed_to=first)) == on


@pytest.mark.parametrize("method", ["--no-ff", "--ff-only"])
def test_a_push_to_a_branch_that_follows(made: commits.Checkout, method: str) -> None:
    """All that came with the push is its change, and what is gone is gone by it."""
    before = named(made, "main")
    made.branch("production")
    made.git("checkout", "--quiet", "main")
    made.commit({"a": "3"})
    made.commit({"a": None})
    made.git("checkout", "--quiet", "production")
    made.git("merge", "--quiet", method, "-m", "released", "main")
    assert base(made, said=Told(branch="main", pushed_to=before)) == before


def test_what_a_ci_said(made: commits.Checkout) -> None:
    """A commit is taken as it is; one that was rewritten away is missed."""
    first = named(made, "main~1")
    assert base(made, said=Told(commit=first)) == first
    assert base(made, said=Told(commit=ONE, branch="main")) == first
    with pytest.raises(GitFailed, match=f"commit {ONE[:12]} is not in this clone"):
        base(made, said=Told(commit=ONE))
    with pytest.raises(UsageProblem):
        base(made, said=Told(branch="--help"))

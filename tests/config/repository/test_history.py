"""Which commits there are, in every shape that a history has."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import commits

from wa_sync.config.repository.history import Repository
from wa_sync.config.repository.process import GitFailed


@pytest.fixture
def made(tmp_path: Path) -> commits.Checkout:
    """Give a repository with one commit."""
    made = commits.new(tmp_path / "r")
    made.commit({"shop/a": "1"})
    return made


def test_where_there_is_none(tmp_path: Path) -> None:
    """No repository, no commit, no folder; each is said as what it is."""
    with pytest.raises(GitFailed, match="in no Git repository"):
        Repository(tmp_path)
    empty = commits.new(tmp_path / "r")
    with pytest.raises(GitFailed, match="no commit yet"):
        Repository(empty.folder).head()
    with pytest.raises(GitFailed, match="in no Git repository"):
        Repository(tmp_path / "none")


def test_the_top_of_a_subfolder(made: commits.Checkout) -> None:
    """A project may stand anywhere in its repository."""
    assert Repository(made.folder / "shop").top == made.folder


def test_what_a_reference_stands_for(made: commits.Checkout) -> None:
    """Branches, tags, ancestors and names; nothing where it is no commit."""
    first, second = made.git("rev-parse", "HEAD"), made.commit({"shop/a": "2"})
    made.git("tag", "-a", "-m", "one", "v1", first)
    there = Repository(made.folder)
    assert [there.commit(ref) for ref in ("main", "v1", "HEAD~1", first[:10])] == [
        second,
        first,
        first,
        first,
    ]
    assert there.commit("none") is None
    assert there.commit(made.git("rev-parse", "HEAD^{tree}")) is None
    assert there.first_parent(second) == first
    assert there.first_parent(first) is None


def test_the_branch(made: commits.Checkout) -> None:
    """What origin said is its default branch, where there is an origin."""
    assert Repository(made.folder).default_branch() is None
    copy = commits.clone(made, made.folder.parent / "copy")
    assert Repository(copy.folder).default_branch() == "refs/remotes/origin/main"


def test_where_two_lines_part(made: commits.Checkout) -> None:
    """The merge base, also of a merge of three."""
    base = made.git("rev-parse", "HEAD")
    for name in ("one", "two"):
        made.branch(name, base)
        made.commit({f"shop/{name}": name})
    made.git("checkout", "--quiet", "main")
    ours = made.commit({"shop/b": "b"})
    merged = made.merge("one", "two")
    there = Repository(made.folder)
    assert there.merge_base(ours, "one") == base
    assert there.merge_base(merged, "two") == made.git("rev-parse", "two")
    assert there.first_parent(merged) == ours


def test_lines_that_never_met(made: commits.Checkout) -> None:
    """Unrelated histories have no merge base."""
    main = made.git("rev-parse", "HEAD")
    made.git("checkout", "--quiet", "--orphan", "other")
    assert Repository(made.folder).merge_base(made.commit({"x": "x"}), main) is None


def test_a_shallow_clone_never_guesses(made: commits.Checkout) -> None:
    """An older common commit is not taken for where the lines really part.

    Two ways lead from main to its first commit, and the clone has cut the one through
    the commit at which the branch begins.
    """
    first = made.git("rev-parse", "HEAD")
    made.branch("long", first)
    for number in range(6):
        made.commit({"shop/long": str(number)})
    made.git("checkout", "--quiet", "main")
    parted = made.commit({"shop/a": "2"})
    made.branch("topic", parted)
    topic = made.commit({"shop/t": "t"})
    whole = Repository(made.folder)
    assert whole.merge_base(topic, "main") == parted
    copy = commits.clone(made, made.folder.parent / "copy", "--no-single-branch")
    # graft the history as a clone by depth would: topic has no parents here
    (copy.folder / ".git" / "shallow").write_text(f"{topic}\n")
    there = Repository(copy.folder)
    assert there.shallow()
    assert there.merge_base(topic, "refs/remotes/origin/main") is None
    assert there.merge_base("refs/remotes/origin/main", parted) == parted


def test_a_common_commit_beyond_a_cut_is_not_believed(made: commits.Checkout) -> None:
    """Where a parent was left out, an older commit may only look like the base."""
    first = made.git("rev-parse", "HEAD")
    parted = made.commit({"shop/a": "2"})
    made.branch("topic", parted)
    made.branch("old", first)
    made.commit({"shop/o": "o"})
    made.git("checkout", "--quiet", "topic")
    topic = made.merge("old")
    made.git("checkout", "--quiet", "main")
    main = made.commit({"shop/a": "3"})
    merged = made.merge("old")
    assert Repository(made.folder).merge_base(topic, main) == parted
    (made.folder / ".git" / "shallow").write_text(f"{main}\n")
    there = Repository(made.folder)
    # git itself names the older commit that both share
    assert made.git("merge-base", topic, merged) != parted
    assert there.merge_base(topic, merged) is None


def test_the_commits_that_touched_a_folder(made: commits.Checkout) -> None:
    """The latest first, those of the first parents only, no more than asked."""
    first = made.git("rev-parse", "HEAD")
    made.commit({"elsewhere": "1"})
    made.branch("topic")
    made.commit({"shop/t": "t"})
    made.git("checkout", "--quiet", "main")
    third = made.commit({"shop/a": "3"})
    merged = made.merge("topic")
    there = Repository(made.folder / "shop")
    assert there.touched(merged, 10) == [merged, third, first]
    assert there.touched(merged, 2) == [merged, third]
    with pytest.raises(GitFailed, match="not in this clone"):
        there.touched("0" * 40, 2)


def test_what_is_gone_since(made: commits.Checkout) -> None:
    """By name, wherever it was, committed or not, and as the checkout has it now."""
    names = ("x.yaml", "one/x.yaml", "one/two/x.yaml", "stays/x.yaml", "a [b]/x.yaml")
    first = made.commit(dict.fromkeys((*names, "one/y.yaml"), "1"))
    made.commit(dict.fromkeys(names[:2], None))
    made.git("mv", "one/two/x.yaml", "one/two/z.yaml")
    (made.folder / names[4]).unlink()
    made.write({"stays/x.yaml": "2", "one/y.yaml": None})
    there = Repository(made.folder / "one")
    gone = ["a [b]/x.yaml", "one/two/x.yaml", "one/x.yaml", "x.yaml"]
    assert sorted(there.gone(first, "x.yaml")) == gone
    assert there.gone(first, "none.yaml") == []


def test_commits_that_changed_one_folder_or_another(made: commits.Checkout) -> None:
    """A project that was moved has its past in both."""
    old = made.git("rev-parse", "HEAD")
    made.commit({"other/a": "1"})
    new = made.commit({"new [1]/a": "1"})
    there = Repository(made.folder / "new [1]")
    assert there.touched(new, 9) == [new]
    assert there.touched(new, 9, "shop") == [new, old]
    assert len(there.touched(new, 9, "")) == 3

"""Which commits there are, and how they are related."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from wa_sync.config.repository.process import GitFailed, run


_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MOST_CUTS = 100_000
_TRUST = "if it is yours: git config --global --add safe.directory {}"
WHOLE_HISTORY: Final = (
    "fetch the whole history: fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab, "
    "git fetch --unshallow by hand"
)


class Repository:
    """The repository that a folder is checked out from."""

    def __init__(self, folder: Path) -> None:
        """Find it; raises GitFailed where there is none, or git does not trust it."""
        self._folder = folder
        ran = run(folder, "rev-parse", "--show-toplevel")
        top = os.fsdecode(ran.out).removesuffix("\n")
        if "dubious ownership" in ran.said:
            raise GitFailed(
                "git takes the checkout for somebody else's", _TRUST.format(folder)
            )
        if not ran.ok or not top:
            raise GitFailed("the project is in no Git repository")
        self.top = Path(top)

    def commit(self, ref: str) -> str | None:
        """Return the commit that a reference, checked before, stands for."""
        return self._one("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")

    def head(self) -> str:
        """Return the commit that is checked out."""
        found = self.commit("HEAD")
        if found is None:
            raise GitFailed("the repository has no commit yet")
        return found

    def first_parent(self, commit: str) -> str | None:
        """Return the commit that this one was put on top of, if it is here."""
        return self.commit(f"{commit}^1")

    def default_branch(self) -> str | None:
        """Return the branch that origin said is its default one, where it is known."""
        ran = run(self._folder, "symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
        name = os.fsdecode(ran.out).removesuffix("\n")
        return name if ran.ok and name.startswith("refs/remotes/") else None

    def shallow(self) -> bool:
        """Whether older commits were left out when it was cloned."""
        ran = run(self._folder, "rev-parse", "--is-shallow-repository")
        return ran.out.strip() == b"true"

    def merge_base(self, one: str, other: str) -> str | None:
        """Return where two lines of history part, None where that is not known.

        In a shallow clone the commits in between may be missing: what git finds there
        can be older than where they really part.
        """
        found = self._one("merge-base", one, other)
        if found is None or (self.shallow() and self._cut(one, other, found)):
            return None
        return found

    def touched(self, commit: str, count: int, also: str | None = None) -> list[str]:
        """Return the latest commits, first parents only, that changed the folder.

        ``also`` is another one, from the top of the repository.
        """
        limit = f"--max-count={count}"
        at = ["."] if also is None else [".", f":(top,literal){also}"]
        ran = run(self._folder, "rev-list", "--first-parent", limit, commit, "--", *at)
        if not ran.ok:
            raise GitFailed("the history is not in this clone", WHOLE_HISTORY)
        return ran.out.decode("ascii", "replace").split()

    def gone(self, commit: str, name: str) -> list[str]:
        """Return where a commit has files of a name, and the checkout has none now."""
        at = f":(top,glob)**/{name}"
        options = ("--name-only", "-z", "--no-renames", "--diff-filter=D")
        ran = run(self._folder, "diff-index", *options, commit, "--", at)
        return [os.fsdecode(path) for path in ran.out.split(b"\0") if path]

    def _cut(self, one: str, other: str, found: str) -> bool:
        """Whether a commit between these has parents that were left out."""
        path = run(self._folder, "rev-parse", "--git-path", "shallow")
        listed = self._folder / os.fsdecode(path.out).removesuffix("\n")
        cuts = set(_lines(listed))
        limit = f"--max-count={_MOST_CUTS}"
        between = run(self._folder, "rev-list", limit, one, other, f"^{found}")
        return not cuts.isdisjoint(between.out.decode("ascii", "replace").split())

    def _one(self, *arguments: str) -> str | None:
        said = run(self._folder, *arguments).out.decode("ascii", "replace").split("\n")
        return said[0] if _COMMIT.fullmatch(said[0]) else None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii", errors="replace").split()
    except OSError as error:
        raise GitFailed("the clone is shallow", WHOLE_HISTORY) from error

"""What a comment begins with, so that the next run finds it again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wa_sync.render.sinks.markdown import Markdown, marker


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.model.change import Plan

NAME = "wa-sync:plan"
_END = " -->"
_MARK = re.compile(r"<!-- wa-sync:plan account=(\S*)(?: folder=(\S*))? v=1(?= )")


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose plan a comment is: an account's, of the project in a folder.

    ``folder`` is the project's in its repository, empty for the topmost: two projects
    of one repository may well give an account the same name.
    """

    account: str
    folder: str = ""

    def begin(self) -> str:
        """Return what the Markdown of this account's plan begins with."""
        return str(self.marker({})).removesuffix(_END)

    def marker(self, more: Mapping[str, str]) -> Markdown:
        """Return the whole mark, with more facts for programs."""
        where = {"folder": self.folder} if self.folder else {}
        return marker(NAME, {"account": self.account, **where, "v": "1", **more})

    def closed(self, digest: str, *, whole: bool) -> Markdown:
        """Return the mark of a plan, which may not be shown as a whole."""
        cut = "false" if whole else "true"
        return self.marker({"digest": digest, "truncated": cut})


def mark_of(plan: Plan) -> Mark:
    """Return the mark of a plan."""
    folder = "" if plan.made is None else plan.made.folder or ""
    return mark_for([account.name for account in plan.accounts], folder)


def mark_for(accounts: Sequence[str], folder: str = "") -> Mark:
    """Return the mark of what is about these accounts; several have no name."""
    return Mark(accounts[0] if len(accounts) == 1 else "*", folder)


def read_mark(text: str) -> Mark | None:
    """Return the mark that a comment begins with; None where it is none of ours."""
    found = _MARK.match(text)
    return Mark(unquote(found[1]), unquote(found[2] or "")) if found else None

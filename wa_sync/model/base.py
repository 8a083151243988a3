"""The commit that a change is told from, or why none is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Where a change starts.

    ``commit`` is None where nobody knows; then ``why`` says so, and ``hint`` the way
    out. Of a commit that is known, ``why`` says where or that it does not have the
    project here.
    ``looked_back`` is how many older commits were asked about live objects that
    neither side declares.
    """

    commit: str | None
    why: str = ""
    hint: str | None = None
    looked_back: int = 0

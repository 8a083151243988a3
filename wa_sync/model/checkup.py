"""What was looked at before anything goes wrong: one check, one verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a check came to."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at; ``account`` is None for what concerns all.

    ``exit_code`` is what a command would end with because of it, 0 unless it is wrong.
    """

    name: str
    verdict: Verdict
    message: str
    hint: str | None = None
    exit_code: int = 0
    account: str | None = None

"""What became of smoke tests: messages that were sent to try templates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from wa_sync.model.sent import Posting, Sent


class Verdict(StrEnum):
    """How one smoke test ended; the first three are as they should be."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    """As expected."""
    SHOWN = "shown"
    """Nothing was to be sent."""
    UNEXPECTED = "unexpected"
    UNFIT = "unfit"
    """It was not sent, since it could not go as expected."""
    FAILED = "failed"
    """Not for the message's sake: a token, a limit, an API that is gone."""
    UNKNOWN = "unknown"
    NOT_TRIED = "not_tried"


FINE = frozenset({Verdict.ACCEPTED, Verdict.REFUSED, Verdict.SHOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A smoke test as reports name it: ``to`` is masked, lines count from 1.

    ``expect`` is Meta's code of the refusal that is expected, if one is.
    """

    account: str
    name: str
    template: str
    language: str
    to: str
    file: str
    line: int
    expect: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of a smoke test, and why where it did not go well.

    ``code`` is Meta's, ``exit_code`` what a run ends with because of it. ``request``
    has the recipient masked, too.
    """

    trial: Trial
    verdict: Verdict
    message: str = ""
    hint: str | None = None
    code: int | None = None
    exit_code: int = 0
    sent: Sent | None = None
    request: Posting | None = None
    ends_account: bool = False

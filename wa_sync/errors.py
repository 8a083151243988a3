"""Every exception that wa-sync raises on purpose.

::

    WaSyncError                      message, and a hint that says how to mend it
    ├── InvalidConfiguration   (3)   carries the diagnostics
    ├── Refused                (5)   a safety rule said no, or consent is missing
    │   └── ApiRefused             Meta or the gateway did, of this call: its code
    ├── StalePlan              (6)   the saved plan or the digest no longer fits
    ├── UsageProblem          (64)   the command line asks for something impossible
    ├── LocalIO               (74)   disk full, read-only, output closed
    ├── ApiError                     the API said no: status, code, subcode, trace id
    │   ├── Rejected                 this one call is wrong; others may be fine
    │   ├── NotFound          (77)   the object is not there, or not visible
    │   ├── Throttled         (75)   too many calls; says when to come back
    │   └── NotAuthorized     (77)   the token is bad, or lacks a permission
    ├── ApiUnavailable        (75)   the API did not say anything that makes sense
    ├── OutcomeUnknown         (7)   a write was sent and nobody knows what became of it
    ├── Locked                (75)   another run holds the account
    ├── BadEnvironment        (78)   no credentials, bad TLS, bad address
    └── Interrupted          (130)   asked to stop while waiting; nothing was in flight

The number is the exit code (DESIGN §4); ``ApiError`` itself is never raised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.finding import Diagnostic


class WaSyncError(Exception):
    """Something that stops the run, with a sentence for the person who reads it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        """Keep the sentence and, where there is one, the way to mend it."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class InvalidConfiguration(WaSyncError):
    """The files do not say what they would have to; nothing was sent."""

    exit_code = 3

    def __init__(
        self,
        message: str,
        diagnostics: Sequence[Diagnostic],
        *,
        hint: str | None = None,
    ) -> None:
        """Keep all diagnostics, in the order in which they are shown."""
        super().__init__(message, hint=hint)
        self.diagnostics = tuple(diagnostics)


class Refused(WaSyncError):
    """A safety rule or a missing consent stands in the way."""

    exit_code = 5


class ApiRefused(Refused):
    """Meta or the gateway refuses what was asked, or would: ``code`` says why."""

    def __init__(
        self, message: str, *, code: int | None, hint: str | None = None
    ) -> None:
        """Keep the code; None where Meta gave none."""
        super().__init__(message, hint=hint)
        self.code = code


class StalePlan(WaSyncError):
    """The saved plan, or the expected digest, does not fit what is there now."""

    exit_code = 6


class UsageProblem(WaSyncError):
    """The command line is understood, but asks for something impossible."""

    exit_code = 64


class LocalIO(WaSyncError):
    """A file or the output could not be written or read."""

    exit_code = 74


class ApiError(WaSyncError):
    """The API answered with an error envelope (meta-api.md §9.1)."""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        code: int | None = None,
        subcode: int | None = None,
        trace_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        """Keep what the API said; ``message`` is its user text where there is one."""
        super().__init__(message, hint=hint)
        self.status = status
        self.code = code
        self.subcode = subcode
        self.trace_id = trace_id


class Rejected(ApiError):
    """This call was refused; nothing was changed by it."""


class NotFound(ApiError):
    """The object does not exist, or the token may not see it (code 100/33, 803).

    The API gives one answer for both, and a missing permission is the likelier one.
    """

    exit_code = 77


class Throttled(ApiError):
    """Too many calls; ``retry_after`` is in seconds, None where nobody said."""

    exit_code = 75
    retry_after: float | None = None


class NotAuthorized(ApiError):
    """The token is missing, expired, revoked, or lacks a permission."""

    exit_code = 77


class ApiUnavailable(WaSyncError):
    """No answer, or none that makes sense; nothing may be concluded from it."""

    exit_code = 75


class OutcomeUnknown(WaSyncError):
    """A write was sent; whether it took effect has to be settled by reading."""

    exit_code = 7


class Locked(WaSyncError):
    """Another run on this machine is applying to the same account."""

    exit_code = 75


class BadEnvironment(WaSyncError):
    """Credentials are missing, TLS fails, or an address makes no sense."""

    exit_code = 78


class Interrupted(WaSyncError):
    """The run was asked to stop while it waited; no request was in flight."""

    exit_code = 130

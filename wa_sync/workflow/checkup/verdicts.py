"""Checks, one for each verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.checkup import Check, Verdict


if TYPE_CHECKING:
    from wa_sync.errors import WaSyncError


def fine(name: str, message: str) -> Check:
    """All is well."""
    return Check(name=name, verdict=Verdict.OK, message=message)


def doubtful(name: str, message: str, hint: str | None = None) -> Check:
    """Commands work, though maybe not as well as they could."""
    return Check(name=name, verdict=Verdict.WARNING, message=message, hint=hint)


def wrong(name: str, message: str, code: int, hint: str | None = None) -> Check:
    """Commands end with this code because of it."""
    return Check(
        name=name, verdict=Verdict.WRONG, message=message, hint=hint, exit_code=code
    )


def failed(name: str, error: WaSyncError, what: str = "") -> Check:
    """What an error would end a command with; ``what`` goes before its message."""
    said = f"{what}: {error.message}" if what else error.message
    return wrong(name, said, error.exit_code, error.hint)


def skipped(name: str, why: str) -> Check:
    """Nobody could look: that is not the same as being well."""
    return Check(name=name, verdict=Verdict.SKIPPED, message=why)

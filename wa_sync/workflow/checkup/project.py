"""The checkout: its files, and what Git knows of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.config.accounts import bare
from wa_sync.config.discover import PROJECT, project_root
from wa_sync.config.repository.history import WHOLE_HISTORY, Repository
from wa_sync.config.repository.process import GitFailed
from wa_sync.errors import UsageProblem, WaSyncError
from wa_sync.model.account import Endpoint
from wa_sync.model.finding import Severity
from wa_sync.workflow.checkup.verdicts import doubtful, failed, fine, wrong
from wa_sync.workflow.load import STAND_IN, load


if TYPE_CHECKING:
    from pathlib import Path

    from wa_sync.model.account import Account
    from wa_sync.model.checkup import Check
    from wa_sync.workflow.load import Inputs, Loaded

CONFIGURATION, GIT = "configuration", "git"
_BASELESS = "without a base, plan cannot tell this change from drift"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found of a project; ``media`` names accounts that declare samples."""

    check: Check
    accounts: tuple[Account, ...]
    media: frozenset[str] = frozenset()


def configuration(inputs: Inputs, *, sandbox: bool) -> Seen:
    """Look for a project and judge it; without one there is an account by default.

    Raises UsageProblem where the command line names an account that there is not.
    """
    if project_root(inputs.cwd) is None:
        return _without(inputs, sandbox=sandbox)
    try:
        loaded = load(inputs)
    except UsageProblem:
        raise
    except WaSyncError as error:
        return Seen(check=failed(CONFIGURATION, error), accounts=())
    media = frozenset(one.account for one in loaded.desired.declared if one.assets)
    accounts = tuple(one for one in loaded.accounts if one is not STAND_IN or sandbox)
    return Seen(check=_judged(loaded), accounts=accounts, media=media)


def git(folder: Path) -> Check:
    """Say whether plan can tell this change from drift."""
    try:
        repository = Repository(folder)
        repository.head()
        shallow = repository.shallow()
    except GitFailed as error:
        return doubtful(GIT, f"{error.why}: {_BASELESS}", error.hint)
    if shallow:
        return doubtful(GIT, f"the clone is shallow: {_BASELESS}", WHOLE_HISTORY)
    return fine(GIT, "the history is whole")


def _without(inputs: Inputs, *, sandbox: bool) -> Seen:
    check = doubtful(
        CONFIGURATION,
        f"there is no {PROJECT}, here or above",
        "wa-sync init makes one; -C DIR looks elsewhere",
    )
    if sandbox:
        return Seen(check=check, accounts=(STAND_IN,))
    account = bare(STAND_IN.name, _endpoint(inputs))
    return Seen(check=check, accounts=(account,))


def _endpoint(inputs: Inputs) -> Endpoint:
    """Return the endpoint whose token is there, the gateway where both or none are."""
    for endpoint in Endpoint:
        if inputs.env(bare("", endpoint).token_env):
            return endpoint
    return Endpoint.MATON


def _judged(loaded: Loaded) -> Check:
    errors = [
        one for one in loaded.diagnostics if one.finding.severity is Severity.ERROR
    ]
    if errors:
        return wrong(
            CONFIGURATION,
            f"the files are not valid: {_counted(len(errors), 'error')}",
            3,
            "wa-sync validate shows each with its place",
        )
    if not loaded.names:
        return doubtful(
            CONFIGURATION,
            "the files are valid, and name no account",
            "add accounts: with a waba_id",
        )
    declared = len(loaded.desired.declared)
    said = f"valid: {_counted(len(loaded.accounts), 'account')}, {declared} declared"
    warnings = len(loaded.diagnostics)
    if warnings:
        return doubtful(
            CONFIGURATION,
            f"{said}, {_counted(warnings, 'warning')}",
            "wa-sync validate shows each with its place",
        )
    return fine(CONFIGURATION, said)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"

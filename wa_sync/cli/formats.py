"""Which formats there are of what, each made only when it is asked for."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from wa_sync import __version__
from wa_sync.config import git
from wa_sync.config.discover import PROJECT
from wa_sync.model.condition import Health
from wa_sync.workflow.plan import nothing_planned


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from wa_sync.cli.settings import Settings
    from wa_sync.model.between import Between
    from wa_sync.model.change import Plan
    from wa_sync.model.condition import Status
    from wa_sync.model.drift import Drift
    from wa_sync.model.finding import Diagnostic
    from wa_sync.render.sinks.html import Html
    from wa_sync.render.sinks.shown import Shown
    from wa_sync.render.style import Style
    from wa_sync.workflow.load import Loaded

DIAGNOSTICS = frozenset({"text", "json", "sarif", "github", "gitlab", "junit"})
PLAN = DIAGNOSTICS | {"markdown", "html"}
DRIFT = frozenset({"text", "json"})
_AT_LINES = DIAGNOSTICS - {"json"}
"""What shows mistakes in the same way, whether or not a plan was asked for."""
STATUS = DIAGNOSTICS
BETWEEN = DRIFT

_WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def of_plan(
    plan: Plan, chosen: Settings, loaded: Loaded | None = None
) -> Mapping[str, Callable[[Style], Shown]]:
    """Return how each format of a plan is made; a saved one has nothing ``loaded``."""
    made = {name: partial(_plan, name, plan, chosen) for name in PLAN}
    return {**made, "html": lambda _: _page(plan, loaded)}


def of_invalid(
    loaded: Loaded, chosen: Settings
) -> Mapping[str, Callable[[Style], Shown]]:
    """Return how each format says that there is no plan, and what is wrong."""
    made = of_diagnostics(loaded.diagnostics, chosen, valid=False)
    return {**made, **{n: partial(_invalid, n, loaded) for n in PLAN - _AT_LINES}}


def _invalid(name: str, loaded: Loaded, _: Style) -> Shown:
    from wa_sync.render import html, json, markdown

    found = loaded.diagnostics
    match name:
        case "json":
            return json.plan(nothing_planned(found))
        case "html":
            return html.invalid(found)
    return markdown.invalid(found, [account.name for account in loaded.accounts])


def _page(plan: Plan, loaded: Loaded | None) -> Html:
    from wa_sync.render import html
    from wa_sync.workflow.drawing import draw

    declared = () if loaded is None else loaded.covered()
    return html.plan(plan, draw, declared)


def of_drift(found: Drift, chosen: Settings) -> Mapping[str, Callable[[Style], Shown]]:
    """Return how each format of drift is made."""
    from wa_sync.render import drift, text

    verbose = chosen.verbose > 0
    return {
        "text": lambda style: text.drift(found, style, verbose=verbose),
        "json": lambda _: drift.drift(found),
    }


def of_status(
    found: Status, chosen: Settings, *, verbose: bool
) -> Mapping[str, Callable[[Style], Shown]]:
    """Return how each format of a status is made."""
    made = {name: partial(_status, name, found, chosen) for name in STATUS}

    def as_text(style: Style) -> Shown:
        from wa_sync.render import text

        return text.status(found, style, verbose=verbose)

    return {**made, "text": as_text}


def of_between(
    found: Between, chosen: Settings
) -> Mapping[str, Callable[[Style], Shown]]:
    """Return how each format of a comparison of two accounts is made."""
    from wa_sync.render import between, text

    verbose = chosen.verbose > 0
    return {
        "text": lambda style: text.between(found, style, verbose=verbose),
        "json": lambda _: between.between(found),
    }


def of_diagnostics(
    diagnostics: Sequence[Diagnostic], chosen: Settings, *, valid: bool
) -> Mapping[str, Callable[[Style], Shown]]:
    """Return how each format of diagnostics is made."""
    return {
        name: partial(_diagnostics, name, diagnostics, chosen, valid=valid)
        for name in DIAGNOSTICS
    }


def _plan(name: str, plan: Plan, chosen: Settings, style: Style) -> Shown:
    match name:
        case "text":
            from wa_sync.render import text

            return text.plan(plan, style, verbose=chosen.verbose > 0)
        case "json":
            from wa_sync.render import json

            return json.plan(plan)
        case "markdown":
            from wa_sync.render import markdown

            return markdown.plan(plan)
    from wa_sync.render import wording
    from wa_sync.render.ci import diagnosed

    several = len(plan.accounts) > 1
    passed = [
        f"{change.action} {wording.subject(change, several=several)}"
        for change in plan.changes
    ]
    return _for_ci(name, diagnosed(plan), chosen, "plan", passed)


def _status(name: str, found: Status, chosen: Settings, _: Style) -> Shown:
    if name == "json":
        from wa_sync.render import condition

        return condition.status(found)
    from wa_sync.render.ci import concerns

    passed = [str(one.address) for one in found.faring(Health.FINE)]
    return _for_ci(name, concerns(found), chosen, "status", passed)


def _diagnostics(
    name: str,
    found: Sequence[Diagnostic],
    chosen: Settings,
    style: Style,
    *,
    valid: bool,
) -> Shown:
    match name:
        case "text":
            from wa_sync.render import text

            return text.diagnostics(found, style)
        case "json":
            from wa_sync.render import json

            return json.diagnostics(found, valid=valid)
    return _for_ci(name, found, chosen, "validate")


def _for_ci(
    name: str,
    found: Sequence[Diagnostic],
    chosen: Settings,
    command: str,
    passed: Sequence[str] = (),
) -> Shown:
    from wa_sync.render import ci

    prefix = _prefix(chosen.cwd)
    match name:
        case "sarif":
            return ci.sarif(found, version=__version__, prefix=prefix, project=PROJECT)
        case "gitlab":
            return ci.code_quality(found, prefix=prefix, project=PROJECT)
        case "junit":
            return ci.junit(found, command=command, passed=passed)
    return ci.github(found, prefix=prefix)


def _prefix(folder: Path) -> str:
    """Lead from the checkout that a CI system shows to where our paths begin.

    Where there is none, that is the top of the Git repository.
    """
    for name in _WORKSPACES:
        root = os.environ.get(name)
        if root and folder.is_relative_to(root):
            inside = folder.relative_to(root).as_posix()
            return "" if inside == "." else f"{inside}/"
    return git.prefix(folder)

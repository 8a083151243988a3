"""Which pull request is meant, and with which token: flags first, then what CI says.

GitHub's runner tells the repository in ``GITHUB_REPOSITORY`` and the number in the
event's file, GitLab's both in ``CI_MERGE_REQUEST_…``. A forge's address comes from the
environment or a flag, and from nowhere else.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import click

from wa_sync.cli.options import option
from wa_sync.errors import BadEnvironment, UsageProblem
from wa_sync.forge.place import SITES, Forge, place, site_at


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wa_sync.forge.place import Place
    from wa_sync.http.secret import Secret
    from wa_sync.model.source import Json


F = TypeVar("F", bound="Callable[..., object]")

MOST = 32 * 1024 * 1024
"""Bytes of an event; GitHub cuts them far below."""

_TOKENS: Mapping[Forge, str] = {
    Forge.GITHUB: "GITHUB_TOKEN",
    Forge.GITLAB: "GITLAB_TOKEN",
}
_ADDRESSES: Mapping[Forge, str] = {
    Forge.GITHUB: "GITHUB_API_URL",
    Forge.GITLAB: "CI_API_V4_URL",
}


_OPTIONS: tuple[Callable[[F], F], ...] = (
    option(
        "--forge",
        type=click.Choice(["github", "gitlab"]),
        help="Where the pull request is.  [default: as CI says]",
    ),
    option(
        "--forge-url",
        metavar="URL",
        help="The address of its API.  [default: GITHUB_API_URL or CI_API_V4_URL, else "
        "github.com or gitlab.com]",
    ),
    option(
        "--repo",
        metavar="REPO",
        help="OWNER/NAME; for GitLab the project's number.  [default: as CI says]",
    ),
    option(
        "--pull-request",
        metavar="NUMBER",
        help="Of the pull request, or the merge request.  [default: as CI says]",
    ),
)


def place_options(command: F) -> F:
    """Add the options that name a pull request."""
    for one in reversed(_OPTIONS):
        command = one(command)
    return command


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the flags say; None for what CI is asked for."""

    forge: str | None
    url: str | None
    repo: str | None
    number: str | None

    @classmethod
    def by(cls, ctx: click.Context) -> Self:
        """Take what the options of this command were given."""
        names = ("forge", "forge_url", "repo", "pull_request")
        forge, url, repo, number = (ctx.params[name] for name in names)
        return cls(forge=forge, url=url, repo=repo, number=number)


def discussion(named: Named) -> Place:
    """Return the pull request; UsageProblem where nobody says which one is meant."""
    forge = _forge(named.forge)
    address = named.url or os.environ.get(_ADDRESSES[forge])
    site = site_at(address) if address else SITES[forge]
    repo = named.repo or _repo(forge)
    number = named.number or _number(forge)
    if not repo or not number:
        raise UsageProblem(
            "this run is about no pull request, as far as the environment tells",
            hint="say which: --repo OWNER/NAME (for GitLab the project's number) and "
            "--pull-request NUMBER",
        )
    return place(forge, site, repo, number)


def token_for(forge: Forge) -> Secret:
    """Return the forge's token, from its own variable only: not WhatsApp's.

    Raises BadEnvironment where there is none.
    """
    from wa_sync.http.secret import Secret

    variable = _TOKENS[forge]
    value = os.environ.get(variable)
    if not value:
        more = (
            "a project access token with the scope api; CI_JOB_TOKEN may not comment"
            if forge is Forge.GITLAB
            else "in a workflow: env: GITHUB_TOKEN, and pull-requests: write"
        )
        raise BadEnvironment(
            f"no token to comment with: {variable} is not set",
            hint=f"set {variable}: {more}",
        )
    return Secret.parse(value, source=variable)


def run_url(forge: Forge) -> str | None:
    """Return where people read what the CI says of this run; None outside a CI."""
    if forge is Forge.GITLAB:
        return os.environ.get("CI_PIPELINE_URL")
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    server, repo, number = map(os.environ.get, names)
    if not (server and repo and number):
        return None
    return f"{server}/{repo}/actions/runs/{number}"


def _forge(named: str | None) -> Forge:
    if named is not None:
        return Forge(named)
    if os.environ.get("GITHUB_REPOSITORY"):
        return Forge.GITHUB
    if os.environ.get("CI_PROJECT_ID"):
        return Forge.GITLAB
    raise UsageProblem(
        "nobody says where the pull request is",
        hint="in CI the environment does; else say --forge github or --forge gitlab",
    )


def _repo(forge: Forge) -> str | None:
    if forge is Forge.GITHUB:
        return os.environ.get("GITHUB_REPOSITORY")
    # of a fork's pipeline, the number is one of the project that it merges into
    target = os.environ.get("CI_MERGE_REQUEST_PROJECT_ID")
    return target or os.environ.get("CI_PROJECT_ID")


def _number(forge: Forge) -> str | None:
    if forge is Forge.GITLAB:
        return os.environ.get("CI_MERGE_REQUEST_IID")
    event = os.environ.get("GITHUB_EVENT_PATH")
    return _numbered(Path(event)) if event else None


def _numbered(event: Path) -> str | None:
    from wa_sync.http.exchange import integer
    from wa_sync.model.source import mapping

    number = integer(mapping(mapping(_read(event)).get("pull_request")).get("number"))
    return None if number is None else str(number)


def _read(event: Path) -> Json:
    import orjson

    try:
        with event.open("rb") as file:
            read: Json = orjson.loads(file.read(MOST))
    except (OSError, orjson.JSONDecodeError):
        raise UsageProblem(
            "the file that GITHUB_EVENT_PATH names cannot be read as an event",
            hint="say which pull request: --pull-request NUMBER",
        ) from None
    return read

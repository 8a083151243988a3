"""Which discussion is meant: a forge's address, a repository and a number in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from wa_sync.errors import BadEnvironment, UsageProblem
from wa_sync.http.origins import Origin, parse_override


if TYPE_CHECKING:
    from collections.abc import Mapping


class Forge(StrEnum):
    """The two APIs that are spoken."""

    GITHUB = "github"
    GITLAB = "gitlab"


@dataclass(frozen=True, slots=True)
class Site:
    """Where a forge's API is: its origin, and what every path begins with."""

    origin: Origin
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One pull request or merge request; ``repo`` is as the forge's paths have it."""

    forge: Forge
    site: Site
    repo: str
    number: int

    def __str__(self) -> str:
        """Write it as people of that forge do."""
        sign = "#" if self.forge is Forge.GITHUB else "!"
        return f"{self.repo}{sign}{self.number}"


SITES: Final[Mapping[Forge, Site]] = {
    Forge.GITHUB: Site(Origin("https", "api.github.com", 443), ""),
    Forge.GITLAB: Site(Origin("https", "gitlab.com", 443), "/api/v4"),
}
"""Where a token goes, unless the environment or a person names another address."""

_URL: Final = re.compile(r"(?P<origin>[a-z]+://[^/]+)(?P<root>[A-Za-z0-9._~/-]*)")
# what the forges admit in names, and nothing that means something in a path
_NAMES: Final = re.compile(r"[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}")
_ASTRAY: Final = re.compile(r"//|(^|/)\.{1,2}(/|$)")


def site_at(url: str) -> Site:
    """Take the address of a forge's API, as its CI names it; see ``parse_override``.

    Raises BadEnvironment, which does not quote it: it may hold a password.
    """
    found = _URL.fullmatch(url.strip())
    if found is None or _ASTRAY.search(found["root"]):
        raise BadEnvironment(
            "The address of the forge's API is none that wa-sync can use.",
            hint="Give it as the forge does: https://api.github.com, "
            "https://git.example.com/api/v3 or https://gitlab.example.com/api/v4.",
        )
    return Site(parse_override(found["origin"]), found["root"].removesuffix("/"))


def place(forge: Forge, site: Site, repo: str, number: str) -> Place:
    """Put a place together; raises UsageProblem for what names none.

    A project of GitLab is named by its number: a path would have to be escaped, and
    no escape leaves this program.
    """
    fits = _NAMES if forge is Forge.GITHUB else _NUMBER
    if not fits.fullmatch(repo) or _ASTRAY.search(repo):
        raise UsageProblem(
            f"{repo!r} names no repository",
            hint="--repo takes OWNER/NAME for GitHub, the project's number for GitLab",
        )
    if not _NUMBER.fullmatch(number):
        raise UsageProblem(
            f"{number!r} is no number of a pull request",
            hint="--pull-request takes its number alone, like 12",
        )
    return Place(forge=forge, site=site, repo=repo, number=int(number))

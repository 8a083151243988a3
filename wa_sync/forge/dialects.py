"""What differs between the two forges: paths, methods, and who wrote a comment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from wa_sync.errors import ApiUnavailable
from wa_sync.forge.place import Forge
from wa_sync.http.exchange import Call, integer
from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wa_sync.forge.place import Place
    from wa_sync.model.source import Json, Spec


@dataclass(frozen=True, slots=True)
class Dialect:
    """One forge's way of saying it.

    ``full_pages`` says that only the last page is short: GitLab takes out what the
    token may not see after it has made the page.

    ``comments`` is the path of the list, oldest first under ``sorting``, ``comment``
    of one by its id. ``whoami`` asks for the token's own name, which ``name`` takes
    out of the answer; ``wrote`` says whether a comment is of that name. ``body``
    makes of a text what may be posted without effect.
    """

    headers: Mapping[str, str]
    sorting: Mapping[str, str]
    full_pages: bool
    edits: Literal["PATCH", "PUT"]
    comments: Callable[[Place], str]
    comment: Callable[[Place, int], str]
    whoami: Callable[[Place], Call]
    name: Callable[[Json], str]
    wrote: Callable[[Spec, str], bool]
    body: Callable[[str], str]


_COMMAND: Final = re.compile(r"(?m)^(?=/)")
_NOBODY: Final = "The forge does not say whose token this is, so nothing is written."


def _github_viewer(place: Place) -> Call:
    # /user is closed to the token of a workflow; this is not
    root = place.site.root.removesuffix("/v3")
    return Call(
        method="POST",
        path=f"{root}/graphql",
        headers={"Content-Type": "application/json"},
        content=b'{"query":"query{viewer{login}}"}',
        repeatable=True,
    )


def _github_name(answer: Json) -> str:
    viewer = mapping(mapping(mapping(answer).get("data")).get("viewer"))
    name = text(viewer.get("login"))
    if not name:
        raise ApiUnavailable(_NOBODY)
    return name


def _github_wrote(comment: Spec, name: str) -> bool:
    """Compare logins; an app is called ``name`` or ``name[bot]``, by the endpoint."""
    user = mapping(comment.get("user"))
    login = text(user.get("login"))
    app = text(user.get("type")) == "Bot" and login == f"{name}[bot]"
    return login == name or app


def _gitlab_name(answer: Json) -> str:
    number = integer(mapping(answer).get("id"))
    if number is None:
        raise ApiUnavailable(_NOBODY)
    return str(number)


def _gitlab_wrote(comment: Spec, name: str) -> bool:
    author = integer(mapping(comment.get("author")).get("id"))
    return str(author) == name and comment.get("system") is not True


def _without_commands(body: str) -> str:
    """Keep GitLab from obeying a line that begins with a slash (quick actions)."""
    return _COMMAND.sub(" ", body)


_GITHUB: Final = Dialect(
    headers={
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
    },
    sorting={},
    full_pages=True,
    edits="PATCH",
    comments=lambda at: f"{at.site.root}/repos/{at.repo}/issues/{at.number}/comments",
    comment=lambda at, one: f"{at.site.root}/repos/{at.repo}/issues/comments/{one}",
    whoami=_github_viewer,
    name=_github_name,
    wrote=_github_wrote,
    body=lambda body: body,
)
_GITLAB: Final = Dialect(
    headers={},
    sorting={"sort": "asc", "order_by": "created_at"},
    full_pages=False,
    edits="PUT",
    comments=lambda at: (
        f"{at.site.root}/projects/{at.repo}/merge_requests/{at.number}/notes"
    ),
    comment=lambda at, one: (
        f"{at.site.root}/projects/{at.repo}/merge_requests/{at.number}/notes/{one}"
    ),
    whoami=lambda at: Call(method="GET", path=f"{at.site.root}/user"),
    name=_gitlab_name,
    wrote=_gitlab_wrote,
    body=_without_commands,
)

DIALECTS: Final[Mapping[Forge, Dialect]] = {
    Forge.GITHUB: _GITHUB,
    Forge.GITLAB: _GITLAB,
}

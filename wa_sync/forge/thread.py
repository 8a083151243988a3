"""The comments of one pull request, as far as they are this token's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import orjson

from wa_sync.errors import ApiUnavailable, NotFound
from wa_sync.forge import answers
from wa_sync.forge.dialects import DIALECTS
from wa_sync.forge.manners import MANNERS
from wa_sync.http.exchange import Call, Line, integer
from wa_sync.http.secret import Redactor
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.forge.place import Place
    from wa_sync.http.client import Http
    from wa_sync.http.secret import Secret
    from wa_sync.model.source import Json, Spec

PAGE: Final = 100
"""Comments a page: the most that either forge gives."""
MOST_PAGES: Final = 100
"""GitHub stops a discussion at 2,500 comments, GitLab at 5,000."""
_RATE: Final = 5  # requests a second; both forges allow more
_JSON: Final = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment of ours, with the forge's number for it."""

    id: int
    body: str


class Thread:
    """One discussion, seen with one token. Reads everything, writes its own only."""

    def __init__(self, http: Http, place: Place, token: Secret) -> None:
        """Ask nothing yet."""
        self._http = http
        self._place = place
        self._dialect = DIALECTS[place.forge]
        self._line = Line(
            origin=place.site.origin,
            token=token,
            rate=_RATE,
            headers=self._dialect.headers,
        )
        self._redact = Redactor([token])
        self._name = ""

    def prepared(self, body: str) -> str:
        """Return a text as it is posted: none of its lines is a command there."""
        return self._dialect.body(body)

    def mine(self) -> Sequence[Comment]:
        """Return the comments that this token wrote, oldest first.

        Raises what ``answers.read`` does, and ApiUnavailable for a discussion that
        does not end: whoever has not seen all might write one twice.
        """
        name = self._whoami()
        return [
            Comment(number, text(one.get("body")))
            for one in self._all()
            if self._dialect.wrote(one, name)
            and (number := integer(one.get("id"))) is not None
        ]

    def create(self, body: str) -> None:
        """Post a comment once; OutcomeUnknown where nobody knows what became of it."""
        path = self._dialect.comments(self._place)
        self._ask(Call(method="POST", path=path, headers=_JSON, content=_content(body)))

    def update(self, number: int, body: str) -> None:
        """Replace the text of a comment; doing it twice does nothing more."""
        self._ask(
            Call(
                method=self._dialect.edits,
                path=self._dialect.comment(self._place, number),
                headers=_JSON,
                content=_content(body),
                repeatable=True,
            )
        )

    def delete(self, number: int) -> None:
        """Take a comment away; one that is gone already is as good."""
        path = self._dialect.comment(self._place, number)
        try:
            self._ask(Call(method="DELETE", path=path, repeatable=True))
        except NotFound:
            return

    def _whoami(self) -> str:
        if not self._name:
            answer = self._ask(self._dialect.whoami(self._place))
            self._name = self._dialect.name(answer)
        return self._name

    def _all(self) -> Iterator[Spec]:
        path = self._dialect.comments(self._place)
        for number in range(1, MOST_PAGES + 1):
            asked = {**self._dialect.sorting, "per_page": str(PAGE)}
            page = self._page(path, {**asked, "page": str(number)})
            yield from page
            if not page or (self._dialect.full_pages and len(page) < PAGE):
                return
        raise ApiUnavailable(
            f"The comments on {self._place} do not end after {MOST_PAGES} pages."
        )

    def _page(self, path: str, query: Mapping[str, str]) -> Sequence[Spec]:
        answer = self._ask(Call(method="GET", path=path, query=query))
        if not isinstance(answer, list):
            raise ApiUnavailable(f"The comments on {self._place} are no list.")
        return [mapping(one) for one in array(answer)]

    def _ask(self, call: Call) -> Json:
        return answers.read(
            self._http.exchange(self._line, call, MANNERS), self._redact
        )


def _content(body: str) -> bytes:
    return orjson.dumps({"body": body})

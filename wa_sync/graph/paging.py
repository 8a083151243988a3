"""A list, page by page, to its end or not at all.

``paging.next`` says that there is more and is never followed: it names Meta's host
even behind a gateway, and may carry a token. The next page is our own path with
``cursors.after``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from wa_sync.errors import ApiUnavailable
from wa_sync.graph import answers
from wa_sync.http.exchange import Answer, Exchange
from wa_sync.http.retry import too_much_data
from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from wa_sync.graph.answers import Redact
    from wa_sync.model.source import Json, Spec

Fetch: TypeAlias = "Callable[[str, Mapping[str, str]], Exchange]"

PAGE_SIZE: Final = 1000
"""Asked for first: 6,000 templates then come in one second of the gateway's rate.

Meta documents no maximum, and public code goes up to this (meta-api.md §6.1).
"""
MOST_PAGES: Final = 2000
"""Twice 6,000 templates in four languages at 25 a page, and some."""


def walk(
    fetch: Fetch, path: str, params: Mapping[str, str], redact: Redact
) -> Iterator[tuple[Sequence[Spec], Spec]]:
    """Yield each page's ``data`` and the whole answer, without the paging's links.

    A ``limit`` in the parameters is where the page size begins; it is halved where
    that is too much for the API. Raises ApiUnavailable for a list that runs in
    circles, never ends, or is no list; and what ``answers.read`` raises.
    """
    asked: Mapping[str, str] = {"limit": str(PAGE_SIZE), **params}
    seen: set[str] = set()
    for _ in range(MOST_PAGES):
        page, asked = _page(fetch, path, asked, redact)
        yield _data(page, path), without_links(page)
        after = _after(page, path)
        if after is None:
            return
        if after in seen:
            raise ApiUnavailable(f"The list {path} runs in circles.")
        seen.add(after)
        asked = {**asked, "after": after}
    raise ApiUnavailable(f"The list {path} does not end after {MOST_PAGES} pages.")


def without_links(answer: Spec) -> Spec:
    """Return an answer without ``paging.next`` and ``previous``: they hold tokens."""
    if "paging" not in answer:
        return answer
    kept: dict[str, Json] = {"cursors": mapping(answer["paging"]).get("cursors")}
    return {**answer, "paging": kept}


def _page(
    fetch: Fetch, path: str, asked: Mapping[str, str], redact: Redact
) -> tuple[Spec, Mapping[str, str]]:
    """Fetch one page, smaller and smaller if need be; return it and what worked."""
    while True:
        exchange = fetch(path, asked)
        got, limit = exchange.got, asked["limit"]
        heavy = isinstance(got, Answer) and too_much_data(got)
        if not (heavy and limit.isdecimal() and int(limit) > 1):
            return answers.read(exchange, redact), asked
        asked = {**asked, "limit": str(int(limit) // 2)}


def _data(page: Spec, path: str) -> Sequence[Spec]:
    data = page.get("data")
    if not isinstance(data, list):
        raise ApiUnavailable(f"The answer for {path} is not a list.")
    objects = [item for item in data if isinstance(item, dict)]
    if len(objects) != len(data):
        raise ApiUnavailable(f"The list {path} holds something that is no object.")
    return objects


def _after(page: Spec, path: str) -> str | None:
    """Return the cursor of the next page; None at the end, which has no ``next``."""
    paging = mapping(page.get("paging"))
    if not paging.get("next"):
        return None
    after = text(mapping(paging.get("cursors")).get("after"))
    if not after:
        raise ApiUnavailable(f"The list {path} goes on, but does not say where.")
    return after

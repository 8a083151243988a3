"""Pages of a list, as Graph cuts them: cursors, and addresses with a token in them."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import orjson

from wa_sync.sandbox.wire import Refusal


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.objects import Stored
    from wa_sync.sandbox.store import Value
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


DEFAULT_LIMIT = 25
NEXT_VERSION = "v26.0"  # whatever version was asked for: live answers do that
NEXT_TOKEN = "EAA" + "Sandbox" * 6
CURSOR_TAIL = "ZD"


@dataclass(frozen=True, slots=True)
class Page:
    """Some objects of a list, and what stands beside them; nothing beside none."""

    objects: tuple[Stored, ...]
    paging: Spec | None

    def answer(self, shown: Sequence[Json]) -> dict[str, Json]:
        """Return the answer that shows the objects like this."""
        answer: dict[str, Json] = {"data": list(shown)}
        if self.paging is not None:
            answer["paging"] = self.paging
        return answer


def page(
    request: Request, world: World, kind: str, where: str, values: Sequence[Value]
) -> Page:
    """Return the page of a kind that is asked for, the newest objects first.

    ``where`` is a condition of ours; ``values`` are never part of the SQL.
    """
    limit = request.integer("limit")
    if limit is not None and limit < 1:
        raise Refusal(100, "(#100) Param limit must be an integer greater than 0")
    # more is cut down without a word
    size = min(limit or DEFAULT_LIMIT, world.number("largest_page"))
    after, before = request.text("after"), request.text("before")
    cursor = after or before
    mark = _number(cursor) if cursor else None
    way, order = (">", "ASC") if before and not after else ("<", "DESC")
    bound, bounds = (
        (f"{where} AND seq {way} ?", (*values, mark)) if mark else (where, values)
    )
    tail = f"ORDER BY seq {order} LIMIT {size + 1}"
    found = list(world.objects.select(kind, bound, bounds, tail))
    beyond = len(found) > size
    some = found[:size]
    if order == "ASC":
        return _made(request, some[::-1], more=True, earlier=beyond)
    return _made(request, some, more=beyond, earlier=mark is not None)


def _made(
    request: Request, some: Sequence[Stored], *, more: bool, earlier: bool
) -> Page:
    """Write cursors, also on the last page, and addresses only where there is more."""
    if not some:
        return Page((), None)
    before, after = _cursor(some[0].seq), _cursor(some[-1].seq)
    paging: dict[str, Json] = {"cursors": {"before": before, "after": after}}
    if more:
        paging["next"] = _address(request, "after", after)
    if earlier:
        paging["previous"] = _address(request, "before", before)
    return Page(tuple(some), paging)


def _address(request: Request, way: str, cursor: str) -> str:
    """Write a full URL on Meta's host, with a token in it, as Graph does."""
    dropped = {"access_token", "after", "before", "appsecret_proof"}
    kept = {
        key: value if isinstance(value, str) else orjson.dumps(value).decode()
        for key, value in request.args.items()
        if key not in dropped
    }
    query = urlencode({"access_token": NEXT_TOKEN, **kept, way: cursor})
    return f"https://graph.facebook.com/{NEXT_VERSION}/{request.path}?{query}"


def _cursor(seq: int) -> str:
    encoded = base64.urlsafe_b64encode(str(seq).encode()).decode()
    return encoded.rstrip("=") + CURSOR_TAIL


def _number(cursor: str) -> int:
    text = cursor.removesuffix(CURSOR_TAIL)
    try:
        return int(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        raise Refusal(100, "(#100) Invalid cursors values") from None

"""Real answers, bent on order: cut ones, and lists that are not what they should be.

A list that leads back, or has an empty page in it, names cursors of our own making,
which are undone when they come back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import orjson

from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.fault import Fault
    from wa_sync.sandbox.wire import Reply, Request


TRAP = "TRAP"
TOKEN = "EAA" + "Elsewhere" * 4
TRAPS = frozenset({"loop", "elsewhere", "hollow", "twice", "gap"})


def led(request: Request) -> Request:
    """Undo a cursor of ours: the caller comes to where it should have been."""
    after = text(request.args.get("after"))
    if not after.startswith(TRAP):
        return request
    args = {key: value for key, value in request.args.items() if key != "after"}
    meant = after.removeprefix(TRAP)
    return replace(request, args={**args, "after": meant} if meant else args)


def bent(reply: Reply, fault: Fault, request: Request) -> Reply:
    """Bend an answer: any is cut, a list is led astray, all else stays as it is."""
    if fault.what == "garbled":
        whole = reply.body()
        return replace(reply, content=whole[: len(whole) // 2])
    if fault.what not in TRAPS or reply.status != 200:  # noqa: PLR2004 - a good answer
        return reply
    content = reply.content
    page = mapping(orjson.loads(content) if isinstance(content, bytes) else content)
    if not isinstance(page.get("data"), list):
        return reply
    return replace(reply, content=_bent(page, fault, request))


def _bent(page: Spec, fault: Fault, request: Request) -> dict[str, Json]:
    data = array(page["data"])
    if fault.what == "twice":
        return {**page, "data": [*data, *data[-1:]]}
    if fault.what == "gap":
        return {**page, "data": list(data[:-1])}
    if fault.what == "loop":
        return {**page, "paging": _paging(TRAP)}
    if fault.what == "hollow":
        asked = text(request.args.get("after"))
        return {**page, "data": [], "paging": _paging(f"{TRAP}{asked}")}
    return {**page, "paging": _elsewhere(mapping(page.get("paging")), fault.to)}


def _paging(after: str) -> dict[str, Json]:
    address = f"https://graph.facebook.com/?after={after}"
    return {"cursors": {"before": after, "after": after}, "next": address}


def _elsewhere(paging: Spec, to: str) -> dict[str, Json]:
    """Let the next page be at another host, which would hear of a token."""
    there = urlsplit(text(paging.get("next")))
    if not there.path:
        return dict(paging)
    return {**paging, "next": f"{to}{there.path}?{there.query}&access_token={TOKEN}"}

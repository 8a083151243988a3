"""Resumable uploads: a session, the bytes, and a handle (meta-api.md §7.6).

A session's id holds a colon and a question mark; Graph finds it only when neither is
percent-encoded, and says 100/33 otherwise.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from wa_sync.model.source import mapping
from wa_sync.sandbox.wire import Refusal, Reply, Route, unsupported


if TYPE_CHECKING:
    from wa_sync.model.source import Spec
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


FILE_TYPES = (
    *("application/pdf", "image/jpeg", "image/jpg", "image/png"),
    "video/mp4",
)
LIFETIME_SECONDS = 86_400
LARGEST = 100 * 1024 * 1024


def start(request: Request, world: World) -> Reply:
    """Open a session for a file of a known length and type."""
    length = request.integer("file_length")
    kind = request.text("file_type")
    if length is None or not 0 < length <= LARGEST:
        raise Refusal(100, "(#100) The parameter file_length is required")
    if kind not in FILE_TYPES:
        allowed = ", ".join(FILE_TYPES)
        raise Refusal(100, f"(#100) Param file_type must be one of {{{allowed}}}")
    number = world.objects.new_id()
    secret = hashlib.sha256(number.encode()).hexdigest()[:16]
    session = base64.urlsafe_b64encode(f"1:attachment:{number}".encode()).decode()
    key = f"upload:{session.rstrip('=')}?sig=AR{secret}"
    world.store.set(key, {"length": length, "type": kind, "offset": 0})
    return Reply({"id": key})


def send(request: Request, world: World) -> Reply:
    """Take bytes; when all are there, hand out a handle."""
    key, session = _session(request, world)
    offset, length = session["offset"], session["length"]
    given = request.headers.get("file_offset", "0")
    if not isinstance(offset, int) or given != str(offset):
        raise Refusal(
            100,
            f"(#100) The file_offset {given} does not match the offset {offset} of "
            "the upload session",
        )
    received = offset + len(request.body)
    if not isinstance(length, int) or received > length:
        raise Refusal(100, "(#100) The file is longer than the session's file_length")
    world.store.set(key, {**session, "offset": received})
    if received < length:
        return Reply({"id": key, "file_offset": received})
    return Reply({"h": _handle(key, str(session["type"]), world.now())})


def offset(request: Request, world: World) -> Reply:
    """Say how much of the file has arrived."""
    key, session = _session(request, world)
    return Reply({"id": key, "file_offset": session["offset"]})


def _session(request: Request, world: World) -> tuple[str, Spec]:
    key = f"{request.path}?sig={request.text('sig')}"
    session = mapping(world.store.setting(key))
    if not session:
        raise unsupported(request.method, request.path)
    return key, session


def _handle(key: str, kind: str, now: int) -> str:
    """Build a handle; it is not derived from the content, and it expires."""
    digest = hashlib.sha256(f"{key}{now}".encode()).digest()
    parts = [base64.b64encode(part).decode() for part in (kind.encode(), digest)]
    app = int.from_bytes(digest[:6], "big")
    return f"4::{parts[0]}:AR{parts[1]}:e:{now + LIFETIME_SECONDS}:{app}:ARa"


ROUTES = (
    Route("POST", "{app}/uploads", start),
    Route("POST", "<session>", send),
    Route("GET", "<session>", offset),
)

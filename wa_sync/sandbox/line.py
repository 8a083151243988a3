"""How an answer goes over the wire: whole and well, unless it was ordered otherwise."""

from __future__ import annotations

from enum import Enum, auto
from http import HTTPStatus
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedIOBase

    from wa_sync.sandbox.fault import Fault
    from wa_sync.sandbox.wire import Reply


BYTE_SECONDS = 0.05


class End(Enum):
    """What becomes of the connection."""

    KEEP = auto()
    CLOSE = auto()
    RESET = auto()


def send(
    out: BufferedIOBase,
    head: bytes,
    body: bytes,
    fault: Fault | None,
    pause: Callable[[float], bool],
) -> End:
    """Write an answer; ``pause`` is like ``Event.wait``: True when the server closes.

    An OSError is a client that went away.
    """
    what = fault.what if fault else ""
    if fault is not None and what == "drip":
        return _drip(out, head + body, fault.seconds or BYTE_SECONDS, pause)
    if what == "endless":
        return _endless(out, head, body, pause)
    if what in {"half", "truncated"}:
        out.write(head + body[: len(body) // 2])
        return End.RESET if what == "half" else End.CLOSE
    out.write(head + body)
    return End.CLOSE if what == "hangup" else End.KEEP


def head(reply: Reply, fault: Fault | None, length: int, date: str, kept: str) -> bytes:
    """Return the status line and the headers; those of the reply win."""
    lines = {
        "Content-Type": reply.content_type,
        "Content-Length": str(length),
        "Date": date,
        "Connection": kept,
    }
    if fault is not None and fault.what == "endless":
        del lines["Content-Length"]
        lines["Connection"] = "close"
    said = {name.lower() for name in reply.headers}
    usual = {name: value for name, value in lines.items() if name.lower() not in said}
    rows = (f"{name}: {value}" for name, value in {**usual, **reply.headers}.items())
    top = f"HTTP/1.1 {reply.status} {_phrase(reply.status)}"
    return "\r\n".join((top, *rows, "", "")).encode("latin-1")


def _phrase(status: int) -> str:
    """Return the words of a status; orders may name one that nobody has heard of."""
    known = {one.value: one.phrase for one in HTTPStatus}
    return known.get(status, "Unknown")


def _drip(
    out: BufferedIOBase, content: bytes, seconds: float, pause: Callable[[float], bool]
) -> End:
    for byte in content:
        out.write(bytes([byte]))
        if pause(seconds):
            return End.CLOSE
    return End.KEEP


def _endless(
    out: BufferedIOBase, head: bytes, body: bytes, pause: Callable[[float], bool]
) -> End:
    out.write(head)
    while not pause(0.0):
        out.write(body)
    return End.CLOSE

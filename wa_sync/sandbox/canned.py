"""The answers of ordered faults, as servers and proxies really give them."""

from __future__ import annotations

import functools
import zlib
from typing import TYPE_CHECKING

from wa_sync.sandbox.wire import Refusal, Reply


if TYPE_CHECKING:
    from wa_sync.sandbox.fault import Fault


THROTTLES = {
    4: "(#4) Application request limit reached",
    17: "(#17) User request limit reached",
    32: "(#32) Page request limit reached",
    613: "(#613) Calls to this api have exceeded the rate limit.",
    80007: "(#80007) Rate limit issues",
    80008: "(#80008) There have been too many calls to this WhatsApp Business account."
    " Wait a bit and try again.",
    80012: "(#80012) There have been too many calls to this template."
    " Wait a bit and try again.",
    130429: "(#130429) Rate limit hit",
    131056: "(#131056) (Business Account, Consumer Account) pair rate limit hit",
}
REFUSALS = {
    10: "(#10) Application does not have permission for this action",
    190: "Error validating access token",
    200: "(#200) Permissions error",
    368: "The action attempted has been deemed abusive or is otherwise disallowed",
    131031: "(#131031) Business Account locked",
}
SESSIONS = {
    460: ": The session has been invalidated because the user changed their password",
    463: ": Session has expired",
    467: ": The session is invalid",
}
STATUSES = {0: 401, 10: 403, 190: 401, 200: 403, 368: 403, 131005: 403, 131031: 403}
"""Where a refusal is no 400 (meta-api.md §9.3)."""
PAGE = b"""<!DOCTYPE html>
<html lang="en"><head><title>Sorry, something went wrong.</title></head>
<body><h1>Sorry, something went wrong.</h1>
<p>We're working on it and we'll get it fixed as soon as we can.</p></body></html>
"""
INTERNAL_ERROR = 500
BAD_PARAMETER = 100
MEBIBYTE = 2**20
UNPACKED = 96 * MEBIBYTE
SPACES = b" " * 65_536
"""JSON that has not begun yet."""


def answer(fault: Fault, trace: str) -> Reply | None:
    """Return what is sent in place of the real answer; None where that one is sent."""
    if fault.what in {"throttle", "refuse", "error"}:
        refusal = _refusal(fault)
        return Reply(refusal.envelope(trace), fault.status or refusal.status)
    if fault.what == "html":
        return Reply(PAGE, fault.status or 502, content_type="text/html; charset=utf-8")
    if fault.what in {"empty", "answer"}:
        return Reply(fault.body.encode(), fault.status or 200)
    if fault.what == "redirect":
        return Reply(b"", fault.status or 307, {"Location": f"{fault.to}/login"})
    if fault.what == "bomb":
        return Reply(_bomb(), headers={"Content-Encoding": "gzip"})
    return Reply(SPACES) if fault.what == "endless" else None


def _refusal(fault: Fault) -> Refusal:
    """Build a throttle (429, or Meta's own 400), a server's error, or a refusal."""
    if fault.what == "throttle":
        code = fault.code or 4
        text = THROTTLES.get(code, f"(#{code}) Rate limit hit")
        return Refusal(code, text, transient=True, status=429)
    if fault.what == "error":
        status = fault.status or 503
        return Refusal(
            fault.code or (1 if status == INTERNAL_ERROR else 2),
            "An unexpected error has occurred. Please retry your request later.",
            transient=True,
            status=status,
        )
    code = BAD_PARAMETER if fault.code is None else fault.code
    text = REFUSALS.get(code, f"(#{code}) Invalid parameter")
    told = SESSIONS.get(fault.subcode or 0, "") if code == 190 else ""  # noqa: PLR2004 - the code of tokens
    status = STATUSES.get(code, 400)
    return Refusal(code, text + told, subcode=fault.subcode, status=status)


@functools.cache
def _bomb() -> bytes:
    """Pack spaces; deflate makes a thousandth of them."""
    packing = zlib.compressobj(wbits=31)
    block = bytes(MEBIBYTE).replace(b"\0", b" ")
    pieces = [packing.compress(block) for _ in range(UNPACKED // MEBIBYTE)]
    return b"".join([*pieces, packing.flush()])

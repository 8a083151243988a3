"""The answers of ordered faults, as servers and proxies really give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.sandbox.wire import Refusal, Reply


if TYPE_CHECKING:
    from wa_sync.sandbox.faults import Fault


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
PAGE = b"""<!DOCTYPE html>
<html lang="en"><head><title>Sorry, something went wrong.</title></head>
<body><h1>Sorry, something went wrong.</h1>
<p>We're working on it and we'll get it fixed as soon as we can.</p></body></html>
"""
INTERNAL_ERROR = 500


def answer(fault: Fault, trace: str) -> Reply | None:
    """Return what is sent in place of the real answer; None where that one is sent."""
    if fault.what == "throttle":
        return _throttle(fault, trace)
    if fault.what == "error":
        status = fault.status or 503
        code = fault.code or (1 if status == INTERNAL_ERROR else 2)
        refusal = Refusal(
            code,
            "An unexpected error has occurred. Please retry your request later.",
            transient=True,
        )
        return Reply(refusal.envelope(trace), status, _retry(fault))
    if fault.what == "html":
        return Reply(
            PAGE, fault.status or 502, _retry(fault), "text/html; charset=utf-8"
        )
    return Reply(b"", fault.status or 200) if fault.what == "empty" else None


def _throttle(fault: Fault, trace: str) -> Reply:
    """Build a throttle: 429 by default, and Meta's own way with ``status`` 400."""
    code = fault.code or 4
    text = THROTTLES.get(code, f"(#{code}) Rate limit hit")
    refusal = Refusal(code, text, transient=True)
    return Reply(refusal.envelope(trace), fault.status or 429, _retry(fault))


def _retry(fault: Fault) -> dict[str, str]:
    return {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}

"""Answers that no API should give: real ones, bent in body, status and headers."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from support.crooked import TOKEN, Said
from support.mutations import broken
from support.odd_json import odd, written


CORPUS = Path(__file__).parent.parent / "corpus"
REAL = tuple(
    file.read_bytes()
    for kind in ("error", "get", "page", "profile")
    for file in sorted((CORPUS / kind).glob("*.json"))
)
ECHO = f'{{"error": {{"message": "Malformed access token {TOKEN.reveal()}"}}}}'.encode()

STATUSES = (
    *(200, 200, 201, 202, 204, 206, 301, 302, 307, 400, 401, 403, 404, 408, 409, 413),
    *(418, 429, 500, 502, 503, 504, 599, 999),
)
_DIGITS = "9" * 400
HEADERS = (
    *(("Retry-After", "nan"), ("Retry-After", "-1"), ("Retry-After", "1e9")),
    *(("Retry-After", _DIGITS), ("Retry-After", "Wed, 99 Foo 2020 25:61:61 GMT")),
    *(("Retry-After", "Fri, 31 Dec 99999 23:59:59 GMT"), ("Retry-After", "\x80\xff")),
    *(("Retry-After", "Sun, 06 Nov 1994 08:49:37 +9999"), ("Retry-After", "3, 4")),
    *(("Date", "0"), ("Date", "Fri, 31 Dec 9999 23:59:59 -2359"), ("Set-Cookie", "a")),
    *(("X-App-Usage", '{"call_count": 1e999}'), ("X-App-Usage", "[" * 5_000)),
    *(("X-App-Usage", f'{{"call_count": "{_DIGITS}"}}'), ("X-App-Usage", "null")),
    ("X-Business-Use-Case-Usage", '{"1": [{"estimated_time_to_regain_access": -5}]}'),
    ("X-Business-Use-Case-Usage", '{"1": [{"estimated_time_to_regain_access": 1e9}]}'),
    ("X-Business-Use-Case-Usage", '{"1": {"a": ["\\ud800"]}, "1": [[]]}'),
    *(("Content-Encoding", "br, gzip"), ("Content-Encoding", "gzip")),
    *(("Location", "http://[::1"), ("Location", f"//x/?access_token={TOKEN.reveal()}")),
    *(("facebook-api-version", "v99.0\x80"), ("facebook-api-version", "")),
    *(("x-fb-trace-id", TOKEN.reveal()), ("x-fb-request-id", "::error::x")),
    ("Content-Type", "text/\x80html; charset=x"),
)
FRAMES = (
    *(("Content-Length", "-1"), ("Content-Length", "5"), ("Content-Length", "99999")),
    *(("Content-Length", _DIGITS), ("Transfer-Encoding", "chunked")),
    *(("Transfer-Encoding", "gzip, \x00"), ("Bad Header", "x"), ("", "x")),
)
"""What only a socket can say: an answer without sockets has been framed already."""


def bent(rng: Random, said: Said, more: Sequence[tuple[str, str]] = HEADERS) -> Said:
    """Return an answer that is not what was said."""
    status = rng.choice(STATUSES) if rng.random() < 0.15 else said.status
    headers = said.headers
    if rng.random() < 0.15:
        headers = (*headers, rng.choice(more))
    content = rng.choice(_BENDS)(rng, said.content)
    if rng.random() < 0.02:
        content, headers = (
            gzip.compress(content),
            (*headers, ("Content-Encoding", "gzip")),
        )
    return Said(status, headers, content)


def _other(rng: Random, _: bytes) -> bytes:
    content = rng.choice((*REAL, ECHO))
    return _odd(rng, content) if rng.randrange(2) else content


def _odd(rng: Random, content: bytes) -> bytes:
    try:
        return written(odd(rng, json.loads(content)))
    except ValueError:
        return content


def _bytes(rng: Random, content: bytes) -> bytes:
    return broken(rng, (content, rng.choice(REAL)))


_BENDS: tuple[Callable[[Random, bytes], bytes], ...] = (
    *(_odd, _odd, _odd, _odd, _odd, _other, _other, _bytes),
)

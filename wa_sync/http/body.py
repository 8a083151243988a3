"""Bytes → JSON, or a short reason why they are none. Pure; bombs are refused."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

import orjson

from wa_sync.http.exchange import Answer
from wa_sync.model.source import deeper


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.model.source import Json


_QUOTED: Final = 80
# enough to find 80 printable characters in, whatever stands between them
_LOOKED_AT: Final = 4096
MAX_DEPTH: Final = 50
_UNPRINTABLE: Final = re.compile(r"[^\x21-\x7e\u00a1-\u00ac\u00ae-\u024f]+")
_ANY_ZLIB_OR_GZIP: Final = 47


class Oversized(Exception):
    """The answer is longer than may be held."""


def answer(
    status: int,
    headers: tuple[tuple[str, str], ...],
    content: bytes,
    limit: int,
    redact: Callable[[str], str],
) -> Answer:
    """Build the answer from what came over the wire.

    ``content`` is as sent; ``limit`` bytes are the most it may unpack to, or
    Oversized is raised. What is quoted of it goes through ``redact``.
    """
    encodings = [v.strip().lower() for k, v in headers if k == "content-encoding"]
    packed = [name for name in encodings if name not in {"", "identity"}]
    if packed:
        plain = _unpack(content, limit) if packed in (["gzip"], ["deflate"]) else None
        if plain is None:
            why = "an answer in an encoding that was not asked for"
            return Answer(status=status, headers=headers, garbled=why)
        content = plain
    body, garbled = _parse(content, redact)
    return Answer(status=status, headers=headers, body=body, garbled=garbled)


def snippet(content: bytes, redact: Callable[[str], str]) -> str:
    """Return the first 80 printable characters, for a message: never the page."""
    # redacted before it is cut, and seen a little further than it is looked at: half
    # a token would not be known for what it is
    seen = redact(content[: 2 * _LOOKED_AT].decode("utf-8", "replace"))
    return _UNPRINTABLE.sub(" ", seen[:_LOOKED_AT]).strip()[:_QUOTED]


def _parse(content: bytes, redact: Callable[[str], str]) -> tuple[Json, str | None]:
    if not content.strip():
        return None, "an empty answer"
    try:
        # refuses NaN, infinities and lone surrogates
        body: Json = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None, f'no JSON, but "{snippet(content, redact)}"'
    if deeper(body, MAX_DEPTH):
        return None, f"JSON that is nested more than {MAX_DEPTH} deep"
    return body, None


def _unpack(content: bytes, limit: int) -> bytes | None:
    unpacking = zlib.decompressobj(_ANY_ZLIB_OR_GZIP)
    try:
        plain = unpacking.decompress(content, limit + 1)
    except zlib.error:
        return None
    if len(plain) > limit:
        raise Oversized
    return plain if unpacking.eof else None

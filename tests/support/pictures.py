"""Small pictures that a browser takes, made of nothing."""

from __future__ import annotations

import struct
import zlib


def gradient(width: int, height: int) -> bytes:
    """A PNG with a colour that changes from corner to corner."""
    lines = (
        b"\0"
        + bytes(
            value
            for x in range(width)
            for value in (
                200 - y * 120 // height,
                90 + x * 120 // width,
                120 + y * 90 // height,
            )
        )
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", head),
            _chunk(b"IDAT", zlib.compress(b"".join(lines))),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

"""What a file is, by its first bytes; its name is not asked, and nothing is decoded.

Pure. Texts and old Office files have no bytes of their own that would tell them apart:
for them, None and OLE is all that is known.
"""

from __future__ import annotations

from typing import Final


HEAD: Final = 4096
"""Bytes that are enough to look at."""
OOXML: Final = "application/zip"
"""A container, as Word, Excel and PowerPoint write it since 2007; and many others."""
OLE: Final = "application/x-ole-storage"
"""A container, as Word, Excel and PowerPoint wrote it before."""

_MAGIC: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"#!AMR\n", "audio/amr"),
    (b"ID3", "audio/mpeg"),
    (b"PK\x03\x04", OOXML),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
)
_MP4_BRANDS: Final = frozenset(
    {
        *(b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42"),
        *(b"avc1", b"M4V ", b"MSNV", b"dash"),
    }
)
_M4A: Final = frozenset({b"M4A ", b"M4B "})
# frame headers of eleven set bits, then version and layer (ISO 11172-3, 13818-7)
_SYNC, _AAC_MASK, _MP3_MASK, _MP3 = 0xFF, 0xF6, 0xE6, 0xE2
_AAC = 0xF0
_ANIMATED: Final = 0x02


def content_type(head: bytes) -> str | None:
    """Return the media type of a file that begins so; None where bytes do not tell."""
    for magic, known in _MAGIC:
        if head.startswith(magic):
            return known
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:4] == b"OggS":
        # a first page of one packet has its packet at 28; Meta takes Opus only
        return "audio/ogg" if head[28:36] == b"OpusHead" else None
    if head[4:8] == b"ftyp":
        return _iso(head[8:12])
    return _frames(head)


def animated(head: bytes) -> bool:
    """Whether a WebP moves: a flag of its extended header says so."""
    return head[12:16] == b"VP8X" and bool(head[20:21] and head[20] & _ANIMATED)


def is_text(head: bytes) -> bool:
    """Whether it reads as UTF-8 without control characters; it may be cut anywhere."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        # a character that the cut went through
        if len(head) < HEAD or error.start < len(head) - 3:
            return False
        text = head[: error.start].decode("utf-8")
    return bool(text) and not any(
        ord(c) < ord(" ") and c not in "\t\n\r\f" for c in text
    )


def _iso(brand: bytes) -> str | None:
    if brand.startswith((b"3gp", b"3g2")):
        return "video/3gpp"
    if brand in _M4A:
        return "audio/mp4"
    return "video/mp4" if brand in _MP4_BRANDS else None


def _frames(head: bytes) -> str | None:
    if len(head) < 4 or head[0] != _SYNC:  # noqa: PLR2004 - the length of a frame header
        return None
    if head[1] & _AAC_MASK == _AAC:
        return "audio/aac"
    return "audio/mpeg" if head[1] & _MP3_MASK == _MP3 else None

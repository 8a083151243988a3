"""Bytes → text: UTF-8 only, lines ended by LF only."""

from __future__ import annotations

import codecs
import re

from wa_sync.config.problems import Stop


_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_SAVE = "save it as UTF-8"
_CONFLICT = re.compile(r"^[ \t]*(<{7}|>{7}|\|{7})(?![<>|])(?: .*)?$", re.MULTILINE)
_LFS = "version https://git-lfs.github.com/spec/"


def decode(content: bytes) -> tuple[str, Stop | None]:
    """Return the text of a file, and what forbids to read it as one.

    Where it cannot be decoded, the text is the readable part of it, for showing.
    """
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        text = _newlines(content.decode("utf-8-sig", "replace"))
        before = content[: error.start].decode("utf-8-sig")
        return text, _no_utf8(content, error.start, len(_newlines(before)))
    if text.count("\0", 0, 4) > 1 or content.startswith(_UTF16):
        return _newlines(text), _no_utf8(content, 0, 0)
    return _newlines(text), None


def _newlines(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _no_utf8(content: bytes, offset: int, index: int) -> Stop:
    if content.startswith(_UTF16) or content[:4].count(0) > 1:
        return Stop("not_utf8", "the file is UTF-16 or UTF-32", 0, hint=_SAVE)
    message = f"the file is not UTF-8: byte {offset} (0x{content[offset]:02X})"
    return Stop("not_utf8", message, index, hint=_SAVE)


def not_yaml(text: str) -> Stop | None:
    """Recognise what Git leaves in the place of a file."""
    if text.startswith(_LFS):
        return Stop(
            "git_lfs_pointer",
            "this is a Git LFS pointer, not the file itself",
            0,
            hint="fetch the file: git lfs pull",
        )
    match = _CONFLICT.search(text) if "<<<<<<<" in text or ">>>>>>>" in text else None
    if match is None:
        return None
    return Stop(
        "merge_conflict",
        "Git left a merge conflict here",
        match.start(1),
        hint="resolve it, and delete the marks",
    )

"""Files of the project that get another text: all of them, or none."""

from __future__ import annotations

import codecs
import re
import stat
from collections import Counter
from contextlib import ExitStack
from difflib import SequenceMatcher
from operator import add
from typing import TYPE_CHECKING, Final, NamedTuple

from wa_sync.config.decode import decode
from wa_sync.errors import LocalIO
from wa_sync.store import atomic


if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
"""A line and what ends it; the last one is ended by nothing."""


class _File(NamedTuple):
    name: str
    path: Path
    before: bytes
    after: bytes
    mode: int


def write_texts(
    folder: Path, read: Mapping[str, str], texts: Mapping[str, str]
) -> None:
    """Write files as they were, but for their texts: line ends, mark, rights.

    ``texts`` are by paths from the folder, and so is what was ``read`` of them. Raises
    LocalIO where one holds something else by now, or cannot be written; then all are as
    they were, or it says which is not.
    """
    files = [_file(folder, name, read[name], text) for name, text in texts.items()]
    with ExitStack() as undo:
        for file in files:
            # first: an error or a signal may come when the file is there already
            undo.callback(_restore, file)
            atomic.write(file.path, file.after, mode=file.mode)
        undo.pop_all()


def _restore(file: _File) -> None:
    """Put a file back, if it holds what this run wrote."""
    try:
        if file.path.read_bytes() == file.after:
            atomic.write(file.path, file.before, mode=file.mode)
    except (LocalIO, OSError):
        if not _holds(file.path, file.before):
            raise LocalIO(
                f"{file.name} could not be written back: it may have its new text",
                hint=f"git diff {file.name}",
            ) from None


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _file(folder: Path, name: str, read: str, text: str) -> _File:
    path = folder / name
    try:
        before, mode = path.read_bytes(), stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        raise LocalIO(f"cannot read {name}: {error.strerror}") from None
    if decode(before) != (read, None):
        raise LocalIO(f"{name} changed while it was read", hint="run it again")
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    after = _ended(before.decode("utf-8-sig"), text)
    return _File(name, path, before, mark + after.encode(), mode)


def _ended(before: str, text: str) -> str:
    """Return a text with the line ends of the one before; a new line gets the usual.

    A line that stays keeps its own: where they are mixed, no other line changes.
    """
    split = _LINE.findall(before)
    lines, ends = [line for line, _ in split], [end for _, end in split]
    (usual, _), *others = Counter(filter(None, ends)).most_common() or [("\n", 0)]
    if not others:
        return text.replace("\n", usual)
    *fresh, last = text.split("\n")
    kept = [usual] * len(fresh)
    matcher = SequenceMatcher(None, lines, fresh, autojunk=False)
    for old, new, size in matcher.get_matching_blocks():
        kept[new : new + size] = [end or usual for end in ends[old : old + size]]
    return "".join(map(add, fresh, kept)) + last

"""Git's objects, read from one process: commits, folders and files by their names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple, Self

from wa_sync.config.repository.process import WHOLE, Conversation, GitFailed


if TYPE_CHECKING:
    from pathlib import Path


_LONGEST_HEAD = 1_000
_MAX_TREE = 64 * 1024 * 1024
_MODES = 8


class Entry(NamedTuple):
    """One entry of a folder: Git's mode (``100644``), and the name of its object."""

    mode: str
    name: str


class TooLarge(Exception):
    """An object that has more bytes than were asked for."""

    def __init__(self, size: int) -> None:
        """Keep how many there are."""
        super().__init__(size)
        self.size = size


class Objects:
    """``git cat-file --batch`` in one repository; folders are read once."""

    def __init__(self, folder: Path) -> None:
        """Start nothing before the first question."""
        self._folder = folder
        self._talk: Conversation | None = None
        self._left = b""
        self._folders: dict[str, dict[str, Entry]] = {}

    def __enter__(self) -> Self:
        """Hand itself to the ``with`` statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, whatever it is doing."""
        if self._talk is not None:
            self._talk.end()
            self._talk = None

    def tree_of(self, commit: str) -> str:
        """Return the name of a commit's topmost folder."""
        head, _, _ = self._read(commit, "commit", _MAX_TREE).partition(b"\n")
        return head.removeprefix(b"tree ").decode("ascii", "replace")

    def folder(self, name: str) -> dict[str, Entry]:
        """Return the entries of a folder by their names."""
        if name not in self._folders:
            content = self._read(name, "tree", _MAX_TREE)
            self._folders[name] = _entries(content, len(name) // 2)
        return self._folders[name]

    def content(self, name: str, limit: int) -> bytes:
        """Return what a file holds; raises TooLarge past ``limit`` bytes."""
        return self._read(name, "blob", limit)

    def _read(self, name: str, sort: str, limit: int) -> bytes:
        if self._talk is None:
            self._talk = Conversation(self._folder, "cat-file", "--batch")
        talk = self._talk
        talk.ask(name)
        head = self._line(talk).split(b" ")
        if head[1:2] != [sort.encode()] or not head[-1].isdigit():
            raise GitFailed(f"the {sort} {name[:12]} is not in this clone", WHOLE)
        size = int(head[-1])
        if size > limit:
            self._skip(talk, size + 1)
            raise TooLarge(size)
        return self._take(talk, size + 1)[:-1]

    def _line(self, talk: Conversation) -> bytes:
        while b"\n" not in self._left:
            if len(self._left) > _LONGEST_HEAD:
                raise GitFailed("git does not answer as it does")
            self._left += talk.more()
        line, _, self._left = self._left.partition(b"\n")
        return line

    def _take(self, talk: Conversation, size: int) -> bytes:
        parts = [self._left]
        there = len(self._left)
        while there < size:
            parts.append(talk.more())
            there += len(parts[-1])
        whole = b"".join(parts)
        self._left = whole[size:]
        return whole[:size]

    def _skip(self, talk: Conversation, size: int) -> None:
        while size > 0:
            part = self._left or talk.more()
            self._left = part[size:]
            size -= len(part)


def _entries(content: bytes, length: int) -> dict[str, Entry]:
    """Part a folder: ``mode name NUL`` and ``length`` bytes that name the object."""
    found: dict[str, Entry] = {}
    at = 0
    while at < len(content):
        space = content.find(b" ", at, at + _MODES)
        end = content.find(b"\0", space)
        if space < 0 or end < 0:
            raise GitFailed("git does not answer as it does")
        name = os.fsdecode(content[space + 1 : end])
        at, mode = end + 1 + length, content[at:space].decode("ascii", "replace")
        found[name] = Entry(mode, content[end + 1 : at].hex())
    return found

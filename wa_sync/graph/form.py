"""A file in a form, in pieces and of a known length: multipart/form-data (RFC 7578)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


class Part(NamedTuple):
    """How a file is introduced; no text holds quotes or line ends."""

    field: str
    file_name: str
    content_type: str


class Pieces(NamedTuple):
    """A file's bytes, begun anew with each call, and how many there are."""

    begin: Callable[[], Iterator[bytes]]
    size: int


@dataclass(frozen=True, slots=True)
class Form:
    """The body: ``length`` is that of all pieces, which can be gone through again."""

    pieces: Iterable[bytes]
    length: int
    boundary: str


@dataclass(frozen=True, slots=True)
class _Body:
    head: bytes
    file: Pieces
    tail: bytes

    def __iter__(self) -> Iterator[bytes]:
        yield self.head
        yield from self.file.begin()
        yield self.tail


def form(fields: Mapping[str, str], part: Part, file: Pieces) -> Form:
    """Write fields and one file; the boundary is one that no file can foresee."""
    boundary = secrets.token_hex(16)
    told = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}'
        for name, value in fields.items()
    ]
    told.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{part.field}"; '
        f'filename="{part.file_name}"\r\nContent-Type: {part.content_type}\r\n\r\n'
    )
    head, tail = "\r\n".join(told).encode(), f"\r\n--{boundary}--\r\n".encode()
    length = len(head) + file.size + len(tail)
    return Form(_Body(head, file, tail), length, boundary)

"""A file that is written as its bytes come, and knows which they are."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING

from wa_sync.errors import ApiUnavailable
from wa_sync.store.atomic import write_all


if TYPE_CHECKING:
    from collections.abc import Callable


class FileVessel:
    """An open file that takes ``size`` bytes; ``moved`` hears how many it has."""

    def __init__(
        self, descriptor: int, size: int, moved: Callable[[int], None]
    ) -> None:
        """Empty the file."""
        self.limit = size
        self._descriptor = descriptor
        self._moved = moved
        self.begin()

    def begin(self) -> None:
        """Forget what an earlier attempt brought."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.ftruncate(self._descriptor, 0)
        self._count, self._digest = 0, sha256()

    def pour(self, piece: bytes) -> None:
        """Take the next bytes; raises OSError."""
        write_all(self._descriptor, piece)
        self._digest.update(piece)
        self._count += len(piece)
        self._moved(self._count)

    def verify(self, digest: str) -> None:
        """Raise ApiUnavailable unless all came, with this SHA-256 in hexadecimal."""
        if self._count != self.limit:
            raise ApiUnavailable(
                f"{self._count:,} bytes came where {self.limit:,} were announced.",
                hint="Nothing was kept; run again.",
            )
        if self._digest.hexdigest() != digest:
            raise ApiUnavailable(
                "The bytes that came are not those that were announced: their SHA-256 "
                "is another one.",
                hint="Nothing was kept; run again.",
            )

"""The resumable upload: a session, then the bytes, from where the server has them.

Nothing of it is visible to anybody until a template names the handle, so all of it
may be repeated (meta-api.md §7.6).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wa_sync.errors import ApiUnavailable
from wa_sync.graph import answers
from wa_sync.http.exchange import Call, Exchange, Fate, integer
from wa_sync.model.source import text


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.graph.answers import Redact
    from wa_sync.http.exchange import Scheme


# it goes into the path as it is: percent-encoded, Meta does not know it any more
_SESSION: Final = re.compile(
    r"upload:[A-Za-z0-9+/=_:.~,@!$&*();-]+(\?[A-Za-z0-9=&_.~-]+)?"
)
_TRIES: Final = 4
# slower than this is no connection to upload over
_BYTES_A_SECOND: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Sample:
    """A file as the API wants to know it."""

    file_name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Upload:
    """How uploads go for one account: ``root`` begins every path."""

    send: Callable[[Call], Exchange]
    root: str
    scheme: Scheme
    redact: Redact

    def run(self, app_id: str, sample: Sample) -> str:
        """Return the handle. Raises ApiUnavailable, and what ``answers.read`` does."""
        session = self._open(app_id, sample)
        offset = 0
        for _ in range(_TRIES):
            exchange = self.send(self._bytes(session, sample, offset))
            if exchange.fate is not Fate.UNKNOWN:
                return self._handle(exchange)
            offset = self._offset(session, len(sample.content))
        raise ApiUnavailable(
            f"The upload of {sample.file_name} broke off {_TRIES} times."
        )

    def _open(self, app_id: str, sample: Sample) -> str:
        query = {
            "file_name": sample.file_name,
            "file_length": str(len(sample.content)),
            "file_type": sample.content_type,
        }
        call = Call(
            method="POST",
            path=f"{self.root}{app_id}/uploads",
            query=query,
            content=b"",
            repeatable=True,
        )
        session = text(answers.read(self.send(call), self.redact).get("id"))
        if not _SESSION.fullmatch(session) or ".." in session:
            raise ApiUnavailable("The API opened an upload without a usable id.")
        return session

    def _bytes(self, session: str, sample: Sample, offset: int) -> Call:
        rest = sample.content[offset:]
        return Call(
            method="POST",
            path=f"{self.root}{session}",
            headers={
                "file_offset": str(offset),
                "Content-Type": "application/octet-stream",
            },
            content=rest,
            scheme=self.scheme,
            seconds=len(rest) / _BYTES_A_SECOND,
        )

    def _offset(self, session: str, length: int) -> int:
        """Ask how much has arrived after an upload that broke off."""
        call = Call(method="GET", path=f"{self.root}{session}", scheme=self.scheme)
        said = answers.read(self.send(call), self.redact).get("file_offset")
        offset = integer(said)
        if offset is None or not 0 <= offset <= length:
            raise ApiUnavailable("The API does not say how much of an upload arrived.")
        return offset

    def _handle(self, exchange: Exchange) -> str:
        handle = text(answers.read(exchange, self.redact).get("h"))
        if not handle:
            raise ApiUnavailable("The API took an upload, but gave no handle for it.")
        return handle

"""Reader and Writer: an account's view of the Graph API.

``plan`` is handed a Reader, which has no writing methods (DESIGN, promise 1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.model.source import Json, Spec


class Reader(Protocol):
    """Reads; a failed read is repeated within the budget, then raises."""

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Spec:
        """Return the object that ``GET {version}/{path}`` answers with."""
        ...

    def pages(
        self, path: str, params: Mapping[str, str] | None = None
    ) -> Iterator[tuple[Sequence[Spec], Spec]]:
        """Yield each page's ``data`` and the whole answer, to the end of the list."""
        ...


class Writer(Reader, Protocol):
    """Writes as well; a write is sent at most once where its fate is not known."""

    def post(self, path: str, body: Mapping[str, Json]) -> Spec:
        """Send JSON; raises OutcomeUnknown where the fate of the write is unknown."""
        ...

    def delete(self, path: str, params: Mapping[str, str]) -> Spec:
        """Delete; raises as ``post`` does."""
        ...

    def upload(
        self, app_id: str, *, file_name: str, content_type: str, content: bytes
    ) -> str:
        """Send a sample by the resumable upload and return its handle."""
        ...

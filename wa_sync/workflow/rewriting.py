"""Entries of files → what they are to say; several of one file after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.config.reader import read
from wa_sync.config.rewrite import rewritten
from wa_sync.model.source import at as find
from wa_sync.model.source import mapping
from wa_sync.workflow.load import wants


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.config.reader import Document
    from wa_sync.model.source import Origin, Spec


class Rewriting:
    """New texts of files. ``files`` maps paths, as they were read, to texts."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Take what was read; nothing is changed yet."""
        self.files: dict[str, str] = {}
        self._documents = documents
        self._anew: dict[str, Sequence[Document]] = {}

    def document(self, origin: Origin) -> Document:
        """Return the document of a declaration, as it says by now."""
        path = origin.span().file.path
        before = [one for one in self._documents if one.file.path == path]
        number = next(i for i, d in enumerate(before) if d.places is origin.places)
        return self._anew.get(path, before)[number]

    def entry(self, origin: Origin) -> Spec:
        """Return an entry as it is written by now, variables and all."""
        return mapping(find(self.document(origin).value, origin.base))

    def put(self, origin: Origin, entry: Spec) -> None:
        """Write another entry in the place of one.

        Raises CannotRewrite where that would change anything else.
        """
        span = self.document(origin).places.span(origin.base)
        path = span.file.path
        text = rewritten(span, origin.base, entry, wants())
        self._anew[path] = read(text.encode(), path, wants()).documents
        self.files[path] = text

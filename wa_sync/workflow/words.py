"""What an entry says as it is written: variables and all, but not for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wa_sync.canonical import equal
from wa_sync.config.amend import settled
from wa_sync.model.source import at as find
from wa_sync.model.source import mapping


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.config.reader import Document
    from wa_sync.model.resource import Declared
    from wa_sync.model.source import Json


OWN: Final = frozenset({"name", "language", "accounts"})
"""What makes an entry this one; all else may be said by another one as well."""
_ALLOW: Final = "allow"


@dataclass(frozen=True, slots=True)
class Words:
    """Finds the words of declarations in the documents that they come from."""

    documents: Mapping[int, Document]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Words:
        """Remember the documents by what knows their places."""
        return cls({id(one.places): one for one in documents})

    def agree(self, one: Declared, other: Declared) -> bool:
        """Whether two declarations are one, but for variables and whom they are for."""
        return equal(settled(self._said(one)), settled(self._said(other)))

    def _said(self, declared: Declared) -> dict[str, Json]:
        origin = declared.origin
        whole = mapping(find(self.documents[id(origin.places)].value, origin.base))
        own = mapping(find(whole, origin.overlay)) if origin.overlay else {}
        left = OWN.union((_ALLOW,), map(str, origin.overlay[:1]))
        return {key: said for key, said in {**whole, **own}.items() if key not in left}

"""Natural identity: no state file is needed to know what is what."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Natural identity within an account: ``message_template.order_update/en_US``."""

    kind: str
    key: str

    def __str__(self) -> str:
        """Write it as people do."""
        return f"{self.kind}.{self.key}"

    @property
    def name(self) -> str:
        """What people call it: the key up to the first slash."""
        return self.key.partition("/")[0]

    def fits(self, globs: Iterable[str]) -> bool:
        """Whether any glob fits the name, the key or the whole; case counts."""
        names = (self.name, self.key, str(self))
        return any(fnmatchcase(name, glob) for glob in globs for name in names)

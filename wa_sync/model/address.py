"""Natural identity: no state file is needed to know what is what."""

from __future__ import annotations

from dataclasses import dataclass


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
        """The part that globs are matched against: the key up to the first slash."""
        return self.key.partition("/")[0]

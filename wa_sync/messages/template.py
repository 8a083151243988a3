"""A message out of a template that Meta approved, with what it takes filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from wa_sync.messages.wrong import missing


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Spec


@dataclass(frozen=True, slots=True)
class Template:
    """``components`` are Meta's own JSON; ``parameters.fill`` makes them.

    Whether they fit the template is for ``fit.misfits`` to say, who knows the template.
    """

    name: str
    language: str
    components: Sequence[Spec] = ()
    type: ClassVar[str] = "template"

    def content(self) -> Spec:
        """Return what stands under the message's type."""
        made: dict[str, Json] = {
            "name": self.name,
            "language": {"code": self.language},
        }
        if self.components:
            made["components"] = list(self.components)
        return made

    def check(self) -> Iterator[Finding]:
        """Judge what can be judged without the template."""
        for key, value in (("name", self.name), ("language", self.language)):
            if not value.strip():
                what = f"The {key} of the template is missing."
                yield missing(f"template_{key}_missing", ("template", key), what)

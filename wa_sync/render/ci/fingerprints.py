"""What makes a diagnostic the same in two runs, though lines have moved."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_sync.model.finding import Diagnostic


def fingerprinted(
    diagnostics: Iterable[Diagnostic],
) -> Iterator[tuple[Diagnostic, str]]:
    """Yield each diagnostic with 64 hexadecimal digits that no other one has.

    They come from rule, file, resource and message, and not from the line; of several
    that are alike the second has a number, so no two of a run are merged.
    """
    seen: dict[str, int] = {}
    for one in diagnostics:
        found = one.finding
        file = "" if one.span is None else one.span.file.path
        what = "\0".join((found.rule, file, str(one.address or ""), found.message))
        seen[what] = seen.get(what, 0) + 1
        whole = f"{what}\0{seen[what]}".encode("utf-8", "backslashreplace")
        yield one, sha256(whole).hexdigest()

"""An entry → one variant for each language, and what tells variants apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kind import Variant


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.account import Account
    from wa_sync.model.source import Json, Spec


NOT_OF_A_VARIANT = frozenset({"accounts", "allow", "languages"})


def expand(entry: Spec) -> Iterator[Variant]:
    """Yield the variants of an entry with ``language`` or with ``languages``."""
    shared = {k: v for k, v in entry.items() if k not in NOT_OF_A_VARIANT}
    languages = entry.get("languages")
    if not isinstance(languages, dict):
        yield Variant(shared)
        return
    for code, written in languages.items():
        own: dict[str, Json] = written if isinstance(written, dict) else {}
        yield Variant(
            {**shared, **own, "language": code},
            overlay=("languages", code),
            own=frozenset(own),
        )


def key(variant: Spec, _account: Account) -> str | None:
    """Return ``name/language``; None where either is missing."""
    name, language = variant.get("name"), variant.get("language")
    if isinstance(name, str) and isinstance(language, str):
        return f"{name}/{language}"
    return None

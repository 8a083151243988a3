"""``fields=``: which keys of a node are asked for, as Graph reads the parameter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_sync.sandbox.wire import Refusal


if TYPE_CHECKING:
    from collections.abc import Collection

    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.wire import Request


def requested(
    request: Request, known: Collection[str], node_type: str
) -> list[str] | None:
    """Return the fields asked for; None where the caller leaves it to Meta."""
    asked = request.structured("fields")
    if asked is None or asked in ("", []):
        return None
    names = (
        [str(name) for name in asked] if isinstance(asked, list) else _split(str(asked))
    )
    for name in names:
        if name not in known:
            raise Refusal(
                100,
                f"(#100) Tried accessing nonexisting field ({name}) on node type "
                f"({node_type})",
            )
    return names


def _split(text: str) -> list[str]:
    """Cut ``a,b{c,d},e.limit(5)`` into ``a``, ``b`` and ``e``."""
    while re.search(r"\{[^{}]*\}|\([^()]*\)", text):
        text = re.sub(r"\{[^{}]*\}|\([^()]*\)", "", text)
    names = (name.strip().partition(".")[0] for name in text.split(","))
    return [name for name in names if name]


def select(doc: Spec, names: list[str] | None, named_only: Collection[str]) -> Spec:
    """Cut a node down to what was asked for; what has no value is left out."""
    if names is None:
        return {key: value for key, value in doc.items() if key not in named_only}
    chosen: dict[str, Json] = {name: doc[name] for name in names if name in doc}
    if "id" in doc:
        chosen["id"] = doc["id"]
    return chosen

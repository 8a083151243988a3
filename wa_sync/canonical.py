"""Equality and fingerprints of JSON: to Python ``True == 1``, to Meta they differ."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from wa_sync.model.source import Json


def canonical(value: Json) -> bytes:
    """Write a value in the one way that all equal values share."""
    import orjson

    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        # integers beyond 64 bits and lone surrogates are not for orjson
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def equal(before: Json, after: Json) -> bool:
    """Whether two values are the same JSON; the order of keys does not count."""
    return canonical(before) == canonical(after)


def fingerprint(spec: Json) -> str:
    """Return ``sha256:…`` of a value's canonical JSON."""
    return f"sha256:{hashlib.sha256(canonical(spec)).hexdigest()}"

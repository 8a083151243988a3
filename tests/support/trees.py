"""Documents that hypothesis grows out of the words of the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import strategies as st
from support.odd_json import ODD

from wa_sync.model.source import Json
from wa_sync.workflow.load import schema


def _words(value: object) -> Iterator[str]:
    """Yield every key and every word that a schema knows."""
    if isinstance(value, dict):
        for key, below in value.items():
            if key == "properties" and isinstance(below, dict):
                yield from below
            if key in {"enum", "examples"} and isinstance(below, list):
                yield from (word for word in below if isinstance(word, str))
            yield from _words(below)
    elif isinstance(value, list):
        for below in value:
            yield from _words(below)


WORDS = sorted({word for word in _words(schema()) if len(word) < 200})
_KEYS = st.sampled_from([*WORDS, "languages", "<<", ""]) | st.text(max_size=5)
_LEAVES: st.SearchStrategy[Json] = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(ODD),
    st.sampled_from(["{{1}} and {{2}}", "${var:a}", "${env:MATON_API_KEY}", "a/en_US"]),
    st.text(max_size=40),
    st.integers() | st.floats(),
)
_TREES: st.SearchStrategy[Json] = st.recursive(
    _LEAVES,
    lambda below: (
        st.lists(below, max_size=4) | st.dictionaries(_KEYS, below, max_size=6)
    ),
    max_leaves=20,
)
_ENTRY = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["a", "b_2"]) | _LEAVES,
        "language": st.sampled_from(["en_US", "pt_BR"]) | _LEAVES,
        "category": st.sampled_from(["UTILITY", "marketing", "AUTHENTICATION"]),
        "components": st.lists(_TREES, max_size=5) | _TREES,
    },
    optional={"raw": _TREES, "allow": _TREES, "accounts": _TREES, "languages": _TREES},
)
_DOCUMENT = st.fixed_dictionaries(
    {"version": st.just(1)},
    optional={
        "accounts": st.dictionaries(_KEYS, _TREES, max_size=3) | _TREES,
        "business_profile": st.dictionaries(_KEYS, _TREES, max_size=6),
        "message_templates": st.lists(_ENTRY, max_size=3) | _TREES,
        "removed": _TREES,
        "include": _TREES,
    },
)


def documents() -> st.SearchStrategy[bytes]:
    """Give documents that are JSON, and so YAML, of nearly the right shape."""
    return (_DOCUMENT | _TREES).map(
        lambda tree: json.dumps(tree).encode("utf-8", "surrogatepass")
    )

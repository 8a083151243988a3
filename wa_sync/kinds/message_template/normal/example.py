"""Sample values of variables: every way to write them → the one that Meta reads back.

Meta's own documentation shows nested lists, flat lists and single texts; answers are
always nested, and a flat list with several variables is refused (2388043). People
write ``[Ana, A-1042]`` or ``{first_name: Ana}``; ``plain`` leads back to that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.normal.text import as_text, trimmed


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.model.source import Json, Spec


POSITIONAL = {"HEADER": "header_text", "BODY": "body_text"}
NAMED = {"HEADER": "header_text_named_params", "BODY": "body_text_named_params"}
HANDLE = "header_handle"
MEDIA = frozenset({HANDLE, "header_url"})
"""Samples of media headers. Older clients wrote the second (meta-api.md §2.2)."""
OF_VARIABLES = frozenset({*POSITIONAL.values(), *NAMED.values()})
API_KEYS = OF_VARIABLES | MEDIA


def example(kind: Json, wording: Json, written: Json) -> dict[str, Json]:
    """Return the example of a component, empty where there is nothing to give one of.

    ``kind`` is the component's type, ``wording`` its text.
    """
    text = wording if isinstance(wording, str) else ""
    variables = "{{" in text
    return {
        key: _values(key, value, text)
        for key, value in _api_shape(kind, written).items()
        if value is not None and (variables or key not in OF_VARIABLES)
    }


def _api_shape(kind: Json, written: Json) -> Mapping[str, Json]:
    if isinstance(written, dict) and not API_KEYS.isdisjoint(written):
        return written
    if not isinstance(kind, str) or kind not in POSITIONAL:
        return {}
    if isinstance(written, dict) or _is_named(written):
        return {NAMED[kind]: written}
    return {POSITIONAL[kind]: written}


def _is_named(written: Json) -> bool:
    return isinstance(written, list) and any(isinstance(v, dict) for v in written)


def _values(key: str, value: Json, text: str) -> Json:
    if key == "body_text":
        if not isinstance(value, list):
            return [[trimmed(value)]]
        nested = any([isinstance(row, list) for row in value])  # noqa: C419 - faster
        return [_flat(row) for row in value] if nested else [_flat(value)]
    if key == "header_text":
        return _flat(value)
    if key == HANDLE:
        return _handles(value)
    return _named(value, text) if key in OF_VARIABLES else value


def _flat(value: Json) -> list[Json]:
    if not isinstance(value, list):
        return [trimmed(value)]
    flat: list[Json] = []
    for item in value:
        if isinstance(item, str):
            flat.append(item.rstrip())
        elif isinstance(item, list):
            flat.extend(trimmed(inner) for inner in item)
        else:
            flat.append(as_text(item))
    return flat


def _handles(value: Json) -> list[Json]:
    """A sample in Meta's documentation joins several by line breaks (§2.2)."""
    found: list[Json] = []
    for item in _flat(value):
        found.extend(item.split() if isinstance(item, str) else [item])
    return found


def _named(value: Json, text: str) -> Json:
    """Order by first appearance: Meta takes them in any order."""
    if isinstance(value, dict):
        value = [{"param_name": k, "example": v} for k, v in value.items()]
    if not isinstance(value, list):
        return value
    items = [_named_item(item) if isinstance(item, dict) else item for item in value]
    return sorted(items, key=lambda item: _place(item, text))


def _named_item(item: Spec) -> dict[str, Json]:
    return {key: trimmed(value) for key, value in item.items()}


def _place(item: Json, text: str) -> int:
    name = item.get("param_name") if isinstance(item, dict) else None
    found = text.find(f"{{{{{name}}}}}")
    return found if found >= 0 else len(text)


def plain(kind: str, given: Spec) -> Json:
    """Write an example as a person would; unusual ones stay as they are.

    Normalising what comes out gives what went in.
    """
    if len(given) != 1:
        return given
    (key, value), *_ = given.items()
    if not isinstance(value, list) or not value:
        return given
    if key == "body_text" and kind == "BODY":
        row = value[0]
        return row if len(value) == 1 and _all_text(row) else given
    if key == "header_text" and kind == "HEADER":
        return value if _all_text(value) else given
    if key == NAMED.get(kind):
        return _mapping(value) or given
    return given


def _all_text(value: Json) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, str) for item in value)
    )


def _mapping(items: Sequence[Json]) -> dict[str, Json]:
    """Name → example; empty where that would lose or confuse something."""
    found: dict[str, Json] = {}
    for item in items:
        if not isinstance(item, dict) or item.keys() != {"param_name", "example"}:
            return {}
        name = item["param_name"]
        if not isinstance(name, str) or name in found or name in API_KEYS:
            return {}
        found[name] = item["example"]
    return found

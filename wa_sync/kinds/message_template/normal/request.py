"""A normal form → the body that Meta takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.limits import GRAPH_ORDERS
from wa_sync.model.source import at


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Json, Pointer, Spec


LIBRARY = "library_template_name"


def to_request(spec: Spec, handles: Mapping[Pointer, str]) -> dict[str, Json]:
    """Return the body of a create; an edit takes some of its keys.

    ``handles`` are those of samples uploaded a moment ago, by their place in the spec.
    """
    body = _merged(spec)
    for order in GRAPH_ORDERS & body.keys():
        del body[order]
    if LIBRARY in spec:
        # the library decides about its texts and their variables
        del body["parameter_format"]
    if "components" in spec:
        body["components"] = _components(spec, ("components",), handles)
    return body


def _components(
    spec: Spec, above: Pointer, handles: Mapping[Pointer, str]
) -> list[Json]:
    written = at(spec, above)
    return [
        _component(spec, (*above, i), handles) if isinstance(one, dict) else one
        for i, one in enumerate(written if isinstance(written, list) else ())
    ]


def _component(
    spec: Spec, here: Pointer, handles: Mapping[Pointer, str]
) -> dict[str, Json]:
    written = at(spec, here)
    one = _merged(written) if isinstance(written, dict) else {}
    if one.get("type") == "CALL_PERMISSION_REQUEST":
        # documented in lower case only (meta-api.md §2.7)
        one["type"] = "call_permission_request"
    buttons, cards, shown = one.get("buttons"), one.get("cards"), one.get("example")
    if isinstance(buttons, list):
        one["buttons"] = [_merged(b) if isinstance(b, dict) else b for b in buttons]
    if isinstance(cards, list):
        one["cards"] = [
            {**card, "components": _components(spec, (*below, "components"), handles)}
            for below, card in (((*here, "cards", i), c) for i, c in enumerate(cards))
            if isinstance(card, dict)
        ]
    handle = handles.get((*here, "example", "header_handle"))
    if handle is not None:
        kept = shown if isinstance(shown, dict) else {}
        one["example"] = {**kept, "header_handle": [handle]}
    return one


def _merged(written: Spec) -> dict[str, Json]:
    """Put the fields under ``raw`` where Meta expects them.

    They add; what was planned is never another's to say, the name least of all.
    """
    raw = written.get("raw")
    sent = {key: value for key, value in written.items() if key != "raw"}
    more = raw if isinstance(raw, dict) else {}
    return {**sent, **{k: v for k, v in more.items() if k not in sent}}

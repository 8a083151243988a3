"""Live templates → the entries a person would have written."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from wa_sync.kind import Draft
from wa_sync.kinds.message_template.normal.example import plain


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wa_sync.model.resource import Live
    from wa_sync.model.source import Json, Spec


SHARED = ("name", "category")
LAST = "components"


def compose(lives: Sequence[Live]) -> Iterator[Draft]:
    """Yield one entry for each name, with all its languages.

    Where old templates of one name differ in category, there is an entry for each.
    """

    def name_and_category(live: Live) -> tuple[str, str]:
        return live.address.name, str(live.spec.get("category"))

    ordered = sorted(lives, key=lambda one: (*name_and_category(one), one.address))
    for name, same_name in groupby(ordered, key=lambda one: one.address.name):
        groups = [list(g) for _, g in groupby(same_name, key=name_and_category)]
        for group in groups:
            category = str(group[0].spec.get("category")).lower()
            stem = name if len(groups) == 1 else f"{name}-{category}"
            yield Draft(stem, _entry([live.spec for live in group]))


def _entry(specs: Sequence[Spec]) -> dict[str, Json]:
    first = specs[0]
    written = {str(spec["language"]): _variant(spec) for spec in specs}
    shared = {key: first[key] for key in SHARED if key in first}
    if len(specs) > 1:
        return {**shared, "languages": written}
    (code, own), *_ = written.items()
    named = {"name": first["name"], "language": code}
    return {**named, **shared, **own}


def _variant(spec: Spec) -> dict[str, Json]:
    """All but what the languages share; components come last, defaults not at all."""
    own = {k: v for k, v in spec.items() if k not in {*SHARED, "language", LAST}}
    if own.get("parameter_format") == "POSITIONAL":
        del own["parameter_format"]
    if LAST in spec:
        own[LAST] = _components(spec[LAST])
    return own


def _components(parts: Json) -> list[Json]:
    items: Iterable[Json] = parts if isinstance(parts, list) else ()
    return [_component(part) if isinstance(part, dict) else part for part in items]


def _component(part: Spec) -> dict[str, Json]:
    written = _ordered(part)
    shown, buttons, cards = (written.get(k) for k in ("example", "buttons", "cards"))
    if isinstance(shown, dict):
        written["example"] = plain(str(part.get("type")), shown)
    if isinstance(buttons, list):
        written["buttons"] = [
            _ordered(b) if isinstance(b, dict) else b for b in buttons
        ]
    if isinstance(cards, list):
        written["cards"] = [
            {**card, "components": _components(card.get("components"))}
            for card in cards
            if isinstance(card, dict)
        ]
    return written


FIRST = ("type", "format", "otp_type", "text", "url", "phone_number")
AFTER = ("example", "buttons", "cards", "raw")


def _ordered(part: Spec) -> dict[str, Json]:
    """Put what a reader looks for first; leave out what every flow button has."""
    between = [k for k in part if k not in FIRST and k not in AFTER]
    keys = [
        *(k for k in FIRST if k in part),
        *between,
        *(k for k in AFTER if k in part),
    ]
    default = part.get("type") == "FLOW" and part.get("flow_action") == "NAVIGATE"
    return {k: part[k] for k in keys if not (default and k == "flow_action")}

"""A whole template, as the person who gets it would see it: parts, not JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.source import array, mapping, text
from wa_sync.render.diff import shown
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.text import values
from wa_sync.render.wording import counted


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.model.resource import Asset
    from wa_sync.model.source import Json, Pointer, Spec

_IN_THE_ADDRESS = frozenset({"name", "language"})
_TOLD = frozenset({"type", "text", "example", "format", "buttons", "cards"})
_MEDIA = frozenset({"IMAGE", "VIDEO", "DOCUMENT", "GIF"})


def lines(spec: Spec, assets: Mapping[Pointer, Asset]) -> Iterator[Text]:
    """Write a template's spec (normal form), and where its samples come from."""
    for key, value in spec.items():
        if key == "components" and isinstance(value, list):
            for index, component in enumerate(value):
                inside = _below(assets, ("components", index))
                yield from _component(mapping(component), inside)
        elif key not in _IN_THE_ADDRESS and (key, value) != _DEFAULT_FORMAT:
            yield from values.entry(Text.escape(key), value)


_DEFAULT_FORMAT = ("parameter_format", "POSITIONAL")


def _below(assets: Mapping[Pointer, Asset], start: Pointer) -> dict[Pointer, Asset]:
    size = len(start)
    return {at[size:]: asset for at, asset in assets.items() if at[:size] == start}


def _component(component: Spec, assets: Mapping[Pointer, Asset]) -> Iterator[Text]:
    kind = text(component.get("type"), "?").lower()
    label = Text.escape(kind.replace("_", " "))
    form = text(component.get("format"), "TEXT")
    cards = component.get("cards")
    if form != "TEXT":
        yield _labelled(label, Text.escape(form.lower()) + _sample(form, assets))
    elif isinstance(component.get("text"), str):
        yield from _text(label, text(component["text"]))
    elif isinstance(cards, list):
        yield _labelled(label, line("{}", counted(len(cards), "card")))
    else:
        yield label
    yield from _examples(component)
    yield from _indented(_inside(kind, component, assets))


def _inside(
    kind: str, component: Spec, assets: Mapping[Pointer, Asset]
) -> Iterator[Text]:
    for button in array(component.get("buttons")):
        yield from _button(mapping(button))
    for index, card in enumerate(array(component.get("cards"))):
        yield from _card(index, mapping(card), assets)
    for key, value in component.items():
        if key in _TOLD:
            continue
        if key == kind:  # what a component of this type is about
            yield from values.lines(value)
        else:
            yield from values.entry(Text.escape(key), value)


def _card(index: int, card: Spec, assets: Mapping[Pointer, Asset]) -> Iterator[Text]:
    yield line("card {}", index + 1)
    for place, component in enumerate(array(card.get("components"))):
        inside = _below(assets, ("cards", index, "components", place))
        yield from _indented(_component(mapping(component), inside))


def _text(label: Text, value: str) -> Iterator[Text]:
    first, *rest = value.split("\n")
    yield _labelled(label, line("│ {}", shown(first)))
    for part in rest:
        yield _labelled(Text(""), line("│ {}", shown(part)).rstrip())


def _sample(form: str, assets: Mapping[Pointer, Asset]) -> Text:
    found = sorted(Text.escape(asset.path) for asset in assets.values())
    if found:
        return line(" (sample {})", Text(", ").join(found))
    return Text(" (no local sample)") if form in _MEDIA else Text("")


def _examples(component: Spec) -> Iterator[Text]:
    """Say what the variables stand for in Meta's review."""
    example = mapping(component.get("example"))
    for key, value in example.items():
        if key in {"body_text", "header_text"}:
            rows = array(value)
            row = array(rows[0]) if rows and isinstance(rows[0], list) else rows
            pairs = (
                line("{{{{{}}}}} = {}", place + 1, values.scalar(item))
                for place, item in enumerate(row)
            )
            yield _labelled(Text(""), Text(", ").join(pairs))
        elif key in {"body_text_named_params", "header_text_named_params"}:
            yield _labelled(Text(""), Text(", ").join(_named(value)))
        else:
            yield from _indented(values.entry(line("example {}", key), value))


def _named(value: Json) -> Iterator[Text]:
    for item in map(mapping, array(value)):
        name = text(item.get("param_name"))
        yield line("{{{{{}}}}} = {}", name, values.scalar(item.get("example")))


def _button(button: Spec) -> Iterator[Text]:
    kind = text(button.get("type"), "?").lower().replace("_", " ")
    title = button.get("text")
    rest = {k: v for k, v in button.items() if k not in {"type", "text"}}
    name = line('"{}"', title) if isinstance(title, str) else Text("")
    details = [values.short(value) for value in rest.values()]
    if all(detail is not None for detail in details):
        told = Text(", ").join(
            line("{}: {}", key, detail)
            for key, detail in zip(rest, details, strict=True)
        )
        yield Text(" ").join(filter(None, (line("[{}]", kind), name, told)))
    else:
        yield line("[{}] {}", kind, name).rstrip()
        for key, value in rest.items():
            yield from _indented(values.entry(Text.escape(key), value))


def _labelled(label: Text, value: Text) -> Text:
    return line("{:<10} {}", label, value)


def _indented(inner: Iterator[Text]) -> Iterator[Text]:
    return (line("  {}", one) for one in inner)

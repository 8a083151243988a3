"""Signatures as a document for programs, and as a list for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.contract import Takes
from wa_sync.render.sinks.json import document
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wa_sync.model.contract import Button, Form, Header, Parameter, Parts, Signature
    from wa_sync.model.source import Json
    from wa_sync.render.sinks.json import Document
    from wa_sync.render.style import Style

FORMAT_VERSION = 1


def json(signatures: Iterable[Signature]) -> Document:
    """Return everything that senders have to know, as a document with a line end."""
    return document(
        {
            "format_version": FORMAT_VERSION,
            "templates": [
                {
                    "name": one.name,
                    "category": one.category,
                    "forms": [_form(form) for form in one.forms],
                    "unknown": list(one.unknown),
                }
                for one in signatures
            ],
        }
    )


def _form(form: Form) -> Json:
    contract = form.contract
    return {
        "languages": list(form.languages),
        "parameter_format": "NAMED" if contract.named else "POSITIONAL",
        **_parts(contract.message),
        "cards": [_parts(card) for card in contract.cards],
        "cards_vary": contract.vary,
        "code": contract.code,
        "expires": contract.expires,
    }


def _parts(parts: Parts) -> dict[str, Json]:
    return {
        "header": None if parts.header is None else _header(parts.header),
        "body": _parameters(parts.body),
        "buttons": [_button(button) for button in parts.buttons],
    }


def _header(header: Header) -> Json:
    return {"format": header.format, "parameters": _parameters(header.parameters)}


def _parameters(parameters: Sequence[Parameter]) -> Json:
    return [
        {"name": one.name, "position": place, "example": one.example}
        for place, one in enumerate(parameters, start=1)
    ]


def _button(button: Button) -> Json:
    return {
        "index": button.index,
        "type": button.type,
        "takes": button.takes.value,
        "required": button.required,
        "label": button.label,
        "example": button.example,
    }


def text(signatures: Sequence[Signature], style: Style) -> Text:
    """Return a paragraph for each name, with a line end."""
    if not signatures:
        return Text("No template is declared.\n")
    paragraphs = [Text("\n").join(_lines(one, style)) for one in signatures]
    return line("{}\n", Text("\n\n").join(paragraphs))


def _lines(signature: Signature, style: Style) -> Iterator[Text]:
    name = style.paint(Role.STRONG, signature.name)
    yield line("{} {}", name, signature.category)
    for form in signature.forms:
        yield line("  {}", ", ".join(form.languages))
        yield from (line("    {}", one) for one in _told(form))
    if signature.unknown:
        languages = ", ".join(signature.unknown)
        yield line("  {}", languages)
        yield line("    from Meta's library: known once it is live, by import")


def _told(form: Form) -> Iterator[Text]:
    contract = form.contract
    if contract.code:
        yield Text("code: the one-time password")
    told = list(_of_parts(contract.message, code=contract.code))
    yield from told
    if contract.expires:
        yield Text("limited-time offer: the moment of its end")
    for number, card in enumerate(contract.cards):
        for one in _of_parts(card):
            yield line("card {}: {}", number, one)
    if contract.vary:
        yield Text("cards: as many as there are products, 2 to 10")
    if not (told or contract.code or contract.expires or contract.cards):
        yield Text("takes nothing")


def _of_parts(parts: Parts, *, code: bool = False) -> Iterator[Text]:
    if parts.header is not None and parts.header.parameters:
        yield line("header: {}", _named(parts.header.parameters))
    elif parts.header is not None:
        yield line("header: {}", parts.header.format.lower())
    if parts.body and not code:
        yield line("body: {}", _named(parts.body))
    for button in parts.buttons:
        if button.takes not in {Takes.NOTHING, Takes.CODE}:
            yield _called(button)


def _called(button: Button) -> Text:
    label = line(" ({})", button.label) if button.label else Text("")
    needed = Text("") if button.required else Text(", may be left out")
    takes = button.takes.replace("_", " ")
    return line("button {}{}: {}{}", button.index, label, takes, needed)


def _named(parameters: Sequence[Parameter]) -> Text:
    return Text(", ").join(
        line("{} (like {})", one.name, one.example)
        if one.example is not None
        else line("{}", one.name)
        for one in parameters
    )

"""Messages as HTML: one bubble for any page of ours, and a page of previews.

``bubble_html`` is the piece that other pages use too: it needs ``styles=("bubble",)``
of ``pages.page``.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from wa_sync.model.bubble import Mark, Media, Origin, Shape
from wa_sync.render import pages
from wa_sync.render.preview import words


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wa_sync.model.bubble import Bubble, Button, Header, Line, Run
    from wa_sync.render.sinks.html import Html

_TAGS = {
    Mark.BOLD: "strong",
    Mark.ITALIC: "em",
    Mark.STRUCK: "s",
    Mark.CODE: "code",
    Mark.MONO: "samp",
}
_KINDS = {Origin.EXAMPLE: "example", Origin.MISSING: "missing"}
_PICTURES = frozenset({"image/jpeg", "image/png"})


def bubble_html(bubble: Bubble, pictures: Mapping[str, bytes] | None = None) -> Html:
    """Draw one message as an element ``<article class="message">``.

    ``pictures`` are the contents of local images by their SHA-256; an image that is
    not among them is a labelled box.
    """
    known = pictures or {}
    # where English stands in for another language, it is read as English
    turned = bubble.right_to_left and not bubble.stand_in
    return pages.piece(
        "bubble.html",
        name=f"Message in {words.language(bubble)}",
        lang="en" if bubble.stand_in else bubble.language.replace("_", "-"),
        direction="rtl" if turned else "ltr",
        head=_header(bubble.header, known),
        offer=bubble.offer,
        ends=words.ENDS,
        library=bubble.library,
        blocks=list(_blocks(bubble.body)),
        footer=_runs(bubble.footer),
        tapped=_buttons(bubble.buttons, bubble.at_once),
        others=[words.other(kind) for kind in bubble.others],
        cards=[
            {
                "head": _header(card.header, known),
                "blocks": list(_blocks(card.body)),
                "tapped": _buttons(card.buttons, len(card.buttons)),
            }
            for card in bubble.cards
        ],
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """A run as elements: those of its marks, and one for what is no fixed text."""

    text: str
    tags: tuple[str, ...]
    kind: str
    title: str


def _runs(given: Iterable[Run]) -> list[_Run]:
    return [_run(one) for one in given]


def _run(one: Run) -> _Run:
    tags = tuple(tag for mark, tag in _TAGS.items() if mark in one.marks)
    kind = _KINDS.get(one.origin, "")
    said = {"example": "example", "missing": "no example"}.get(kind, "")
    title = f"{said} of {{{{{one.name}}}}}" if one.name else said
    return _Run(one.text, tags, kind, title)


def _blocks(lines: Iterable[Line]) -> Iterator[Mapping[str, object]]:
    """Put neighbours of one shape together: a list is one list."""
    for shape, alike in groupby(lines, key=lambda line: line.shape):
        yield {
            "kind": "" if shape is Shape.PLAIN else shape.name.lower(),
            "lines": [
                {"runs": _runs(line.runs), "number": line.number} for line in alike
            ],
        }


def _header(
    header: Header | None, pictures: Mapping[str, bytes]
) -> Mapping[str, object]:
    if header is None:
        return {"text": (), "picture": "", "media": ""}
    media, asset = header.media, header.asset
    picture = ""
    if media is Media.IMAGE and asset and asset.content_type in _PICTURES:
        content = pictures.get(asset.sha256)
        if content is not None:
            encoded = b64encode(content).decode()
            picture = f"data:{asset.content_type};base64,{encoded}"
    return {
        "text": _runs(header.text),
        "picture": picture,
        "media": media.name.lower() if media else "",
        "label": words.MEDIA[media] if media else "",
        "notes": words.about(media, asset) if media else (),
    }


def _buttons(buttons: Sequence[Button], at_once: int) -> Mapping[str, object]:
    drawn = [
        {
            "icon": one.icon.name.lower(),
            "what": words.PRESSES[one.icon],
            "label": _runs([one.label]),
        }
        for one in buttons
    ]
    return {"all": drawn, "first": drawn[:at_once], "rest": drawn[at_once:]}

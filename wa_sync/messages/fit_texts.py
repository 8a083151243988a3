"""Parameters of a header and a body, as somebody wrote them × what is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.messages import values
from wa_sync.messages.media import Media
from wa_sync.messages.parameters import COUNT, FORMAT
from wa_sync.messages.wrong import PARAMETER, missing
from wa_sync.model.finding import Finding
from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.messages.media import MediaType
    from wa_sync.model.contract import Header, Parameter
    from wa_sync.model.source import Pointer, Spec


_LOCALISED: Final = frozenset({"currency", "date_time"})
_MEDIA: Final[dict[str, MediaType]] = {
    "IMAGE": "image",
    "VIDEO": "video",
    "GIF": "video",
    "DOCUMENT": "document",
}


def header(
    wanted: Header | None, sent: Sequence[Spec], at: Pointer, *, named: bool
) -> Iterator[Finding]:
    """Judge what the header was given."""
    if wanted is None or wanted.format == "TEXT":
        told = () if wanted is None else wanted.parameters
        yield from texts(told, sent, at, named=named)
        return
    format_ = "VIDEO" if wanted.format == "GIF" else wanted.format
    given = [text(one.get("type")).upper() for one in sent]
    if given != [format_]:
        shown = ", ".join(given) or "nothing"
        what = f"The header takes {format_}, and {shown} is given."
        yield Finding(rule="header_format", at=at, message=what, meta=FORMAT)
    elif format_ in _MEDIA:
        type_ = _MEDIA[format_]
        shown_ = mapping(sent[0].get(type_))
        link, node = shown_.get("link"), shown_.get("id")
        yield from Media(
            type=type_,
            link=None if link is None else str(link),
            id=None if node is None else str(node),
        ).check(at)


def texts(
    wanted: Sequence[Parameter], sent: Sequence[Spec], at: Pointer, *, named: bool
) -> Iterator[Finding]:
    """Judge texts: as many as are wanted, by their names, none of them empty."""
    if len(sent) != len(wanted):
        what = f"The {at[-1]} takes {_count(len(wanted))}, and {len(sent)} are given."
        yield Finding(rule="parameter_count", at=at, message=what, meta=COUNT)
        return
    there = {text(one.get("parameter_name")) for one in sent}
    for parameter in wanted if named else ():
        if parameter.name not in there:
            what = f"The {at[-1]} has no parameter_name {parameter.name}."
            yield Finding(rule="parameter_missing", at=at, message=what, meta=PARAMETER)
    for place, one in enumerate(sent):
        yield from _content(one, (*at, str(place + 1)))


def _content(one: Spec, at: Pointer) -> Iterator[Finding]:
    type_ = text(one.get("type")).lower()
    if type_ == "text":
        yield from values.text(text(one.get("text")), at)
    elif type_ not in _LOCALISED:
        what = f"Parameter {at[-1]} of the {at[-2]} is no text, but {type_ or 'none'}."
        yield Finding(rule="parameter_format", at=at, message=what, meta=FORMAT)
    elif not text(mapping(one.get(type_)).get("fallback_value")):
        what = f"Parameter {at[-1]} of the {at[-2]} has no {type_}.fallback_value."
        yield missing("parameter_empty", at, what)


def _count(number: int) -> str:
    return "no parameter" if not number else f"{number} parameter{'s' * (number > 1)}"

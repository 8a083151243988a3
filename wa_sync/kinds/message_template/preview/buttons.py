"""One button → what the phone draws, and where a tap leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import spec
from wa_sync.kinds.message_template.preview import wordings
from wa_sync.kinds.message_template.preview.filled import fill, plain
from wa_sync.model.bubble import SHOWN, Button, Icon, Origin, Run, Value
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def buttons(parts: spec.Parts) -> tuple[Button, ...]:
    """Draw the buttons of a template, or of a card."""
    return tuple(map(_button, parts.buttons))


def values(parts: spec.Parts) -> Iterator[Value]:
    """Name the variables of buttons, which are those of their URLs."""
    for number, button in enumerate(parts.buttons, 1):
        if button.type == "URL":
            given = "".join(spec.button_examples(button)[:1])
            for one in spec.variables(text(button.fields.get("url"))):
                yield Value(f"button {number}", one.name, given or None)


def many_at_once(parts: spec.Parts) -> bool:
    """Whether only phones show so many, or such a mixture (meta-api.md §2.6)."""
    replies = [button.type == "QUICK_REPLY" for button in parts.buttons]
    return len(replies) > SHOWN or (any(replies) and not all(replies))


def _button(button: spec.Button) -> Button:
    label = _label(button)
    detail = _DETAILS.get(button.type, _no_detail)(button)
    return Button(_icon(button), label, detail)


def _label(button: spec.Button) -> Run:
    written = text(button.fields.get("text"))
    if button.type == "OTP":
        return _otp_label(button, written)
    if written:
        return Run(written)
    return Run(wordings.LABELS.get(button.type, button.type), origin=Origin.META)


def _otp_label(button: spec.Button, written: str) -> Run:
    """Apps that fill the code in have a label of their own; the other is a fallback."""
    if _otp_type(button) == "COPY_CODE":
        own, meta = written, wordings.COPY_CODE
    else:
        own, meta = text(button.fields.get("autofill_text")), wordings.AUTOFILL
    return Run(own) if own else Run(meta, origin=Origin.META)


def _icon(button: spec.Button) -> Icon:
    if button.type == "OTP":
        return Icon.COPY if _otp_type(button) == "COPY_CODE" else Icon.FILL
    if button.type == "FLOW":
        asked = spec.upper(button.fields.get("icon"))
        return wordings.FLOW_ICONS.get(asked, Icon.FLOW)
    return wordings.ICONS.get(button.type, Icon.UNKNOWN)


def _otp_type(button: spec.Button) -> str:
    return spec.upper(button.fields.get("otp_type")) or "COPY_CODE"


def _no_detail(_: spec.Button) -> tuple[Run, ...]:
    return ()


def _url(button: spec.Button) -> tuple[Run, ...]:
    """A sample is what goes in place of the variable, or the whole address."""
    written = text(button.fields.get("url"))
    given = "".join(spec.button_examples(button)[:1])
    named = spec.variables(written)
    if named and "://" in given:
        return (Run(given, origin=Origin.EXAMPLE, name=named[0].name),)
    return plain(fill(written, {one.name: given for one in named}))


def _phone(button: spec.Button) -> tuple[Run, ...]:
    return _said(text(button.fields.get("phone_number")))


def _code(button: spec.Button) -> tuple[Run, ...]:
    given = "".join(spec.button_examples(button)[:1])
    return (Run(given, origin=Origin.EXAMPLE),) if given else ()


def _flow(button: spec.Button) -> tuple[Run, ...]:
    """Name the flow as it was named, and the screen that it begins with."""
    names = (text(button.fields.get(key)) for key in ("flow_name", "flow_id"))
    flow = next(filter(None, names), "")
    screen = text(button.fields.get("navigate_screen"))
    return _said(" › ".join(filter(None, (flow, screen))))


def _otp(button: spec.Button) -> tuple[Run, ...]:
    apps = [mapping(app) for app in array(button.fields.get("supported_apps"))]
    names = [text(app.get("package_name")) for app in apps]
    return _said(", ".join(filter(None, names)))


def _said(words: str) -> tuple[Run, ...]:
    return (Run(words),) if words else ()


_DETAILS: dict[str, Callable[[spec.Button], tuple[Run, ...]]] = {
    "URL": _url,
    "PHONE_NUMBER": _phone,
    "COPY_CODE": _code,
    "FLOW": _flow,
    "OTP": _otp,
}

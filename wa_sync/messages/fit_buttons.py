"""Components of buttons, as somebody wrote them × the buttons that take something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.messages import values
from wa_sync.messages.tapped import SUB_TYPE
from wa_sync.messages.wrong import PARAMETER, missing
from wa_sync.model.contract import Takes
from wa_sync.model.finding import Finding
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.contract import Button, Contract, Parts
    from wa_sync.model.source import Pointer, Spec


_KEY: Final = {
    Takes.URL_SUFFIX: "text",
    Takes.CODE: "text",
    Takes.COUPON_CODE: "coupon_code",
    Takes.PAYLOAD: "payload",
    Takes.THUMBNAIL: "action",
    Takes.SECTIONS: "action",
    Takes.ORDER: "action",
}
"""What stands in the parameter of a button; a Flow and a call may do without one."""


def misfits(
    contract: Contract, parts: Parts, components: Sequence[Spec], at: Pointer
) -> Iterator[Finding]:
    """Yield what is missing, what is there for no button, and what is not whole."""
    sent = {
        (text(one.get("sub_type")).lower(), str(one.get("index"))): one
        for one in components
        if text(one.get("type")).lower() == "button"
    }
    wanted = {
        (SUB_TYPE[one.takes], str(one.index)): one
        for one in parts.buttons
        if one.takes is not Takes.NOTHING
    }
    for key, one in wanted.items():
        if key in sent:
            yield from _whole(contract, one, sent[key], components, (*at, one.index))
        elif one.required:
            what = f"The component of button {one.index} ({key[0]}) is missing."
            yield missing("button_value_missing", (*at, one.index), what)
    for sub_type, index in sorted(sent.keys() - wanted.keys()):
        what = f"There is no button {index} that takes {sub_type or 'anything'}."
        yield Finding(rule="button_unknown", at=at, message=what, meta=PARAMETER)


def _whole(
    contract: Contract,
    one: Button,
    sent: Spec,
    components: Sequence[Spec],
    at: Pointer,
) -> Iterator[Finding]:
    key, given = _KEY.get(one.takes), _parameter(sent)
    if key is None:
        return
    if not given.get(key):
        what = f"The component of button {one.index} has no parameter with {key}."
        yield missing("button_value_missing", at, what)
    elif one.takes is Takes.COUPON_CODE:
        yield from values.coupon(text(given[key]), at, offer=contract.expires)
    elif one.takes is Takes.CODE:
        bodies = [c for c in components if text(c.get("type")).lower() == "body"]
        body = next(map(_parameter, bodies), {}).get("text")
        told = body if isinstance(body, str) else None
        yield from values.code(told, text(given[key]), at)


def _parameter(component: Spec) -> Spec:
    return mapping(next(iter(array(component.get("parameters"))), {}))

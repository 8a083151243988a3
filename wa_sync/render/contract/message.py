"""A signature → the shape of what an application passes: template, language, values.

The shape is wa-sync's own and knows nothing of an HTTP call: values stand under the
part that takes them, buttons under their index, a one-time code once, though Meta wants
it twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.model.contract import Takes
from wa_sync.render.contract.shapes import (
    Anything,
    Either,
    Field,
    Fixed,
    Number,
    Record,
    Several,
    String,
    Words,
)


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.model.contract import Button, Form, Header, Parameter, Parts, Signature
    from wa_sync.render.contract.shapes import Shape


CODE_LENGTH: Final = 15
"""Of a one-time code, in characters (Meta, authentication templates, 2025-12)."""
CARDS: Final = (2, 10)
"""As many product cards may be sent (Meta, product card carousel, 2025-12)."""
SECTIONS: Final = 10
PRODUCTS: Final = 30
"""Of a multi-product message (Meta, multi-product templates, 2025-12)."""

_LINK = Field("link", String())
_ID = Field("id", String())
_NAME = Field("filename", String(), required=False)
MEDIUM = Either((Record((_LINK,)), Record((_ID,))))
DOCUMENT = Either((Record((_LINK, _NAME)), Record((_ID, _NAME))))
PLACE = Record(
    (
        Field("latitude", Number(whole=False)),
        Field("longitude", Number(whole=False)),
        Field("name", String(), required=False),
        Field("address", String(), required=False),
    )
)
PRODUCT = Record(
    (Field("product_retailer_id", String()), Field("catalog_id", String()))
)
SECTION = Record(
    (
        Field("title", String()),
        Field("product_retailer_ids", Several(String(), 1, PRODUCTS)),
    )
)
_HEADERS: Mapping[str, Shape] = {
    "IMAGE": MEDIUM,
    "VIDEO": MEDIUM,
    "GIF": MEDIUM,
    "DOCUMENT": DOCUMENT,
    "LOCATION": PLACE,
    "PRODUCT": PRODUCT,
}
_PAYLOAD = Field("payload", String(), required=False)
_THUMBNAIL = Field("thumbnail_product_retailer_id", String())
_BUTTONS: Mapping[Takes, tuple[Field, ...]] = {
    Takes.URL_SUFFIX: (Field("url", String()),),
    Takes.COUPON_CODE: (Field("coupon_code", String()),),
    Takes.PAYLOAD: (Field("payload", String()),),
    Takes.FLOW: (
        Field("flow_token", String(), required=False),
        Field("flow_action_data", Anything(), required=False),
    ),
    Takes.THUMBNAIL: (_THUMBNAIL,),
    Takes.SECTIONS: (_THUMBNAIL, Field("sections", Several(SECTION, 1, SECTIONS))),
    Takes.ORDER: (Field("order_details", Anything()),),
    Takes.CALL: (Field("ttl_minutes", Number(), required=False), _PAYLOAD),
}


def message(signature: Signature, form: Form) -> Record:
    """Return the shape of a message in one of the languages of a form."""
    contract = form.contract
    fields = [
        Field("template", Words((signature.name,))),
        Field("language", Words(form.languages)),
        *_parts(contract.message, named=contract.named, code=contract.code),
    ]
    if contract.code:
        fields.append(Field("code", String(CODE_LENGTH)))
    if contract.expires:
        fields.append(Field("expiration_time_ms", Number()))
    if contract.cards:
        cards = [Record(tuple(_parts(c, named=contract.named))) for c in contract.cards]
        shape = Several(cards[0], *CARDS) if contract.vary else Fixed(tuple(cards))
        fields.append(Field("cards", shape))
    return Record(tuple(fields))


def _parts(parts: Parts, *, named: bool, code: bool = False) -> Iterator[Field]:
    if parts.header is not None:
        yield Field("header", _header(parts.header, named=named))
    if parts.body and not code:
        yield Field("body", _texts(parts.body, named=named))
    fields = tuple(_button(one) for one in parts.buttons if one.takes in _BUTTONS)
    if fields:
        needed = any(one.required for one in fields)
        yield Field("buttons", Record(fields), required=needed)


def _header(header: Header, *, named: bool) -> Record:
    if header.format == "TEXT":
        return Record((Field("text", _texts(header.parameters, named=named)),))
    shape = _HEADERS.get(header.format, Anything())
    return Record((Field(header.format.lower(), shape),))


def _texts(parameters: Sequence[Parameter], *, named: bool) -> Shape:
    if named:
        return Record(tuple(Field(one.name, String()) for one in parameters))
    return Fixed((String(),) * len(parameters))


def _button(button: Button) -> Field:
    fields = _BUTTONS[button.takes]
    return Field(str(button.index), Record(fields), required=button.required)

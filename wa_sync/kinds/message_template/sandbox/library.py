"""Meta's template library: ready texts that a template can be made from.

The shapes are documented (meta-api.md §1.7); the authentication text is from a live
answer. The other texts are of our own wording: a handful, to rehearse with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from wa_sync.kinds.message_template.sandbox import otp, refusals
from wa_sync.model.source import array, mapping, text
from wa_sync.sandbox.wire import Reply


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


SEARCHED = ("name", "topic", "usecase", "language")
LIBRARY: tuple[Spec, ...] = (
    {
        "name": "verify_transaction_1",
        "language": "en_US",
        "category": "AUTHENTICATION",
        "topic": "IDENTITY_VERIFICATION",
        "usecase": "TRANSACTION_VERIFICATION",
        "industry": ["FINANCIAL_SERVICES"],
        "body": "Use code *{{1}}* to authorize your transaction.",
        "body_params": ["123456"],
        "body_param_types": ["TEXT"],
        "buttons": [{"type": "OTP", "otp_type": "COPY_CODE", "text": "Copy code"}],
    },
    {
        "name": "delivery_update_1",
        "language": "en_US",
        "category": "UTILITY",
        "topic": "ORDER_MANAGEMENT",
        "usecase": "DELIVERY_UPDATE",
        "industry": ["E_COMMERCE"],
        "header": "Your order is on its way",
        "body": "{{1}}, your order has left us and is on its way to {{2}}. You can see "
        "below when it will arrive.",
        "body_params": ["Ana", "12 Main Street"],
        "body_param_types": ["TEXT", "ADDRESS"],
        "buttons": [
            {"type": "URL", "text": "Track package", "url": "https://www.example.com/"}
        ],
    },
    {
        "name": "payment_overdue_1",
        "language": "en_US",
        "category": "UTILITY",
        "topic": "PAYMENTS",
        "usecase": "PAYMENT_OVERDUE",
        "industry": ["FINANCIAL_SERVICES"],
        "header": "Your payment is late",
        "body": "Hi {{1}}, your payment of {{2}} for {{3}} was due on {{4}}. Please "
        "pay soon, so that no fees are added.",
        "body_params": ["Ana", "$20", "Example Telecom", "Jan 1, 2026"],
        "body_param_types": ["TEXT", "AMOUNT", "TEXT", "DATE"],
        "buttons": [
            {"type": "URL", "text": "Pay now", "url": "https://www.example.com/"},
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+15550051310"},
        ],
    },
    {
        "name": "low_balance_warning_1",
        "language": "en_US",
        "category": "UTILITY",
        "topic": "ACCOUNT_UPDATE",
        "usecase": "LOW_BALANCE_WARNING",
        "industry": ["FINANCIAL_SERVICES"],
        "header": "Your balance is low",
        "body": "Hi {{1}}, the balance of your account that ends in {{2}} is below "
        "{{3}}. Please top it up to keep using it.",
        "body_params": ["Ana", "7890", "$50"],
        "body_param_types": ["TEXT", "NUMBER", "AMOUNT"],
        "buttons": [
            {"type": "URL", "text": "Top up now", "url": "https://www.example.com/"}
        ],
    },
)


def browse(request: Request, world: World) -> Reply:
    """Show what the library holds."""
    del world
    wanted = {key: request.text(key) for key in SEARCHED}
    search = (request.text("search") or "").lower()
    found: list[Json] = []
    for number, item in enumerate(LIBRARY, 1):
        fits = all(value in {None, "", item[key]} for key, value in wanted.items())
        if fits and search in f"{item['name']} {item['body']}".lower():
            found.append({**item, "id": str(70_000_000_000_000 + number)})
    return Reply({"data": found})


def filled(posted: Spec) -> Spec:
    """Put a library template's components in place of the inputs."""
    name = posted.get("library_template_name")
    if name is None:
        return posted
    for item in LIBRARY:
        if item["name"] == name:
            inputs = _inputs(posted.get("library_template_button_inputs"))
            extras = mapping(posted.get("library_template_body_inputs"))
            language = text(posted.get("language"))
            made = _components(item, inputs, extras, language)
            return {**posted, "components": made}
    raise refusals.refuse(
        None,
        "Library Template Not Found",
        f"The library template {name} wasn't found.",
    )


def approved_at_once(posted: Spec) -> bool:
    """Whether a template needs no review: its text is Meta's own."""
    return "library_template_name" in posted


def _inputs(given: Json) -> list[Spec]:
    decoded: Json = orjson.loads(given) if isinstance(given, str) else given
    return [mapping(one) for one in array(decoded)]


def _components(
    item: Spec, inputs: list[Spec], extras: Spec, language: str
) -> list[Json]:
    """Build the components as they read: header, body, footer, buttons."""
    made: list[Json] = []
    if "header" in item:
        made.append({"type": "HEADER", "format": "TEXT", "text": item["header"]})
    body = text(item["body"])
    if extras.get("add_security_recommendation") is True:
        body += " For your security, do not share this code."
    made.append(
        {"type": "BODY", "text": body, "example": {"body_text": [item["body_params"]]}}
    )
    minutes = extras.get("code_expiration_minutes")
    if minutes is not None:
        made.append(
            {"type": "FOOTER", "text": f"This code expires in {minutes} minutes."}
        )
    buttons: list[Json] = []
    for button in map(mapping, array(item["buttons"])):
        full = _button(button, inputs)
        is_otp = full["type"] == "OTP"
        buttons.append(otp.button(full, language, minutes) if is_otp else full)
    return [*made, {"type": "BUTTONS", "buttons": buttons}]


def _button(button: Spec, inputs: list[Spec]) -> Spec:
    """Fill one button with the input of its type, which must be there."""
    kind = text(button["type"])
    given = next((one for one in inputs if text(one.get("type")).upper() == kind), None)
    if given is None:
        raise refusals.refuse(
            2388050,
            refusals.TITLES[2388050],
            f"The {kind} button needs an input in library_template_button_inputs.",
        )
    if kind == "URL":
        # base_url is the fixed part; the library adds the variable (2388052)
        url = mapping(given.get("url"))
        fixed, example = text(url.get("base_url")), text(url.get("url_suffix_example"))
        if not example:
            return {**button, "url": fixed}
        slash = "" if fixed.endswith("/") else "/"
        return {**button, "url": f"{fixed}{slash}{{{{1}}}}", "example": [example]}
    return {**button, **given, "type": kind}

"""A message arrives: it is judged as Meta does, kept, and given an id."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Final

from wa_sync.messages import limits
from wa_sync.model.source import array, text
from wa_sync.sandbox.messages import content, media, refuse, templates
from wa_sync.sandbox.objects import Stored
from wa_sync.sandbox.wire import Refusal, Reply


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


KIND: Final = "message"
READ: Final = "message_read"
ALLOWED: Final = "allowed_recipients"
TYPES: Final = (
    *("audio", "contacts", "document", "image", "interactive", "location"),
    *("reaction", "sticker", "template", "text", "video"),
)
_WAMID: Final = re.compile(r"wamid\.[A-Za-z0-9+/=_-]+")
_BETWEEN: Final = re.compile(r"[\s()+.-]+")


def receive(request: Request, world: World) -> Reply:
    """Take a message, or the news that one was read."""
    if request.text("messaging_product") != "whatsapp":
        raise Refusal(100, "(#100) The parameter messaging_product is required.")
    phone = request.matched["phone"]
    if request.args.get("status") is not None:
        return _read(request, world, phone)
    to = request.text("to")
    if not to:
        raise Refusal(100, "(#100) The parameter to is required.")
    type_ = (request.text("type") or "text").lower()
    if type_ not in TYPES:
        known = ", ".join(one.upper() for one in TYPES)
        raise Refusal(
            100, f'(#100) Param type must be one of {{{known}}} - got "{type_}".'
        )
    given = request.structured(type_)
    if given is None:
        raise refuse.missing(type_, f"type '{type_}'")
    digits = _recipient(to, world)
    content.check(type_, given)
    media.known(type_, given, phone, world)
    if type_ == "template":
        templates.check(given, world)
    _answered(request)
    return _kept(request, world, type_, given, digits)


def _recipient(to: str, world: World) -> str:
    """Return the digits; a plus and what divides them is taken, as Meta does."""
    digits = _BETWEEN.sub("", to)
    number = digits.isascii() and digits.isdecimal() and not digits.startswith("0")
    if not number or len(digits) not in limits.RECIPIENT_DIGITS:
        raise refuse.invalid("Recipient phone number is not a valid phone number")
    allowed = array(world.store.setting(ALLOWED))
    if allowed and digits not in allowed:
        raise refuse.not_allowed()
    return digits


def _answered(request: Request) -> None:
    context = request.structured("context")
    if context is None:
        return
    answered = text(context.get("message_id")) if isinstance(context, dict) else ""
    if not _WAMID.fullmatch(answered):
        raise refuse.invalid("context: message_id is not valid")


def _kept(
    request: Request, world: World, type_: str, given: Json, digits: str
) -> Reply:
    """Keep the message as it came, and answer with its id."""
    phone, to = request.matched["phone"], request.text("to") or ""
    world.meet("phone", phone)
    number = world.objects.new_id()
    wamid = _wamid(digits, number)
    doc: dict[str, Json] = {
        "id": wamid,
        "from": phone,
        "to": digits,
        "time": world.now(),
        "type": type_,
        type_: given,
    }
    if request.structured("context") is not None:
        doc["context"] = request.structured("context")
    world.objects.add(Stored(0, KIND, phone, wamid, wamid, type_, doc))
    sent: dict[str, Json] = {"id": wamid}
    if type_ == "template":
        sent["message_status"] = "accepted"
    return Reply(
        {
            "messaging_product": "whatsapp",
            "contacts": [{"input": to, "wa_id": digits}],
            "messages": [sent],
        }
    )


def _wamid(digits: str, number: str) -> str:
    """Make an id in Meta's form: the recipient's number and a mark, in Base64."""
    mark = hashlib.sha256(number.encode()).hexdigest()[:18].upper()
    head = b"\x1d\x0b" + digits.encode() + b"\x15\x02\x00\x11\x18\x12"
    return "wamid." + base64.b64encode(head + mark.encode() + b"\0").decode()


def _read(request: Request, world: World, phone: str) -> Reply:
    """Any id of a message is taken: who wrote to the number is not kept."""
    if request.text("status") != "read":
        raise refuse.invalid("status: the only value is read")
    read = request.text("message_id")
    if not read:
        raise Refusal(100, "(#100) The parameter message_id is required.")
    if not _WAMID.fullmatch(read):
        raise refuse.invalid("message_id is not a valid id of a message")
    world.meet("phone", phone)
    doc: Spec = {"from": phone, "time": world.now(), "status": "read", "id": read}
    # one message may be marked again and again
    node = world.objects.new_id()
    world.objects.add(Stored(0, READ, phone, node, node, "read", doc))
    return Reply({"success": True})


def kept(world: World) -> list[Spec]:
    """Return the messages that were taken, and what was read, in order."""
    found = [
        one for kind in (KIND, READ) for one in world.objects.select(kind, "1", ())
    ]
    return [one.doc for one in sorted(found, key=lambda one: one.seq)]

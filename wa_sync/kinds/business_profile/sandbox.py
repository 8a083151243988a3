"""The sandbox's half of the business profile: what Meta does with what it is sent.

A POST is a merge: what is left out keeps its value, an empty text clears
(meta-api.md §7.4). The profile belongs to a phone number, and is there on first use.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from wa_sync.kinds.business_profile import limits
from wa_sync.model.source import array, text
from wa_sync.sandbox import ledger
from wa_sync.sandbox.objects import Stored
from wa_sync.sandbox.selection import requested
from wa_sync.sandbox.wire import Refusal, Reply, Route


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


KIND: Final = "business_profile"
NODE_TYPE: Final = "WhatsAppBusinessProfile"
GREETING: Final = "Hey there! I am using WhatsApp."
LONGEST: Final = {
    "about": limits.ABOUT.stop - 1,
    "address": limits.ADDRESS,
    "description": limits.DESCRIPTION,
    "email": limits.EMAIL,
}
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
HANDLE: Final = re.compile(r"[0-9]+:(?!//)[^\s]+")
WEB: Final = re.compile(r"https?://", re.IGNORECASE)
BARE_HOST: Final = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)
READABLE: Final[tuple[str, ...]] = (
    *("about", "address", "description", "email", "profile_picture_url"),
    *("websites", "vertical", "messaging_product"),
)
KNOWN: Final = frozenset({*READABLE, "id"})
PICTURE: Final = "picture"  # kept, never shown: what the signed URL is made from


def show(request: Request, world: World) -> Reply:
    """Show the profile; without ``fields`` that is only the product's name."""
    stored = _profile(world, request.matched["phone"])
    wanted = requested(request, KNOWN, NODE_TYPE) or []
    doc = {**stored.doc, **_picture(stored, world)}
    shown = {name: doc[name] for name in READABLE if name in wanted and name in doc}
    return Reply({"data": [{**shown, "messaging_product": "whatsapp"}]})


def change(request: Request, world: World) -> Reply:
    """Merge what was sent into the profile."""
    if request.text("messaging_product") != "whatsapp":
        raise Refusal(100, "(#100) The parameter messaging_product is required.")
    stored = _profile(world, request.matched["phone"])
    sent: dict[str, Json] = {}
    for name in LONGEST:
        value = request.text(name)
        if value is not None:
            sent[name] = _checked(name, value)
    sent |= _websites(request) | _vertical(request) | _handle(request)
    changed = stored.with_doc(**{key: value or None for key, value in sent.items()})
    if not changed.doc.get("vertical"):
        changed = changed.with_doc(vertical="UNDEFINED")
    world.objects.note("edit", world.now(), stored, before=True)
    world.objects.update(changed)
    return Reply({"success": True})


def seed(world: World, phone: str, item: Spec) -> None:
    """Load a profile as Meta returns it, in place of what was there."""
    stored = _profile(world, phone)
    doc: dict[str, Json] = {
        name: item[name] for name in READABLE if item.get(name) is not None
    }
    doc.setdefault("vertical", "UNDEFINED")
    world.objects.update(replace(stored, doc=doc))


def _profile(world: World, phone: str) -> Stored:
    """Return the number's profile; a new one has a greeting and nothing else."""
    found = world.objects.find(KIND, phone)
    if found is not None:
        return found
    world.meet("phone", phone)
    new: Spec = {"about": GREETING, "vertical": "UNDEFINED"}
    return world.objects.add(Stored(0, KIND, phone, phone, "", "", new))


def _checked(name: str, value: str) -> str:
    value = value.rstrip()
    if len(value) > LONGEST[name]:
        raise _too_long(name, LONGEST[name])
    if name == "about" and not value:
        raise Refusal(100, "(#100) Param about must be at least 1 character long.")
    if name == "email" and value and not EMAIL.fullmatch(value):
        raise Refusal(100, "Invalid parameter: email must be a valid email address")
    return value


def _too_long(place: str, longest: int) -> Refusal:
    return Refusal(
        100, f"(#100) Param {place} must be at most {longest} characters long."
    )


def _websites(request: Request) -> dict[str, Json]:
    """Read a list, a JSON text, or one address; a bare host gets its slash."""
    given = request.structured("websites")
    if given is None:
        return {}
    listed = array(given) if isinstance(given, list) else [given]
    sites = [site for site in map(str, listed) if site]
    if len(sites) > limits.WEBSITES:
        raise Refusal(
            100,
            f"(#100) Param websites must have at most {limits.WEBSITES} elements.",
        )
    for number, site in enumerate(sites):
        place = f"websites[{number}]"
        if len(site) > limits.WEBSITE:
            raise _too_long(place, limits.WEBSITE)
        if not (WEB.match(site) and urlsplit(site).hostname):
            raise Refusal(100, f"(#100) Param {place} must be a valid URL.")
    slashed = [f"{site}/" if BARE_HOST.fullmatch(site) else site for site in sites]
    return {"websites": slashed}


def _vertical(request: Request) -> dict[str, Json]:
    value = request.text("vertical")
    if value is None:
        return {}
    if value and value.upper() not in limits.VERTICALS:
        listed = ", ".join(sorted(limits.VERTICALS))
        raise Refusal(
            100, f'(#100) Param vertical must be one of {{{listed}}} - got "{value}".'
        )
    return {"vertical": value.upper()}


def _handle(request: Request) -> dict[str, Json]:
    """Take an upload's handle; a URL or anything else is no picture."""
    value = request.text("profile_picture_handle")
    if value is None:
        return {}
    if not HANDLE.fullmatch(value):
        raise Refusal(
            100,
            "The profile picture handle is invalid or expired",
            type="GraphMethodException",
        )
    return {PICTURE: value, "profile_picture_url": None}


def _picture(stored: Stored, world: World) -> dict[str, Json]:
    """Sign the picture's address anew for each read."""
    handle = text(stored.doc.get(PICTURE))
    if not handle:
        return {}
    name = int.from_bytes(hashlib.sha256(handle.encode()).digest()[:8], "big")
    seed = f"{handle} {ledger.last(world)} {world.now()}"
    digest = hashlib.sha256(seed.encode()).hexdigest()
    url = (
        f"https://pps.whatsapp.net/v/t61.24694-24/{name}_n.jpg?ccb=11-4"
        f"&oh=01_{digest[:34]}&oe={world.now() + 86_400:X}"
    )
    return {"profile_picture_url": url}


ROUTES: Final = (
    Route("GET", "{phone}/whatsapp_business_profile", show),
    Route("POST", "{phone}/whatsapp_business_profile", change),
)

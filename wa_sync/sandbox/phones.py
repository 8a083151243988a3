"""Phone numbers: ``GET /{waba}/phone_numbers`` and ``GET /{phone}``.

A number is there from its first use. It belongs to the account that was introduced
with it or that it was loaded into, else to the only account there is, else to none.
An account of which no number is known has one, made up from its id.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from wa_sync.model.source import mapping, text
from wa_sync.sandbox import paging
from wa_sync.sandbox.objects import Stored
from wa_sync.sandbox.selection import requested, select
from wa_sync.sandbox.wire import Reply, Request, Route, unsupported


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.world import World

KIND: Final = "phone_number"
NODE_TYPE: Final = "WhatsAppBusinessPhoneNumber"
HOMES: Final = "phone_homes"
TIER: Final = "messaging_limit_tier"
PORTFOLIO_TIER: Final = "whatsapp_business_manager_messaging_limit"
PORTFOLIO_SINCE: Final = 24  # meta-api.md §11.3
BY_DEFAULT: Final = (
    *("id", "display_phone_number", "verified_name", "code_verification_status"),
    *("quality_rating", "platform_type", "throughput", "last_onboarded_time"),
    "webhook_configuration",
)
NAMED_ONLY: Final = frozenset(
    {
        *("account_mode", "certificate", "conversational_automation", "health_status"),
        *("host_platform", "is_official_business_account", "is_on_biz_app"),
        *("is_pin_enabled", "is_preverified_number", "name_status", "new_certificate"),
        *("new_display_name", "new_name_status", "quality_score"),
        *("search_visibility", "status", "username", TIER, PORTFOLIO_TIER),
    }
)
KNOWN: Final = frozenset({*BY_DEFAULT, *NAMED_ONLY})


def list_numbers(request: Request, world: World) -> Reply:
    """Show a page of an account's numbers."""
    waba = request.matched["waba"]
    wanted = requested(request, _known(request), NODE_TYPE)
    _settle(world, waba)
    page = paging.page(request, world, KIND, "owner = ?", (waba,))
    return Reply(page.answer([_shown(one, wanted) for one in page.objects]))


def show(request: Request, world: World) -> Reply:
    """Show one number."""
    phone = request.matched["phone"]
    if phone in world.met("waba"):
        raise unsupported(request.method, phone)
    wanted = requested(request, _known(request), NODE_TYPE)
    return Reply(_shown(number(world, phone), wanted))


def is_meant(request: Request, world: World) -> bool:
    """Whether a node is a number: one that was used, or is asked what only they know.

    The path alone does not tell: every node of Graph is reached by its id.
    """
    phone = request.matched["phone"]
    if world.objects.find(KIND, phone) or phone in world.met("phone"):
        return True
    asked = text(request.args.get("fields"))
    return bool({"display_phone_number", "verified_name"} & set(asked.split(",")))


def introduce(world: World, waba: str, phone: str) -> None:
    """Say which account a number belongs to, before either is used."""
    homes = mapping(world.store.setting(HOMES))
    if homes.get(phone) != waba:
        with world.store.transaction():
            world.store.set(HOMES, {**homes, phone: waba})


def seed(world: World, waba: str, item: Spec) -> str:
    """Load a number as Meta returns it, in place of one with its id; return its id.

    A ValueError says what it lacks to be one.
    """
    phone = text(item.get("id"))
    if not phone.isdecimal():
        raise ValueError("a phone number needs an id, which is digits only")
    world.meet("waba", waba)
    world.meet("phone", phone)
    taken = world.objects.find(KIND, phone)
    if taken is not None:
        world.objects.remove(taken)
    _add(world, waba, phone, item)
    return phone


def number(world: World, phone: str) -> Stored:
    """Return a number; one that is new is in good standing."""
    found = world.objects.find(KIND, phone)
    if found is not None:
        return found
    world.meet("phone", phone)
    return _add(world, _owner(world, phone), phone, _fresh(world, phone))


def _settle(world: World, waba: str) -> None:
    """Give an account the numbers that belong to it, or one if there are none."""
    world.meet("waba", waba)
    homes = mapping(world.store.setting(HOMES))
    at_home = [phone for phone, home in homes.items() if home == waba]
    for phone in (*world.met("phone"), *at_home):
        one = number(world, phone)
        owner = one.owner or _owner(world, phone)
        if owner != one.owner:
            world.objects.remove(one)
            world.objects.add(replace(one, owner=owner))
    if not world.objects.count(KIND, "owner = ?", (waba,)):
        number(world, _made_up(waba))


def _owner(world: World, phone: str) -> str:
    home = text(mapping(world.store.setting(HOMES)).get(phone))
    accounts = world.met("waba")
    made_up = next((waba for waba in accounts if _made_up(waba) == phone), "")
    return home or made_up or (accounts[0] if len(accounts) == 1 else "")


def _add(world: World, waba: str, phone: str, doc: Spec) -> Stored:
    return world.objects.add(Stored(0, KIND, waba, phone, phone, "", doc))


def _made_up(waba: str) -> str:
    return str(10**14 + _digest(waba) % (9 * 10**14))


def _fresh(world: World, phone: str) -> dict[str, Json]:
    """Make a number up that is dialled nowhere: 555-01… is for stories."""
    moment = datetime.fromtimestamp(world.now(), UTC)
    return {
        "id": phone,
        "display_phone_number": f"+1 202-555-01{_digest(phone) % 100:02d}",
        "verified_name": "Sandbox Shop",
        "code_verification_status": "VERIFIED",
        "quality_rating": "GREEN",
        "platform_type": "CLOUD_API",
        "throughput": {"level": "STANDARD"},
        "last_onboarded_time": f"{moment:%Y-%m-%dT%H:%M:%S}+0000",
        "account_mode": "LIVE",
        "is_official_business_account": False,
        "is_pin_enabled": True,
        "name_status": "APPROVED",
        "new_name_status": "NONE",
        "search_visibility": "VISIBLE",
        "status": "CONNECTED",
        TIER: "TIER_250",
    }


def _digest(seed: str) -> int:
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:7], "big")


def _known(request: Request) -> frozenset[str]:
    """Return the fields of a version: the limit moved to the portfolio."""
    late = int(request.version[1:].partition(".")[0]) >= PORTFOLIO_SINCE
    return KNOWN if late else KNOWN - {PORTFOLIO_TIER}


def _shown(stored: Stored, wanted: list[str] | None) -> Spec:
    doc = stored.doc
    if TIER in doc:
        doc = {PORTFOLIO_TIER: doc[TIER], **doc}
    return select(doc, wanted, NAMED_ONLY)


ROUTES: Final = (
    Route("GET", "{waba}/phone_numbers", list_numbers),
    Route("GET", "{phone}", show, is_meant),
)

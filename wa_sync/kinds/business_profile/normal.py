"""Where the profile's asymmetry lives: what is written is not what is read back.

An unset field is left out of answers, an unset industry reads UNDEFINED, a website
that is only a host gains a slash, and a picture is written as a handle but read as a
link that expires. In a normal form ``null`` means "clear it", and a field that is
left out is not ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.graph import samples
from wa_sync.graph.urls import slashed
from wa_sync.kind import Aligned
from wa_sync.model.resource import Address, Live


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wa_sync.model.account import Account
    from wa_sync.model.finding import Finding
    from wa_sync.model.resource import Declared
    from wa_sync.model.source import Json, Pointer, Spec


KIND = "business_profile"
FIELDS = ("about", "address", "description", "email", "websites", "vertical")
"""What can be declared and is read back, in the order of meta-api.md §7.3."""
FOREIGN = "not_the_accounts_own"
"""The fact that a profile is of another number than the account's."""
PICTURE, HANDLE, LINK = (
    "profile_picture",
    "profile_picture_handle",
    "profile_picture_url",
)


def key(variant: Spec, account: Account) -> str | None:
    """Return the id of the phone number whose profile this is."""
    written = variant.get("phone_number_id")
    return written if isinstance(written, str) and written else account.phone_number_id


def normalize(variant: Spec) -> dict[str, Json]:
    """Return the normal form of a declaration of valid shape."""
    normal: dict[str, Json] = {
        field: _TURNS.get(field, _text)(variant[field])
        for field in FIELDS
        if field in variant
    }
    for field in (PICTURE, HANDLE):
        if field in variant:
            normal[field] = variant[field]
    return normal


def _text(value: Json) -> Json:
    return (value.rstrip() or None) if isinstance(value, str) else value


def _vertical(value: Json) -> Json:
    name = value.strip().upper() if isinstance(value, str) else value
    return None if name in ("", "UNDEFINED") else name


def _websites(value: Json) -> Json:
    """Nothing, an empty list and an empty text all mean that there are none."""
    items = value if isinstance(value, list) else [value]
    sites = [slashed(site.strip()) for site in items if isinstance(site, str)]
    filled: list[Json] = [site for site in sites if site]
    return filled or None


_TURNS: Mapping[str, Callable[[Json], Json]] = {
    "vertical": _vertical,
    "websites": _websites,
}


def asset_paths(variant: Spec) -> Mapping[Pointer, str]:
    """Return where in the normal form the local picture is named."""
    picture = variant.get(PICTURE)
    path = picture.get("asset") if isinstance(picture, dict) else None
    return {(PICTURE, "asset"): path} if isinstance(path, str) else {}


def from_answer(answer: Spec, phone_number_id: str) -> Live:
    """Read the one item of an answer about a profile."""
    shown = normalize({k: v for k, v in answer.items() if k in FIELDS})
    facts = {
        k: v
        for k, v in answer.items()
        if k not in FIELDS and k != "messaging_product" and v is not None
    }
    return Live(
        address=Address(KIND, phone_number_id),
        spec={k: v for k, v in shown.items() if v is not None},
        live_id=phone_number_id,
        facts=facts,
    )


def align(desired: Spec, live: Live, _account: Account) -> Aligned:
    """Drop what was not declared, what is clear on both sides, and a picture that
    cannot be compared: with one there, it is taken to be the declared one.
    """
    mine = {k: v for k, v in desired.items() if v is not None or k in live.spec}
    if live.facts.get(LINK):
        mine = {k: v for k, v in mine.items() if k not in {PICTURE, HANDLE}}
    theirs = {k: v for k, v in live.spec.items() if k in mine}
    return Aligned(mine, theirs)


def unseen(declared: Declared, aligned: Aligned) -> tuple[Finding, ...]:
    """Say that the picture was taken as equal, where there is one to compare with."""
    if PICTURE in aligned.desired:
        return ()
    return samples.taken_as_equal(declared.assets.values(), (PICTURE,))


def to_request(fields: Spec, picture: str | None) -> dict[str, Json]:
    """Return the body that sets these fields; Meta leaves all others as they are.

    ``picture`` is the handle of one uploaded a moment ago.
    """
    body: dict[str, Json] = {"messaging_product": "whatsapp"}
    for field, value in fields.items():
        if field != PICTURE:
            body[field] = "" if value is None else value
    if picture is not None:
        body[HANDLE] = picture
    return body

"""What stands in a message, type by type: the first mistake is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wa_sync.messages import limits
from wa_sync.model.source import array, mapping, text
from wa_sync.sandbox.messages import interactive, refuse
from wa_sync.sandbox.messages.media import TYPES as MEDIA
from wa_sync.sandbox.messages.media import medium


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


_NAMES: Final = ("first_name", "last_name", "middle_name", "prefix", "suffix")
_NUMBER: Final = re.compile(r"-?[0-9]{1,3}(\.[0-9]+)?")


def check(type_: str, given: Json) -> None:
    """Refuse what Meta would, but for templates' parameters."""
    if type_ == "contacts":
        _contacts(given)
        return
    if not isinstance(given, dict):
        raise refuse.invalid(f"{type_}: an object is expected")
    if type_ in MEDIA:
        medium(type_, given)
    elif type_ == "text":
        _text(given)
    elif type_ == "location":
        place(given)
    elif type_ == "interactive":
        interactive.check(given)


def _text(given: Spec) -> None:
    body = text(given.get("body"))
    if not body.strip():
        raise refuse.missing("body", "type 'text'")
    if len(body) > limits.TEXT_LENGTH:
        raise refuse.too_long("text['body']", limits.TEXT_LENGTH)
    if not isinstance(given.get("preview_url", False), bool):
        raise refuse.invalid("text: preview_url must be a boolean")


def place(given: Spec) -> None:
    """A place has two coordinates; both may be texts."""
    for name, most in (("latitude", limits.LATITUDE), ("longitude", limits.LONGITUDE)):
        value = given.get(name)
        if value is None:
            raise refuse.missing(name, "type 'location'")
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            value = float(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise refuse.invalid(f"location: {name} must be a number")
        if abs(value) > most:
            raise refuse.invalid(f"location: {name} must be from -{most:g} to {most:g}")
    if given.get("address") and not given.get("name"):
        raise refuse.missing("name", "type 'location' with an address")


def _contacts(given: Json) -> None:
    cards = array(given)
    if not cards:
        raise refuse.missing("contacts", "type 'contacts'")
    if len(cards) > limits.CONTACTS:
        raise refuse.invalid(f"contacts: at most {limits.CONTACTS}")
    for place_, card in enumerate(map(mapping, cards)):
        where = f"contacts[{place_}]"
        _card(card, where)
        _name(mapping(card.get("name")), f"{where}['name']")


def _card(card: Spec, where: str) -> None:
    for key in sorted(card.keys() - limits.CONTACT_KEYS):
        raise refuse.invalid(f"{where}: unexpected key {key}")
    for key in ("addresses", "emails", "phones", "urls"):
        if not isinstance(card.get(key, []), list):
            raise refuse.invalid(f"{where}['{key}']: an array is expected")
    if not isinstance(card.get("org", {}), dict):
        raise refuse.invalid(f"{where}['org']: an object is expected")


def _name(named: Spec, where: str) -> None:
    for key in sorted(named.keys() - {*_NAMES, "formatted_name"}):
        raise refuse.invalid(f"{where}: unexpected key {key}")
    if not text(named.get("formatted_name")):
        raise refuse.missing("formatted_name", where)
    if not any(text(named.get(one)) for one in _NAMES):
        raise refuse.invalid(f"{where}: one more of {', '.join(_NAMES)}")

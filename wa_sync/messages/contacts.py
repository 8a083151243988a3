"""Cards of an address book, in Meta's own JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from wa_sync.messages import limits
from wa_sync.messages.wrong import invalid, missing, unknown, unsure
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Pointer, Spec


_DATE: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_ONE_OF: Final = ("first_name", "last_name", "middle_name", "prefix", "suffix")
_NAME: Final = frozenset({*_ONE_OF, "formatted_name"})
_UNKNOWN: Final = "contact_field_unknown"
_LISTS: Final = {"phones": "phone", "emails": "email", "urls": "url"}


@dataclass(frozen=True, slots=True)
class Contacts:
    """The cards; each has a ``name`` with ``formatted_name`` and one of its parts."""

    cards: Sequence[Spec]
    type: ClassVar[str] = "contacts"

    def content(self) -> Json:
        """Return what stands under the message's type."""
        return list(self.cards)

    def check(self) -> Iterator[Finding]:
        """Judge the cards."""
        count = len(self.cards)
        if not count:
            yield missing("contacts_missing", ("contacts",), "There is no contact.")
        if count > limits.CONTACTS:
            what = f"There are {count} of at most {limits.CONTACTS} contacts."
            yield invalid("contacts_too_many", ("contacts",), what)
        elif count > limits.CONTACTS_SURE:
            what = (
                f"There are {count} contacts: Meta's reference allows "
                f"{limits.CONTACTS_SURE}, its page about contacts {limits.CONTACTS}."
            )
            yield unsure("contacts_many", ("contacts",), what)
        for place, card in enumerate(self.cards):
            yield from _card(card, ("contacts", place))


def card(
    name: str, phones: Sequence[str] = (), emails: Sequence[str] = ()
) -> dict[str, Json]:
    """Return the card of a person; the first word of the name is the first name."""
    first, _, last = name.strip().partition(" ")
    named: dict[str, Json] = {"formatted_name": name.strip(), "first_name": first}
    if last.strip():
        named["last_name"] = last.strip()
    made: dict[str, Json] = {"name": named}
    if phones:
        made["phones"] = [{"phone": one} for one in phones]
    if emails:
        made["emails"] = [{"email": one} for one in emails]
    return made


def _card(one: Spec, at: Pointer) -> Iterator[Finding]:
    yield from unknown(_UNKNOWN, at, "A contact", one, limits.CONTACT_KEYS)
    yield from _shapes(one, at)
    named = mapping(one.get("name"))
    yield from unknown(_UNKNOWN, (*at, "name"), "A name", named, _NAME)
    if not text(named.get("formatted_name")).strip():
        what = "The contact's name has no formatted_name."
        yield missing("contact_name_missing", (*at, "name"), what)
    elif not any(text(named.get(part)).strip() for part in _ONE_OF):
        what = f"The contact's name has none of its parts: {', '.join(_ONE_OF)}."
        yield missing("contact_name_parts", (*at, "name"), what, "Add first_name.")
    birthday = one.get("birthday")
    if birthday is not None and not _DATE.fullmatch(text(birthday)):
        what = "The birthday is not written as YYYY-MM-DD."
        yield invalid("contact_birthday", (*at, "birthday"), what)
    yield from _entries(one, at)


def _shapes(one: Spec, at: Pointer) -> Iterator[Finding]:
    """Lists are lists of objects, and the rest are objects."""
    for key in ("name", "org"):
        if key in one and not isinstance(one[key], dict):
            what = f"The {key} of a contact is no object."
            yield invalid("contact_field_malformed", (*at, key), what)
    for key in ("addresses", *_LISTS):
        value = one.get(key, [])
        if not isinstance(value, list) or not all(isinstance(e, dict) for e in value):
            what = f"The {key} of a contact are no list of objects."
            yield invalid("contact_field_malformed", (*at, key), what)


def _entries(one: Spec, at: Pointer) -> Iterator[Finding]:
    """Each phone, address and link says what it is an entry for."""
    for key, wanted in _LISTS.items():
        for place, entry in enumerate(array(one.get(key))):
            if isinstance(entry, dict) and not text(entry.get(wanted)).strip():
                what = f"An entry of {key} has no {wanted}."
                yield missing("contact_entry_empty", (*at, key, place), what)

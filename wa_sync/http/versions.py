"""Which version of the API answered, where it is not the one asked for. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple


if TYPE_CHECKING:
    from wa_sync.http.exchange import Answer, Call


HEADER: Final = "facebook-api-version"
_IN_PATH: Final = re.compile(r"(?:/whatsapp-business)?/(v[0-9]{1,3}\.[0-9]{1,2})/")
_VERSION: Final = re.compile(r"v[0-9]{1,3}\.[0-9]{1,2}")


class Versions(NamedTuple):
    """Two versions, like v23.0."""

    asked: str
    answered: str


def differing(call: Call, answer: Answer) -> Versions | None:
    """Return the versions of a call and its answer; None where they are the same.

    None also where either names none, or names something that is no version: it is
    shown, and whoever answers may put anything there.
    """
    asked, said = _IN_PATH.match(call.path), answered(answer)
    if asked is None or said is None or said == asked[1]:
        return None
    return Versions(asked[1], said)


def answered(answer: Answer) -> str | None:
    """Return the version that an answer names, where it names one."""
    said = answer.header(HEADER)
    return said[0] if said and _VERSION.fullmatch(said[0]) else None

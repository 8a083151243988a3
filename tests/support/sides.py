"""Both sides of an account, made by hand: what plan floors are shown in tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wa_sync.kind import Listing
from wa_sync.kinds import BY_NAME, KINDS
from wa_sync.model.account import Account
from wa_sync.model.resource import Address, Declared, Live, Tombstone
from wa_sync.model.source import Origin, SourceFile, Span
from wa_sync.plan.pair import AccountState


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Pointer, Spec


NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ACCOUNT = Account(name="demo", waba_id="1", phone_number_id="2")
TEMPLATE, PROFILE = BY_NAME["message_template"], BY_NAME["business_profile"]


@dataclass(frozen=True)
class Line:
    """Places of which all are the beginning of one line."""

    file: str
    number: int

    def span(self, at: Pointer, *, key: bool = False) -> Span:
        """Return that line, wherever in the value one looks."""
        del at, key
        return Span(SourceFile(self.file, ""), self.number, 1, self.number, 2)


def spec(key: str, text: str = "Your parcel is here.", **fields: Json) -> Spec:
    """The normal form of a template with a body."""
    name, _, language = key.partition("/")
    written: dict[str, Json] = {
        "name": name,
        "language": language,
        "category": "UTILITY",
        "parameter_format": "POSITIONAL",
        "components": [{"type": "BODY", "text": text}],
    }
    return {**written, **fields}


def declared(of: Spec, *, file: str = "a.yaml", line: int = 3) -> Declared:
    """A template that a file declares."""
    return Declared(
        account="demo",
        address=Address("message_template", f"{of['name']}/{of['language']}"),
        entry=of,
        spec=of,
        origin=Origin(Line(file, line)),
    )


def live(of: Spec, status: str = "APPROVED", **facts: Json) -> Live:
    """A template as the API shows it."""
    key = f"{of['name']}/{of['language']}"
    return Live(
        address=Address("message_template", key),
        spec=of,
        live_id=f"id of {key}",
        status=status,
        facts=facts,
    )


def tombstone(key: str, *, file: str = "a.yaml", line: int = 9) -> Tombstone:
    """Intent to delete a template."""
    return Tombstone(
        account="demo",
        address=Address("message_template", key),
        origin=Origin(Line(file, line)),
    )


def state(
    *things: Declared | Live | Tombstone,
    account: Account = ACCOUNT,
    limit: int | None = None,
) -> AccountState:
    """Sort things out: both sides of one account."""
    there: dict[str, list[Live]] = {kind.name: [] for kind in KINDS}
    for one in things:
        if isinstance(one, Live):
            there[one.address.kind].append(one)
    return AccountState(
        account=account,
        declared=[one for one in things if isinstance(one, Declared)],
        tombstones=[one for one in things if isinstance(one, Tombstone)],
        listings={name: Listing(tuple(some), limit) for name, some in there.items()},
    )

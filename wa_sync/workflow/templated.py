"""A template by name × what is passed → its message, as live would take it.

What is live decides: it is what the message is made from. The files are held against
it, so that a sender built by ``wa-sync contract`` learns of a difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from wa_sync.errors import ApiRefused, ApiUnavailable, UsageProblem
from wa_sync.kinds import BY_NAME
from wa_sync.messages.fit import misfits
from wa_sync.messages.given import Given
from wa_sync.messages.parameters import fill
from wa_sync.messages.template import Template
from wa_sync.model.address import Address
from wa_sync.model.source import text


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wa_sync.graph.client import Reader
    from wa_sync.model.account import Account
    from wa_sync.model.contract import Contract
    from wa_sync.model.finding import Finding
    from wa_sync.model.resource import Declared, Live
    from wa_sync.model.source import Spec


KIND: Final = "message_template"
APPROVED: Final = "APPROVED"
_WAYS_OUT: Final = {
    "PENDING": "wait until Meta has reviewed it",
    "REJECTED": "edit it, so that Meta reviews it again",
    "PAUSED": "edit it, or wait until the pause for low quality ends",
    "DISABLED": "use another template: this one is not enabled again",
    "ARCHIVED": "unarchive it in WhatsApp Manager",
}
NOT_THERE: Final = 132001
_CODES: Final = {"PAUSED": 132015, "DISABLED": 132016}
"""What Meta answers for a template that is not approved (meta-api.md §11.1)."""


class NotLive(UsageProblem):
    """There is no such template: Meta would answer with ``code``."""

    code = NOT_THERE


@dataclass(frozen=True, slots=True)
class Templated:
    """The message, everything that is wrong with it, and what is worth a note."""

    message: Template
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


def templated(
    reader: Reader,
    account: Account,
    address: tuple[str, str],
    given: Given | Sequence[Spec],
    declared: Sequence[Declared] = (),
) -> Templated:
    """Return the message of a template; ``address`` is its name and its language.

    ``given`` are values (``messages.given.Given``), or whole components in Meta's JSON.
    Raises NotLive for a template that is not live, with the name that may have
    been meant, and ApiRefused for one that is not approved.
    """
    name, language = address
    key = Address(KIND, f"{name}/{language}")
    live = BY_NAME[KIND].find(reader, account, key, None)
    if live is None:
        raise _unknown(reader, account, key, declared)
    _approved(live)
    contract = _contract(live.spec)
    if contract is None:
        raise ApiUnavailable(f"The API shows {key} without its components.")
    notes = tuple(_differences(key, live, contract, declared))
    if not isinstance(given, Given):
        made = Template(name, language, given)
        return Templated(made, tuple(misfits(contract, given)), notes)
    filled = fill(contract, given)
    made = Template(name, language, filled.components)
    return Templated(made, tuple(filled.findings), notes)


def _contract(spec: Spec) -> Contract | None:
    tell = BY_NAME[KIND].contract
    return tell(spec) if tell else None


def _approved(live: Live) -> None:
    """Refuse what Meta would answer with 132001, 132015 or 132016."""
    if live.status == APPROVED:
        return
    status = live.status or "of no status"
    reason = text(live.facts.get("rejected_reason"))
    why = f" ({reason})" if reason and reason != "NONE" else ""
    raise ApiRefused(
        f"{live.address} is {status}{why}, and only approved templates are sent",
        code=_CODES.get(status, NOT_THERE),
        hint=_WAYS_OUT.get(status, "look at it in WhatsApp Manager"),
    )


def _unknown(
    reader: Reader, account: Account, address: Address, declared: Sequence[Declared]
) -> NotLive:
    """Say what may have been meant: another language of the name, or another name."""
    name, _, language = address.key.partition("/")
    if any(one.address == address for one in declared):
        return NotLive(
            f"{address} is declared and not live (account {account.name})",
            hint="wa-sync apply creates it; then Meta reviews it",
        )
    there = [one.address for one in BY_NAME[KIND].read(reader, account).objects]
    languages = sorted(one.key.partition("/")[2] for one in there if one.name == name)
    if languages:
        return NotLive(
            f"the template {name} is not live in {language} (account {account.name})",
            hint=f"it is there in {', '.join(languages)}",
        )
    close = get_close_matches(name, sorted({one.name for one in there}), n=1)
    return NotLive(
        f"no template {name} is live (account {account.name})",
        hint=f"did you mean {close[0]!r}?" if close else "wa-sync plan says what is",
    )


def _differences(
    address: Address,
    live: Live,
    contract: Contract,
    declared: Sequence[Declared],
) -> Iterable[str]:
    """Say where the files promise senders something else than live takes."""
    for one in declared:
        if one.address != address:
            continue
        promised = _contract(one.spec)
        if promised is not None and promised != contract:
            yield (
                f"warning: {live.address} takes other parameters live than the files "
                "say; live decides. wa-sync plan shows the difference."
            )

"""What ``wa-sync init`` has to know: given, found out, or asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from wa_sync.cli.output import note
from wa_sync.cli.progress import busy
from wa_sync.cli.prompt import answered
from wa_sync.config.accounts import ID, OF_ID
from wa_sync.errors import NotAuthorized, UsageProblem
from wa_sync.model.account import Endpoint
from wa_sync.model.connection import ACTIVE
from wa_sync.render.sinks.terminal import line
from wa_sync.workflow.beginning import name_of
from wa_sync.workflow.load import STAND_IN
from wa_sync.workflow.phones import all_numbers


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.cli.connection import Connection
    from wa_sync.cli.settings import Settings
    from wa_sync.model.account import Account
    from wa_sync.model.connection import GatewayConnection
    from wa_sync.model.phone import PhoneNumber

NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
WHERE_WABA: Final = (
    "WhatsApp Manager shows it under Account tools > Phone numbers, in the address "
    "after waba_id=; Business settings under Accounts > WhatsApp accounts"
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks a person; where there is none, a missing answer is a usage error."""

    settings: Settings

    def text(
        self,
        question: str,
        option: str,
        *,
        pattern: re.Pattern[str],
        shape: str,
        where: str,
        default: str | None = None,
    ) -> str:
        """Return what fits a pattern, of a shape in words; ``where`` it is found."""
        if not self.settings.interactive:
            if default is not None:
                return default
            raise UsageProblem(
                f"say {option}: nobody is here to be asked for it", hint=where
            )
        note(self.settings, f"{where}.")
        return answered(
            question,
            default=default,
            fits=lambda given: None if pattern.fullmatch(given) else shape,
        )

    def one_of(self, question: str, choices: Mapping[str, str], default: str) -> str:
        """Return one of the choices, which are shown with what they mean."""
        if not self.settings.interactive:
            return default
        width = max(map(len, choices))
        for word, meaning in choices.items():
            note(self.settings, line("  {}  {}", word.ljust(width), meaning))
        names = ", ".join(choices)
        return answered(
            question,
            default=default,
            fits=lambda given: None if given in choices else f"one of: {names}",
        )


@dataclass(frozen=True, slots=True)
class Given:
    """What the options say."""

    waba_id: str | None
    phone_number_id: str | None
    connection: str | None
    name: str | None


def account(asker: Asker, api: Connection, bare: Account, given: Given) -> Account:
    """Complete an account that has an endpoint; raises what reading does."""
    made = replace(
        bare,
        connection=_connection(asker, api, bare, given.connection),
        waba_id=_waba(asker, given.waba_id, sandbox=api.sandbox),
        phone_number_id=given.phone_number_id,
    )
    # in the sandbox a number is the account's from its first use on
    api.introduce(made)
    with busy(asker.settings, "Reading phone numbers"):
        (read,) = all_numbers((made,), api.reader)
    found = read.numbers
    number = _number(asker, found, made)
    return replace(
        made,
        name=given.name or _name(asker, number),
        phone_number_id=None if number is None else number.id,
    )


def _connection(
    asker: Asker, api: Connection, account: Account, given: str | None
) -> str | None:
    """Return the connection to name; None where there is only one, or none is needed.

    Raises NotAuthorized where no connection is active, and UsageProblem where nobody
    says which of several is meant.
    """
    if account.endpoint is not Endpoint.MATON:
        if given is not None:
            raise UsageProblem(
                "--connection is for --endpoint maton",
                hint="with endpoint: meta the token says which account is meant",
            )
        return None
    active = [one for one in api.control_plane(account).all() if one.status == ACTIVE]
    ids = [one.id for one in active]
    if given is not None:
        if given not in ids:
            raise UsageProblem(
                f"{given} is no active connection of this key",
                hint="wa-sync connection list shows them",
            )
        return given
    if not ids and not api.sandbox:
        raise NotAuthorized(
            "no connection to WhatsApp is active",
            status=400,
            hint="wa-sync connection create starts one",
        )
    return _one_of(asker, active) if len(ids) > 1 else None


def _one_of(asker: Asker, active: Sequence[GatewayConnection]) -> str:
    choices = {one.id: f"since {one.creation_time or 'unknown'}" for one in active}
    if not asker.settings.interactive:
        raise UsageProblem(
            f"{len(choices)} connections are active: {', '.join(choices)}",
            hint="say which: --connection ID",
        )
    return asker.one_of("Connection", choices, next(iter(choices)))


def _waba(asker: Asker, given: str | None, *, sandbox: bool) -> str:
    """Return the id of the account; the API has no way to list those of a token."""
    if given is not None:
        return given
    return asker.text(
        "WABA id",
        "--waba-id",
        pattern=ID,
        shape=f"a WABA id is {OF_ID}",
        where="The sandbox knows any id" if sandbox else WHERE_WABA,
        default=STAND_IN.waba_id if sandbox else None,
    )


def _number(
    asker: Asker, found: Sequence[PhoneNumber], account: Account
) -> PhoneNumber | None:
    """Return the number to name, if there is any."""
    if account.phone_number_id is not None:
        return _given(found, account.phone_number_id, account.waba_id)
    if len(found) < 2:  # noqa: PLR2004 - there is nothing to choose from
        return found[0] if found else None
    choices = {
        one.id: ", ".join(filter(None, (one.display_phone_number, one.verified_name)))
        for one in found
    }
    if not asker.settings.interactive:
        raise UsageProblem(
            f"WABA {account.waba_id} has several phone numbers: {', '.join(choices)}",
            hint="say which: --phone-number-id ID",
        )
    picked = asker.one_of("Phone number id", choices, found[0].id)
    return next(one for one in found if one.id == picked)


def _given(
    found: Sequence[PhoneNumber], given: str, waba_id: str | None
) -> PhoneNumber:
    for one in found:
        if one.id == given:
            return one
    there = ", ".join(one.id for one in found) or "none"
    raise UsageProblem(
        f"WABA {waba_id} has no phone number {given}", hint=f"it has: {there}"
    )


def _name(asker: Asker, number: PhoneNumber | None) -> str:
    """Return what the account is called in the files."""
    said = None if number is None else number.verified_name
    return asker.text(
        "Name of the account in the files",
        "--name",
        pattern=NAME,
        shape="letters, digits, _ . and -, at most 64",
        where="Commands choose the account by this name: -a NAME",
        default=name_of(said, asker.settings.cwd.name),
    )

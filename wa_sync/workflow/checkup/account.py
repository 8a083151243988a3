"""One account: its token, whether it is reached, what the API lets it read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wa_sync.errors import (
    ApiUnavailable,
    NotAuthorized,
    NotFound,
    Throttled,
    WaSyncError,
)
from wa_sync.http.retry import NEARLY_USED_UP
from wa_sync.model.account import Endpoint
from wa_sync.model.source import array, mapping, text
from wa_sync.workflow.checkup import gateway
from wa_sync.workflow.checkup.questions import Answers, Way, questions
from wa_sync.workflow.checkup.verdicts import doubtful, failed, fine, skipped, wrong


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.http.secret import Secret
    from wa_sync.model.account import Account
    from wa_sync.model.checkup import Check

TOKEN, REACHED, WABA, PHONE = "token", "reached", "waba", "phone number"
SCOPES, VERSION, RATE, COMMANDS = "permissions", "api version", "rate", "commands"
_NAMES: Final = {Endpoint.MATON: "gateway", Endpoint.META: "Graph API"}
_NEEDED: Final = "whatsapp_business_management"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A token and where it is from, or the ``problem`` with it.

    ``note`` says more of the place: a file's mode. ``exposed``: others can read it.
    """

    source: str
    token: Secret | None = None
    problem: WaSyncError | None = None
    note: str = ""
    exposed: bool = False


def checks(
    account: Account, way: Way, credential: Credential, *, media: bool
) -> Iterator[Check]:
    """Look at one account; ``media`` says that it declares samples."""
    given = _token(account, credential, sandbox=way.sandbox)
    if credential.token is None:
        yield given
        why = "there is no token to ask with"
        yield from (skipped(name, why) for name in _asked_names(account))
    else:
        told = questions(account, way, credential.token)
        yield _taken(given, told)
        yield from _asked(account, way, credential.token, told)
    yield _commands(account, media=media)


def _asked_names(account: Account) -> Iterator[str]:
    yield REACHED
    if account.endpoint is Endpoint.MATON:
        yield gateway.CONNECTION
    yield from (WABA, PHONE, SCOPES, VERSION, RATE)


def _token(account: Account, credential: Credential, *, sandbox: bool) -> Check:
    if credential.problem is not None:
        return failed(TOKEN, credential.problem)
    where = f"{credential.source}{credential.note}"
    if sandbox or credential.token is None:
        return fine(TOKEN, f"{where}: a sandbox takes any, unless it is strict")
    if credential.exposed:
        return doubtful(TOKEN, f"{where}: others can read it", "chmod 600 it")
    of_meta = credential.token.of_meta
    if account.endpoint is Endpoint.MATON and of_meta:
        return doubtful(
            TOKEN,
            f"{where}: it looks like an access token of Meta, not a Maton API key",
            "set endpoint: meta for the account, or give a key of the gateway",
        )
    if account.endpoint is Endpoint.META and not of_meta:
        return doubtful(
            TOKEN,
            f"{where}: it does not look like an access token of Meta",
            "Meta's begin with EAA; a Maton API key goes with endpoint: maton",
        )
    kind = "an access token of Meta" if of_meta else "a key of the gateway"
    return fine(TOKEN, f"{where}: looks like {kind}")


def _taken(given: Check, told: Answers) -> Check:
    """Judge a token by what the API says to it, which counts more than its looks."""
    problem = told.refusal
    if problem is None:
        return given
    said = f"{given.message}; it is refused: {problem.message}"
    return wrong(TOKEN, said, problem.exit_code, given.hint or problem.hint)


def _asked(account: Account, way: Way, token: Secret, told: Answers) -> Iterator[Check]:
    broken = told.unreachable
    if broken is not None:
        yield failed(REACHED, broken, _NAMES[account.endpoint])
    else:
        yield fine(REACHED, f"the {_NAMES[account.endpoint]} answers")
    if account.endpoint is Endpoint.MATON:
        yield from gateway.checks(
            account, way.http, token, origin=way.origin, sandbox=way.sandbox
        )
    if broken is not None:
        why = f"the {_NAMES[account.endpoint]} does not answer"
        yield from (skipped(one, why) for one in (WABA, PHONE, SCOPES, VERSION, RATE))
        return
    if told.refusal is not None:
        yield from (
            skipped(one, "the token is refused") for one in (WABA, PHONE, SCOPES)
        )
    else:
        yield _waba(account, told)
        yield _number(account, told)
        yield _scopes(told)
    yield _version(account, told)
    yield _rate(told)


def _waba(account: Account, told: Answers) -> Check:
    if told.numbers is None:
        return skipped(WABA, "the account names no waba_id")
    if told.numbers.problem is not None:
        return failed(WABA, told.numbers.problem, f"{account.waba_id}")
    ids = [text(mapping(one).get("id")) for one in array(told.numbers.body.get("data"))]
    wanted = account.phone_number_id
    more = told.numbers.body.get("paging")
    if wanted and wanted not in ids and not mapping(more).get("next"):
        return doubtful(
            WABA,
            f"{account.waba_id} can be read; phone number {wanted} is none of its own",
            "wa-sync phone list shows the numbers of the account",
        )
    return fine(WABA, f"{account.waba_id} can be read")


def _number(account: Account, told: Answers) -> Check:
    wanted = account.phone_number_id
    if told.number is None:
        return skipped(PHONE, "the account names no phone_number_id")
    if told.number.problem is not None:
        return failed(PHONE, told.number.problem, f"{wanted}")
    body = told.number.body
    node = text(body.get("id")) or wanted
    if node != wanted:
        astray = ApiUnavailable(f"The answer for {wanted} is about {node}.")
        return failed(PHONE, astray, f"{wanted}")
    names = (text(body.get(key)) for key in ("display_phone_number", "verified_name"))
    said = ", ".join(filter(None, names))
    return fine(PHONE, f"{wanted} can be read{f': {said}' if said else ''}")


def _scopes(told: Answers) -> Check:
    """Scopes as far as reading shows them: no question that names them is safe to ask.

    Meta's debug_token takes the token in the address, where logs keep it.
    """
    refused = [
        one.problem for one in told.all if isinstance(one.problem, NotAuthorized)
    ]
    if refused:
        return failed(SCOPES, refused[0])
    heard = told.templates
    if heard is None:
        return skipped(SCOPES, "only templates tell, and there is no waba_id")
    if heard.problem is not None:
        if isinstance(heard.problem, (NotFound, Throttled)):
            return skipped(SCOPES, "the templates could not be read")
        return failed(SCOPES, heard.problem, "templates")
    return fine(
        SCOPES,
        f"templates can be read, so {_NEEDED} is granted; only sending tells about "
        "whatsapp_business_messaging",
    )


def _version(account: Account, told: Answers) -> Check:
    answered = next((one.version for one in told.all if one.version), None)
    asked = account.api_version
    if answered is None:
        return skipped(VERSION, f"asked as {asked}; the answers name no version")
    if answered != asked:
        return doubtful(
            VERSION,
            f"asked as {asked}, answered as {answered}: apply would refuse",
            f"set api_version: {answered} for the account, plan again, and look",
        )
    return fine(VERSION, f"{asked}, asked and answered")


def _rate(told: Answers) -> Check:
    throttled = [one.problem for one in told.all if isinstance(one.problem, Throttled)]
    if throttled:
        return failed(RATE, throttled[0])
    shares = [one.used for one in told.all if one.used is not None]
    if not shares:
        return skipped(RATE, "the answers do not tell how much of a limit is used")
    said = f"{max(shares)} % of the limit is used"
    if max(shares) >= NEARLY_USED_UP:
        return doubtful(RATE, said, "calls go one a second until it is less")
    return fine(RATE, said)


def _commands(account: Account, *, media: bool) -> Check:
    """Say what cannot be done with what the account names."""
    lacking = [
        what
        for what, there in (
            ("templates (no waba_id)", account.waba_id),
            ("the profile and sending (no phone_number_id)", account.phone_number_id),
            ("media samples and profile pictures (no app_id)", account.app_id),
            ("wa-sync connection (not behind the gateway)", _behind(account)),
        )
        if not there
    ]
    if not lacking:
        return fine(COMMANDS, "all, if the gateway passes uploads on")
    said = f"all but {'; '.join(lacking)}"
    if media and not account.app_id:
        hint = "add app_id: to the account: templates of it have samples to upload"
        return doubtful(COMMANDS, said, hint)
    return fine(COMMANDS, said)


def _behind(account: Account) -> bool:
    return account.endpoint is Endpoint.MATON

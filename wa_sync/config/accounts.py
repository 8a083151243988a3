"""``accounts:`` of all documents → accounts, with every default filled in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from wa_sync.config.interpolate import interpolate
from wa_sync.config.wording import closest
from wa_sync.model.account import (
    Account,
    CategoryPolicy,
    Endpoint,
    Limits,
    Manage,
    Unmanaged,
)
from wa_sync.model.finding import Diagnostic, Finding
from wa_sync.model.source import Origin, array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from wa_sync.config.reader import Document
    from wa_sync.model.source import Json, Spec


_VERSION = {Endpoint.MATON: "v21.0", Endpoint.META: "v23.0"}
_TOKEN_ENV = {Endpoint.MATON: "MATON_API_KEY", Endpoint.META: "WHATSAPP_TOKEN"}
_MATON = "MATON_"
_IDS = ("waba_id", "phone_number_id", "app_id")
ID: Final = re.compile(r"[0-9]{5,20}")
OF_ID: Final = "digits only, 5 to 20 of them"
# where a variable may stand: nothing that says where the token goes may be one
_FILLED = (*_IDS, "connection")
_KEYS = (
    *(*_FILLED, "endpoint", "api_version", "token_env", "manage", "unmanaged"),
    *("protect", "category_policy", "limits", "vars", "env"),
    "smoke_recipients",
)


def accounts(
    documents: Sequence[Document],
    *,
    env: Callable[[str], str | None],
    misshapen: Sequence[Sequence[Finding]] = (),
) -> tuple[tuple[Account, ...], tuple[Diagnostic, ...]]:
    """Return the accounts that documents declare, and what is wrong.

    ``misshapen`` says for each document what has the wrong shape; such a key of an
    account counts as absent, and what depends on it is not judged. What its variables
    are is believed, though: texts would lack them.
    """
    found: dict[str, Account] = {}
    wrong: list[Diagnostic] = []
    said_of = misshapen or [()] * len(documents)
    for document, said in zip(documents, said_of, strict=True):
        broken = {finding.at[:3] for finding in said}
        for name, value in mapping(document.value.get("accounts")).items():
            origin = Origin(document.places, ("accounts", name))
            whole = mapping(value)
            unsound = {key for key in whole if (*origin.base, key) in broken}
            spec = {key: item for key, item in whole.items() if key not in unsound}
            meant = {_meant(key): whole[key] for key in unsound}
            kept: Spec = {key: meant[key] for key in ("vars", "env") if key in meant}
            account, findings = _account(name, {**kept, **spec}, origin, env)
            findings = tuple(f for f in findings if not _depends(f, meant))
            account = _named(account, meant)
            if name in found:
                findings = (*findings, _twice(name, found[name].origin))
            wrong.extend(
                Diagnostic(finding, origin.span(finding.at, key=finding.key))
                for finding in findings
            )
            found.setdefault(name, account)
    return tuple(found.values()), tuple(wrong)


def _meant(key: str) -> str:
    return key if key in _KEYS else closest(key, _KEYS) or key


def _depends(finding: Finding, meant: Spec) -> bool:
    return finding.rule == "token_env_endpoint" and not meant.keys().isdisjoint(
        {"endpoint", "token_env"}
    )


def _named(account: Account, meant: Spec) -> Account:
    """Keep a number's id that is misspelt: a profile is judged all the same."""
    if "smoke_recipients" in meant:
        account = replace(account, smoke_recipients=None)
    if account.phone_number_id is not None or "phone_number_id" not in meant:
        return account
    return replace(account, phone_number_id=text(meant["phone_number_id"], "0"))


def _variables(value: Json) -> dict[str, str]:
    return {key: text(item, "x") for key, item in mapping(value).items()}


def _twice(name: str, first: Origin | None) -> Finding:
    where = "elsewhere"
    if first is not None:
        span = first.span(key=True)
        where = f"at {span.file.path}:{span.line}"
    message = f"the account {name!r} is declared twice: also {where}"
    hint = "keep one of the two"
    return Finding(
        rule="duplicate_account", at=(), message=message, hint=hint, key=True
    )


def _account(
    name: str, spec: Spec, origin: Origin, env: Callable[[str], str | None]
) -> tuple[Account, tuple[Finding, ...]]:
    variables = _variables(spec.get("vars"))
    allowed = frozenset(_texts(spec.get("env")))
    part = {key: spec[key] for key in _FILLED if key in spec}
    endpoint = Endpoint(text(spec.get("endpoint"), Endpoint.MATON.value))
    token_env = text(spec.get("token_env"), _TOKEN_ENV[endpoint])
    filled, findings = interpolate(
        part,
        vars=variables,
        env=env,
        allowed=allowed,
        tokens=frozenset({token_env}),
    )
    account = Account(
        name=name,
        waba_id=_optional(filled.get("waba_id")),
        phone_number_id=_optional(filled.get("phone_number_id")),
        endpoint=endpoint,
        api_version=text(spec.get("api_version"), _VERSION[endpoint]),
        token_env=token_env,
        connection=_optional(filled.get("connection")),
        app_id=_optional(filled.get("app_id")),
        manage=_manage(mapping(spec.get("manage"))),
        unmanaged=Unmanaged(text(spec.get("unmanaged"), Unmanaged.REPORT.value)),
        protect=_texts(spec.get("protect")),
        category_policy=CategoryPolicy(
            text(spec.get("category_policy"), CategoryPolicy.ACCEPT.value)
        ),
        limits=_limits(mapping(spec.get("limits"))),
        vars=variables,
        env=allowed,
        smoke_recipients=_texts(spec.get("smoke_recipients")),
        origin=origin,
    )
    more = (*_token_env(account), *_ids(filled, spec))
    return account, (*findings, *more)


def _token_env(account: Account) -> Iterator[Finding]:
    """The gateway's key must not go to Meta, nor Meta's token to the gateway."""
    of_maton = account.token_env.startswith(_MATON)
    if of_maton is (account.endpoint is Endpoint.MATON):
        return
    rule = "must begin" if account.endpoint is Endpoint.MATON else "must not begin"
    yield Finding(
        rule="token_env_endpoint",
        at=("token_env",),
        message=f"for the endpoint {account.endpoint} this name {rule} with {_MATON}",
        hint=f"the default is {_TOKEN_ENV[account.endpoint]}",
    )


def _ids(filled: Spec, spec: Spec) -> Iterator[Finding]:
    """What variables gave is judged here: the shape was judged before."""
    for key in _IDS:
        value = filled.get(key)
        if value != spec.get(key) and not ID.fullmatch(text(value)):
            yield Finding(
                rule="wrong_form",
                at=(key,),
                message="the variables give no id: digits only",
            )


def _manage(spec: Spec) -> Manage:
    include = _texts(spec["include"]) if "include" in spec else ("*",)
    return Manage(include, _texts(spec.get("exclude")))


def _limits(spec: Spec) -> Limits:
    told = {key: value for key, value in spec.items() if isinstance(value, int)}
    return Limits(**told)


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(text(item) for item in array(value))


def _optional(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def bare(name: str, endpoint: Endpoint) -> Account:
    """Return an account of which nothing is said but its endpoint."""
    return Account(
        name=name,
        endpoint=endpoint,
        api_version=_VERSION[endpoint],
        token_env=_TOKEN_ENV[endpoint],
    )


def entry_of(account: Account) -> Mapping[str, Json]:
    """Return an account as it is written: what its endpoint implies is left out."""
    limits, plain = account.limits, Account(name=account.name)
    written: dict[str, Json] = {
        "waba_id": account.waba_id,
        "phone_number_id": account.phone_number_id,
        "endpoint": account.endpoint.value,
        "api_version": account.api_version,
        "token_env": account.token_env,
        "connection": account.connection,
        "app_id": account.app_id,
        "manage": {
            "include": [*account.manage.include],
            "exclude": [*account.manage.exclude],
        },
        "unmanaged": account.unmanaged.value,
        "protect": [*account.protect],
        "category_policy": account.category_policy.value,
        "limits": {
            "max_deletes": limits.max_deletes,
            "max_delete_percent": limits.max_delete_percent,
            "max_changes": limits.max_changes,
        },
        "vars": dict(account.vars),
        "env": sorted(account.env),
        "smoke_recipients": [*(account.smoke_recipients or ())],
    }
    implied = {
        "api_version": account.api_version == _VERSION[account.endpoint],
        "token_env": account.token_env == _TOKEN_ENV[account.endpoint],
        "manage": account.manage == plain.manage,
        "unmanaged": account.unmanaged is plain.unmanaged,
        "category_policy": account.category_policy is plain.category_policy,
        "limits": limits == plain.limits,
    }
    return {
        key: value
        for key, value in written.items()
        if value not in (None, [], {}) and not implied.get(key, False)
    }

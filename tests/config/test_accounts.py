from __future__ import annotations

import pytest

from wa_sync.config.accounts import accounts, entry_of
from wa_sync.config.reader import Document, read
from wa_sync.config.schema import document_schema
from wa_sync.config.shape import Shape
from wa_sync.config.wants import wants_of
from wa_sync.model.account import (
    Account,
    CategoryPolicy,
    Endpoint,
    Limits,
    Manage,
    Unmanaged,
)


HEAD = "version: 1\naccounts:\n  a:\n"
SCHEMA = document_schema({})
ENV = {"WA_SYNC_VAR_WABA": "102290129340398", "WA_SYNC_VAR_BAD": "x"}


def documents(*texts: str) -> list[Document]:
    """Read texts as files of valid shape."""
    found = [
        document
        for i, text in enumerate(texts)
        for document in read(text.encode(), f"{i}.yaml", wants_of(SCHEMA)).documents
    ]
    shape = Shape(SCHEMA)
    assert [shape.check(document.value) for document in found] == [()] * len(found)
    return found


def wrong(*texts: str) -> list[tuple[str, int, str]]:
    """Return the rule, line and message of what is wrong with accounts."""
    _, diagnostics = accounts(documents(*texts), env=ENV.get)
    return [
        (d.finding.rule, d.span.line, d.finding.message)
        for d in diagnostics
        if d.span is not None
    ]


def test_defaults_follow_the_endpoint() -> None:
    """What is left out is filled in, version and token's name by the endpoint."""
    text = "version: 1\naccounts:\n  a: {waba_id: '12345'}\n  b: {endpoint: meta}\n"
    (first, second), diagnostics = accounts(documents(text), env=ENV.get)
    assert diagnostics == ()
    assert first == Account(name="a", waba_id="12345", origin=first.origin)
    assert second == Account(
        name="b",
        endpoint=Endpoint.META,
        api_version="v23.0",
        token_env="WHATSAPP_TOKEN",  # noqa: S106 - a name
        origin=second.origin,
    )


def test_everything_that_can_be_said() -> None:
    """Each key of an account arrives in its place."""
    text = """\
version: 1
accounts:
  demo:
    waba_id: ${env:WA_SYNC_VAR_WABA}
    phone_number_id: ${var:phone}
    endpoint: maton
    api_version: v22.0
    token_env: MATON_OTHER
    connection: 21fd90f9-1
    app_id: 123456
    manage: {include: [a*], exclude: [ab]}
    unmanaged: error
    protect: [otp_*]
    category_policy: enforce
    limits: {max_deletes: 2, max_delete_percent: 20, max_changes: 30}
    vars: {phone: 106540352242922, max_deletes: 0123}
    env: [SHOP_REGION]
"""
    (account,), diagnostics = accounts(documents(text), env=ENV.get)
    assert diagnostics == ()
    assert account == Account(
        name="demo",
        waba_id="102290129340398",
        phone_number_id="106540352242922",
        api_version="v22.0",
        token_env="MATON_OTHER",  # noqa: S106 - a name
        connection="21fd90f9-1",
        app_id="123456",
        manage=Manage(("a*",), ("ab",)),
        unmanaged=Unmanaged.ERROR,
        protect=("otp_*",),
        category_policy=CategoryPolicy.ENFORCE,
        limits=Limits(2, 20, 30),
        vars={"phone": "106540352242922", "max_deletes": "0123"},
        env=frozenset({"SHOP_REGION"}),
        origin=account.origin,
    )


@pytest.mark.parametrize(
    ("endpoint", "name", "rule"),
    [
        ("maton", "WHATSAPP_TOKEN", "must begin"),
        ("meta", "MATON_API_KEY", "must not begin"),
    ],
)
def test_a_token_stays_with_its_endpoint(endpoint: str, name: str, rule: str) -> None:
    """A file cannot send the gateway's key to Meta, nor Meta's token to the gateway."""
    text = f"{HEAD}    endpoint: {endpoint}\n    token_env: {name}\n"
    message = f"for the endpoint {endpoint} this name {rule} with MATON_"
    assert wrong(text) == [("token_env_endpoint", 5, message)]


def test_ids_from_variables_are_judged() -> None:
    """What a variable gives has to be an id; a missing variable is told once."""
    text = f"{HEAD}    waba_id: ${{env:WA_SYNC_VAR_BAD}}\n    app_id: ${{var:x}}\n"
    assert wrong(text) == [
        ("var_missing", 5, "there is no variable 'x'"),
        ("wrong_form", 4, "the variables give no id: digits only"),
    ]


def test_a_name_is_declared_once() -> None:
    """A second account of a name is told at its key, with the first one's place."""
    text = "version: 1\naccounts:\n  a: {}\n"
    assert wrong(text, f"# more\n{text}") == [
        (
            "duplicate_account",
            4,
            "the account 'a' is declared twice: also at 0.yaml:3",
        )
    ]


def test_none() -> None:
    """A project may have no account."""
    assert accounts(documents("version: 1\n"), env=ENV.get) == ((), ())


def test_numbers_of_smoke_tests_stay_as_they_are_written() -> None:
    """Nobody looks them up here, and what is written again holds the variable."""
    text = f'{HEAD}    smoke_recipients: ["${{env:SMOKE_RECIPIENT}}"]\n'
    (account,), found = accounts(documents(text), env=ENV.get)
    assert (account.smoke_recipients, found) == (("${env:SMOKE_RECIPIENT}",), ())
    assert entry_of(account)["smoke_recipients"] == ["${env:SMOKE_RECIPIENT}"]

"""A token never gets into a text by way of a variable, whatever that is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from wa_sync.workflow.load import Inputs, load


TOKEN = "canary-1234-canary"  # noqa: S105 - made up
DOCUMENT = """\
version: 1
accounts:
  demo:
    waba_id: "102290129340398"
    token_env: MATON_SHOP
    env: [REGION, MATON_SHOP, MATON_API_KEY, COPY, AROUND, META, EMPTY]
  other:
    waba_id: "102290129340399"
    token_env: MATON_LEFT
message_templates:
  - name: a
    language: en_US
    category: UTILITY
    accounts: [demo]
    components:
      - {type: BODY, text: "We are in ${env:NAME} today."}
"""
ENV = {
    "REGION": "Europe",
    "MATON_SHOP": f"{TOKEN}\n",
    "MATON_LEFT": "canary-of-the-other",
    "COPY": TOKEN,
    "AROUND": f"https://shop.example/?key={TOKEN}",
    "META": "EAAGm0PX4ZCpsBAKZCanary1",
    "WA_SYNC_VAR_OTHER": "canary-of-the-other",
    "EMPTY": "",
}


def said(name: str, folder: Path) -> list[tuple[str, str]]:
    """Return the rules that a text with a variable breaks, and what is said."""
    content = DOCUMENT.replace("NAME", name).encode()
    inputs = Inputs(cwd=folder, paths=("-",), env=ENV.get, stdin=lambda _: content)
    return [
        (one.finding.rule, one.finding.message)
        for one in load(inputs).diagnostics
        if one.finding.rule.startswith("env")
    ]


@pytest.mark.parametrize("name", ["REGION", "EMPTY"])
def test_what_is_no_token_is_taken(tmp_path: Path, name: str) -> None:
    """A variable that the account lists may stand in a text."""
    assert said(name, tmp_path) == []


@pytest.mark.parametrize("name", ["MATON_SHOP", "MATON_API_KEY"])
def test_the_variable_of_a_token_is_refused(tmp_path: Path, name: str) -> None:
    """An account's own token_env is a secret, though its name does not look like it."""
    message = f"{name} looks like a secret, and texts are public"
    assert said(name, tmp_path) == [("env_secret", message)]


@pytest.mark.parametrize("name", ["COPY", "AROUND", "META", "WA_SYNC_VAR_OTHER"])
def test_what_holds_a_token_is_refused(tmp_path: Path, name: str) -> None:
    """So is a copy of any account's token, and what looks like one of Meta's."""
    found = said(name, tmp_path)
    assert found == [("env_secret", f"{name} holds a token, and texts are public")]
    assert "canary" not in str(found).lower()

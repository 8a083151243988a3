"""Projects of two accounts, and what they declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.desired import Desired
from wa_sync.workflow.load import Inputs, load


if TYPE_CHECKING:
    from pathlib import Path


ACCOUNTS = """\
version: 1
accounts:
  shop-de: {waba_id: "1000000001", phone_number_id: "2000000001"}
  shop-es: {waba_id: "1000000002"}
  bank:
    waba_id: "1000000003"
    manage: {include: ["*"], exclude: [hello_world]}
    vars: {greeting: Welcome}
"""
HEAD = "version: 1\nmessage_templates:\n"
ENTRY = """\
  - name: {name}
    language: {language}
    category: UTILITY
    accounts: [{accounts}]
    components:
      - {{type: BODY, text: "{text}"}}
"""


def entry(
    name: str = "order_update",
    *,
    language: str = "en_US",
    accounts: str = "bank",
    text: str = "Your parcel is on its way.",
) -> str:
    """One template, as a file has it."""
    return ENTRY.format(name=name, language=language, accounts=accounts, text=text)


def desired(
    folder: Path, content: str, *chosen: str, accounts: str = ACCOUNTS
) -> Desired:
    """Read a project with this one file beside the accounts."""
    (folder / "wa-sync.yaml").write_text(accounts, encoding="utf-8")
    (folder / "all.yaml").write_text(content, encoding="utf-8")
    inputs = Inputs(
        cwd=folder, accounts=chosen, env=lambda _: None, stdin=lambda _: b""
    )
    loaded = load(inputs)
    assert loaded.diagnostics == loaded.desired.diagnostics
    return loaded.desired


def said(found: Desired) -> list[tuple[str, str, int, int, str, str | None]]:
    """Every diagnostic: its rule, its weight, line, column, message and hint."""
    rows = []
    for one in found.diagnostics:
        assert one.span is not None
        finding, span = one.finding, one.span
        rows.append(
            (
                finding.rule,
                finding.severity.value,
                span.line,
                span.column,
                finding.message,
                finding.hint,
            )
        )
    return rows


def declared(found: Desired) -> list[tuple[str, str]]:
    """Every declaration, by its account and its address."""
    return [(one.account, str(one.address)) for one in found.declared]

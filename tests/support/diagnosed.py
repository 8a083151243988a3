"""Diagnostics made by hand, in files that there are not."""

from __future__ import annotations

from support.specs import template

from wa_sync.model.finding import Diagnostic, Finding, MetaCode, Severity
from wa_sync.model.source import SourceFile, Span


_FILE = SourceFile(
    "templates/order.yaml",
    "version: 1\n"
    "message_templates:\n"
    "  - name: Order_Update\n"
    "    language: ja\n"
    "    components:\n"
    "      - type: BODY\n"
    "        text: ご注文 {{1}} は🚚発送 {{2}}\n"
    "        exmaple: [Ana]\n"
    "\n"
    "      - {type: FOOTER,\ttext: \tThank you}\n"
    "      - type: BUTTONS\n"
    "        buttons:\n"
    "          - type: URL\n"
    "            text: Go\n"
    "            url: https://shop.example/" + "a" * 120 + "/{{1}}/tail\n"
    "          - type: URL\n"
    "            text: Cafe\u0301 au lait!\n",
)
_OTHER = SourceFile("wa-sync.yaml", "version: 1\naccounts: {}\n")


def span(
    line: int, column: int, end: int, *, to: int = 0, file: SourceFile = _FILE
) -> Span:
    """A span of a line, or one that ends on the line ``to``."""
    return Span(file, line, column, to or line, end)


def found(
    rule: str, message: str, hint: str | None = None, meta: MetaCode | None = None
) -> Finding:
    """An error."""
    return Finding(rule=rule, at=(), message=message, hint=hint, meta=meta)


_ORDER = template("Order_Update/ja")

DIAGNOSTICS = (
    Diagnostic(
        found(
            "name_characters",
            "A template's name has small letters, digits and underscores only.",
            "Write order_update.",
            MetaCode(100, 2388046),
        ),
        span(3, 11, 23),
        _ORDER,
    ),
    Diagnostic(
        found("variable_at_end", "The body ends with a variable.", None, MetaCode(100)),
        span(7, 25, 30),
        _ORDER,
    ),
    Diagnostic(
        found("unknown_key", "There is no key exmaple here.", "Did you mean example?"),
        span(8, 9, 16),
        _ORDER,
    ),
    Diagnostic(
        Finding(
            rule="footer_tab",
            at=(),
            message="The footer begins with a tab.",
            severity=Severity.WARNING,
        ),
        span(10, 31, 40),
        _ORDER,
    ),
    Diagnostic(
        Finding(
            rule="many_buttons",
            at=(),
            message="Desktop clients do not show these buttons.",
            severity=Severity.INFO,
        ),
        span(11, 9, 1, to=18),
        _ORDER,
    ),
    Diagnostic(
        found("two_url_variables", "A variable stands only at the end of a URL."),
        span(15, 159, 164),
        _ORDER,
    ),
    Diagnostic(found("decomposed", "The label is too long."), span(17, 19, 32), _ORDER),
    Diagnostic(found("component", "A mapping."), span(6, 9, 1, to=10), None),
    Diagnostic(
        found("no_account", "There is no account.", "Name one under accounts:."),
        span(2, 11, 13, file=_OTHER),
    ),
    Diagnostic(found("unreadable", "templates/b.yaml cannot be read.")),
)

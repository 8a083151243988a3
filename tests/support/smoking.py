"""Projects with smoke tests, and what the files alone say of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from wa_sync.workflow.load import Inputs, Loaded, load


if TYPE_CHECKING:
    from wa_sync.desired.smoke import SmokeTest


ACCOUNTS = """\
version: 1
accounts:
  shop:
    waba_id: "1000000001"
    phone_number_id: "2000000001"
    env: [SMOKE_RECIPIENT, SMOKE_OTHER]
    smoke_recipients: ["${env:SMOKE_RECIPIENT}"]
"""
LISTED = '"${env:SMOKE_RECIPIENT}"'
TEMPLATES = """\
version: 1
message_templates:
  - name: order_update
    language: en_US
    category: UTILITY
    components:
      - type: BODY
        text: "Hi {{1}}, your order {{2}} has left our workshop."
        example: [Ana, A-1042]
      - type: BUTTONS
        buttons:
          - {type: URL, text: Track, url: "https://a.example/{{1}}", example: [A-1042]}
  - name: opening
    language: de
    category: MARKETING
    components:
      - {type: HEADER, format: IMAGE, example: {header_handle: ["4::aW1hZ2U="]}}
      - {type: BODY, text: Wir haben wieder für Sie geöffnet.}
"""
ORDER = "{template: order_update, language: en_US"
ENV = {"SMOKE_RECIPIENT": "+1 555 010 0100"}


def smoking(
    folder: Path,
    *tests: str,
    accounts: str = ACCOUNTS,
    env: Mapping[str, str] | None = None,
    chosen: tuple[str, ...] = (),
) -> Loaded:
    """Read a project; with ``env`` as smoke does, without as everybody else does.

    The tests stand in a file of their own, from its third line on.
    """
    (folder / "wa-sync.yaml").write_text(accounts, encoding="utf-8")
    (folder / "all.yaml").write_text(TEMPLATES, encoding="utf-8")
    lines = ["version: 1", "smoke_tests:", *(f"  - {one}" for one in tests)]
    (folder / "smoke.yaml").write_text("\n".join(lines), encoding="utf-8")
    inputs = Inputs(
        cwd=folder,
        accounts=chosen,
        env=({"SMOKE_RECIPIENT": "never looked at"} if env is None else env).get,
        stdin=lambda _: b"",
        smoke=env is not None,
    )
    return load(inputs)


def told(loaded: Loaded) -> list[tuple[str, str, str, str | None]]:
    """Every diagnostic: its rule, what it is about, its message and its hint.

    Of what is in brackets, the place leaves out the last one.
    """
    rows = []
    for one in loaded.diagnostics:
        span = one.span
        assert span is not None
        line = span.file.text.splitlines()[span.line - 1]
        text = line[span.column - 1 : span.end_column - 1]
        about = f"{Path(span.file.path).stem}: {text}"
        rows.append((one.finding.rule, about, one.finding.message, one.finding.hint))
    return rows


def only(loaded: Loaded) -> SmokeTest:
    """The one test of a project without mistakes."""
    assert told(loaded) == []
    [test] = loaded.smoke_tests
    return test

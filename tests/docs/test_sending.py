"""The page about sending: its program runs, and its rules are all that there are."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO

from support.message_cases import CASES
from support.pages import ROOT
from support.posted import ORDER
from support.sandbox_account import reached
from support.tapped_cases import TAPPED


PAGE = (ROOT / "docs" / "sending.md").read_text(encoding="utf-8")
PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
RULE = re.compile(r"`([a-z]+(?:_[a-z]+)+)`")


def test_the_program_of_the_page_runs() -> None:
    """On a sandbox, whose address stands in place of the one that is shown."""
    [program] = PROGRAM.findall(PAGE)
    said = StringIO()
    with reached() as there, redirect_stdout(said):
        there.writer.post(f"{there.account.waba_id}/message_templates", ORDER)
        code = program.replace("http://127.0.0.1:8080", there.url)
        exec(compile(code, "docs/sending.md", "exec"), {})  # noqa: S102 - our own page
    assert said.getvalue() == (
        "15550100100 wamid.\n"
        "accepted\n"
        "['recipient_not_international', 'text_missing']\n"
    )


def test_every_rule_is_on_the_page() -> None:
    """And every one on the page is in the code."""
    told = set(RULE.findall(PAGE.partition("## Rules")[2])) - {"formatted_name"}
    source = "".join(
        path.read_text("utf-8") for path in (ROOT / "wa_sync/messages").glob("*.py")
    )
    known = {name for name in told if re.search(rf'"{name}"', source)}
    spelt = {"template_name_missing", "template_language_missing"}
    spelt |= {"latitude_out_of_range", "longitude_out_of_range"}
    assert told - known == spelt
    assert {case.rule for case in (*CASES, *TAPPED)} <= told

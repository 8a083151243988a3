"""The page for programs: all of its pieces run, one after the other."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from support.busy_account import PICTURE
from support.pages import ROOT
from support.sandbox_account import reached


PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
PROGRAM = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SAID = """\
message_template.order_ready/en_US APPROVED
business_profile.106540352242922 None
sub_category_by_meta CUSTOM is a sub-category that Meta sets itself.
create message_template.order_late/en_US
update message_template.order_ready/en_US
+1 202-555-0198 GREEN
102290129340398 1
/whatsapp-business/v21.0/106540352242922/media
15550100100
PENDING
()
"""
PROJECT = """\
version: 1
accounts:
  shop: {waba_id: "102290129340398", phone_number_id: "106540352242922"}
message_templates:
  - name: order_ready
    language: en_US
    category: UTILITY
    components: [{type: BODY, text: "Your parcel waits for you."}]
  - name: order_late
    language: en_US
    category: UTILITY
    components: [{type: BODY, text: "Your parcel is late: sorry."}]
    sub_category: CUSTOM
"""


def test_the_pieces_of_the_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a sandbox, whose address stands in place of the one that is shown."""
    monkeypatch.chdir(tmp_path)
    Path("shop").mkdir()
    Path("shop/sample.png").write_bytes(PICTURE)
    Path("shop/wa-sync.yaml").write_text(PROJECT, encoding="utf-8")
    said = StringIO()
    with reached() as there, redirect_stdout(said):
        program = "\n".join(PROGRAM.findall(PAGE))
        code = program.replace("http://127.0.0.1:8080", there.url)
        exec(compile(code, "docs/library.md", "exec"), {})  # noqa: S102 - our own page
    assert said.getvalue().splitlines() == SAID.splitlines()

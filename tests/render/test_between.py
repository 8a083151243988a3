"""What two accounts do not have in common, as people and programs read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.compared import alike_accounts, compared, empty

from wa_sync.render import between, text
from wa_sync.render.style import Style


if TYPE_CHECKING:
    from collections.abc import Callable


CASES = {"compared": compared, "alike": alike_accounts, "empty": empty}


@pytest.mark.parametrize("case", CASES)
def test_between(golden: Callable[[str, str], None], case: str) -> None:
    """Text for people, whole and short, and the document for programs."""
    found = CASES[case]()
    golden(f"between/{case}.txt", text.between(found, Style.plain()))
    loud = text.between(found, Style.ansi(), verbose=True)
    golden(f"between/{case}.ansi.txt", loud)
    golden(f"between/{case}.json", between.between(found))

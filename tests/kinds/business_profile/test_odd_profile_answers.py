"""What the fuzzer found: answers about profiles of a shape that nobody documents."""

from __future__ import annotations

import pytest

from wa_sync.kinds.business_profile.normal import from_answer
from wa_sync.model.source import Json


@pytest.mark.parametrize("vertical", [[], ["RETAIL"], {}, {"a": 1}, 7, True])
def test_a_vertical_that_is_no_word_is_kept(vertical: Json) -> None:
    """It is shown as it came: a difference that a person has to look at."""
    assert from_answer({"vertical": vertical}, "1").spec["vertical"] == vertical

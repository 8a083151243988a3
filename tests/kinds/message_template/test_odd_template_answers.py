"""What the fuzzer found: answers about templates of a shape that nobody documents."""

from __future__ import annotations

import pytest
from support.variants import ACCOUNT, template

from wa_sync.kinds.message_template.align import align
from wa_sync.kinds.message_template.normal import from_answer, normalize
from wa_sync.model.source import Json


@pytest.mark.parametrize("number", [[], {}, ["+15550100"], True, None])
def test_a_phone_number_that_is_no_text_is_a_difference(number: Json) -> None:
    """It is compared as it came, and no plan is empty because of it."""
    button: Json = {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+15550100"}
    shown: Json = {"type": "PHONE_NUMBER", "text": "Call", "phone_number": number}
    mine = template({"type": "BUTTONS", "buttons": [button]})
    theirs = template({"type": "BUTTONS", "buttons": [shown]})
    found = align(normalize(mine), from_answer(theirs), ACCOUNT)
    assert found.desired != found.live

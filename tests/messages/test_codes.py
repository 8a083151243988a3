"""Meta's codes for messages in words, and what the gateway makes of them."""

from __future__ import annotations

import pytest

from wa_sync.messages.codes import MEANINGS, explained


COUNT = (
    "132000 means that the number of parameters is not what the template takes. "
    "wa-sync contract says what the template takes."
)
OTHER = "(The gateway's documentation calls it: template not found or not approved.)"
UNKNOWN = (
    "132001 means that the template does not exist in this language, or is not "
    "approved. wa-sync plan says what is live."
)


@pytest.mark.parametrize(
    ("code", "gateway", "said"),
    [
        (None, True, None),
        (1, True, None),
        (
            132000,
            False,
            f"By Meta, {COUNT}",
        ),
        (
            132000,
            True,
            f"By Meta, {COUNT} {OTHER}",
        ),
        (
            132001,
            True,
            f"By Meta, {UNKNOWN}",
        ),
    ],
)
def test_a_code_is_explained_by_metas_meaning(
    code: int | None, said: str | None, *, gateway: bool
) -> None:
    """Through the gateway, its other meaning is told beside it."""
    assert explained(code, gateway=gateway) == said


def test_the_gateway_has_other_meanings_for_four_codes() -> None:
    """They are those that its documentation names (gateway.md)."""
    other = {code for code, known in MEANINGS.items() if known.gateway}
    assert other == {131030, 131031, 132000, 133010}

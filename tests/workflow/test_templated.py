"""A template is sent as live takes it, and what stands in the way is told before."""

from __future__ import annotations

from typing import Any

import pytest
from support.posted import ORDER, TO, posted_template, posting
from support.sandbox_account import Reached, reached

from wa_sync.errors import ApiRefused, ApiUnavailable, WaSyncError
from wa_sync.kinds.message_template.sandbox.seed import seed
from wa_sync.messages.given import Given
from wa_sync.model.source import Spec
from wa_sync.workflow.sending import send
from wa_sync.workflow.templated import NotLive, templated


NAME = ("order_update", "en_US")
GIVEN = Given(examples=True)


def _error(there: Reached, name: str, language: str) -> WaSyncError:
    with pytest.raises(WaSyncError) as caught:
        templated(there.writer, there.account, (name, language), GIVEN)
    return caught.value


@pytest.mark.parametrize(
    ("address", "message", "hint"),
    [
        (
            ("order_update", "en_GB"),
            "the template order_update is not live in en_GB (account demo)",
            "it is there in en_US",
        ),
        (
            ("order_updates", "en_US"),
            "no template order_updates is live (account demo)",
            "did you mean 'order_update'?",
        ),
        (
            ("xyz", "en_US"),
            "no template xyz is live (account demo)",
            "wa-sync plan says what is",
        ),
    ],
)
def test_a_template_that_is_not_live_is_told_with_what_was_meant(
    address: tuple[str, str], message: str, hint: str
) -> None:
    """Another language of the name, or a name that is alike."""
    with posting(ORDER) as there:
        error = _error(there, *address)
    assert (type(error), error.message, error.hint) == (NotLive, message, hint)


@pytest.mark.parametrize(
    ("seen", "message", "hint"),
    [
        (
            {"status": "PENDING"},
            (
                "message_template.order_update/en_US is PENDING, and only approved "
                "templates are sent"
            ),
            "wait until Meta has reviewed it",
        ),
        (
            {"status": "REJECTED", "rejected_reason": "INVALID_FORMAT"},
            (
                "message_template.order_update/en_US is REJECTED (INVALID_FORMAT), and "
                "only approved templates are sent"
            ),
            "edit it, so that Meta reviews it again",
        ),
        (
            {"status": "PAUSED", "rejected_reason": "NONE"},
            (
                "message_template.order_update/en_US is PAUSED, and only approved "
                "templates are sent"
            ),
            "edit it, or wait until the pause for low quality ends",
        ),
        (
            {"status": "LIMIT_EXCEEDED"},
            (
                "message_template.order_update/en_US is LIMIT_EXCEEDED, and "
                "only approved "
                "templates are sent"
            ),
            "look at it in WhatsApp Manager",
        ),
    ],
)
def test_a_template_that_is_not_approved_is_refused(
    seen: Spec, message: str, hint: str
) -> None:
    """Before anything is sent, with the reason."""
    with reached() as there:
        seed(there.world, there.account.waba_id or "", {**ORDER, **seen})
        error = _error(there, *NAME)
    assert (type(error), error.message, error.hint) == (ApiRefused, message, hint)


def test_the_examples_of_live_make_a_message_that_is_taken() -> None:
    """They fill the body and the end of the button's address."""
    with posting(ORDER) as there:
        made = templated(there.writer, there.account, NAME, GIVEN)
        assert (made.findings, made.notes) == ((), ())
        sent = send(there.writer, there.account, made.message, TO)
        assert sent.status == "accepted"


def test_components_by_hand_are_held_against_live() -> None:
    """They are sent as they are, or it is said what does not fit."""
    good: Any = posted_template(2)["components"]
    bad: Any = posted_template(1)["components"]
    with posting(ORDER) as there:
        made = templated(there.writer, there.account, NAME, good)
        assert (made.message.components, made.findings) == (good, ())
        made = templated(there.writer, there.account, NAME, bad)
    assert [(one.rule, one.message) for one in made.findings] == [
        ("parameter_count", "The body takes 2 parameters, and 1 are given.")
    ]


def test_a_template_without_components_tells_nothing() -> None:
    """Nobody could say what it takes."""
    bare = {"name": NAME[0], "language": NAME[1], "status": "APPROVED"}
    with reached() as there:
        seed(there.world, there.account.waba_id or "", bare)
        error = _error(there, *NAME)
    assert (type(error), error.message) == (
        ApiUnavailable,
        "The API shows message_template.order_update/en_US without its components.",
    )

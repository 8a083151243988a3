"""What the gateway refuses by its documentation, and what wa-sync makes of it.

How it wraps its own errors it does not document: here they are a text.
"""

from __future__ import annotations

import pytest
from support.raw_server import raw_server, reply
from support.road import Ran, Road
from support.surface import FORMS, KEY
from support.surface_messages import PHONE


SHOW = ("phone", "show")
WHAT = f"to show phone number {PHONE}"
SEND = ("send", "text", "Hi", "--to", "15550100100")
LIST = ("connection", "list")
NO_CONNECTION = (
    "  hint: Where the key has no connection to WhatsApp, the gateway says so: wa-sync "
    "connection list shows them.\n"
)
OTHER_KEY = (
    "  hint: Check that the token belongs to this endpoint: a Maton key for maton, an "
    "access token for meta.\n"
)
IDS = (
    "  hint: Check waba_id and phone_number_id, and that the token may see them: the "
    "API gives one answer for both.\n"
)
SENDER = (
    "  hint: check 106540352242922 (phone_number_id of account demo) and that the "
    "token may see it: wa-sync phone list shows the numbers it sees\n"
)
LATER = "  hint: Run again later; --max-wait lets a run wait longer by itself.\n"
ONCE = (
    "  hint: It may have been sent, and is not sent again by itself: look at the "
    "conversation or the webhooks first.\n"
)


def refusal(
    road: Road, argv: tuple[str, ...], status: int, said: object
) -> tuple[Ran, int]:
    """Run a command against a gateway that says this; also how often it was asked."""
    road.project(project=FORMS["gateway"].project)
    road.env(MATON_API_KEY=KEY)
    with raw_server(reply({"error": said}, status=status)) as server:
        ran = road.run(*argv, "--max-wait", "0", "--endpoint", server.url)
        told = ran.err.replace(server.url, "GATEWAY")
        return Ran(ran.code, ran.out, told), len(server.heard)


@pytest.mark.parametrize(
    ("argv", "status", "said", "code", "told"),
    [
        (
            *(SHOW, 400, "no connection", 5),
            f"error: the gateway refused {WHAT}: no connection\n{NO_CONNECTION}",
        ),
        (
            *(SEND, 400, "no connection", 5),
            f"error: the gateway refused the message: no connection\n{NO_CONNECTION}",
        ),
        (
            *(SHOW, 400, "invalid app name", 5),
            f"error: the gateway refused {WHAT}: invalid app name\n{NO_CONNECTION}",
        ),
        (SHOW, 404, "invalid app name", 77, f"error: invalid app name\n{IDS}"),
        (SHOW, 401, "invalid key", 77, f"error: invalid key\n{OTHER_KEY}"),
        (SEND, 401, "invalid key", 77, f"error: invalid key\n{OTHER_KEY}"),
        (
            *(LIST, 401, "invalid key", 77),
            (
                "error: GATEWAY answered: HTTP 401, invalid key\n  hint: Check "
                "MATON_API_KEY: it is a key of the gateway, from its settings page.\n"
            ),
        ),
        (SHOW, 404, "not found", 77, f"error: not found\n{IDS}"),
        (SEND, 404, "not found", 77, f"error: not found\n{SENDER}"),
        (SHOW, 429, "slow down", 75, f"error: slow down\n{LATER}"),
        (SEND, 429, "slow down", 75, f"error: slow down\n{LATER}"),
        (SEND, 502, "bad", 7, f"error: GATEWAY answered a write with bad.\n{ONCE}"),
    ],
)
def test_what_the_gateway_says_itself(
    road: Road, argv: tuple[str, ...], status: int, said: str, code: int, told: str
) -> None:
    """Its own words, what helps, and the exit code; it is asked once."""
    assert refusal(road, argv, status, said) == (Ran(code, "", told), 1)


def test_what_may_pass_is_read_again(road: Road) -> None:
    """A status above 499 says nothing about what was asked; reading does no harm."""
    ran, calls = refusal(road, SHOW, 502, "bad gateway")
    assert ran == Ran(75, "", "error: GATEWAY answered: bad gateway.\n")
    assert calls == 4


REFUSED = "Meta refused the message: (#{0}) x (code {0})"
CODES = {
    131030: (
        *(5, REFUSED, "phone number not registered"),
        (
            "the recipient is not on the allowed list of a test number. Add them to "
            "the list under API setup, or send from a real number."
        ),
    ),
    131031: (
        *(77, "(#{0}) x", "message failed to send"),
        (
            "the account is locked or restricted. See WhatsApp Manager, under account "
            "quality."
        ),
    ),
    132000: (
        *(5, REFUSED, "template not found or not approved"),
        (
            "the number of parameters is not what the template takes. wa-sync contract "
            "says what the template takes."
        ),
    ),
    133010: (
        *(5, REFUSED, "phone number rate limit reached"),
        (
            "the sender's phone number is not registered. Register the number for the "
            "Cloud API."
        ),
    ),
}
"""The numbers that the gateway names: what each ends with, what is said, what it is to
the gateway, and what it is."""


@pytest.mark.parametrize("number", CODES)
def test_a_code_that_the_gateway_calls_by_another_name(road: Road, number: int) -> None:
    """Meta's words are shown, its meaning is explained, and the gateway's told."""
    code, said, called, means = CODES[number]
    told = (
        f"error: {said.format(number)}\n  hint: By Meta, {number} means that {means} "
        f"(The gateway's documentation calls it: {called}.)\n"
    )
    answer = {"code": number, "message": f"(#{number}) x"}
    assert refusal(road, SEND, 400, answer) == (Ran(code, "", told), 1)

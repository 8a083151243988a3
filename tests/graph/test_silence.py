"""What a redirect, silence and nonsense are told as."""

from __future__ import annotations

import pytest
from support.told import GET, POST, told

from wa_sync.http.exchange import Answer, Call, Failure


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("https://user:canary-token@evil.example:81/x?access_token=c", "evil.example"),
        ("/elsewhere", "another address"),
        ("http://[", "another address"),
        (None, "another address"),
    ],
)
def test_of_a_redirect_only_the_host_is_shown(location: str | None, shown: str) -> None:
    """N17: the rest of the address may hold anything."""
    headers = () if location is None else (("location", location),)
    made = told(Answer(status=302, headers=headers))
    assert made.message == (
        f"https://graph.facebook.com sends requests on to {shown}, where the token "
        "must not go."
    )


@pytest.mark.parametrize(
    ("got", "call", "message"),
    [
        (
            Failure(reason="the connection was refused", sent=False),
            GET,
            "https://graph.facebook.com cannot be reached: the connection was refused.",
        ),
        (
            Failure(reason="no connection", sent=False, via="http://proxy:80"),
            GET,
            (
                "https://graph.facebook.com cannot be reached through the proxy "
                "http://proxy:80: no connection."
            ),
        ),
        (
            Failure(reason="the connection broke", sent=True),
            POST,
            (
                "A write was sent to https://graph.facebook.com, then the connection "
                "broke."
            ),
        ),
        (
            Failure(reason="the answer is larger than 64 MiB", sent=True),
            GET,
            (
                "https://graph.facebook.com gave no usable answer: the answer is "
                "larger than 64 MiB."
            ),
        ),
        (
            Answer(status=503, body={"error": {"message": "Try again later."}}),
            GET,
            "https://graph.facebook.com answered: Try again later.",
        ),
        (
            Answer(status=503, body={"error": {"message": "Try again later."}}),
            POST,
            "https://graph.facebook.com answered a write with Try again later.",
        ),
        (
            Answer(status=502, garbled='no JSON, but "<html>"'),
            POST,
            (
                "https://graph.facebook.com answered a write with HTTP 502, no JSON, "
                'but "<html>".'
            ),
        ),
        (
            Answer(status=200, garbled='no JSON, but "<html> Bearer canary-token"'),
            GET,
            (
                "https://graph.facebook.com answered: HTTP 200, no JSON, but "
                '"<html> Bearer ***".'
            ),
        ),
    ],
)
def test_silence_and_nonsense_are_described(
    got: Answer | Failure, call: Call, message: str
) -> None:
    """The host, what went wrong, and what that means; nothing else."""
    assert told(got, call).message == message

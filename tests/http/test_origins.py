from __future__ import annotations

import pytest

from wa_sync.errors import BadEnvironment
from wa_sync.http.origins import ORIGINS, Origin, parse_override
from wa_sync.model.account import Endpoint


def test_the_compiled_in_origins_are_these_and_no_others() -> None:
    """A token goes to five hosts in the world; files of media lie on one of Meta's."""
    assert {end: sorted(map(str, origins)) for end, origins in ORIGINS.items()} == {
        Endpoint.MATON: ["https://ctrl.maton.ai", "https://gateway.maton.ai"],
        Endpoint.META: [
            "https://api.facebook.com",
            "https://graph.facebook.com",
            "https://lookaside.fbsbx.com",
        ],
    }


@pytest.mark.parametrize(
    ("url", "origin", "written"),
    [
        (
            "https://Host.example",
            ("https", "host.example", 443),
            "https://host.example",
        ),
        (
            "https://host.example:8443/",
            ("https", "host.example", 8443),
            "https://host.example:8443",
        ),
        ("HTTP://127.0.0.1:80", ("http", "127.0.0.1", 80), "http://127.0.0.1"),
        ("http://127.1.2.3:9", ("http", "127.1.2.3", 9), "http://127.1.2.3:9"),
        ("http://localhost:8000", ("http", "localhost", 8000), "http://localhost:8000"),
        ("http://[::1]:8000", ("http", "::1", 8000), "http://[::1]:8000"),
        (" https://h ", ("https", "h", 443), "https://h"),
    ],
)
def test_an_origin_is_taken_and_written_back(
    url: str, origin: tuple[str, str, int], written: str
) -> None:
    """Addresses with https to anywhere and http to this machine are understood."""
    taken = parse_override(url)
    assert ((taken.scheme, taken.host, taken.port), str(taken)) == (origin, written)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "graph.facebook.com",
        "//graph.facebook.com",
        "ftp://graph.facebook.com",
        "https://",
        "https://canary:canary@graph.facebook.com",
        "https://graph.facebook.com@canary.example",
        "https://graph.facebook.com\\@canary.example",
        "https://graph.facebook.com/v21.0",
        "https://graph.facebook.com/?canary=1",
        "https://graph.facebook.com#canary",
        "https://graph.facebook.com%2ecanary.example",
        "https://graph.facebook.com:443@canary.example",
        "https://gr\u0430ph.facebook.com",
        "https://graph.facebook.com\n.canary.example",
        "https://host:123456",
    ],
)
def test_anything_but_an_origin_is_refused_without_being_shown(url: str) -> None:
    """No trick of address writing gets through, and none is quoted."""
    with pytest.raises(BadEnvironment) as caught:
        parse_override(url)
    assert caught.value.message == (
        "The endpoint is not an address that wa-sync can use."
    )
    assert caught.value.exit_code == 78


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://host:0", "The endpoint's port 0 does not exist."),
        ("https://host:65536", "The endpoint's port 65536 does not exist."),
        (
            "http://host.example",
            "The endpoint http://host.example would carry the token in plain text.",
        ),
        (
            "http://127.0.0.1.host.example",
            (
                "The endpoint http://127.0.0.1.host.example would carry the token in "
                "plain text."
            ),
        ),
        (
            "http://10.0.0.1",
            "The endpoint http://10.0.0.1 would carry the token in plain text.",
        ),
        (
            "http://0.0.0.0",
            "The endpoint http://0.0.0.0 would carry the token in plain text.",
        ),
    ],
)
def test_an_origin_that_cannot_be_used_is_refused_with_the_reason(
    url: str, message: str
) -> None:
    """Ports that do not exist and plain http across a network are named."""
    with pytest.raises(BadEnvironment) as caught:
        parse_override(url)
    assert caught.value.message == message


def test_an_origin_knows_this_machine() -> None:
    """Loopback is by address or by the one name for it."""
    hosts = ["127.0.0.1", "::1", "localhost", "192.168.0.1", "localhost.example"]
    loopback = [Origin("http", host, 80).loopback for host in hosts]
    assert loopback == [True, True, True, False, False]

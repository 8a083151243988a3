"""Answers that come late, in part, or without an end."""

from __future__ import annotations

import gzip
import socket
import time

import pytest
from support.asked import (
    FINE,
    GET,
    IMPATIENT,
    POST,
    answered,
    asking,
    failed,
    line,
)
from support.raw_server import (
    Step,
    drip,
    endless,
    hang,
    raw_server,
    reply,
    reset,
    sent,
)

from wa_sync.http.bounds import Bounds
from wa_sync.http.client import Http
from wa_sync.http.exchange import Call, Fate


LATE = (Fate.UNKNOWN, "no complete answer in time")
TORN = (Fate.UNKNOWN, "the answer broke off or was no HTTP")
CUT = (Fate.UNKNOWN, "the connection broke")


@pytest.mark.parametrize(
    ("step", "end"),
    [
        (hang(), LATE),
        (hang(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), LATE),
        (reset(), CUT),
        (reset(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), CUT),
        (sent(b""), TORN),
        (sent(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), TORN),
        (
            sent(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{}"),
            TORN,
        ),
        (sent(b"SSH-2.0-OpenSSH_9.2\r\n"), TORN),
    ],
)
def test_an_answer_that_does_not_come_whole_leaves_a_write_unknown(
    step: Step, end: tuple[Fate, str]
) -> None:
    """N04, N05, N07: the write was sent once and is never sent again."""
    with asking(step, bounds=IMPATIENT) as ask:
        assert failed(ask(POST)) == end
        assert len(ask.server.heard) == 1


@pytest.mark.parametrize("step", [hang(), reset(), sent(b""), sent(b"HTTP/1.1 200")])
def test_a_read_is_repeated_after_any_such_answer(step: Step) -> None:
    """N07: the next attempt is whole, and nothing of the first is used."""
    with asking(step, step, FINE, bounds=IMPATIENT) as ask:
        assert answered(ask(GET)) == (Fate.OK, 200)
        assert len(ask.server.heard) == 3


def test_a_page_cut_anywhere_is_never_used() -> None:
    """N07: whichever byte is the last, there is no answer."""
    whole = b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"id": "1"}'
    cuts = [sent(whole[:length]) for length in range(len(whole))]
    bounds = Bounds(attempts=1)
    with asking(*cuts, sent(whole), bounds=bounds) as ask:
        fates = [ask(GET).fate for _ in range(len(whole) + 1)]
    assert fates == [Fate.UNKNOWN] * len(whole) + [Fate.OK]


def test_json_of_the_right_length_but_garbled_is_unknown() -> None:
    """N08: the server's word for the length proves nothing."""
    with asking(reply(raw=b'{"id": "1"'), FINE) as ask:
        assert answered(ask(POST)) == (Fate.UNKNOWN, 200)
        assert answered(ask(GET)) == (Fate.OK, 200)


@pytest.mark.parametrize("call", [GET, POST])
@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 500,
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + b" " * 500,
    ],
)
def test_a_slow_drip_ends_at_the_deadline(call: Call, data: bytes) -> None:
    """N09: bytes that keep coming, in headers or body, do not prolong a call."""
    begin = time.monotonic()
    with (
        raw_server(drip(data, every=0.02)) as server,
        Http(timeout=0.4, bounds=Bounds(attempts=1)) as http,
    ):
        end = http.exchange(line(server.url), call)
        took = time.monotonic() - begin
    assert failed(end) == LATE
    assert 0.35 < took < 2


def test_a_timeout_is_for_silence_as_well() -> None:
    """A slow answer may take all the time there is, whatever is usual."""
    slow = drip(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", 0.02)
    bounds = Bounds(read=0.01, attempts=1)
    with raw_server(slow) as server:
        to, fates = line(server.url), []
        for timeout in (None, 30.0):
            with Http(timeout=timeout, bounds=bounds) as http:
                fates.append(http.exchange(to, GET).fate)
    assert fates == [Fate.UNKNOWN, Fate.OK]


def test_a_server_that_does_not_read_ends_at_the_deadline() -> None:
    """N09, the other way round: sending is bounded as well."""
    big = Call(method="POST", path="/x", content=b"x" * 64 * 2**20)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with Http(timeout=0.3, bounds=Bounds(attempts=1)) as http:
            end = http.exchange(line(url), big)
    assert failed(end) == LATE


def test_a_call_may_bring_more_time() -> None:
    """An upload is given what its size needs, on top of the deadline."""
    patient = Call(method="GET", path="/x", seconds=60)
    slow = drip(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", 0.01)
    with (
        raw_server(slow) as server,
        Http(timeout=0.1, bounds=Bounds(attempts=1)) as http,
    ):
        to = line(server.url)
        ends = [http.exchange(to, call).fate for call in (GET, patient)]
    assert ends == [Fate.UNKNOWN, Fate.OK]


@pytest.mark.parametrize(
    "step",
    [
        endless(b"HTTP/1.1 200 OK\r\n\r\n", b" " * 65536),
        reply(
            raw=gzip.compress(b" " * 50 * 2**20), headers={"Content-Encoding": "gzip"}
        ),
        reply(raw=b" " * (2**20 + 1)),
    ],
)
def test_an_answer_beyond_the_limit_is_given_up(step: Step) -> None:
    """N10: endless bodies and bombs, however they are packed."""
    with asking(step, bounds=Bounds(attempts=1, max_bytes=2**20)) as ask:
        assert failed(ask(GET)) == (Fate.UNKNOWN, "the answer is larger than 1 MiB")

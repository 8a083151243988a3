from __future__ import annotations

import gzip
import logging
import random
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from support.raw_server import (
    RawServer,
    Step,
    drip,
    endless,
    hang,
    raw_server,
    reply,
    reset,
    sent,
)
from support.tempo import Tempo, dice

from wa_sync.errors import BadEnvironment, Interrupted
from wa_sync.http import transport
from wa_sync.http.bounds import LONGEST_WAIT, Bounds
from wa_sync.http.client import Http, template
from wa_sync.http.exchange import Answer, Call, Exchange, Failure, Fate, Line
from wa_sync.http.origins import parse_override
from wa_sync.http.secret import Secret
from wa_sync.http.transport import Transport


if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

    from wa_sync.http.deadline import DeadlineBackend


TOKEN = "canary-0123456789"  # noqa: S105 - made up
GET = Call(method="GET", path="/v21.0/102290129340398")
POST = Call(method="POST", path="/v21.0/102290129340398", content=b'{"a": 1}')
DELETE = Call(method="DELETE", path="/v21.0/1", query={"hsm_id": "1", "name": "a b"})
FINE = reply({"id": "1"})
BUSY = reply({"error": {"code": 80008, "message": "Too many"}}, status=400)
BROKEN = reply({}, status=500)


@dataclass
class Asked:
    """A client and the server it talks to."""

    server: RawServer
    http: Http
    tempo: Tempo

    def __call__(self, call: Call) -> Exchange:
        """Send a call to the server."""
        return self.http.exchange(line(self.server.url), call)


def line(url: str, rate: int = 10) -> Line:
    """A line to an address."""
    return Line(origin=parse_override(url), token=Secret(TOKEN), rate=rate)


@contextmanager
def asking(*steps: Step, bounds: Bounds | None = None) -> Iterator[Asked]:
    """Run a scripted server and a client whose waits take no time."""
    tempo = Tempo()
    with (
        raw_server(*steps) as server,
        Http(
            bounds=bounds or Bounds(read=0.3),
            clock=tempo.clock,
            wait=tempo.wait,
            rng=dice(),
        ) as http,
    ):
        yield Asked(server, http, tempo)


def failed(exchange: Exchange) -> tuple[Fate, str]:
    """How an exchange without an answer ended."""
    assert isinstance(exchange.got, Failure)
    return exchange.fate, exchange.got.reason


def answered(exchange: Exchange) -> tuple[Fate, int]:
    """How an exchange with an answer ended."""
    assert isinstance(exchange.got, Answer)
    return exchange.fate, exchange.got.status


def test_a_request_says_exactly_this() -> None:
    """Everything that goes over the wire, for a read and for two writes."""
    with asking(FINE) as ask:
        ask(Call(method="GET", path="/v21.0/1", query={"status": '["A B"]', "x": "é"}))
        ask(POST)
        ask(DELETE)
        host = f"127.0.0.1:{ask.server.port}"
        common = {
            "accept": "application/json",
            "accept-encoding": "identity",
            "authorization": f"Bearer {TOKEN}",
            "cache-control": "no-cache",
            "host": host,
            "user-agent": "wa-sync/0.1.0",
        }
        said = [(h.method, h.target, dict(h.headers), h.body) for h in ask.server.heard]
    assert said == [
        (
            "GET",
            "/v21.0/1?status=%5B%22A+B%22%5D&x=%C3%A9",
            {**common, "connection": "keep-alive"},
            b"",
        ),
        (
            "POST",
            "/v21.0/102290129340398",
            {**common, "connection": "close", "content-length": "8"},
            b'{"a": 1}',
        ),
        (
            "DELETE",
            "/v21.0/1?hsm_id=1&name=a+b",
            {**common, "connection": "close"},
            b"",
        ),
    ]


def test_headers_of_the_line_and_the_call_are_sent() -> None:
    """The connection of the gateway and the offset of an upload reach the server."""
    with asking(FINE) as ask:
        chosen = Line(
            origin=parse_override(ask.server.url),
            token=Secret(TOKEN),
            rate=10,
            headers={"Maton-Connection": "21fd90f9"},
        )
        call = Call(
            method="POST",
            path="/upload:MTphd/A+b==?sig=ARZ_-9",
            headers={"file_offset": "0"},
            content=b"",
            scheme="OAuth",
        )
        ask.http.exchange(chosen, call)
        heard = ask.server.heard[0]
    names = ("maton-connection", "file_offset", "authorization")
    assert (heard.target, [heard.headers[name] for name in names]) == (
        "/upload:MTphd/A+b==?sig=ARZ_-9",
        ["21fd90f9", "0", f"OAuth {TOKEN}"],
    )


@pytest.mark.parametrize(
    "path",
    [
        "https://graph.facebook.com/v21.0",
        "//evil.example/v21.0",
        "/v21.0/../../other",
        "/v21.0/%2E%2e/other",
        "/v21.0/a%2fb",
        "/v21.0/a\\b",
        "/v21.0/a#b",
        "/v21.0/a b",
        "/v21.0/a\nb",
        "/v21.0/é",
        "/v21.0/https://evil.example",
        "v21.0",
        "@evil.example/v21.0",
        "",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(path: str) -> None:
    """No address but a path of the line's own origin is ever asked."""
    with asking(FINE) as ask:
        with pytest.raises(BadEnvironment):
            ask(Call(method="GET", path=path))
        assert ask.server.heard == []


def test_a_refused_connection_is_not_sent_and_tried_four_times() -> None:
    """N01: reads and writes are repeated, since nothing was sent."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    tempo = Tempo()
    with Http(clock=tempo.clock, wait=tempo.wait, rng=dice()) as http:
        ends = [http.exchange(line(f"http://127.0.0.1:{port}"), c) for c in (GET, POST)]
    assert (
        list(map(failed, ends)) == [(Fate.NOT_SENT, "the connection was refused")] * 2
    )
    assert len(tempo.waits) == 6


def test_a_name_that_does_not_resolve_is_not_sent() -> None:
    """N01: an unknown host is a trouble of the moment."""
    bounds = Bounds(attempts=1)
    with Http(bounds=bounds) as http:
        end = http.exchange(line("https://wa-sync.invalid"), GET)
    assert failed(end) == (Fate.NOT_SENT, "its name cannot be resolved")


def test_a_connection_that_is_never_accepted_is_not_sent() -> None:
    """N01: a black hole is given up on after the connect timeout."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.settimeout(0)
            filler.connect_ex(address)
        with Http(bounds=Bounds(connect=0.2, attempts=1)) as http:
            end = http.exchange(line(f"http://127.0.0.1:{address[1]}"), POST)
        for filler in fillers:
            filler.close()
    assert failed(end) == (Fate.NOT_SENT, "no connection in time")


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
    with asking(step) as ask:
        assert failed(ask(POST)) == end
        assert len(ask.server.heard) == 1


@pytest.mark.parametrize("step", [hang(), reset(), sent(b""), sent(b"HTTP/1.1 200")])
def test_a_read_is_repeated_after_any_such_answer(step: Step) -> None:
    """N07: the next attempt is whole, and nothing of the first is used."""
    with asking(step, step, FINE) as ask:
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


@pytest.mark.parametrize("status", [200, 502, 503])
def test_a_page_instead_of_an_answer_is_quoted_briefly(status: int) -> None:
    """N11: of an HTML page 80 characters are kept, whatever its status."""
    page = b"<!doctype html>\r\n<title>\x1b]0;Log in\x07</title>" + b"x" * 5000
    step = reply(raw=page, status=status, headers={"Content-Type": "text/html"})
    with asking(step) as ask:
        got = ask(GET).got
        assert len(ask.server.heard) == 4
    assert isinstance(got, Answer)
    assert got.garbled == (
        'no JSON, but "<!doctype html> <title> ]0;Log in </title>' + "x" * 38 + '"'
    )


def test_a_throttled_call_waits_as_long_as_it_is_asked_to() -> None:
    """N12: Retry-After is obeyed within a second, by reads and writes."""
    step = reply({}, status=429, headers={"Retry-After": "3"})
    with asking(step, FINE, step, FINE) as ask:
        assert [ask(GET).fate, ask(POST).fate] == [Fate.OK, Fate.OK]
    assert [3 <= wait <= 4 for wait in ask.tempo.waits] == [True, True]


@pytest.mark.parametrize("header", [None, "-1", "NaN", "abc", "1e9"])
def test_without_a_sensible_wait_the_pause_is_drawn(header: str | None) -> None:
    """N13, N14: full jitter, growing from attempt to attempt."""
    headers = {} if header is None else {"Retry-After": header}
    step = reply({}, status=429, headers=headers)
    with asking(step, step, step, FINE) as ask:
        assert answered(ask(POST)) == (Fate.OK, 200)
    drawn = dice()
    assert ask.tempo.waits == [drawn.uniform(0, most) for most in (1, 2, 4)]


@pytest.mark.parametrize("call", [GET, POST])
def test_a_rate_limit_is_waited_for_as_often_as_it_takes(call: Call) -> None:
    """Only the time is bounded: neither attempts nor repetitions are used up."""
    step = reply({}, status=429, headers={"Retry-After": "1"})
    bounds = Bounds(attempts=1, retries=0, max_wait=100)
    with asking(*[step] * 40, FINE, bounds=bounds) as ask:
        assert answered(ask(call)) == (Fate.OK, 200)
    assert len(ask.tempo.waits) == 40


def test_waiting_for_a_rate_limit_ends_at_max_wait() -> None:
    """The waits of a run are added up; the next call has what the first one left."""
    step = reply({}, status=429, headers={"Retry-After": "10"})
    with asking(step, bounds=Bounds(max_wait=35)) as ask:
        ends = [answered(ask(GET)), answered(ask(GET))]
    assert ends == [(Fate.THROTTLED, 429)] * 2
    assert [10 <= wait <= 11 for wait in ask.tempo.waits] == [True] * 3


def test_a_rate_limit_between_failures_does_not_count_as_one() -> None:
    """Three failures are three, whatever was waited for meanwhile."""
    with asking(BROKEN, BUSY, BROKEN, bounds=Bounds(attempts=3)) as ask:
        assert answered(ask(GET)) == (Fate.UNKNOWN, 500)
        assert len(ask.server.heard) == 4


def test_a_failure_that_asks_for_a_wait_is_bounded_by_it_too() -> None:
    """A server that is down for maintenance is waited for no longer than allowed."""
    step = reply({}, status=503, headers={"Retry-After": "50"})
    with asking(step) as ask:
        assert answered(ask(GET)) == (Fate.UNKNOWN, 503)
    assert [50 <= wait <= 51 for wait in ask.tempo.waits] == [True, True]


def test_without_max_wait_nothing_is_waited_for() -> None:
    """A rate limit is reported at once."""
    with asking(BUSY, bounds=Bounds(max_wait=0)) as ask:
        assert answered(ask(GET)) == (Fate.THROTTLED, 400)
    assert ask.tempo.waits == []


@pytest.mark.parametrize(
    ("header", "later"), [("121", 121.0), ("1000000000", LONGEST_WAIT)]
)
def test_a_wait_that_does_not_fit_stops_at_once(header: str, later: float) -> None:
    """N14: nobody waits for nothing, and the caller learns when to come back."""
    step = reply({}, status=429, headers={"Retry-After": header})
    with asking(step) as ask:
        end = ask(GET)
    assert (end.fate, end.retry_after, ask.tempo.waits) == (
        Fate.THROTTLED,
        later,
        [],
    )


def test_throttling_comes_as_400_too() -> None:
    """N15: a write that was throttled was not executed, and is sent again."""
    usage = '{"1": [{"estimated_time_to_regain_access": 1}]}'
    busy = reply(
        {"error": {"code": 80012}},
        status=400,
        headers={"X-Business-Use-Case-Usage": usage},
    )
    with asking(busy, FINE) as ask:
        assert answered(ask(POST)) == (Fate.OK, 200)
    assert [60 <= wait <= 61 for wait in ask.tempo.waits] == [True]


def test_a_write_is_never_repeated_after_a_5xx_and_a_read_is() -> None:
    """N16: four reads, one write, and what leaves no trace like a read."""
    session = Call(method="POST", path="/v21.0/1/uploads", repeatable=True)
    with asking(BROKEN) as ask:
        fates = []
        for call in (GET, POST, DELETE, session):
            before = len(ask.server.heard)
            fates.append((ask(call).fate, len(ask.server.heard) - before))
    assert fates == [
        (Fate.UNKNOWN, 4),
        (Fate.UNKNOWN, 1),
        (Fate.UNKNOWN, 1),
        (Fate.UNKNOWN, 4),
    ]


def test_the_repetitions_of_a_run_are_counted_together() -> None:
    """After the run's repetitions are used up, each call is sent once."""
    with asking(BROKEN, bounds=Bounds(retries=4)) as ask:
        for _ in range(3):
            ask(GET)
        assert len(ask.server.heard) == 3 + 4


def test_a_poor_line_does_not_use_the_repetitions_up() -> None:
    """Where every call succeeds in the end, there is no end of repetitions."""
    steps = [BROKEN, FINE] * 9
    with asking(*steps, bounds=Bounds(retries=1)) as ask:
        assert [ask(GET).fate for _ in range(9)] == [Fate.OK] * 9


def test_a_write_that_nobody_answers_gives_nothing_back() -> None:
    """Only an answer that makes sense shows that repeating is worth while."""
    with asking(BROKEN, bounds=Bounds(retries=1)) as ask:
        for call in (GET, POST, GET):
            ask(call)
        assert len(ask.server.heard) == 2 + 1 + 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("call", [GET, POST])
def test_a_redirect_is_not_followed(status: int, call: Call) -> None:
    """N17: whoever it names hears nothing, not a byte of the token."""
    with raw_server(FINE) as evil:
        away = reply({}, status=status, headers={"Location": f"{evil.url}/steal"})
        with asking(away) as ask:
            assert answered(ask(call)) == (Fate.UNKNOWN, status)
            assert len(ask.server.heard) == 1
        assert (evil.connections, evil.heard) == (0, [])


@pytest.mark.parametrize(
    "step",
    [
        reply({"success": False}),
        reply({"error": {"code": 100, "message": "no"}}),
        reply(raw=b""),
        reply({}),
        reply([]),
        sent(b"HTTP/1.1 204 No Content\r\n\r\n"),
    ],
)
def test_a_2xx_that_does_not_say_what_was_done_is_unknown(step: Step) -> None:
    """N18: a write is done only when the answer says so."""
    with asking(step) as ask:
        assert ask(POST).fate is Fate.UNKNOWN


def test_no_cookie_is_ever_sent_back() -> None:
    """N23: a gateway cannot mark a client."""
    with asking(reply({"id": "1"}, headers={"Set-Cookie": "canary=1; Path=/"})) as ask:
        ask(GET)
        ask(GET)
        assert ["cookie" in heard.headers for heard in ask.server.heard] == [False] * 2


def test_reads_share_a_connection_and_every_write_has_its_own() -> None:
    """N06: a connection that the server has let go is never written to."""
    with asking(FINE) as ask:
        for call in (GET, GET, POST, DELETE, GET):
            ask(call)
        used = [heard.connection for heard in ask.server.heard]
    assert used == [1, 1, 2, 3, 1]


def test_a_read_survives_a_connection_that_was_let_go() -> None:
    """N06: the server closes after each answer without saying so."""
    with asking(reply({"id": "1"}, keep=False)) as ask:
        assert [ask(GET).fate for _ in range(5)] == [Fate.OK] * 5


def test_one_token_shares_its_rate_and_another_has_its_own() -> None:
    """Ten a second for each key, whatever account is asked about."""
    tempo = Tempo()
    with (
        raw_server(FINE) as server,
        Http(clock=tempo.clock, wait=tempo.wait) as http,
    ):
        for token in ("canary-one", "canary-one", "canary-two"):
            mine = Line(origin=parse_override(server.url), token=Secret(token), rate=10)
            for _ in range(6):
                http.exchange(mine, GET)
    assert tempo.now == pytest.approx(1.001)


def test_retries_pay_the_limiter() -> None:
    """Every attempt takes a slot, not every call."""
    tempo = Tempo()
    with (
        raw_server(reply({}, status=500)) as server,
        Http(
            bounds=Bounds(attempts=12),
            clock=tempo.clock,
            wait=lambda seconds: tempo.wait(seconds) if seconds > 0 else False,
            rng=_Zero(),
        ) as http,
    ):
        http.exchange(line(server.url), GET)
    assert tempo.now == pytest.approx(1.001)


class _Zero(random.Random):
    """Draws the shortest wait, always."""

    def uniform(self, a: float, b: float) -> float:
        """Return the lower end."""
        return min(a, b)


def test_a_usage_header_slows_the_line_down() -> None:
    """From 80 % on, one request a second; below it, as before."""
    high = reply({"id": "1"}, headers={"X-App-Usage": '{"call_count": 95}'})
    low = reply({"id": "1"}, headers={"X-App-Usage": '{"call_count": 5}'})
    with asking(FINE, high, high, low, FINE, FINE) as ask:
        moments = []
        for _ in range(6):
            ask(GET)
            moments.append(ask.tempo.now)
    assert moments == [0.0, 0.0, 1.0, 2.0, 2.0, 2.0]


def test_a_stop_ends_the_waiting_and_sends_nothing_more() -> None:
    """Between attempts the run can be asked to stop."""
    tempo = Tempo(stop_after=0)
    with (
        raw_server(BUSY) as server,
        Http(clock=tempo.clock, wait=tempo.wait) as http,
        pytest.raises(Interrupted) as caught,
    ):
        http.exchange(line(server.url), POST)
    assert caught.value.message == (f"Stopped while waiting to ask {server.url} again.")
    assert len(server.heard) == 1


def test_sixteen_threads_share_a_client() -> None:
    """Accounts are run side by side, over at most sixteen connections."""
    gate = threading.Barrier(16)
    fates: list[Fate] = []
    with raw_server(FINE) as server, Http() as http:

        def work() -> None:
            gate.wait()
            fates.extend(
                http.exchange(line(server.url, 100), GET).fate for _ in range(5)
            )

        threads = [threading.Thread(target=work) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert server.connections <= 16
    assert fates == [Fate.OK] * 80


def test_the_pool_that_comes_second_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two threads that make the first pool at once share one and leak none."""
    gate = threading.Barrier(2)
    made: list[Transport] = []
    closed: list[Transport] = []

    class Slow(Transport):
        """A pool that is made slowly, and counts how often it is closed."""

        def __init__(
            self,
            backend: DeadlineBackend,
            context: ssl.SSLContext,
            proxy: str | None,
            keep: int,
        ) -> None:
            """Let the other one be faster."""
            super().__init__(backend, context, proxy, keep)
            made.append(self)
            gate.wait()

        def close(self) -> None:
            """Count."""
            closed.append(self)
            super().close()

    monkeypatch.setattr(transport, "Transport", Slow)
    with raw_server(FINE) as server, Http() as http, ThreadPoolExecutor(2) as threads:
        to = line(server.url)
        ends = list(threads.map(lambda call: http.exchange(to, call), [GET, GET]))
        lost = list(closed)
    assert [end.fate for end in ends] == [Fate.OK] * 2
    assert (len(made), len(lost), set(closed)) == (2, 1, set(made))


def test_each_request_leaves_one_line_without_ids_or_token(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The log holds method, path, status and trace id, and httpx says nothing."""
    caplog.set_level(logging.DEBUG)
    error = {"error": {"code": 100, "fbtrace_id": "Abc123"}}
    tempo = Tempo()
    with (
        raw_server(reply(error, status=400), reset()) as server,
        Http(clock=tempo.clock, wait=tempo.wait, bounds=Bounds(attempts=1)) as http,
    ):
        query = {"access_token": TOKEN}
        http.exchange(
            line(server.url),
            Call(method="GET", path="/v21.0/10229/message_templates", query=query),
        )
        http.exchange(
            line(server.url), Call(method="POST", path="/v21.0/upload:MTph?sig=AR")
        )
    assert [f"{r.name} {r.levelname} {r.getMessage()}" for r in caplog.records] == [
        (
            "wa_sync.http DEBUG GET /v21.0/{id}/message_templates → 400, 0 ms, "
            "trace Abc123"
        ),
        (
            "wa_sync.http DEBUG POST /v21.0/upload:{session} → the connection broke, "
            "0 ms"
        ),
    ]


@pytest.mark.parametrize(
    ("trace", "logged"),
    [(f"x{TOKEN}", ", trace x***"), ("\x1b[2J", ""), ("A" * 65, "")],
)
def test_a_trace_id_shows_neither_the_token_nor_control_characters(
    caplog: pytest.LogCaptureFixture, trace: str, logged: str
) -> None:
    """Whoever answers decides what stands there."""
    caplog.set_level(logging.DEBUG)
    with asking(
        reply({"error": {"code": 100, "fbtrace_id": trace}}, status=400)
    ) as ask:
        ask(GET)
    assert [record.getMessage() for record in caplog.records] == [
        f"GET /v21.0/{{id}} → 400, 0 ms{logged}"
    ]


def test_a_logged_path_has_no_ids() -> None:
    """Ids, sessions and queries are left out; what names the call is kept."""
    paths = ["/v21.0/123456/x", "/v21.0/1/987654", "/upload:a/b?sig=c", "/v21.0?a=1"]
    assert list(map(template, paths)) == [
        "/v21.0/{id}/x",
        "/v21.0/1/{id}",
        "/upload:{session}",
        "/v21.0",
    ]


def test_no_value_that_is_handed_out_shows_the_token() -> None:
    """Whatever is printed of an exchange or a line, the canary is not in it."""
    with asking(FINE) as ask:
        shown = repr((line(ask.server.url), ask(GET), ask(POST), vars(ask.http)))
    assert "canary" not in shown


def test_without_any_time_nothing_is_sent() -> None:
    """N09: a deadline that has passed is noticed before the next step."""
    with raw_server(FINE) as server, Http(timeout=0, wait=lambda _: False) as http:
        end = http.exchange(line(server.url), POST)
        assert server.heard == []
    assert failed(end) == (Fate.NOT_SENT, "no connection in time")

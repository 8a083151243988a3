"""Connections, lines and what of them is told."""

from __future__ import annotations

import logging
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from support.asked import (
    BUSY,
    DELETE,
    FINE,
    GET,
    POST,
    TOKEN,
    answered,
    asking,
    failed,
    line,
)
from support.raw_server import (
    Step,
    raw_server,
    reply,
    reset,
    sent,
)
from support.tempo import Tempo

from wa_sync.errors import Interrupted
from wa_sync.http import transport
from wa_sync.http.bounds import Bounds
from wa_sync.http.client import Http, template
from wa_sync.http.exchange import Call, Fate, Line
from wa_sync.http.origins import parse_override
from wa_sync.http.secret import Secret
from wa_sync.http.transport import Transport


if TYPE_CHECKING:
    import ssl

    from wa_sync.http.deadline import DeadlineBackend


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

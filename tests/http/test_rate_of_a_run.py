"""What a whole run asks of a server: never too much in a second, and no storm."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

import pytest
from support.raw_server import RawServer, Wire, raw_server, reply
from support.tempo import Tempo, dice
from support.together import Together

from wa_sync.http.bounds import Bounds
from wa_sync.http.client import Http
from wa_sync.http.exchange import Call, Line
from wa_sync.http.limiter import Limiter
from wa_sync.http.origins import parse_override
from wa_sync.http.secret import Secret


RATE = 10
TOKEN = Secret("EAArateofarun0000000")


def densest(moments: list[float]) -> int:
    """The most moments within any second; ``moments`` come in their order."""
    most = begin = 0
    for end, moment in enumerate(moments):
        while moment - moments[begin] >= 1.0:
            begin += 1
        most = max(most, end - begin + 1)
    return most


def reached(moments: list[float]) -> float:
    """The share of the rate that is reached, without the first burst."""
    return (len(moments) - RATE) / (moments[-1] - moments[0]) / RATE


@pytest.mark.parametrize("threads", [1, 2, 7, 16])
@pytest.mark.parametrize("slowest", [0.0, 0.02])
def test_a_long_run_is_never_too_fast_and_hardly_slower(
    threads: int, slowest: float, figure: Callable[[str], None]
) -> None:
    """At most ten in any second of several minutes, and at least 97 % of that."""
    time, moments = Together(), list[float]()
    limiter = Limiter(RATE, clock=time.clock, wait=time.wait)

    def work(drawn: random.Random) -> None:
        for _ in range(2000 // threads):
            with limiter.slot():
                time.wait(drawn.uniform(0.0, slowest / 2))
                moments.append(time.now)
                time.wait(drawn.uniform(0.0, slowest / 2))

    time.run(*(partial(work, dice(number)) for number in range(threads)))
    assert densest(moments) == RATE
    assert reached(moments) >= 0.97
    if threads < 16:
        return
    figure(
        f"limiter, {threads} threads, up to {slowest * 1000:.0f} ms away: "
        f"{len(moments)} requests in {moments[-1]:.0f} s, at most {densest(moments)} "
        f"in a second, {reached(moments):.1%} of the rate"
    )


def test_accounts_of_one_run_share_the_rate() -> None:
    """Side by side, with other paths and headers, but one token at one address."""
    time, moments = Together(), list[float]()

    def step(wire: Wire) -> bool:
        moments.append(time.now)
        return reply({"id": "1"})(wire)

    def work(http: Http, server: RawServer, number: int) -> None:
        mine = Line(
            origin=parse_override(server.url),
            token=TOKEN,
            rate=RATE,
            headers={"Maton-Connection": str(number)},
        )
        for _ in range(40):
            http.exchange(mine, Call(method="GET", path=f"/v21.0/{number}"))

    with raw_server(step) as server, Http(clock=time.clock, wait=time.wait) as http:
        time.run(*(partial(work, http, server, number) for number in range(4)))
    assert len(moments) == 160
    assert densest(sorted(moments)) == RATE
    assert reached(sorted(moments)) >= 0.97


def test_a_dead_server_is_not_stormed() -> None:
    """Four times a call and a hundred times a run, and then once a call."""
    tempo = Tempo()
    calls = 60
    with (
        raw_server(reply({}, status=503)) as server,
        Http(clock=tempo.clock, wait=tempo.wait, rng=dice()) as http,
    ):
        line = Line(origin=parse_override(server.url), token=TOKEN, rate=RATE)
        heard = []
        for number in range(calls):
            http.exchange(line, Call(method="GET", path=f"/v21.0/{number}"))
            heard.append(len(server.heard))
    sent = [later - before for before, later in zip([0, *heard], heard, strict=False)]
    full = Bounds().retries // 3
    assert sent == [4] * full + [2] + [1] * (calls - full - 1)

"""Rate limits, when they are switched on, with the headers that tell of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from support.graph_caller import TEMPLATES, WABA, Caller, calling, envelope


if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def test_no_limit_at_first(caller: Caller) -> None:
    """Unasked, there is neither a limit nor a header."""
    answers = [caller.client.get(f"/v23.0/{TEMPLATES}") for _ in range(20)]
    answer = answers[-1]
    assert answer.status_code == 200
    assert "X-Business-Use-Case-Usage" not in answer.headers


def test_too_many_a_second(caller: Caller) -> None:
    """As the gateway does: 429, and a second to wait."""
    caller.set("calls_per_second", 2)
    answers = [caller.client.get(f"/v23.0/{TEMPLATES}") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "1"
    assert envelope(answers[2].json()) == {
        "message": "(#4) Application request limit reached",
        "type": "OAuthException",
        "code": 4,
        "is_transient": True,
    }


def usage(caller: Caller, calls: int, wait: int) -> dict[str, object]:
    """Ask once more and return the answer's usage, in percent and minutes."""
    answer = caller.client.get(f"/v23.0/{TEMPLATES}")
    header = answer.headers["X-Business-Use-Case-Usage"]
    percent = f'"call_count":{calls},"total_cputime":{calls},"total_time":{calls}'
    assert header == (
        f'{{"{WABA}":[{{"type":"whatsapp_business_management",{percent},'
        f'"estimated_time_to_regain_access":{wait}}}]}}'
    )
    return {"status": answer.status_code, "body": answer.json()}


def test_too_many_an_hour(caller: Caller) -> None:
    """As Meta does: percent in a header, then code 80008 until the hour is over."""
    caller.set("calls_per_hour", 2)
    assert usage(caller, 50, 0) == {"status": 200, "body": {"data": []}}
    caller.move_clock(timedelta(minutes=30))
    assert usage(caller, 100, 30) == {"status": 200, "body": {"data": []}}
    refused = usage(caller, 100, 30)
    assert refused["status"] == 400
    assert envelope(refused["body"]) == {  # type: ignore[arg-type] # it is JSON
        "message": "(#80008) There have been too many calls to this WhatsApp Business "
        "account. Wait a bit and try again.",
        "type": "OAuthException",
        "code": 80008,
    }
    assert caller.ask("GET", "5/message_templates")[0] == 200
    caller.move_clock(timedelta(hours=1))
    assert usage(caller, 50, 0) == {"status": 200, "body": {"data": []}}

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.tempo import dice

from wa_sync.http import retry
from wa_sync.http.bounds import LONGEST_WAIT
from wa_sync.http.exchange import Answer, Call, Failure, Fate


if TYPE_CHECKING:
    from wa_sync.model.source import Json


GET = Call(method="GET", path="/v21.0/1")
POST = Call(method="POST", path="/v21.0/1")
SESSION = Call(method="POST", path="/v21.0/1/uploads", repeatable=True)
NOW = 1_700_000_000.0


def error(code: int | str | None, **more: Json) -> Json:
    """An error envelope."""
    return {"error": {"message": "Invalid parameter", "code": code, **more}}


def answer(status: int, body: Json = None) -> Answer:
    """An answer with a body that makes sense."""
    return Answer(status=status, body=body)


THROTTLED = [4, 17, 32, 613, 80007, 80008, 80012, 130429, 131048, 131056]
PAGE = Answer(status=404, garbled='no JSON, but "<html>"')


@pytest.mark.parametrize(
    ("got", "read", "write"),
    [
        (Failure(reason="x", sent=False), Fate.NOT_SENT, Fate.NOT_SENT),
        (Failure(reason="x", sent=True), Fate.UNKNOWN, Fate.UNKNOWN),
        (answer(200, {"id": "1"}), Fate.OK, Fate.OK),
        (answer(200, {"success": True}), Fate.OK, Fate.OK),
        (answer(200, {}), Fate.OK, Fate.UNKNOWN),
        (answer(200, {"success": False}), Fate.OK, Fate.UNKNOWN),
        (answer(200, {"success": "true"}), Fate.OK, Fate.UNKNOWN),
        (answer(200, []), Fate.UNKNOWN, Fate.UNKNOWN),
        (answer(200, "ok"), Fate.UNKNOWN, Fate.UNKNOWN),
        (answer(204), Fate.UNKNOWN, Fate.UNKNOWN),
        (answer(200, error(100)), Fate.REJECTED, Fate.UNKNOWN),
        (answer(200, error(190)), Fate.REJECTED, Fate.REJECTED),
        (answer(200, error(1)), Fate.UNKNOWN, Fate.UNKNOWN),
        (answer(200, error(80008)), Fate.THROTTLED, Fate.THROTTLED),
        (answer(301), Fate.UNKNOWN, Fate.UNKNOWN),
        (answer(400, error(100)), Fate.REJECTED, Fate.REJECTED),
        (answer(400, error("100")), Fate.REJECTED, Fate.REJECTED),
        (answer(400, {"message": "no"}), Fate.REJECTED, Fate.REJECTED),
        (answer(400, error(1)), Fate.UNKNOWN, Fate.UNKNOWN),
        (answer(400, error(2)), Fate.UNKNOWN, Fate.UNKNOWN),
        (answer(400, error(100, is_transient=True)), Fate.UNKNOWN, Fate.UNKNOWN),
        (answer(400, error(100, is_transient="no")), Fate.REJECTED, Fate.REJECTED),
        (answer(401, error(190)), Fate.REJECTED, Fate.REJECTED),
        (Answer(status=401, garbled="x"), Fate.REJECTED, Fate.REJECTED),
        (Answer(status=403, garbled="x"), Fate.REJECTED, Fate.REJECTED),
        (PAGE, Fate.UNKNOWN, Fate.REJECTED),
        (answer(408, {}), Fate.UNKNOWN, Fate.UNKNOWN),
        (answer(429), Fate.THROTTLED, Fate.THROTTLED),
        (answer(500, error(3)), Fate.REJECTED, Fate.REJECTED),
        (answer(500, error(100)), Fate.UNKNOWN, Fate.UNKNOWN),
        (answer(502), Fate.UNKNOWN, Fate.UNKNOWN),
        (answer(503, error(2)), Fate.UNKNOWN, Fate.UNKNOWN),
        (
            answer(
                500,
                {
                    "error": {
                        "code": 1,
                        "message": "Please reduce the amount of data you're asking for",
                    }
                },
            ),
            Fate.REJECTED,
            Fate.REJECTED,
        ),
        *[
            (answer(s, error(code)), Fate.THROTTLED, Fate.THROTTLED)
            for code in THROTTLED
            for s in (400, 403, 503)
        ],
    ],
)
def test_every_exchange_has_one_fate(
    got: Answer | Failure, read: Fate, write: Fate
) -> None:
    """Reads and writes are classified as the table of §2.1 has it."""
    assert (retry.classify(GET, got), retry.classify(POST, got)) == (read, write)


@pytest.mark.parametrize("code", [None, 190, 200, 299, 10, 368, 131031, 1, 100])
def test_codes_about_the_token_are_final_even_in_a_5xx(code: int | None) -> None:
    """No 5xx around such a code makes a write's outcome unknown."""
    final = code in {190, 200, 299, 10, 368, 131031}
    fate = retry.classify(POST, answer(500, error(code)))
    assert fate is (Fate.REJECTED if final else Fate.UNKNOWN)


def test_only_what_surely_was_not_executed_is_written_again() -> None:
    """A write is repeated after NOT_SENT and THROTTLED alone, a read also blindly."""
    got = answer(500)
    again = {
        fate: [retry.may_repeat(call, fate, got) for call in (GET, SESSION, POST)]
        for fate in Fate
    }
    assert again == {
        Fate.OK: [False, False, False],
        Fate.NOT_SENT: [True, True, True],
        Fate.THROTTLED: [True, True, True],
        Fate.REJECTED: [False, False, False],
        Fate.UNKNOWN: [True, True, False],
    }


@pytest.mark.parametrize("code", THROTTLED)
def test_a_limit_against_spam_does_not_pass_by_waiting(code: int) -> None:
    """131048 asks for a long pause (meta-api.md §9.3); what else is too much passes."""
    got = answer(400, error(code))
    again = [retry.may_repeat(call, Fate.THROTTLED, got) for call in (GET, POST)]
    assert again == [code != 131048] * 2


@pytest.mark.parametrize(
    ("status", "again"), [(299, True), (300, False), (302, False), (399, False)]
)
def test_a_redirect_is_never_asked_again(status: int, *, again: bool) -> None:
    """It would say the same."""
    assert retry.may_repeat(GET, Fate.UNKNOWN, answer(status)) is again


def test_no_success_lies_beyond_its_range() -> None:
    """300 is a redirect, and nobody knows what 300 with a body means."""
    assert retry.classify(POST, answer(300, {"id": "1"})) is Fate.UNKNOWN
    assert retry.classify(POST, answer(299, {"id": "1"})) is Fate.OK
    assert retry.classify(POST, answer(199, {"id": "1"})) is Fate.UNKNOWN


def headers(*pairs: tuple[str, str]) -> Answer:
    """A throttled answer with headers."""
    return Answer(status=429, headers=pairs)


@pytest.mark.parametrize(
    ("values", "seconds"),
    [
        (["3"], 3.0),
        (["  7 "], 7.0),
        (["2678399"], 2_678_399.0),
        (["2678401"], LONGEST_WAIT),
        (["999999999999"], LONGEST_WAIT),
        (["3", "9"], 9.0),
        (["abc", "5"], 5.0),
        (["Tue, 14 Nov 2023 22:13:50 GMT"], 30.0),
        (["Tue, 14 Nov 2023 22:13:20 GMT"], None),
        (["Mon, 13 Nov 2023 22:13:20 GMT"], None),
        (["Tue, 99 Nov 2023 22:13:50 GMT"], None),
        (["Tue, 14 Nov 99999 22:13:50 GMT"], None),
        (["0"], None),
        (["-1"], None),
        (["1e9"], None),
        (["NaN"], None),
        (["٣"], None),
        (["9" * 5000], LONGEST_WAIT),
        (["Tue, 31 Dec 2199 23:59:59 GMT"], LONGEST_WAIT),
        ([""], None),
        ([], None),
    ],
)
def test_retry_after_is_understood_in_both_forms_and_garbage_ignored(
    values: list[str], seconds: float | None
) -> None:
    """Seconds and dates count, the longer of two, a month at most, and nothing else.

    Ages are no garbage: who passed them over would be back within a second.
    """
    got = headers(*[("retry-after", value) for value in values])
    assert retry.asked_wait(got, NOW) == seconds


def test_a_date_within_a_second_is_waited_for() -> None:
    """Half a second is a wait, too."""
    later = format_datetime(datetime.fromtimestamp(NOW + 1, UTC), usegmt=True)
    assert retry.asked_wait(headers(("retry-after", later)), NOW + 0.5) == 0.5


def test_a_date_is_measured_on_the_servers_clock() -> None:
    """Our own clock may be wrong; the answer's Date is what counts."""
    got = headers(
        ("retry-after", "Tue, 14 Nov 2023 22:13:50 GMT"),
        ("date", "Tue, 14 Nov 2023 22:13:45 GMT"),
    )
    assert retry.asked_wait(got, NOW + 9999) == 5.0


@given(st.text(max_size=40))
def test_no_retry_after_breaks_anything(value: str) -> None:
    """Whatever stands in the header, the wait is none or one that clocks can take."""
    asked = retry.asked_wait(headers(("retry-after", value)), NOW)
    assert asked is None or 0 < asked <= LONGEST_WAIT


def usage(**shares: Json) -> str:
    """The usage header of one business use case."""
    return json.dumps({"102290129340398": [{"type": "whatsapp", **shares}]})


def test_regain_time_is_in_minutes_and_yields_to_retry_after() -> None:
    """Where the API only names minutes, they are waited."""
    five = ("x-business-use-case-usage", usage(estimated_time_to_regain_access=5))
    assert retry.asked_wait(headers(five), NOW) == 300.0
    assert retry.asked_wait(headers(five, ("retry-after", "2")), NOW) == 2.0


@pytest.mark.parametrize("minutes", [44_641, 10**15, 10**18])
def test_minutes_beyond_a_month_are_a_month(minutes: int) -> None:
    """They overflow no clock, and nobody is back at once because of them."""
    ages = usage(estimated_time_to_regain_access=minutes)
    got = headers(("x-business-use-case-usage", ages))
    assert retry.asked_wait(got, NOW) == LONGEST_WAIT


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{",
        "[]",
        "null",
        '{"a": 1}',
        '{"a": [1, null]}',
        usage(),
        usage(estimated_time_to_regain_access=0),
        usage(estimated_time_to_regain_access=True),
        usage(estimated_time_to_regain_access="soon"),
    ],
)
def test_a_usage_header_without_sense_asks_for_no_wait(value: str) -> None:
    """Garbage in the usage header is passed over."""
    got = headers(("x-business-use-case-usage", value))
    assert retry.asked_wait(got, NOW) is None


def test_a_failure_asks_for_no_wait() -> None:
    """Where nothing was answered, nothing was asked."""
    assert retry.asked_wait(Failure(reason="x", sent=True), NOW) is None


@pytest.mark.parametrize(
    ("pairs", "used"),
    [
        ([], None),
        ([("x-app-usage", '{"call_count": 79, "total_time": 3}')], False),
        ([("x-app-usage", '{"call_count": 80}')], True),
        ([("x-business-use-case-usage", usage(call_count=12, total_time=99))], True),
        ([("x-business-use-case-usage", usage(call_count=12))], False),
        ([("x-app-usage", '{"total_cputime": 80}')], True),
        ([("x-app-usage", '{"call_count": 1, "total_time": 80}')], True),
        ([("x-app-usage", "[]"), ("x-app-usage", '{"call_count": 80}')], True),
        ([("x-app-usage", "{}")], None),
    ],
)
def test_eighty_per_cent_is_nearly_used_up(
    *, pairs: list[tuple[str, str]], used: bool | None
) -> None:
    """Both usage headers count, and their highest share."""
    assert retry.nearly_used_up(headers(*pairs)) is used


@given(st.integers(1, 2000), st.integers())
def test_backoff_is_full_jitter_under_a_ceiling(attempt: int, seed: int) -> None:
    """The wait lies between zero and 1, 2, 4 … seconds, and never above a minute."""
    wait = retry.backoff(attempt, dice(seed))
    assert 0 <= wait <= min(60, 2 ** (attempt - 1))

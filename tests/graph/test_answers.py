from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.told import CLEAN, GET, POST, error, told

from wa_sync.errors import (
    ApiError,
    ApiUnavailable,
    BadEnvironment,
    NotAuthorized,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Throttled,
    WaSyncError,
)
from wa_sync.graph import answers
from wa_sync.http.bounds import LONGEST_WAIT
from wa_sync.http.exchange import Answer, Exchange, Failure, integer
from wa_sync.http.origins import GRAPH
from wa_sync.http.retry import classify
from wa_sync.model.source import Json, mapping


CORPUS = sorted((Path(__file__).parents[1] / "corpus" / "error").glob("*.json"))


def test_a_good_answer_is_its_object() -> None:
    """What was answered comes back as it is."""
    got = Answer(status=200, body={"id": "1"})
    exchange = Exchange(origin=GRAPH, call=GET, got=got, fate=classify(GET, got))
    assert answers.read(exchange, CLEAN) == {"id": "1"}


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_captured_error_keeps_code_subcode_and_the_users_text(
    path: Path,
) -> None:
    """Nothing of what Meta tells a person is lost, and a write's refusal is one."""
    document = json.loads(path.read_text(encoding="utf-8"))
    body = mapping(document.get("error") and document)
    said = mapping(body.get("error"))
    got = Answer(status=400, body=body)
    for call in (GET, POST):
        made = told(got, call)
        user = said.get("error_user_msg") or said.get("message")
        if isinstance(made, ApiError):
            assert made.code == integer(said.get("code"))
            assert made.subcode == integer(said.get("error_subcode"))
            assert made.trace_id == said.get("fbtrace_id")
        assert CLEAN(str(user))[:60] in made.message


@pytest.mark.parametrize(
    ("got", "kind", "exit_code"),
    [
        (error(401, 190, error_subcode=463), NotAuthorized, 77),
        (error(401, 0), NotAuthorized, 77),
        (error(500, 3), NotAuthorized, 77),
        (error(403, 10), NotAuthorized, 77),
        (error(403, 200), NotAuthorized, 77),
        (error(400, 299), NotAuthorized, 77),
        (error(403, 368), NotAuthorized, 77),
        (error(403, 131031), NotAuthorized, 77),
        (error(403, 131005), NotAuthorized, 77),
        (error(200, 190), NotAuthorized, 77),
        (Answer(status=401, body={"message": "Invalid API key"}), NotAuthorized, 77),
        (Answer(status=401, garbled="Unauthorized"), NotAuthorized, 77),
        (Answer(status=403, body={"message": "Forbidden"}), NotAuthorized, 77),
        (error(403, 130497), Rejected, 1),
        (error(400, 100, error_subcode=33), NotFound, 77),
        (error(404, 803), NotFound, 77),
        (Answer(status=404, body={"message": "Resource not found"}), NotFound, 77),
        (error(404, 132001), Rejected, 1),
        (Answer(status=404, garbled="<html>"), ApiUnavailable, 75),
        (Answer(status=400, body={"message": "no connection"}), Rejected, 1),
        (error(400, 100), Rejected, 1),
        (error(200, 100), Rejected, 1),
        (error(400, 80008), Throttled, 75),
        (Answer(status=429, body={"message": "slow down"}), Throttled, 75),
        (Answer(status=429, garbled="slow down"), Throttled, 75),
        (error(500, 100), ApiUnavailable, 75),
        (error(503, 2), ApiUnavailable, 75),
        (Answer(status=200, body=[]), ApiUnavailable, 75),
        (Answer(status=302), BadEnvironment, 78),
        (Failure(reason="x", sent=False), ApiUnavailable, 75),
        (Failure(reason="x", sent=True), ApiUnavailable, 75),
        (Failure(reason="x", sent=True, via="http://p"), ApiUnavailable, 75),
        (Failure(reason="x", sent=False, via="http://p"), BadEnvironment, 78),
    ],
)
def test_a_read_that_fails_says_why_by_its_type(
    got: Answer | Failure, kind: type[WaSyncError], exit_code: int
) -> None:
    """Codes decide (meta-api.md §9.3), and the gateway's own bodies count too."""
    made = told(got)
    assert (type(made), made.exit_code) == (kind, exit_code)


@pytest.mark.parametrize(
    ("got", "kind"),
    [
        (error(400, 100), Rejected),
        (error(400, 100, error_subcode=33), NotFound),
        (error(401, 190), NotAuthorized),
        (Answer(status=404, garbled="<html>"), Rejected),
        (Answer(status=422, garbled="<xml/>"), Rejected),
        (error(400, 4), Throttled),
        (error(200, 100), OutcomeUnknown),
        (error(500, 2), OutcomeUnknown),
        (Answer(status=200, body={"success": False}), OutcomeUnknown),
        (Answer(status=200, body={}), OutcomeUnknown),
        (Answer(status=302), OutcomeUnknown),
        (Failure(reason="x", sent=True), OutcomeUnknown),
        (Failure(reason="x", sent=False), ApiUnavailable),
        (Failure(reason="x", sent=False, via="http://p"), BadEnvironment),
    ],
)
def test_a_write_that_fails_is_unknown_unless_it_surely_was_not_done(
    got: Answer | Failure, kind: type[WaSyncError]
) -> None:
    """What cannot be known is told apart from what was refused."""
    assert type(told(got, POST)) is kind


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            {
                "error": {
                    "message": "Invalid parameter",
                    "error_user_title": "Name",
                    "error_user_msg": "It is taken.",
                }
            },
            "Name: It is taken.",
        ),
        ({"error": {"message": "m", "error_user_msg": "It is taken."}}, "It is taken."),
        ({"error": {"message": "m", "error_user_title": "Taken"}}, "Taken"),
        (
            {"error": {"message": "(#100) Bad", "error_data": {"details": "so bad"}}},
            "(#100) Bad: so bad",
        ),
        ({"error": {"message": "(#100) Bad", "error_data": "odd"}}, "(#100) Bad"),
        ({"error": "invalid app name"}, "invalid app name"),
        ({"message": "Resource not found"}, "Resource not found"),
        ({"detail": "Not Found"}, "Not Found"),
        ({"errors": []}, "HTTP 400, which makes no sense here"),
        ([], "HTTP 400, which makes no sense here"),
    ],
)
def test_the_most_useful_text_is_shown(body: Json, message: str) -> None:
    """The user's text first, then Meta's, then whatever the gateway said."""
    assert told(Answer(status=400, body=body), POST).message == message


def test_too_many_requests_need_no_words() -> None:
    """Whatever a page of some proxy looks like, its status says all."""
    for body, garbled in (({}, None), (None, "no JSON: <html>")):
        answer = Answer(status=429, body=body, garbled=garbled)
        assert told(answer, POST).message == "HTTP 429, too many requests"


def test_a_text_is_cut_and_freed_of_tokens_and_otherwise_left_alone() -> None:
    """500 characters in five lines; control characters are the renderer's business."""
    long = f"\x1b[2Jcanary-token\n{'x' * 40}\n" * 40
    shown = told(Answer(status=400, body={"message": long}), POST).message
    line = "\x1b[2J***\n" + "x" * 40
    assert shown == f"{line}\n{line}\n\x1b[2J***…"
    wide = told(Answer(status=400, body={"message": "y" * 501}), POST).message
    assert wide == "y" * 500 + "…"
    exact = told(Answer(status=400, body={"message": "y" * 500}), POST).message
    assert exact == "y" * 500


def test_a_throttle_says_when_to_come_back() -> None:
    """The seconds that the API named are kept, and shown as advice."""
    made = told(error(400, 80008), POST, retry_after=300.0)
    assert isinstance(made, Throttled)
    assert (made.retry_after, made.hint) == (
        300.0,
        "The API asks to wait 300 seconds; --max-wait lets a run do that.",
    )
    ages = told(error(400, 80008), POST, retry_after=LONGEST_WAIT)
    assert ages.hint == "The API asks to wait for a month or longer."
    unsaid = told(error(400, 80008), POST)
    assert isinstance(unsaid, Throttled)
    assert (unsaid.retry_after, unsaid.hint) == (
        None,
        "Meta takes 200 management calls an hour, 5,000 for an active account.",
    )


@pytest.mark.parametrize(
    ("got", "hint"),
    [
        (
            error(401, 190, error_subcode=463),
            (
                "The token has expired. Make a new token "
                "and put it where the old one was."
            ),
        ),
        (
            error(401, 190, error_subcode=1),
            ("Make a new token and put it where the old one was."),
        ),
        (error(401, 190), "Make a new token and put it where the old one was."),
        (
            error(403, 270),
            (
                "The token needs whatsapp_business_management, and access "
                "to this account."
            ),
        ),
        (error(400, 100, error_subcode=2388155), None),
        (
            Answer(status=401, body={}),
            (
                "Check that the token belongs to this endpoint: "
                "a Maton key for maton, an access token for meta."
            ),
        ),
        (
            Answer(status=400, body={"message": "x"}),
            (
                "Where the key has no connection to WhatsApp, the gateway says so: "
                "wa-sync connection list shows them."
            ),
        ),
    ],
)
def test_what_people_meet_most_comes_with_advice(got: Answer, hint: str | None) -> None:
    """The most specific advice wins; unknown refusals have none."""
    assert told(got).hint == hint

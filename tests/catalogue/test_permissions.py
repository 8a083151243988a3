"""R25 to R28: a token that may not, or not any more; an account that is another's."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.passage import passage
from support.road import PROJECT, Road


FIRST, SECOND = "102290129340398", "202290129340398"
TWO_ACCOUNTS = PROJECT + f'  other:\n    waba_id: "{SECOND}"\n'
NAMES = ("a_one", "b_two", "c_three")


def declare(road: Road, project: str = PROJECT) -> None:
    """Declare three templates, which are created in the order of their names."""
    entries = "".join(
        f"  - {{name: {name}, language: en_US, category: UTILITY, "
        f'components: [{{type: BODY, text: "This is {name} speaking."}}]}}\n'
        for name in NAMES
    )
    road.project(f"version: 1\nmessage_templates:\n{entries}", project=project)


def refuse(road: Road, *how: str) -> None:
    """Let the sandbox refuse, for good, as ``how`` says."""
    road.sandbox("faults", "error", "times=0", *how)


def apply(road: Road, *argv: str) -> tuple[int, list[tuple[str, str]]]:
    """Apply to the sandbox: the exit code, and each change's account and end."""
    ran = road.run("apply", "--sandbox", "--yes", "-o", "json", *argv)
    told: list[dict[str, Any]] = ran.json["outcomes"] if ran.out else []
    return ran.code, [(one["account"], one["state"]) for one in told]


def writes(road: Road) -> int:
    """How many writes arrived."""
    return road.sandbox("calls").out.count('"method":"POST"')


@pytest.mark.parametrize("made", [0, 1, 2])
@pytest.mark.parametrize("status", [401, 400])
def test_a_token_that_expires_on_the_way_ends_the_run(
    road: Road, status: int, made: int
) -> None:
    """R25: at once and without a retry; what was done and what was not is told."""
    declare(road)
    how = (f"status={status}", "code=190")
    refuse(road, "method=POST", f"skip={made}", *how)
    code, ended = apply(road)
    states = ["done"] * made + ["failed"] + ["skipped"] * (2 - made)
    assert ended == [("demo", state) for state in states]
    assert code == (7 if made else 77)
    assert writes(road) == made + 1
    road.sandbox("faults", "clear")
    assert apply(road) == (0, [("demo", "done")] * (3 - made))


@pytest.mark.parametrize(
    ("status", "code"),
    [(403, 10), (400, 10), (403, 200), (400, 200), (403, 299), (403, 3)],
)
def test_a_token_that_may_read_and_not_write_is_77(
    road: Road, status: int, code: int
) -> None:
    """R26: the plan is made, the first write is refused, and no second is tried."""
    declare(road)
    refuse(road, "method=POST", f"status={status}", f"code={code}")
    assert road.settled()["create"] == 3
    ended = [("demo", "failed"), ("demo", "skipped"), ("demo", "skipped")]
    assert apply(road) == (77, ended)
    assert writes(road) == 1


def test_an_account_that_may_not_be_written_does_not_stop_the_others(
    road: Road,
) -> None:
    """R26: one stops at its first refusal, the other is done; together that is 7."""
    declare(road, TWO_ACCOUNTS)
    refuse(road, "method=POST", f"path={FIRST}/*", "status=403", "code=200")
    code, ended = apply(road, "-a", "*")
    assert code == 7
    assert sorted(ended) == [
        ("demo", "failed"),
        ("demo", "skipped"),
        ("demo", "skipped"),
        ("other", "done"),
        ("other", "done"),
        ("other", "done"),
    ]


@pytest.mark.parametrize("command", [["plan"], ["apply", "--yes"]])
def test_an_account_that_the_token_does_not_see_is_no_empty_account(
    road: Road, command: list[str]
) -> None:
    """R27: a wrong id, or another's token, ends before anything is concluded."""
    declare(road)
    message = "Unsupported get request. Object does not exist, or permission is missing"
    error = {"message": message, "type": "GraphMethodException", "code": 100}
    body = json.dumps({"error": {**error, "error_subcode": 33}}).encode()
    with passage() as way:
        way.answered = lambda _, __: (400, body)
        ran = road.run(*command, "--sandbox-url", way.url)
        assert (ran.code, ran.out) == (77, "")
        assert ran.err.startswith(f"error: {message}")
        assert way.writes == []


@pytest.mark.parametrize("code", [368, 131031])
@pytest.mark.parametrize("status", [400, 403])
def test_an_account_that_meta_has_blocked_is_not_asked_again(
    road: Road, status: int, code: int
) -> None:
    """R28: one refusal ends the run, with what it means and where to look."""
    declare(road)
    refuse(road, "method=POST", f"status={status}", f"code={code}")
    ran = road.run("apply", "--sandbox", "--yes")
    assert ran.code == 77
    words = {368: "breaking a policy", 131031: "see WhatsApp Manager"}
    assert words[code] in ran.out
    assert writes(road) == 1

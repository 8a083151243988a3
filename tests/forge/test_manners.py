"""How forges say no, and when to come back; and where they may be."""

from __future__ import annotations

import pytest

from wa_sync.errors import BadEnvironment, UsageProblem
from wa_sync.forge import manners
from wa_sync.forge.dialects import DIALECTS
from wa_sync.forge.place import SITES, Forge, place, site_at
from wa_sync.http.bounds import LONGEST_WAIT
from wa_sync.http.exchange import Answer, Call, Failure, Fate


NOW = 1_800_000_000.0
GET = Call(method="GET", path="/x")
POST = Call(method="POST", path="/x")
DELETE = Call(method="DELETE", path="/x", repeatable=True)
EMPTY = "an empty answer"


@pytest.mark.parametrize(
    ("call", "got", "fate"),
    [
        (GET, Answer(status=200, body=[]), Fate.OK),
        (POST, Answer(status=201, body={"id": 1}), Fate.OK),
        (DELETE, Answer(status=204, garbled=EMPTY), Fate.OK),
        (POST, Answer(status=204, garbled=EMPTY), Fate.UNKNOWN),
        (DELETE, Answer(status=200, garbled="no JSON"), Fate.UNKNOWN),
        (GET, Answer(status=200, body="text"), Fate.UNKNOWN),
        (GET, Answer(status=404, garbled="no JSON"), Fate.UNKNOWN),
        (GET, Answer(status=401, garbled="no JSON"), Fate.REJECTED),
        (POST, Answer(status=404, garbled="no JSON"), Fate.REJECTED),
        (GET, Answer(status=408, body={}), Fate.UNKNOWN),
        (GET, Answer(status=301, body={}), Fate.UNKNOWN),
        (POST, Answer(status=500, body={}), Fate.UNKNOWN),
        (POST, Answer(status=403, body={"message": "no"}), Fate.REJECTED),
        (POST, Answer(status=429, garbled="no JSON"), Fate.THROTTLED),
        (POST, Failure(reason="x", sent=True), Fate.UNKNOWN),
        (POST, Failure(reason="x", sent=False), Fate.NOT_SENT),
    ],
    ids=lambda one: (
        f"{one.method}" if isinstance(one, Call) else str(getattr(one, "status", one))
    ),
)
def test_every_exchange_has_one_fate(
    call: Call, got: Answer | Failure, fate: Fate
) -> None:
    """A page of some proxy is no list of comments, and never an empty one."""
    assert manners.classify(call, got) is fate


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "9", "x-ratelimit-remaining": "0"}, 9.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1800000090"}, 90.0),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "1800000030"}, 30.0),
        ({"x-ratelimit-remaining": "7", "x-ratelimit-reset": "1800000090"}, 60.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1799999999"}, 60.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon"}, 60.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 12}, LONGEST_WAIT),
        ({}, 60.0),
    ],
)
def test_the_wait_is_the_one_that_was_asked_for(
    headers: dict[str, str], seconds: float
) -> None:
    """The plainest word first; a minute where there is none."""
    got = Answer(status=429, headers=tuple(headers.items()))
    assert manners.asked_wait(got, NOW) == seconds


def test_what_is_no_limit_asks_for_no_wait() -> None:
    """A used-up limit beside an answer is for the next call to hear of."""
    left = (("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1800000090"))
    assert manners.asked_wait(Answer(status=200, headers=left), NOW) is None
    assert manners.asked_wait(Failure(reason="x", sent=True), NOW) is None


def test_sites_are_compiled_in() -> None:
    """Nothing but a person or the environment leads anywhere else."""
    assert {str(site.origin) + site.root for site in SITES.values()} == {
        "https://api.github.com",
        "https://gitlab.com/api/v4",
    }


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://git.shop.example/api/v3", "https://git.shop.example /api/v3"),
        ("https://shop.example:8443/gitlab/api/v4/", None),
        ("http://127.0.0.1:80", "http://127.0.0.1 "),
    ],
)
def test_another_site_has_a_path(url: str, written: str | None) -> None:
    """As an enterprise's server has."""
    site = site_at(url)
    said = written or "https://shop.example:8443 /gitlab/api/v4"
    assert f"{site.origin} {site.root}" == said


@pytest.mark.parametrize(
    "url",
    [
        *("", "api.github.com", "http://api.github.com", "ftp://x.example"),
        *(
            "https://u:p@x.example/api",
            "https://x.example/a?b",
            "https://x.example/a#b",
        ),
        *("https://x.example/..", "https://x.example//a", "https://x.example/%2e"),
        "https://x.example\\@y.example/api",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    """Before any token is near it."""
    with pytest.raises(BadEnvironment):
        site_at(url)


@pytest.mark.parametrize(
    ("forge", "repo", "number"),
    [
        (Forge.GITHUB, "shop", "1"),
        (Forge.GITHUB, "shop/a/b", "1"),
        (Forge.GITHUB, "../..", "1"),
        (Forge.GITHUB, "shop/a?b", "1"),
        (Forge.GITHUB, "shop/a%2fb", "1"),
        (Forge.GITLAB, "shop/messages", "1"),
        (Forge.GITLAB, "0", "1"),
        (Forge.GITLAB, "7", "-1"),
        (Forge.GITLAB, "7", "1/../2"),
        (Forge.GITLAB, "7", "\u0661"),
    ],
)
def test_what_names_no_discussion_is_refused(
    forge: Forge, repo: str, number: str
) -> None:
    """A name cannot lead to another path of the API."""
    with pytest.raises(UsageProblem):
        place(forge, SITES[forge], repo, number)


def test_a_line_that_begins_with_a_slash_is_no_command() -> None:
    """GitLab would close or merge; the other lines stay as they are."""
    body = "/close\na /b\n  /x\n\n/merge"
    assert DIALECTS[Forge.GITLAB].body(body) == " /close\na /b\n  /x\n\n /merge"
    assert DIALECTS[Forge.GITHUB].body(body) == body


def test_an_app_is_known_with_and_without_its_suffix() -> None:
    """A person who is called like an app is not one."""
    wrote = DIALECTS[Forge.GITHUB].wrote
    app = {"user": {"login": "github-actions[bot]", "type": "Bot"}}
    person = {"user": {"login": "github-actions", "type": "User"}}
    assert wrote(app, "github-actions[bot]")
    assert wrote(app, "github-actions")
    assert not wrote(person, "github-actions[bot]")
    assert not wrote({"user": None}, "github-actions")
    assert not wrote({"user": {"login": "x[bot]", "type": "User"}}, "x")

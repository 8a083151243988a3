from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from support.asked import IMPATIENT
from support.raw_server import RawServer, Step, hang, raw_server, reply, reset
from support.tempo import Tempo, dice

from wa_sync.errors import ApiUnavailable, NotAuthorized
from wa_sync.graph import paging
from wa_sync.graph.session import open_reader
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.model.account import Account


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.graph.client import Reader
    from wa_sync.http.bounds import Bounds
    from wa_sync.model.source import Json


ACCOUNT = Account(name="demo", waba_id="102290129340398")
TOKEN = "canary-0123456789"  # noqa: S105 - made up
PATH = "102290129340398/message_templates"
HEAVY: Json = {
    "error": {
        "code": 1,
        "message": "Please reduce the amount of data you're asking for, then retry "
        "your request",
    }
}


def page(
    *ids: str, after: str | None = None, link: str | None = "https://x/?after=q"
) -> Step:
    """A page of objects, with the paging that Meta would have."""
    body: dict[str, object] = {"data": [{"id": one} for one in ids]}
    if after is not None:
        body["paging"] = {"cursors": {"before": "b", "after": after}, "previous": "p"}
        if link is not None:
            body["paging"] = {**body["paging"], "next": link}  # type: ignore[dict-item]
    return reply(body)


@contextmanager
def reading(
    *steps: Step, bounds: Bounds | None = None
) -> Iterator[tuple[RawServer, Reader]]:
    """Run a scripted server and a reader of it."""
    tempo = Tempo()
    with (
        raw_server(*steps) as server,
        Http(clock=tempo.clock, wait=tempo.wait, rng=dice(), bounds=bounds) as http,
    ):
        yield server, open_reader(http, ACCOUNT, Secret(TOKEN), origin=server.url)


def ids(reader: Reader) -> list[Json]:
    """The ids of the whole list."""
    return [item["id"] for data, _ in reader.pages(PATH) for item in data]


def asked(server: RawServer) -> list[dict[str, str]]:
    """The parameters of every request."""
    return [
        {name: values[0] for name, values in parse_qs(urlsplit(h.target).query).items()}
        for h in server.heard
    ]


def test_a_list_is_read_by_cursor_to_its_end() -> None:
    """Our own path with the cursor of the page before; ``next`` only means more."""
    steps = (
        page("1", "2", after="A"),
        page("3", after="B"),
        page("4", after="C", link=None),
    )
    with reading(*steps) as (server, reader):
        pages = list(reader.pages(PATH, {"fields": "id", "status": '["APPROVED"]'}))
        targets = [urlsplit(heard.target).path for heard in server.heard]
        requests = asked(server)
    cursors = [{"cursors": {"before": "b", "after": after}} for after in "ABC"]
    assert pages == [
        (
            [{"id": "1"}, {"id": "2"}],
            {"data": [{"id": "1"}, {"id": "2"}], "paging": cursors[0]},
        ),
        ([{"id": "3"}], {"data": [{"id": "3"}], "paging": cursors[1]}),
        ([{"id": "4"}], {"data": [{"id": "4"}], "paging": cursors[2]}),
    ]
    common = {"limit": "1000", "fields": "id", "status": '["APPROVED"]'}
    assert requests == [common, {**common, "after": "A"}, {**common, "after": "B"}]
    assert set(targets) == {f"/whatsapp-business/v21.0/{PATH}"}


def test_an_empty_account_is_an_empty_list() -> None:
    """``data`` alone, without any paging, is the end."""
    with reading(reply({"data": []})) as (_, reader):
        assert list(reader.pages(PATH)) == [([], {"data": []})]


def test_an_empty_page_that_goes_on_is_not_the_end() -> None:
    """R03: only the absence of ``next`` ends a list."""
    with reading(page(after="A"), page("1")) as (_, reader):
        assert ids(reader) == ["1"]


@pytest.mark.parametrize("length", [1, 2, 3, 5])
def test_a_list_that_runs_in_circles_is_given_up(length: int) -> None:
    """R01: whatever the length of the loop, the first cursor seen again ends it."""
    cursors = "ABCDE"[:length]
    steps = [page(str(n), after=cursors[n % length]) for n in range(12)]
    with reading(*steps) as (server, reader):
        with pytest.raises(ApiUnavailable) as caught:
            ids(reader)
        assert len(server.heard) == length + 1
    assert caught.value.message == f"The list {PATH} runs in circles."


def test_a_list_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """R01: cursors that are always new do not keep a run for ever."""
    monkeypatch.setattr(paging, "MOST_PAGES", 3)
    steps = [page("1", after=cursor) for cursor in "ABCDEF"]
    with reading(*steps) as (server, reader):
        with pytest.raises(ApiUnavailable) as caught:
            ids(reader)
        assert len(server.heard) == 3
    assert caught.value.message == f"The list {PATH} does not end after 3 pages."


def test_next_is_never_followed_and_never_handed_on() -> None:
    """R02: whoever it names hears nothing, and its token is seen by nobody."""
    with raw_server(page("666")) as evil:
        links = [
            f"{evil.url}/{PATH}?access_token={TOKEN}&after=A",
            f"http://graph.facebook.com@127.0.0.1:{evil.port}/",
            f"//127.0.0.1:{evil.port}/",
        ]
        steps = [page("1", after=f"{n}", link=link) for n, link in enumerate(links)]
        with reading(*steps, page("2")) as (_, reader):
            pages = list(reader.pages(PATH))
        assert (evil.connections, "canary" in repr(pages)) == (0, False)


def test_a_single_answer_hands_no_link_on_either() -> None:
    """R02: what ``get`` returns has no links of a paging."""
    with reading(page("1", after="A", link=f"https://x/?access_token={TOKEN}")) as (
        _,
        reader,
    ):
        assert reader.get("1/phone_numbers") == {
            "data": [{"id": "1"}],
            "paging": {"cursors": {"before": "b", "after": "A"}},
        }


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"data": {}}, f"The answer for {PATH} is not a list."),
        ({"id": "1"}, f"The answer for {PATH} is not a list."),
        ({"data": [1]}, f"The list {PATH} holds something that is no object."),
        (
            {"data": [], "paging": {"next": "x"}},
            f"The list {PATH} goes on, but does not say where.",
        ),
        (
            {"data": [], "paging": {"next": "x", "cursors": {"after": 1}}},
            f"The list {PATH} goes on, but does not say where.",
        ),
    ],
)
def test_what_is_no_list_is_no_empty_list(body: object, message: str) -> None:
    """N19: a wrong shape is an unavailable API, not an account without templates."""
    with (
        reading(reply(body)) as (_, reader),
        pytest.raises(ApiUnavailable) as caught,
    ):
        ids(reader)
    assert caught.value.message == message


@pytest.mark.parametrize(
    "bad", [reset(), hang(), reply(raw=b"<html>"), reply({}, status=500)]
)
def test_a_page_that_fails_for_good_fails_the_list(bad: Step) -> None:
    """R05: nothing is concluded from the pages before."""
    with reading(page("1", after="A"), bad, bounds=IMPATIENT) as (server, reader):
        with pytest.raises(ApiUnavailable):
            ids(reader)
        assert len(server.heard) == 1 + 4


def test_a_page_that_fails_once_is_asked_for_again() -> None:
    """R05: the list goes on where it was, without a gap or a double."""
    with reading(page("1", after="A"), reset(), page("2")) as (server, reader):
        assert ids(reader) == ["1", "2"]
        assert [params.get("after") for params in asked(server)] == [None, "A", "A"]


def test_a_page_that_is_too_much_is_asked_for_in_halves() -> None:
    """The page size shrinks from where it was, without paying a retry."""
    heavy = reply(HEAVY, status=500)
    steps = heavy, heavy, page("1", after="A"), heavy, page("2")
    with reading(*steps) as (server, reader):
        assert ids(reader) == ["1", "2"]
        said = [(params["limit"], params.get("after")) for params in asked(server)]
    assert said == [
        ("1000", None),
        ("500", None),
        ("250", None),
        ("250", "A"),
        ("125", "A"),
    ]


def test_a_single_object_that_is_too_much_ends_the_halving() -> None:
    """At one object a page the refusal is what it is."""
    with reading(reply(HEAVY, status=400)) as (server, reader):
        with pytest.raises(Exception, match="reduce the amount of data"):
            list(reader.pages(PATH, {"limit": "3"}))
        assert [params["limit"] for params in asked(server)] == ["3", "1"]


def test_a_refused_list_says_so() -> None:
    """A bad token is not an empty account."""
    step = reply({"error": {"code": 190, "message": "expired"}}, status=401)
    with reading(step) as (server, reader):
        with pytest.raises(NotAuthorized):
            ids(reader)
        assert len(server.heard) == 1

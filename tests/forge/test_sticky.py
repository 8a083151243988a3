"""One comment for each mark: over real sockets, on both forges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import pytest
from support.forge import (
    ME,
    NUMBER,
    PROJECT,
    REPO,
    SOMEBODY,
    TOKEN,
    Trouble,
    World,
    forge_server,
)

from wa_sync.errors import (
    ApiUnavailable,
    NotAuthorized,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Throttled,
    WaSyncError,
)
from wa_sync.forge.place import Forge, place, site_at
from wa_sync.forge.sticky import Done, Kept, Sticky, upsert
from wa_sync.forge.thread import MOST_PAGES, Thread
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret


MARK = "<!-- mark account=prod v=1"
OLD = f"{MARK} digest=1 -->\n\nold"
NEW = Sticky(mark=MARK, body=f"{MARK} digest=2 -->\n\nnew", worth=True)
CREATED, UPDATED = Kept(Done.CREATED, 0), Kept(Done.UPDATED, 0)


@dataclass(slots=True)
class Desk:
    """A discussion, the server behind it, and the waits that were asked for."""

    thread: Thread
    world: World
    waits: list[float] = field(default_factory=list)


@dataclass(slots=True)
class StoppedClock:
    """Time passes only while somebody waits."""

    now: float = 0.0

    def __call__(self) -> float:
        """Tell it, in seconds."""
        return self.now


@pytest.fixture(params=list(Forge))
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Open a discussion on either forge; nobody really waits."""
    forge: Forge = request.param
    waits: list[float] = []
    clock = StoppedClock()

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        clock.now += seconds
        return False

    root, repo = ("", REPO) if forge is Forge.GITHUB else ("/api/v4", PROJECT)
    with forge_server() as server, Http(wait=wait, clock=clock) as http:
        where = place(forge, site_at(server.url + root), repo, str(NUMBER))
        yield Desk(Thread(http, where, Secret(TOKEN)), server.world, waits)


def test_a_comment_is_created_once(desk: Desk) -> None:
    """The first run writes it, the next one finds it as it should be."""
    assert upsert(desk.thread, NEW) == CREATED
    assert upsert(desk.thread, NEW) == Kept(Done.UNCHANGED, 0)
    assert desk.world.bodies() == [NEW.body]
    assert desk.world.writes == 1


def test_a_comment_is_updated_in_its_place(desk: Desk) -> None:
    """Links to it stay good, and no second one appears."""
    note = desk.world.add(OLD)
    assert upsert(desk.thread, NEW) == UPDATED
    assert [(one.id, one.body) for one in desk.world.notes] == [(note.id, NEW.body)]


def test_nothing_to_say_needs_no_comment(desk: Desk) -> None:
    """A pull request that changes nothing is left alone; a comment there shrinks."""
    nothing = Sticky(mark=MARK, body=f"{MARK} -->\n\nnothing", worth=False)
    assert upsert(desk.thread, nothing) == Kept(Done.NOT_NEEDED, 0)
    assert desk.world.notes == []
    desk.world.add(OLD)
    assert upsert(desk.thread, nothing) == UPDATED
    assert desk.world.bodies() == [nothing.body]


def test_a_comment_of_somebody_else_is_never_touched(desk: Desk) -> None:
    """Whoever copies our mark keeps a comment of their own, and ours stays ours."""
    desk.world.add(OLD, SOMEBODY)
    assert upsert(desk.thread, NEW) == CREATED
    assert desk.world.bodies(SOMEBODY) == [OLD]
    assert desk.world.bodies(ME) == [NEW.body]


def test_a_mark_further_down_is_no_mark(desk: Desk) -> None:
    """Who quotes a plan has not written one; nor is another account's the same."""
    desk.world.add(f"> {OLD}")
    desk.world.add(OLD.replace("account=prod", "account=prod2"))
    assert upsert(desk.thread, NEW) == CREATED
    assert len(desk.world.bodies()) == 3


def test_the_oldest_of_two_stays(desk: Desk) -> None:
    """What a race left behind is deleted, so that no outdated plan is believed."""
    first = desk.world.add(OLD)
    desk.world.add(OLD)
    desk.world.add("something else")
    desk.world.add(NEW.body)
    assert upsert(desk.thread, NEW) == Kept(Done.UPDATED, 2)
    assert [one.id for one in desk.world.notes if one.body == NEW.body] == [first.id]
    assert desk.world.bodies() == [NEW.body, "something else"]


def test_every_page_is_read(desk: Desk) -> None:
    """In a long discussion the comment is on the last page."""
    for number in range(200):
        desk.world.add(f"comment {number}", SOMEBODY)
    desk.world.add(OLD)
    assert upsert(desk.thread, NEW) == UPDATED
    pages = [one for one in desk.world.heard if "page=" in one]
    # on GitLab only an empty page is surely the last one
    last = 4 if "/api/v4" in pages[0] else 3
    asked = [int(one.rpartition("page=")[2]) for one in pages]
    assert asked == list(range(1, last + 1))
    assert len(desk.world.bodies()) == 1


def test_a_page_that_is_short_need_not_be_the_last(desk: Desk) -> None:
    """What the token may not see is taken out of GitLab's pages."""
    first = desk.world.add("about something secret", SOMEBODY)
    desk.world.hidden.add(first.id)
    for number in range(99):
        desk.world.add(f"comment {number}", SOMEBODY)
    desk.world.add(OLD)
    assert upsert(desk.thread, NEW) == UPDATED


def test_a_full_last_page_is_followed_by_an_empty_one(desk: Desk) -> None:
    """A hundred comments do not end the list; what comes after them does."""
    for number in range(100):
        desk.world.add(f"comment {number}", SOMEBODY)
    assert upsert(desk.thread, NEW) == CREATED


@pytest.mark.costly
def test_a_discussion_without_end_is_not_written_to(desk: Desk) -> None:
    """Whoever has not seen all comments might write one twice."""
    page = [{"id": n, "body": "x", "author": {}, "user": {}} for n in range(100)]
    desk.world.troubles.append(Trouble("GET", 200, body=page, times=MOST_PAGES))
    with pytest.raises(ApiUnavailable):
        upsert(desk.thread, NEW)
    assert desk.world.writes == 0


@pytest.mark.parametrize(("method", "body"), [("WHO", {"data": None}), ("GET", {})])
def test_an_answer_that_says_nothing_stops_it(
    desk: Desk, method: str, body: object
) -> None:
    """Not knowing whose comments these are, or which, nobody writes one."""
    desk.world.troubles.append(Trouble(method, 200, body=body))
    with pytest.raises(ApiUnavailable):
        upsert(desk.thread, NEW)
    assert desk.world.writes == 0


@pytest.mark.parametrize("lost", ["before", "after"])
def test_a_lost_create_is_looked_up_before_it_is_repeated(
    desk: Desk, lost: Literal["before", "after"]
) -> None:
    """Whether or not it took effect, there is one comment in the end."""
    desk.world.troubles.append(Trouble("POST", lost=lost))
    assert upsert(desk.thread, NEW) == CREATED
    assert desk.world.bodies() == [NEW.body]


def test_a_create_that_gets_lost_again_and_again_is_unknown(desk: Desk) -> None:
    """Three times is enough; the run says that nobody knows."""
    desk.world.troubles.append(Trouble("POST", lost="before", times=9))
    with pytest.raises(OutcomeUnknown):
        upsert(desk.thread, NEW)
    posts = [h for h in desk.world.heard if h.startswith("POST") and "graphql" not in h]
    assert len(posts) == 3


def test_two_creates_at_once_leave_one(desk: Desk) -> None:
    """Another run's comment from the same moment is older: it stays, and says this."""
    desk.world.racing = OLD
    assert upsert(desk.thread, NEW) == Kept(Done.CREATED, 1)
    assert desk.world.bodies() == [NEW.body]


def test_a_lost_update_is_repeated(desk: Desk) -> None:
    """To write the same text twice does nothing more than once."""
    desk.world.add(OLD)
    desk.world.troubles += [
        Trouble("PATCH", lost="after"),
        Trouble("PUT", lost="after"),
    ]
    assert upsert(desk.thread, NEW) == UPDATED
    assert desk.world.bodies() == [NEW.body]
    assert desk.world.writes == 2


def test_a_comment_that_is_gone_counts_as_deleted(desk: Desk) -> None:
    """Two runs that tidy up at once do not stumble over each other."""
    desk.world.add(NEW.body)
    desk.world.add(OLD)
    desk.world.troubles.append(Trouble("DELETE", lost="after"))
    assert upsert(desk.thread, NEW) == Kept(Done.UNCHANGED, 1)
    assert desk.world.bodies() == [NEW.body]


LIMITED = {"message": "You have exceeded a secondary rate limit."}


@pytest.mark.parametrize(
    ("status", "headers", "body", "least"),
    [
        (403, {"Retry-After": "7"}, {"message": "no"}, 7),
        (429, {"Retry-After": "7"}, {"message": "no"}, 7),
        (403, {}, LIMITED, 60),
        (403, {"x-ratelimit-remaining": "0"}, {"message": "no"}, 60),
    ],
    ids=["403 and a time", "429 and a time", "the message alone", "used up"],
)
def test_a_rate_limit_is_waited_for(
    desk: Desk, status: int, headers: dict[str, str], body: object, least: float
) -> None:
    """For as long as the forge asks, else for a minute; then it goes on."""
    desk.world.troubles.append(Trouble("POST", status, headers, body))
    assert upsert(desk.thread, NEW) == CREATED
    assert [w for w in desk.waits if w >= 1] == [pytest.approx(least, abs=0.5)]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, NotAuthorized),
        (403, NotAuthorized),
        (404, NotFound),
        (422, Rejected),
        (502, OutcomeUnknown),
        (307, OutcomeUnknown),
    ],
)
def test_what_a_refused_create_amounts_to(
    desk: Desk, status: int, kind: type[WaSyncError]
) -> None:
    """Each refusal has an exit code of its own, and none is tried again blindly."""
    trouble = Trouble("POST", status, {}, {"message": "no"}, times=9)
    desk.world.troubles.append(trouble)
    with pytest.raises(kind) as raised:
        upsert(desk.thread, NEW)
    assert "HTTP" in raised.value.message
    assert desk.world.writes == 0


def test_a_limit_beyond_patience_is_told(desk: Desk) -> None:
    """Whoever asks for an hour is not waited for."""
    trouble = Trouble("POST", 429, {"Retry-After": "3600"}, {"message": "no"})
    desk.world.troubles.append(trouble)
    with pytest.raises(Throttled) as raised:
        upsert(desk.thread, NEW)
    assert raised.value.hint == (
        "The API asks to wait 3600 seconds; --max-wait lets a run do that."
    )


def test_the_token_goes_nowhere_but_into_its_header(desk: Desk) -> None:
    """And every request has it there."""
    upsert(desk.thread, NEW)
    assert set(desk.world.tokens) == {f"Bearer {TOKEN}"}
    assert not any(TOKEN in one for one in desk.world.heard)

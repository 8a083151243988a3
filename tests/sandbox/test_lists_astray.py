"""Faults on order: lists that lead astray, and lists that move while they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from support.graph_caller import TEMPLATES, Caller, calling

from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


@pytest.fixture
def three(caller: Caller) -> Caller:
    """A sandbox with three templates."""
    for name in ("first", "second", "third"):
        caller.create(name=name)
    return caller


def order(caller: Caller, what: str, **keys: Json) -> None:
    """Order a fault."""
    answer = caller.client.post("/_sandbox/faults", json={"what": what, **keys})
    assert answer.status_code == 201, answer.text


def names(page: Json) -> list[str]:
    """Return the names on a page."""
    return [text(mapping(one)["name"]) for one in array(mapping(page)["data"])]


def after(page: Json) -> str:
    """Return the cursor of the page behind."""
    return text(mapping(mapping(mapping(page)["paging"])["cursors"])["after"])


def test_a_list_can_lead_back_to_its_beginning(three: Caller) -> None:
    """Whoever follows the cursor reads the first page again."""
    order(three, "loop", times=2)
    page = three.get(TEMPLATES, limit="1")
    again = three.get(TEMPLATES, limit="1", after=after(page))
    assert names(page) == names(again) == ["third"]
    assert after(page) == after(again)
    assert "next" in mapping(mapping(again)["paging"])
    on = three.get(TEMPLATES, limit="1", after=after(again))
    assert names(three.get(TEMPLATES, limit="1", after=after(on))) == ["second"]


def test_an_empty_page_can_come_before_any_page(three: Caller) -> None:
    """It goes on, and nothing of the list is lost."""
    order(three, "hollow", skip=1)
    first = three.get(TEMPLATES, limit="2")
    hollow = three.get(TEMPLATES, limit="2", after=after(first))
    assert names(hollow) == []
    assert "next" in mapping(mapping(hollow)["paging"])
    last = three.get(TEMPLATES, limit="2", after=after(hollow))
    assert (names(first), names(last)) == (["third", "second"], ["first"])


def test_the_next_page_can_be_at_another_host(three: Caller) -> None:
    """With the path, the query, and a token; a last page has no next."""
    order(three, "elsewhere", to="http://evil.example:81", times=2)
    paging = mapping(mapping(three.get(TEMPLATES, limit="2"))["paging"])
    link = urlsplit(text(paging["next"]))
    assert (link.scheme, link.netloc) == ("http", "evil.example:81")
    assert "access_token=EAA" in link.query
    assert "next" not in mapping(mapping(three.get(TEMPLATES))["paging"])


@pytest.mark.parametrize(
    ("what", "shown"),
    [
        ("twice", ["third", "second", "first", "first"]),
        ("gap", ["third", "second"]),
    ],
)
def test_a_list_can_move_while_it_is_read(
    three: Caller, what: str, shown: list[str]
) -> None:
    """Something comes twice, or not at all."""
    order(three, what)
    assert names(three.get(TEMPLATES)) == shown


@pytest.mark.parametrize("what", ["loop", "hollow", "elsewhere", "twice", "gap"])
def test_what_is_no_list_is_not_led_astray(caller: Caller, what: str) -> None:
    """A single object, a refusal and a write are answered as ever."""
    node = caller.create()
    order(caller, what, times=0)
    assert mapping(caller.get(node))["id"] == node
    assert mapping(caller.refused("GET", "77"))["code"] == 100
    caller.create(name="another")

"""Listing: cursors, filters, fields, the summary, and what a delete leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from support.graph_caller import (
    NOW,
    ORDER_READY,
    TEMPLATES,
    WABA,
    Caller,
    calling,
    plain,
)

from wa_sync.kinds.message_template.sandbox.seed import seed
from wa_sync.model.source import array, mapping, text
from wa_sync.sandbox.selection import select


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def fill(caller: Caller, count: int, **changes: Json) -> None:
    """Put numbered templates there."""
    with caller.world.store.transaction():
        for number in range(1, count + 1):
            doc = {**ORDER_READY, "status": "APPROVED", "name": f"t{number}"}
            seed(caller.world, WABA, {**doc, "id": str(number), **changes})


def names(answer: Json) -> list[str]:
    """Return the names on a page."""
    return [text(mapping(one)["name"]) for one in array(mapping(answer)["data"])]


def test_an_empty_account_is_there_at_once(caller: Caller) -> None:
    """Nothing has to be set up, and an empty list has no paging."""
    assert caller.get(TEMPLATES) == {"data": []}


def test_pages_lead_to_the_end(caller: Caller) -> None:
    """Every page but the last names the next; the last still has cursors."""
    fill(caller, 5)
    seen: list[list[str]] = []
    after: dict[str, str] = {}
    while True:
        page = mapping(caller.get(TEMPLATES, limit="2", fields="name", **after))
        seen.append(names(page))
        paging = mapping(page["paging"])
        cursors = mapping(paging["cursors"])
        assert set(cursors) == {"before", "after"}
        assert ("previous" in paging) == bool(after)
        if "next" not in paging:
            break
        after = {"after": text(cursors["after"])}
    assert seen == [["t5", "t4"], ["t3", "t2"], ["t1"]]


def test_the_next_address_is_metas(caller: Caller) -> None:
    """``next`` is on Meta's host, in another version, with a token of its own."""
    fill(caller, 3)
    page = caller.get(TEMPLATES, limit="2", fields="name", access_token="mine")  # noqa: S106 - any will do
    paging = mapping(mapping(page)["paging"])
    address = urlsplit(text(paging["next"]))
    assert (address.scheme, address.netloc, address.path) == (
        "https",
        "graph.facebook.com",
        f"/v26.0/{TEMPLATES}",
    )
    query = parse_qs(address.query)
    assert query == {
        "access_token": ["EAASandboxSandboxSandboxSandboxSandboxSandbox"],
        "limit": ["2"],
        "fields": ["name"],
        "after": [mapping(paging["cursors"])["after"]],
    }


def test_a_list_can_be_read_backwards(caller: Caller) -> None:
    """``before`` returns the page in front of a cursor, in the same order."""
    fill(caller, 5)
    page = mapping(caller.get(TEMPLATES, limit="2", fields="name"))
    second = mapping(
        caller.get(
            TEMPLATES,
            limit="2",
            after=text(mapping(mapping(page["paging"])["cursors"])["after"]),
        )
    )
    mark = text(mapping(mapping(second["paging"])["cursors"])["before"])
    back = caller.get(TEMPLATES, limit="1", before=mark)
    assert names(back) == ["t4"]
    assert set(mapping(mapping(back)["paging"])) == {"cursors", "next", "previous"}


def test_pages_have_a_default_and_a_largest_size(caller: Caller) -> None:
    """25 without a limit, and never more than 1,000."""
    fill(caller, 1001)
    assert len(names(caller.get(TEMPLATES))) == 25
    assert len(names(caller.get(TEMPLATES, limit="5000"))) == 1000


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"limit": "0"}, "(#100) Param limit must be an integer greater than 0"),
        ({"limit": "many"}, "(#100) Param limit must be an integer"),
        ({"after": "§§"}, "(#100) Invalid cursors values"),
        (
            {"summary": "colour"},
            "(#100) Tried accessing nonexisting summary field (colour)",
        ),
    ],
)
def test_wrong_arguments_are_named(
    caller: Caller, params: dict[str, str], message: str
) -> None:
    """Graph refuses arguments that make no sense."""
    fill(caller, 1)
    assert caller.refused("GET", TEMPLATES, params=params) == plain(message)


def test_fields_choose_and_order_the_keys(caller: Caller) -> None:
    """Only what was asked for comes back, then the id; without a value nothing."""
    fill(caller, 1, quality_score={"score": "GREEN"})
    page = caller.get(TEMPLATES, fields="status,quality_score{score},name,sub_category")
    (one,) = array(mapping(page)["data"])
    assert list(mapping(one).items()) == [
        ("status", "APPROVED"),
        ("quality_score", {"score": "GREEN"}),
        ("name", "t1"),
        ("id", "1"),
    ]
    (one,) = array(mapping(caller.get(TEMPLATES, fields='["id"]'))["data"])
    assert one == {"id": "1"}


def test_a_node_without_an_id_is_selected_too() -> None:
    """The id is added where the node has one."""
    doc: Spec = {"about": "Hi", "email": "a@b.example"}
    assert select(doc, ["about"], ()) == {"about": "Hi"}


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"name": "shoe"}, ["shoe_sale", "old_shoes"]),
        ({"status": '["PAUSED"]'}, ["hat_sale"]),
        ({"status": "paused"}, ["hat_sale"]),
        ({"status": '["PAUSED", "REJECTED"]'}, ["hat_sale", "old_shoes"]),
        ({"status": ""}, ["shoe_sale", "hat_sale", "old_shoes"]),
        ({"category": "MARKETING"}, ["shoe_sale", "hat_sale"]),
        ({"language": "de"}, ["old_shoes"]),
        ({"language": '["de", "en_US"]', "name": "sale"}, ["shoe_sale", "hat_sale"]),
        ({"content": "BIG hats"}, ["hat_sale"]),
        ({"name_or_content": "hat"}, ["hat_sale"]),
        ({"quality_score": "RED"}, ["old_shoes"]),
        ({"source": "AUTO_GENERATED"}, []),
        ({"since": "200"}, ["shoe_sale", "hat_sale"]),
        ({"since": "200", "until": "250"}, ["hat_sale"]),
    ],
)
def test_filters_narrow_a_list(
    caller: Caller, params: dict[str, str], found: list[str]
) -> None:
    """Filters take a plain value or a JSON list; names and texts match in part."""
    body: Spec = {"type": "BODY", "text": "Big Hats for all of you."}
    shoes: Spec = {**ORDER_READY, "name": "old_shoes", "language": "de"}
    hats: Spec = {**ORDER_READY, "name": "hat_sale", "components": [body]}
    with caller.world.store.transaction():
        for item, status, category, score, at in (
            (shoes, "REJECTED", "UTILITY", "RED", 100),
            (hats, "PAUSED", "MARKETING", "UNKNOWN", 200),
            (
                {**ORDER_READY, "name": "shoe_sale"},
                "APPROVED",
                "MARKETING",
                "GREEN",
                300,
            ),
        ):
            facts: Spec = {
                "status": status,
                "category": category,
                "quality_score": {"score": score},
                "last_updated_time": at,
            }
            seed(caller.world, WABA, {**item, **facts})
    assert names(caller.get(TEMPLATES, **params)) == found


def test_the_summary_counts(caller: Caller) -> None:
    """What is shown, what is there, how many may be, and whether all are translated."""
    fill(caller, 3)
    asked = (
        "total_count,message_template_count,message_template_limit,"
        "are_translations_complete"
    )
    page = caller.get(TEMPLATES, summary=asked, name="t1", limit="1", fields="id")
    assert page == {
        "data": [{"id": "1"}],
        "paging": {"cursors": {"before": "MQZD", "after": "MQZD"}},
        "summary": {
            "total_count": 1,
            "message_template_count": 3,
            "message_template_limit": 6000,
            "are_translations_complete": True,
        },
    }
    caller.create(name="t1", language="de")
    assert mapping(caller.get(TEMPLATES, summary='["are_translations_complete"]'))[
        "summary"
    ] == {"are_translations_complete": False}
    assert set(mapping(mapping(caller.get(TEMPLATES, summary="true"))["summary"])) == {
        *asked.split(",")
    }


def test_a_name_takes_all_languages_with_it(caller: Caller) -> None:
    """Deleting by name removes every language, by id and name only one."""
    for language in ("en_US", "de", "fr"):
        caller.create(language=language)
    (german,) = array(mapping(caller.get(TEMPLATES, language="de"))["data"])
    one = {"name": "order_ready", "hsm_id": text(mapping(german)["id"])}
    assert caller.ask("DELETE", TEMPLATES, params=one) == (200, {"success": True})
    assert len(names(caller.get(TEMPLATES))) == 2
    every = {"name": "order_ready"}
    assert caller.ask("DELETE", TEMPLATES, params=every) == (200, {"success": True})
    assert caller.get(TEMPLATES) == {"data": []}


def test_many_go_by_id(caller: Caller) -> None:
    """A list of ids deletes just those."""
    fill(caller, 3)
    answer = caller.ask("DELETE", TEMPLATES, params={"hsm_ids": '["1", 3]'})
    assert answer == (200, {"success": True})
    assert names(caller.get(TEMPLATES)) == ["t2"]


def test_what_was_seeded_comes_back_as_it_was(caller: Caller) -> None:
    """Seeding is past all rules, changes nothing, and replaces on repetition."""
    item: Spec = {
        "name": "Old Name!",
        "components": [{"type": "body", "text": "{{1}}"}],
        "language": "xx",
        "status": "approved",
        "category": "TRANSACTIONAL",
        "updated_time": "2021",
    }
    with caller.world.store.transaction():
        node = seed(caller.world, WABA, item)
        assert seed(caller.world, WABA, item) == node
    (read,) = array(mapping(caller.get(TEMPLATES))["data"])
    assert read == {**item, "id": node}
    with pytest.raises(ValueError, match="a template needs a name and a language"):
        seed(caller.world, WABA, {"name": "a"})


def test_reading_one_is_reading_the_list(caller: Caller) -> None:
    """A template by its id looks as it does in the list."""
    node = caller.create()
    (listed,) = array(mapping(caller.get(TEMPLATES))["data"])
    assert caller.get(node) == listed
    assert caller.get(node, fields="last_updated_time") == {
        "last_updated_time": int(NOW),
        "id": node,
    }

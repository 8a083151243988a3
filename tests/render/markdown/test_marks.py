from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from support import plans

from wa_sync.model.made import Made
from wa_sync.render import markdown
from wa_sync.render.markdown import Mark


NOW = datetime(2026, 1, 2, tzinfo=UTC)
EMPTY = plans.nothing()


def test_the_mark_names_one_account_and_no_other() -> None:
    """A comment is found again by how it begins."""
    shown = markdown.plan(EMPTY)
    assert shown.startswith(Mark("demo").begin())
    assert not shown.startswith(Mark("dem").begin())
    assert not shown.startswith(Mark("demo", "shops/eu").begin())
    other = markdown.plan(replace(EMPTY, accounts=(plans.account("demo-two"),)))
    assert not other.startswith(Mark("demo").begin())
    assert other.startswith(Mark("demo-two").begin())


def test_two_projects_of_a_repository_are_told_apart() -> None:
    """Both may well have an account of one name."""
    made = Made(NOW, "abc", folder="shops/eu")
    mark = markdown.mark_of(replace(EMPTY, made=made))
    assert mark == Mark("demo", "shops/eu")
    assert not Mark("demo").marker({}).startswith(mark.begin())


@pytest.mark.parametrize(
    "mark",
    [
        Mark("demo"),
        Mark("*"),
        Mark("demo", "shops/eu"),
        Mark("a --> <b> -- @x", "x y/é\n/--> v=1"),
        Mark("folder=x v=1"),
    ],
)
def test_a_mark_is_read_as_it_was_written(mark: Mark) -> None:
    """Whatever the names are, nothing of them ends it."""
    page = f"{mark.marker({'digest': 'sha256:0'})}\n\ntext"
    assert markdown.read_mark(page) == mark
    assert page.count("-->") == 1


@pytest.mark.parametrize(
    "text",
    ["", "text", "<!-- wa-sync:plan v=1 -->", "> <!-- wa-sync:plan account=a v=1 -->"],
)
def test_other_texts_have_no_mark(text: str) -> None:
    """People's comments, and what only quotes one of ours."""
    assert markdown.read_mark(text) is None

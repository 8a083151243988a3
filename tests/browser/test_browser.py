"""The browser itself: what a page could try is seen, and nothing gets out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.browser import LOOKS, Look, Tab


Visit = Callable[..., Tab]


def page(folder: Path, content: str) -> Path:
    """Write a page into a folder."""
    file = folder / "page.html"
    file.write_text(f"<!DOCTYPE html><title>x</title>{content}", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "content",
    [
        "<img src='https://shop.example/a.png'>",
        "<link rel=stylesheet href='http://127.0.0.1:1/a.css'>",
        "<iframe src='other.html'></iframe>",
        "<style>p{background:url(https://shop.example/b)}</style><p>x</p>",
    ],
)
def test_a_page_that_asks_for_something_is_found_out(
    tmp_path: Path, visit: Visit, content: str
) -> None:
    """Every request is kept and none is let through."""
    tab = visit(page(tmp_path, content))
    tab.page.wait_for_load_state()
    assert len(tab.asked) == 1
    assert not tab.inert


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert('x')</script>",
        "<script>throw Error('x')</script>",
        "<script>console.log('x')</script>",
    ],
)
def test_a_page_that_runs_something_is_found_out(
    tmp_path: Path, visit: Visit, content: str
) -> None:
    """Dialogs, errors and notes of scripts are kept."""
    assert visit(page(tmp_path, content)).said == ["x"]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_page_is_seen_as_the_look_says(
    tmp_path: Path, visit: Visit, look: Look
) -> None:
    """The window has the size and the system the colours of the look."""
    tab = visit(page(tmp_path, "<p>x</p>"), look)
    seen = tab.page.evaluate(
        "[innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches]"
    )
    assert seen == [*look.size, look.scheme == "dark"]
    assert tab.inert

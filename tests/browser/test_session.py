"""The picture in the README, as a browser shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from session.__main__ import PICTURES
from support.browser import DESKTOP, Look, Tab


Visit = Callable[..., Tab]
SEEN = """
() => {
  const top = document.querySelector("svg").getBoundingClientRect().top;
  const pane = document.querySelector("svg svg");
  const [y, height] = ["y", "height"].map(name => Number(pane.getAttribute(name)));
  return [...document.querySelectorAll("use")].filter(one => {
    const box = one.getBoundingClientRect();
    const middle = (box.top + box.bottom) / 2 - top - y;
    return 0 < middle && middle < height;
  }).map(one => document.querySelector(one.getAttribute("href")).textContent);
}
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page that is the picture and nothing else."""
    file = tmp_path / "page.html"
    picture = (PICTURES / "session.svg").read_text(encoding="utf-8")
    file.write_text(f"<!DOCTYPE html><meta charset=utf-8>{picture}", encoding="utf-8")
    return file


@pytest.mark.parametrize("look", [DESKTOP, Look("dark", "desktop")], ids=str)
def test_who_wants_no_motion_sees_the_end(visit: Visit, page: Path, look: Look) -> None:
    """All of the last screen and nothing else, without a word to anybody."""
    tab = visit(page, look)
    tab.screenshot(f"session-{look}")
    text = (PICTURES / "session.txt").read_text(encoding="utf-8").splitlines()
    seen = tab.page.evaluate(SEEN)
    end = ["".join(line.split()) for line in [*text, "$ "] if line.strip()]
    assert ["".join(line.split()) for line in seen] == end[-len(seen) :]
    assert len(seen) > 20
    assert tab.inert


def test_whoever_does_sees_each_screen_in_its_time(visit: Visit, page: Path) -> None:
    """It begins with a prompt, ends as the still does, and begins again."""
    tab = visit(page)
    still = tab.page.evaluate(SEEN)
    tab.page.emulate_media(reduced_motion="no-preference")
    length = tab.page.evaluate(
        "document.getAnimations().map(one => (one.pause(), one))"
        "[0].effect.getTiming().duration"
    )
    shown = []
    for moment in (0, length - 1, length):
        tab.page.evaluate(
            "at => document.getAnimations().forEach(one => one.currentTime = at)",
            moment,
        )
        shown.append(tab.page.evaluate(SEEN))
    assert shown == [["$"], still, ["$"]]
    assert 30_000 <= length <= 90_000

"""The page of a plan, as a reviewer's browser shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator
from support import hostile, plans
from support.browser import LOOKS, Look, Tab

from wa_sync.model.change import Action, Change, Consequence, Plan, Risk, Summary
from wa_sync.render import html
from wa_sync.workflow.drawing import draw


Visit = Callable[..., Tab]


def write(folder: Path, plan: Plan) -> Path:
    """Write the page of a plan, as ``-o html=FILE`` does."""
    file = folder / "plan.html"
    file.write_text(html.plan(plan, draw), encoding="utf-8")
    return file


def updated(change: Change) -> bool:
    """Whether apply would update something."""
    return change.action is Action.UPDATE and change.blocked is None


def everything() -> Plan:
    """A plan of everything, in which one update is breaking."""
    plan = plans.everything()
    told = (Consequence(Risk.BREAKING, "Senders that pass two parameters fail."),)
    changes = [
        replace(one, consequences=told) if updated(one) else one for one in plan.changes
    ]
    return replace(plan, changes=tuple(changes))


def large(size: int) -> Plan:
    """A plan of so many updates."""
    one = next(filter(updated, plans.everything().changes))
    changes = tuple(
        replace(one, address=plans.template(f"order_{number:05}/en_US"))
        for number in range(size)
    )
    return replace(
        plans.nothing(),
        accounts=(plans.account(),),
        changes=changes,
        summary=Summary(update=size),
    )


def seen(tab: Tab) -> list[str]:
    """The addresses of the changes that are shown."""
    shown = tab.page.locator(".changes > .change:visible b")
    return [text.partition(".")[2] for text in shown.all_inner_texts()]


def shown(tab: Tab, name: str) -> Locator:
    """The box that says whether something is shown."""
    return tab.page.get_by_role("checkbox", name=name)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_it_can_be_looked_at(tmp_path: Path, visit: Visit, look: Look) -> None:
    """In light and dark, on a desk and on a phone, and it asks for nothing."""
    tab = visit(write(tmp_path, everything()), look)
    for change in tab.page.locator("details").all():
        change.evaluate("one => one.open = true")
    tab.screenshot(f"plan-{look}")
    width = tab.page.evaluate("document.documentElement.scrollWidth")
    assert width <= look.size[0]
    assert tab.inert


def test_filters_hide_what_is_not_wanted(tmp_path: Path, visit: Visit) -> None:
    """By action, and down to what has a risk; without a script."""
    tab = visit(write(tmp_path, everything()))
    every = seen(tab)
    shown(tab, "create").uncheck()
    shown(tab, "blocked").uncheck()
    assert seen(tab) == [
        "order_update/en_US",
        "summer_sale/en_US",
        "106540352242922",
    ]
    shown(tab, "create").check()
    shown(tab, "blocked").check()
    assert seen(tab) == every
    shown(tab, "only risks and deletes").check()
    assert seen(tab) == [
        "order_update/en_US",
        "receipt/fr",
        "summer_sale/en_US",
        "106540352242922",
    ]


def test_the_matrix_leads_to_the_change(tmp_path: Path, visit: Visit) -> None:
    """A sign in the matrix is a link to what it stands for."""
    tab = visit(write(tmp_path, everything()))
    tab.page.get_by_role("link", name="update order_update").click()
    target = tab.page.locator(":target")
    assert "order_update/en_US" in target.inner_text()


def test_it_can_be_read_with_the_keyboard(tmp_path: Path, visit: Visit) -> None:
    """Everything that can be done has a name, and a change opens with Enter."""
    tab = visit(write(tmp_path, everything()))
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("document.activeElement.textContent") == (
        "Skip to the content"
    )
    change = tab.page.locator(".changes > .change").first
    assert change.get_attribute("open") is None
    change.locator("summary").focus()
    tab.page.keyboard.press("Enter")
    assert change.get_attribute("open") is not None
    unnamed = tab.page.evaluate(
        "[...document.querySelectorAll('a, input, summary')]"
        ".filter(e => !(e.textContent || e.labels?.length || e.ariaLabel)).length"
    )
    assert unnamed == 0


def test_both_messages_are_side_by_side(tmp_path: Path, visit: Visit) -> None:
    """What is live and what would be, and the words that differ are marked."""
    tab = visit(write(tmp_path, everything()))
    change = tab.page.locator("#change-5")
    assert "order_update/en_US" in change.inner_text()
    change.evaluate("one => one.open = true")
    assert change.locator("figcaption").all_inner_texts() == ["Live now", "After apply"]
    boxes = [one.bounding_box() for one in change.locator("figure").all()]
    assert len({box["y"] for box in boxes if box}) == 1
    assert len({box["x"] for box in boxes if box}) == 2
    assert "has " in change.locator("ins").all_text_contents()


@pytest.mark.parametrize(
    "poison", [*hostile.POISONS[:3], "</style><script>alert(1)</script><img src=x>"]
)
def test_texts_of_others_do_nothing(tmp_path: Path, visit: Visit, poison: str) -> None:
    """O01, S6: whatever stands in a plan, it is shown and nothing more."""
    plan = hostile.poisoned(everything(), poison, keys=True)
    tab = visit(write(tmp_path, plan))
    for change in tab.page.locator("details").all():
        change.evaluate("one => one.open = true")
    assert tab.inert
    assert tab.page.locator("script, iframe, object, main img").count() == 0
    assert not hostile.unseen(tab.page.locator("main").inner_text().replace("\t", ""))


def test_thousands_of_changes_stay_usable(
    tmp_path: Path,
    visit: Visit,
    full: bool,  # noqa: FBT001 - a fixture
) -> None:
    """All are there and can be filtered; messages are drawn for some, which it says."""
    size = 6000 if full else 1600
    tab = visit(write(tmp_path, large(size)))
    assert tab.page.locator(".changes > .change").count() == size
    assert tab.page.locator("main > .said").inner_text() == (
        f"Messages are drawn for 300 of {size} changes, those with risks first, and "
        "fields shown for 1500. The other formats have all of it."
    )
    some = tab.page.locator("#change-1500")
    some.locator("summary").click()
    some.locator(".fields").wait_for()
    last = tab.page.locator(f"#change-{size}")
    last.scroll_into_view_if_needed()
    shown(tab, "update").uncheck()
    assert not last.is_visible()
    assert tab.inert

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from support import plans

from wa_sync.model.base import Base
from wa_sync.model.made import Made
from wa_sync.render import markdown
from wa_sync.render.markdown import Mark


NOW = datetime(2026, 1, 2, tzinfo=UTC)
HEAD, MERGED, START = "a" * 40, "b" * 40, "c" * 40
RUN = "https://github.com/shop/messages/actions/runs/42"


def last(made: Made | None, base: Base | None, run: str | None = None) -> str:
    """Return the last line of a plan with nothing in it."""
    plan = replace(plans.nothing(), made=made, base=base)
    first, _, rest = markdown.plan(plan, run=run).partition("unchanged.\n")
    assert first.startswith("<!-- wa-sync:plan account=demo ")
    return rest


@pytest.mark.parametrize(
    ("made", "base", "told"),
    [
        (None, None, ""),
        (Made(NOW, None), None, ""),
        (None, Base(commit=None, why="no Git"), ""),
        (None, Base(commit=START), "Compared with `cccccccccccc`"),
        (
            Made(NOW, HEAD, dirty=True),
            Base(commit=START),
            (
                "Commit `aaaaaaaaaaaa`, with changes that are not committed, "
                "compared with `cccccccccccc`"
            ),
        ),
        (
            Made(NOW, MERGED, proposed=HEAD, folder="shops/eu"),
            None,
            "Commit `aaaaaaaaaaaa`, project `shops/eu`",
        ),
    ],
)
def test_a_plan_says_what_it_was_made_from(
    made: Made | None, base: Base | None, told: str
) -> None:
    """Of a commit that a CI merged, it names the one that people know."""
    assert last(made, base) == (f"\n{told}\n" if told else "")


def test_it_leads_to_the_run() -> None:
    """Where the whole plan, its report and its log are."""
    assert last(Made(NOW, HEAD), None, RUN) == (
        f"\nCommit `aaaaaaaaaaaa` · [the run]({RUN})\n"
    )


@pytest.mark.parametrize(
    "run",
    ["javascript:alert(1)", "https://x.example/a b", "https://x.example/)<b>", ""],
)
def test_what_is_no_plain_address_leads_nowhere(run: str) -> None:
    """An environment is not trusted to write Markdown."""
    assert last(None, None, run) == ""


def test_a_plan_that_failed_says_that_nothing_holds() -> None:
    """No digest and no command is left of the one before."""
    assert markdown.failed(Mark("demo", "eu"), RUN) == (
        "<!-- wa-sync:plan account=demo folder=eu v=1 digest= -->\n\n"
        "### wa-sync plan: **failed**\n\n"
        "There is no plan of the latest commit for `demo`: what stood here was made "
        f"before it. The log says why.\n\n[the run]({RUN})\n"
    )


def test_an_account_that_is_gone_is_named() -> None:
    """It was renamed, or left the files."""
    assert markdown.gone(Mark("demo"), None) == (
        "<!-- wa-sync:plan account=demo v=1 digest= -->\n\n"
        "wa-sync plan: the files give no account the name `demo` any more.\n"
    )

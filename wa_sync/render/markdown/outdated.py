"""What takes the place of a plan that holds no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render.markdown.small_print import run_link
from wa_sync.render.sinks.markdown import Markdown


if TYPE_CHECKING:
    from wa_sync.render.markdown.marks import Mark


def failed(mark: Mark, run: str | None) -> Markdown:
    """Say that there is no newer plan; the one that stood here must not be applied."""
    told = Markdown.of(
        "### wa-sync plan: **failed**\n\n"
        "There is no plan of the latest commit for {}: what stood here was made "
        "before it. The log says why.",
        mark.account,
    )
    return _page(mark, told, run)


def gone(mark: Mark, run: str | None) -> Markdown:
    """Say that the files name no such account any more."""
    told = Markdown.of(
        "wa-sync plan: the files give no account the name {} any more.", mark.account
    )
    return _page(mark, told, run)


def _page(mark: Mark, told: Markdown, run: str | None) -> Markdown:
    parts = [mark.marker({"digest": ""}), told, run_link(run)]
    return Markdown("\n\n").join(filter(None, parts)) + Markdown("\n")

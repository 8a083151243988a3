"""What a plan was made from: the last line, by which a reviewer knows it is current."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render.sinks.markdown import Markdown, link


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.change import Plan

_SHORT = 12


def small_print(plan: Plan, run: str | None) -> Markdown:
    """Name commits, project and run, as far as they are known; else nothing."""
    facts = Markdown(", ").join(_commits(plan))
    parts = [one for one in (facts, run_link(run)) if one]
    return Markdown(" · ").join(parts)


def run_link(run: str | None) -> Markdown:
    """Lead to the run of the CI that made it."""
    return Markdown("") if run is None else link("the run", run)


def _commits(plan: Plan) -> Iterator[Markdown]:
    made, base = plan.made, plan.base
    head = None if made is None else made.proposed or made.commit
    if made is not None and head:
        yield Markdown.of("Commit {}", head[:_SHORT])
        if made.dirty:
            yield Markdown("with changes that are not committed")
    if base is not None and base.commit:
        words = "compared with {}" if head else "Compared with {}"
        yield Markdown.of(words, base.commit[:_SHORT])
    if made is not None and made.folder:
        yield Markdown.of("project {}", made.folder)

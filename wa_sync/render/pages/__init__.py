"""Whole pages of HTML: one file, nothing to fetch, nothing to run.

The only door to Jinja2. What a template puts in goes through the sink of HTML on the
way, whoever forgets about it; what other pieces have made is ``Html`` already. The
page itself may fetch and run nothing, and its one style sheet is named by its hash
(reliability-security.md §2.6).
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from wa_sync.render.sinks.html import Html


if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment


def piece(template: str, **values: object) -> Html:
    """Fill in a template of ours, such as ``bubble.html``."""
    return Html(_environment().get_template(template).render(values))


def page(title: str, body: Html, *, styles: Sequence[str] = ()) -> Html:
    """Make a whole page; ``styles`` are style sheets of ours, besides that of pages.

    ``body`` is what stands in ``<main>``.
    """
    sheet = "\n".join(source(f"{name}.css") for name in ("page", *styles))
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    return piece(
        "page.html", title=title, body=body, sheet=Html(sheet), style_hash=digest
    )


@cache
def source(name: str) -> str:
    """Return a template or a style sheet of ours."""
    folder = files("wa_sync.render.pages").joinpath("templates")
    return folder.joinpath(name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        finalize=_through_the_sink,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def _through_the_sink(value: object) -> object:
    """Make a value harmless; Jinja2 marks what its own macros have made."""
    return value if hasattr(value, "__html__") else Html.escape(str(value))

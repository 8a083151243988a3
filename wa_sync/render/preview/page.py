"""A page of previews: every template, all of its languages side by side."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from wa_sync.render import pages
from wa_sync.render.preview import words
from wa_sync.render.preview.html import bubble_html
from wa_sync.render.wording import counted


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.model.bubble import Bubble, Preview
    from wa_sync.render.sinks.html import Html


def page(previews: Sequence[Preview], pictures: Mapping[str, bytes]) -> Html:
    """Make the whole page; ``pictures`` as ``bubble_html`` takes them.

    Previews of one account, and of one name, have to follow each other.
    """
    templates = list(_templates(previews, pictures))
    body = pages.piece(
        "preview.html",
        templates=templates,
        names=[one["name"] for one in templates],
        counted=counted(len(templates), "template"),
    )
    return pages.page("Message previews", body, styles=("bubble", "preview"))


def _templates(
    previews: Sequence[Preview], pictures: Mapping[str, bytes]
) -> Iterator[Mapping[str, object]]:
    several = len({one.account for one in previews}) > 1
    said = ""
    for (account, name), alike in groupby(
        previews, key=lambda one: (one.account, one.address.name)
    ):
        languages = list(alike)
        first = languages[0]
        yield {
            "account": account if several and account != said else "",
            "name": name,
            "category": first.category,
            "place": f"{first.source.file}:{first.source.line}",
            "languages": [_language(one.bubble, pictures) for one in languages],
        }
        said = account


def _language(bubble: Bubble, pictures: Mapping[str, bytes]) -> Mapping[str, object]:
    called = words.language(bubble)
    return {
        "called": called,
        "code": bubble.language if bubble.language != called else "",
        "bubble": bubble_html(bubble, pictures),
        "notes": words.notes(bubble),
        "examples": [
            {"name": f"{{{{{one.name}}}}}", "part": one.part, "text": one.text}
            for one in bubble.values
        ],
        "leads": [{"label": label, "to": to} for label, to in words.leads(bubble)],
    }

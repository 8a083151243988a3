"""wa-sync preview"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_sync.cli.global_options import global_options
from wa_sync.cli.output import emit
from wa_sync.cli.settings import settings
from wa_sync.workflow.load import load
from wa_sync.workflow.preview import pictures, previews


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.bubble import Preview
    from wa_sync.render.sinks.html import Html
    from wa_sync.workflow.load import Loaded


FORMATS = frozenset({"text", "html"})
_FILES = (".yaml", ".yml")


@click.command("preview", short_help="Show templates as a phone does; no network.")
@click.argument("names", nargs=-1, metavar="[NAME|FILE]...")
@global_options(*FORMATS)
@click.pass_context
def command(ctx: click.Context, /, names: tuple[str, ...], **_: object) -> None:
    """Show templates as a phone shows them, with their example values.

    Needs no network and no token. NAMEs may be globs or addresses, such as order_* or
    order_update/en_US; without any, it is every template of the project. A FILE ends
    in .yaml or .yml and is read as plan reads it; - is standard input.

    -o html=FILE writes one page that needs nothing else: all languages of a template
    side by side, light and dark, with local images up to 2 MiB. Formats: text, html.

    Texts that Meta writes itself are shown in English, as far as they are known.
    """
    chosen = settings(ctx)
    paths = tuple(name for name in names if _is_file(name))
    loaded = load(chosen.inputs(paths)).or_refuse()
    shown = previews(loaded, [name for name in names if not _is_file(name)])

    from wa_sync.render.preview import text

    emit(
        chosen,
        {
            "text": lambda style: text.page(shown, style),
            "html": lambda _: _page(loaded, shown),
        },
    )


def _is_file(name: str) -> bool:
    return name == "-" or name.endswith(_FILES)


def _page(loaded: Loaded, shown: Sequence[Preview]) -> Html:
    from wa_sync.render.preview.page import page

    return page(shown, pictures(loaded, shown))

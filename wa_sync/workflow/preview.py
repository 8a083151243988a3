"""declared → the messages that it makes, and the local images in them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wa_sync.config import assets
from wa_sync.errors import UsageProblem
from wa_sync.kinds import BY_NAME
from wa_sync.model.bubble import Media, Preview
from wa_sync.model.change import Place
from wa_sync.model.source import text
from wa_sync.plan.pair import named


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from wa_sync.model.bubble import Bubble, Header
    from wa_sync.model.resource import Asset, Declared
    from wa_sync.model.source import Pointer, Spec
    from wa_sync.workflow.load import Loaded

    Draw = Callable[[Spec, Mapping[Pointer, Asset]], Bubble]


LARGEST_PICTURE = 2 * 1024 * 1024
"""Bytes of an image that a page still holds."""
ALL_PICTURES = 16 * 1024 * 1024
"""Bytes of all images in a page, each as often as it is shown."""


def previews(loaded: Loaded, names: Sequence[str] = ()) -> tuple[Preview, ...]:
    """Draw what is declared and chosen, by account and name in the order of the files.

    ``names`` are globs of names or addresses. Raises UsageProblem for one that fits
    nothing that has a preview.
    """
    chosen = [one for one in _in_order(loaded) if _covered(loaded, one)]
    for name in names:
        if not any(named(one.address, (name,)) for one in chosen):
            raise _nothing_of(name, loaded, chosen)
    globs = tuple(names)
    return tuple(
        _preview(one, draw)
        for one in chosen
        if not globs or named(one.address, globs)
        if (draw := BY_NAME[one.address.kind].preview)
    )


def pictures(loaded: Loaded, shown: Sequence[Preview]) -> dict[str, bytes]:
    """Read the images of headers by their SHA-256, as far as a page can hold them."""
    uses = Counter(asset for preview in shown for asset in _images(preview))
    found: dict[str, bytes] = {}
    room = ALL_PICTURES
    for asset, times in uses.items():
        if asset.size <= LARGEST_PICTURE and asset.size * times <= room:
            room -= asset.size * times
            found[asset.sha256] = assets.read(loaded.root, asset)
    return found


def _in_order(loaded: Loaded) -> list[Declared]:
    """What has a preview, with the languages of a name beside each other."""
    accounts = [account.name for account in loaded.accounts]
    drawn = [
        one for one in loaded.desired.declared if BY_NAME[one.address.kind].preview
    ]
    first: dict[tuple[str, str], int] = {}
    for place, one in enumerate(drawn):
        first.setdefault((one.account, one.address.name), place)
    return sorted(
        drawn,
        key=lambda one: (
            accounts.index(one.account),
            first[one.account, one.address.name],
        ),
    )


def _covered(loaded: Loaded, one: Declared) -> bool:
    return loaded.scope.covers(one.address, one.origin.span().file.path)


def _nothing_of(name: str, loaded: Loaded, chosen: Sequence[Declared]) -> UsageProblem:
    from difflib import get_close_matches

    for one in loaded.desired.declared:
        if named(one.address, (name,)):
            title = BY_NAME[one.address.kind].title
            if BY_NAME[one.address.kind].preview is None:
                return UsageProblem(
                    f"{name!r} is a {title}, which makes no message",
                    hint="only templates are shown",
                )
            return UsageProblem(
                f"{name!r} is left out of this run",
                hint="--only, --exclude or the files that were named leave it out",
            )
    names = {part for one in chosen for part in (one.address.name, one.address.key)}
    close = get_close_matches(name, sorted(names), n=1)
    hint = f"did you mean {close[0]!r}?" if close else "wa-sync preview shows them all"
    return UsageProblem(f"no template is declared as {name!r}", hint=hint)


def _preview(one: Declared, draw: Draw) -> Preview:
    span = one.origin.span()
    return Preview(
        account=one.account,
        address=one.address,
        category=text(one.spec.get("category")),
        source=Place(span.file.path, span.line),
        bubble=draw(one.spec, one.assets),
    )


def _images(preview: Preview) -> Iterator[Asset]:
    headers: list[Header | None] = [preview.bubble.header]
    headers += (card.header for card in preview.bubble.cards)
    for header in headers:
        if header and header.media is Media.IMAGE and header.asset:
            yield header.asset

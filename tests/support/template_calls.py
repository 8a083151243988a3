"""Changes of templates, written to the sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.sandbox_account import ACCOUNT, Reached

from wa_sync.kind import Written
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE as KIND
from wa_sync.kinds.message_template.normal import asset_paths, normalize
from wa_sync.model.change import Action, Change, Precondition
from wa_sync.model.resource import Address, Asset


if TYPE_CHECKING:
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Spec


BODY: Spec = {"type": "BODY", "text": "Hi {{1}}, it is here.", "example": ["Ana"]}
JPEG = b"\xff\xd8\xff\xe0 a picture"


def change(
    variant: Spec, *, live: Live | None = None, action: Action = Action.CREATE
) -> Change:
    """The change that plan would hand to apply."""
    spec = normalize(variant)
    aligned = KIND.align(spec, live, ACCOUNT) if live else None
    return Change(
        account="demo",
        address=Address("message_template", f"{spec['name']}/{spec['language']}"),
        action=action,
        before=aligned.live if aligned else None,
        after=aligned.desired if aligned else spec,
        send=spec,
        live_id=live.live_id if live else None,
        precondition=Precondition(exists=live is not None),
        assets={
            at: Asset(path, "image/jpeg", len(JPEG), "abc")
            for at, path in asset_paths(variant).items()
        },
    )


def write(here: Reached, wanted: Change) -> Written:
    """Make a change, with the same picture for every asset."""
    return KIND.write(here.writer, here.account, wanted, lambda _: JPEG)


def create(here: Reached, variant: Spec) -> Live:
    """Create a template and read it again."""
    wanted = change(variant)
    return found(here, wanted, write(here, wanted).live_id)


def found(here: Reached, wanted: Change, live_id: str | None = None) -> Live:
    """Read what a change is about; it has to be there."""
    live = KIND.find(here.writer, here.account, wanted.address, live_id)
    assert live is not None
    return live

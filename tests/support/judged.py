"""Templates, and what stands in the way of a change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from support.variants import ACCOUNT, live, template

from wa_sync.kind import Situation
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE
from wa_sync.kinds.message_template.normal import asset_paths, normalize
from wa_sync.model.change import Action
from wa_sync.model.resource import Address, Asset, Declared
from wa_sync.model.source import Origin, Span


if TYPE_CHECKING:
    from wa_sync.model.account import Account
    from wa_sync.model.change import Blocked
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Pointer, Spec


class Nowhere:
    """A document without places: nothing here is shown."""

    def span(self, at: Pointer, *, key: bool = False) -> Span:
        """Not asked for."""
        raise NotImplementedError


def declared(variant: Spec) -> Declared:
    """A declaration of this variant, with its assets."""
    spec = normalize(variant)
    return Declared(
        account="demo",
        address=Address("message_template", "order_update/en_US"),
        entry=variant,
        spec=spec,
        origin=Origin(Nowhere()),
        assets={
            at: Asset(path, "image/jpeg", 3, "abc")
            for at, path in asset_paths(variant).items()
        },
    )


def judged(
    action: Action,
    *,
    desired: Spec | None = None,
    there: Live | None = None,
    siblings: tuple[Live, ...] = (),
    limit: int | None = None,
    account: Account = ACCOUNT,
) -> Blocked | None:
    """What stands in the way of making ``there`` what is desired."""
    mine = declared(desired) if desired is not None else None
    situation = Situation(
        account=account,
        action=action,
        declared=mine,
        live=there,
        before=there.spec if there else None,
        after=mine.spec if mine else None,
        siblings=siblings,
        live_count=3,
        limit=limit,
        now=datetime(2026, 11, 22, tzinfo=UTC),
    )
    return MESSAGE_TEMPLATE.judge(situation)


BODY: Spec = {"type": "BODY", "text": "b"}
PLAIN = template(BODY)
NEW = template({"type": "BODY", "text": "new"})
MEDIA = template({"type": "HEADER", "format": "IMAGE"}, BODY)
WITH_ASSET = template({"type": "HEADER", "format": "IMAGE", "asset": "a.jpg"}, BODY)


def being(status: str | None, variant: Spec = PLAIN, **fields: str) -> Live:
    """This variant, live in this status."""
    return live(normalize({**variant, **fields}), status=status)

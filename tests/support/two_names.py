"""A plan of two names for one account, made as a run makes it."""

from __future__ import annotations

from dataclasses import replace

from support.sides import ACCOUNT, NOW, declared, live, spec, state, tombstone

from wa_sync.kinds import KINDS
from wa_sync.model.change import SANDBOX, Plan
from wa_sync.model.resource import Declared, Live, Tombstone
from wa_sync.plan.build import Question, build


def two_names() -> Plan:
    """Both names declare the same edit, and bury the same templates.

    Most templates are in two languages: one that is changed lacks the second, and one
    loses it. It is a rehearsal.
    """
    both = [f"{name}/{code}" for name in ("a", "b", "c") for code in ("de", "en")]
    quiet = [spec(key) for key in (*both, "short/de")]
    sides: tuple[Declared | Live | Tombstone, ...] = (
        *map(declared, quiet),
        *map(live, quiet),
        live(spec("short/en")),
        tombstone("short/en"),
        declared(spec("order/de", "Your parcel is there.")),
        live(spec("order/de")),
        live(spec("old/de")),
        tombstone("old/de"),
    )
    accounts = (ACCOUNT, replace(ACCOUNT, name="second", phone_number_id=None))
    return build(
        [state(*sides, account=account) for account in accounts],
        KINDS,
        Question(now=NOW, origin_of=lambda _: SANDBOX),
    )

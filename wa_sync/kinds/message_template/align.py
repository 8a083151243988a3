"""Both sides reduced to what can be compared.

Dropped is what Meta never shows, and what was not declared: an omitted field is not
ours (DESIGN, promise 4). ``components`` is one value, so there only what Meta fills
in by itself is left out of the live side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.graph import samples
from wa_sync.kind import Aligned
from wa_sync.kinds.message_template.align_category import align_category
from wa_sync.kinds.message_template.align_components import align_components
from wa_sync.kinds.message_template.limits import (
    TTL_DEFAULT_AUTHENTICATION,
    TTL_UNSET,
)
from wa_sync.kinds.message_template.normal.answer import DEFAULTS


if TYPE_CHECKING:
    from wa_sync.model.account import Account
    from wa_sync.model.finding import Finding
    from wa_sync.model.resource import Declared, Live
    from wa_sync.model.source import Json, Spec


NEVER_SHOWN = frozenset(
    {
        "allow_category_change",
        "creative_sourcing_spec",
        "library_template_body_inputs",
        "library_template_button_inputs",
        "library_template_name",
        "send_type",
    }
)
"""Write-only fields (meta-api.md §1.2). The library a template came from cannot be
changed afterwards, so its name is none of the comparison's business either."""
UNREAD = "unread_fields"
"""The fact that names what this API version refused to show."""
DEFAULT_TTL = {
    "AUTHENTICATION": TTL_DEFAULT_AUTHENTICATION,
    "UTILITY": TTL_UNSET,
    "MARKETING": 2_592_000,
}
"""What an unset ``message_send_ttl_seconds`` means (meta-api.md §1.4)."""


def align(desired: Spec, live: Live, account: Account) -> Aligned:
    """Drop from both sides what cannot be read back or was not declared."""
    if desired == live.spec:
        return Aligned(desired, live.spec)
    unread = live.facts.get(UNREAD)
    hidden = NEVER_SHOWN.union(map(str, unread if isinstance(unread, list) else ()))
    mine = {k: v for k, v in desired.items() if k not in hidden}
    if "components" not in mine:
        # from the library, which decides about the variables as well
        mine.pop("parameter_format", None)
    theirs = {**_defaults(live.spec), **live.spec}
    theirs = {k: v for k, v in theirs.items() if k in mine}
    _align_raw(mine, theirs, live)
    _align_degrees(mine, theirs)
    if mine.get("components") != theirs.get("components"):
        mine["components"], theirs["components"] = align_components(
            mine.get("components"), theirs.get("components")
        )
    remark, findings = align_category(mine, theirs, live, account)
    return Aligned(mine, theirs, remark, findings)


def unseen(declared: Declared, aligned: Aligned) -> tuple[Finding, ...]:
    """Say which samples were taken as equal: those that no edit would upload."""
    mine, theirs = aligned.desired, aligned.live
    if mine.get("components") != theirs.get("components"):
        return ()
    return samples.taken_as_equal(declared.assets.values(), ("components",))


def _defaults(live: Spec) -> dict[str, Json]:
    """What the fields that Meta does not show stand for."""
    known: dict[str, Json] = dict(DEFAULTS)
    ttl = DEFAULT_TTL.get(str(live.get("category")))
    if ttl is not None:
        known["message_send_ttl_seconds"] = ttl
    return known


def _align_raw(mine: dict[str, Json], theirs: dict[str, Json], live: Live) -> None:
    """Fields that wa-sync does not know are compared where live shows them."""
    raw = mine.pop("raw", None)
    shown = {**live.facts, **live.spec}
    both = [k for k in raw if k in shown] if isinstance(raw, dict) else []
    if isinstance(raw, dict) and both:
        mine["raw"] = {key: raw[key] for key in both}
        theirs["raw"] = {key: shown[key] for key in both}


FEATURES = "creative_features_spec"
DEGREES = "degrees_of_freedom_spec"


def _align_degrees(mine: dict[str, Json], theirs: dict[str, Json]) -> None:
    """Compare the declared features only; all are on by default (§1.6)."""
    asked = mine.get(DEGREES)
    features = asked.get(FEATURES) if isinstance(asked, dict) else None
    if not isinstance(features, dict):
        return
    told = theirs.get(DEGREES)
    shown = told.get(FEATURES) if isinstance(told, dict) else None
    known = shown if isinstance(shown, dict) else {}
    on: Json = {"enroll_status": "OPT_IN"}
    mine[DEGREES] = {FEATURES: features}
    theirs[DEGREES] = {FEATURES: {name: known.get(name, on) for name in features}}

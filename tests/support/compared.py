"""Two accounts compared by hand: what renderers are shown in tests."""

from __future__ import annotations

from support.changes import alike
from support.specs import template

from wa_sync.model.address import Address
from wa_sync.model.between import Between, Gap, Side
from wa_sync.model.change import Place
from wa_sync.plan.fields import explain


def compared() -> Between:
    """One of everything that two accounts may not have in common."""
    diff = explain(
        {"BODY": {"text": "Hi."}},
        {"BODY": {"text": "Hi\x1b[2J ::error::"}, "FOOTER": {"text": "Bye"}},
        alike,
    )
    hello = template("hello/es")
    place = Place("templates/hello.yaml", 3)
    profile = Side(address=Address("business_profile", "1065"), live_id="1065")
    return Between(
        first="staging",
        second="production",
        gaps=(
            Gap(
                name=str(hello),
                first=Side(address=hello, live_id="1", status="PAUSED", source=place),
                second=Side(address=hello, live_id="2", status="APPROVED"),
                diff=diff,
            ),
            Gap(
                name="message_template.bye/es",
                first=_side("bye/es"),
                second=_side("bye/es"),
                diff=diff[1:],
            ),
            _only("new/es", first=True),
            _only("old/es", first=False),
            Gap(name="business_profile", first=None, second=profile),
        ),
        as_declared=(
            Gap(
                name="message_template.shop/es",
                first=_side("shop/es", place),
                second=_side("shop/es", place),
                diff=diff[:1],
            ),
        ),
        same=7,
    )


def _side(key: str, source: Place | None = None) -> Side:
    address = template(key)
    return Side(address=address, live_id="3", status="APPROVED", source=source)


def _only(key: str, *, first: bool) -> Gap:
    side, name = _side(key), str(template(key))
    return Gap(name=name, first=side if first else None, second=None if first else side)


def alike_accounts() -> Between:
    """Nothing differs, and one sort of thing could not be compared."""
    said = "No profiles are compared: production has no phone_number_id."
    return Between(
        first="staging", second="production", gaps=(), same=2, untold=(said,)
    )


def empty() -> Between:
    """Nothing is live in either account."""
    return Between(first="staging", second="production", gaps=())

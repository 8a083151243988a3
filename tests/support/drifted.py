"""Drift made by hand: what renderers are shown in tests."""

from __future__ import annotations

from support import plans
from support.changes import alike
from support.specs import template

from wa_sync.model.base import Base
from wa_sync.model.change import Cause, Place
from wa_sync.model.drift import Difference, Drift, Standing
from wa_sync.plan.fields import explain


def drifted() -> Drift:
    """One of everything that can differ."""
    everything = plans.everything()
    diff = explain(
        {"BODY": {"text": "Hi."}},
        {"BODY": {"text": "Hi\x1b[2J ::error::"}, "FOOTER": {"text": "Bye"}},
        alike,
    )
    return Drift(
        accounts=("demo", "shop-two"),
        differences=(
            Difference(
                account="demo",
                address=template("hello/es"),
                standing=Standing.CHANGED,
                cause=Cause.DRIFT,
                diff=diff,
                live_id="78",
                source=Place("templates/hello.yaml", 3),
            ),
            Difference(
                account="demo",
                address=template("new/es"),
                standing=Standing.MISSING,
                cause=Cause.BEHIND,
                source=Place("templates/new.yaml", 3),
            ),
            Difference(
                account="shop-two",
                address=template("old/es"),
                standing=Standing.STILL_THERE,
                cause=Cause.UNKNOWN,
                live_id="79",
            ),
        ),
        notes=everything.drift[:1],
        unmanaged=everything.unmanaged,
        base=Base(commit="3f2c1ab" + "0" * 33, looked_back=2),
    )


def settled() -> Drift:
    """Live is as the files say."""
    return Drift(accounts=("demo",), differences=())

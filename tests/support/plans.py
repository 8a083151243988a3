"""Plans, diagnostics and reports made by hand: what renderers are shown in tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.changes import (
    BREAKING,
    CATEGORY_LOCKED,
    COST,
    EDIT_QUOTA,
    EDITED,
    TOO_MANY_DELETES,
    VARIABLE_AT_END,
    account,
    alike,
    create,
    delete,
    sample,
    update,
)
from support.diagnosed import DIAGNOSTICS
from support.specs import (
    CAROUSEL,
    MEDIA,
    ORDER_DESIRED,
    ORDER_LIVE,
    OTP,
    PROFILE,
    WELCOME,
    template,
)

from wa_sync.model.base import Base
from wa_sync.model.change import (
    Cause,
    Change,
    Note,
    Place,
    Plan,
    Summary,
    UnmanagedObject,
)
from wa_sync.model.report import Outcome, Report, State
from wa_sync.model.resource import Asset
from wa_sync.plan.fields import explain


__all__ = [
    "CAROUSEL",
    "CATEGORY_LOCKED",
    "DIAGNOSTICS",
    "EDIT_QUOTA",
    "ORDER_DESIRED",
    "ORDER_LIVE",
    "OTP",
    "PROFILE",
    "TOO_MANY_DELETES",
    "VARIABLE_AT_END",
    "WELCOME",
    "account",
    "alike",
    "create",
    "delete",
    "everything",
    "incomplete",
    "nothing",
    "report",
    "sample",
    "template",
    "update",
]

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Pointer


def everything() -> Plan:
    """Two accounts, and one of everything that a plan can hold."""
    carousel_assets: Mapping[Pointer, Asset] = {
        ("components", 1, "cards", 0, "components", 0, "example", "header_handle"): (
            sample("assets/red.png", 812)
        ),
        ("components", 1, "cards", 1, "components", 0, "example", "header_handle"): (
            sample("assets/blue.png", 64_200)
        ),
    }
    invoice: Mapping[Pointer, Asset] = {
        ("components", 0, "example", "header_handle"): Asset(
            "assets/beleg.pdf", "application/pdf", 3_100_000, "8e" * 32
        )
    }
    changes = (
        create(template("login_code/en_US"), OTP, line=3, cause=Cause.THIS_CHANGE),
        create(template("receipt/de"), MEDIA, line=40, assets=invoice),
        create(template("spring/es_MX"), CAROUSEL, line=61, assets=carousel_assets),
        create(template("welcome/ar"), WELCOME, line=90, cause=Cause.BEHIND),
        _partly_drifted(
            update(
                template("order_update/en_US"),
                ORDER_LIVE,
                ORDER_DESIRED,
                line=12,
                cause=Cause.BOTH,
                consequences=(BREAKING, *EDITED),
                findings=(VARIABLE_AT_END,),
            )
        ),
        update(
            template("receipt/fr"),
            MEDIA,
            {**MEDIA, "category": "MARKETING"},
            line=30,
            blocked=CATEGORY_LOCKED,
            consequences=(COST, *EDITED),
            assets=invoice,
        ),
        update(
            template("receipt/it"),
            {**MEDIA, "message_send_ttl_seconds": 60},
            {**MEDIA, "message_send_ttl_seconds": 90},
            line=44,
            blocked=EDIT_QUOTA,
        ),
        delete(template("summer_sale/en_US"), ORDER_LIVE, line=4),
        update(
            PROFILE,
            {
                "about": "Open",
                "description": "A shop",
                "email": "a@shop.example",
                "websites": ["https://shop.example/"],
            },
            {
                "about": "Your trusted partner",
                "description": "A shop for everything that one needs in a kitchen, "
                "and for much that one does not",
                "email": None,
                "websites": ["https://shop.example/", "https://b.example/"],
            },
            line=7,
            account="shop-two",
            live_id=None,
        ),
    )
    return Plan(
        complete=True,
        accounts=(
            account(),
            account(
                "shop-two",
                waba_id=None,
                endpoint="meta",
                api_version="v23.0",
                declared_count=1,
                live_count=1,
                deletable_count=1,
                unchanged=0,
                digest=f"sha256:{'b1' * 32}",
            ),
        ),
        changes=changes,
        drift=(
            Note(
                account="demo",
                address=template("otp/en"),
                cause=Cause.META,
                message="Meta recategorised it: UTILITY became MARKETING.",
                live_id="77",
            ),
            Note(
                account="demo",
                address=template("hello/es"),
                cause=Cause.DRIFT,
                message="It was edited live.",
                diff=explain({"FOOTER": {"text": "Hola"}}, {}, alike),
                live_id="78",
                source=Place("templates/hello.yaml", 3),
            ),
            Note(
                account="demo",
                address=template("bye/es"),
                cause=Cause.ALREADY_LIVE,
                message="what this change declares is live already",
                live_id="79",
            ),
        ),
        unmanaged=(
            UnmanagedObject("demo", template("x_test/en"), "APPROVED", "90"),
            UnmanagedObject("demo", template("x_test/es"), "REJECTED", "91"),
            UnmanagedObject("demo", template("spring_sale/en"), None, "92"),
        ),
        safety=(TOO_MANY_DELETES,),
        summary=Summary(
            create=4, update=2, delete=1, unchanged=2, drift=2, unmanaged=3, blocked=2
        ),
        digest=f"sha256:{'c2' * 32}",
        base=Base(commit="3f2c1ab" + "0" * 33, looked_back=2),
    )


def _partly_drifted(change: Change) -> Change:
    """A change of which the first field was also changed live."""
    first, *others = change.diff
    fields = (
        replace(first, cause=Cause.DRIFT),
        *(replace(one, cause=Cause.THIS_CHANGE) for one in others),
    )
    return replace(change, diff=fields)


def nothing() -> Plan:
    """Live matches."""
    return Plan(
        complete=True,
        accounts=(account(unchanged=8),),
        changes=(),
        summary=Summary(unchanged=8),
        digest=f"sha256:{'d3' * 32}",
    )


def incomplete() -> Plan:
    """The files have an error, and nothing differs in what could be read."""
    return Plan(
        complete=False,
        accounts=(account(unchanged=7),),
        changes=(),
        unmanaged=tuple(
            UnmanagedObject("demo", template(f"old_{number}/en"), "APPROVED", "1")
            for number in range(11)
        ),
        diagnostics=(DIAGNOSTICS[0],),
        summary=Summary(unchanged=7, unmanaged=11),
        digest=f"sha256:{'e4' * 32}",
        base=Base(commit=None, why="the project is in no Git repository"),
    )


def report() -> Report:
    """Every way in which a change can end."""
    (otp, _, _, _, order, blocked, quota, gone, profile) = everything().changes
    return Report(
        (
            Outcome(
                change=otp,
                state=State.DONE,
                live_id="6200",
                status="PENDING",
                category="AUTHENTICATION",
            ),
            Outcome(
                change=order,
                state=State.FAILED,
                message="The body ends with a variable (code 100, subcode 2388299).",
                hint="Put a word behind {{2}}.",
                exit_code=5,
            ),
            Outcome(change=blocked, state=State.BLOCKED, blocked=CATEGORY_LOCKED),
            Outcome(
                change=quota, state=State.BLOCKED, blocked=EDIT_QUOTA, exit_code=75
            ),
            Outcome(
                change=profile,
                state=State.UNKNOWN,
                message="The connection broke after the request was sent.",
                exit_code=7,
            ),
            Outcome(
                change=everything().changes[1], state=State.ALREADY, live_id="6201"
            ),
            Outcome(
                change=everything().changes[2],
                state=State.STALE,
                message="It changed live since the plan was made.",
                exit_code=6,
            ),
            Outcome(
                change=gone,
                state=State.SKIPPED,
                message="Deletes are made only if nothing failed.",
            ),
        )
    )

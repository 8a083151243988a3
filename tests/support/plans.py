"""Plans, diagnostics and reports made by hand: what renderers are shown in tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wa_sync.canonical import equal
from wa_sync.model.account import Limits
from wa_sync.model.change import (
    AccountPlan,
    Action,
    Blocked,
    Cause,
    Change,
    LiveStatus,
    Note,
    Place,
    Plan,
    Precondition,
    Summary,
    UnmanagedObject,
)
from wa_sync.model.finding import Diagnostic, Finding, MetaCode, Severity
from wa_sync.model.report import Outcome, Report, State
from wa_sync.model.resource import Address, Asset
from wa_sync.model.source import SourceFile, Span, mapping, text
from wa_sync.plan.fields import explain


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Json, Pointer, Spec


def template(key: str) -> Address:
    """The address of a template."""
    return Address("message_template", key)


PROFILE = Address("business_profile", "106540352242922")

ORDER_LIVE: Spec = {
    "name": "order_update",
    "language": "en_US",
    "category": "UTILITY",
    "parameter_format": "POSITIONAL",
    "components": [
        {"type": "HEADER", "format": "TEXT", "text": "Order update"},
        {
            "type": "BODY",
            "text": "Hi {{1}}, your order {{2}} shipped.\n\nTrack it below.\n"
            "Questions? Just answer.\nWe are here from 9 to 5.\nYour shop",
            "example": {"body_text": [["Ana", "A-1042"]]},
        },
        {"type": "FOOTER", "text": "Thank you"},
        {
            "type": "BUTTONS",
            "buttons": [
                {
                    "type": "URL",
                    "text": "Track",
                    "url": "https://shop.example/track/{{1}}",
                    "example": ["A-1042"],
                },
                {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+15550100"},
            ],
        },
    ],
}

ORDER_DESIRED: Spec = {
    **ORDER_LIVE,
    "category": "MARKETING",
    "message_send_ttl_seconds": 43200,
    "components": [
        {"type": "HEADER", "format": "TEXT", "text": "Your order"},
        {
            "type": "BODY",
            "text": "Hi {{1}}, your order {{2}} has shipped. \n\nTrack it below.\n"
            "Questions? Just answer.\nWe are here from 9 to 5.\nYour shop",
            "example": {"body_text": [["Ana", "A-1043"]]},
        },
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+15550100"},
                {
                    "type": "URL",
                    "text": "Track",
                    "url": "https://shop.example/t/{{1}}",
                    "example": ["A-1042"],
                },
                {"type": "QUICK_REPLY", "text": "Stop"},
            ],
        },
    ],
}

WELCOME: Spec = {
    "name": "welcome",
    "language": "ar",
    "category": "MARKETING",
    "parameter_format": "NAMED",
    "components": [
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "مرحبا {{name}} 👋",
            "example": {
                "header_text_named_params": [{"param_name": "name", "example": "منى"}]
            },
        },
        {
            "type": "BODY",
            "text": "أهلا بك في متجرنا 🧾\nعائلة: 👨‍👩‍👧 ❤️\n日本語 too, {{name}}!",  # noqa: RUF001
            "example": {
                "body_text_named_params": [{"param_name": "name", "example": "منى"}]
            },
        },
    ],
}

OTP: Spec = {
    "name": "login_code",
    "language": "en_US",
    "category": "AUTHENTICATION",
    "parameter_format": "POSITIONAL",
    "message_send_ttl_seconds": 600,
    "components": [
        {"type": "BODY", "add_security_recommendation": True},
        {"type": "FOOTER", "code_expiration_minutes": 10},
        {
            "type": "BUTTONS",
            "buttons": [
                {
                    "type": "OTP",
                    "otp_type": "ONE_TAP",
                    "text": "Copy code",
                    "autofill_text": "Autofill",
                    "supported_apps": [
                        {
                            "package_name": "com.example.shop",
                            "signature_hash": "K8a/AINcGX7",
                        }
                    ],
                }
            ],
        },
    ],
}

CAROUSEL: Spec = {
    "name": "spring",
    "language": "es_MX",
    "category": "MARKETING",
    "parameter_format": "POSITIONAL",
    "components": [
        {
            "type": "BODY",
            "text": "Novedades para {{1}}.",
            "example": {"body_text": [["Ana"]]},
        },
        {
            "type": "CAROUSEL",
            "cards": [
                {
                    "components": [
                        {"type": "HEADER", "format": "IMAGE"},
                        {"type": "BODY", "text": text_of_card},
                        {
                            "type": "BUTTONS",
                            "buttons": [{"type": "QUICK_REPLY", "text": "Más"}],
                        },
                    ]
                }
                for text_of_card in ("Rojo", "Azul\ny verde")
            ],
        },
    ],
}

MEDIA: Spec = {
    "name": "receipt",
    "language": "de",
    "category": "UTILITY",
    "parameter_format": "POSITIONAL",
    "components": [
        {"type": "HEADER", "format": "DOCUMENT"},
        {"type": "BODY", "text": "Ihr Beleg."},
        {
            "type": "LIMITED_TIME_OFFER",
            "limited_time_offer": {"text": "Nur heute", "has_expiration": True},
        },
    ],
}


def outline(spec: Spec | None) -> Json:
    """Key components by their type, as the kind does."""
    if spec is None or "components" not in spec:
        return dict(spec or {})
    components = spec["components"]
    assert isinstance(components, list)
    return {
        **spec,
        "components": {
            text(mapping(item)["type"]): {
                key: value for key, value in mapping(item).items() if key != "type"
            }
            for item in components
        },
    }


def alike(one: Json, other: Json) -> bool:
    """Buttons of one type with one label are the same thing."""
    if isinstance(one, dict) and isinstance(other, dict):
        return (one.get("type"), one.get("text")) == (
            other.get("type"),
            other.get("text"),
        )
    return equal(one, other)


def create(address: Address, spec: Spec, *, line: int, **more: object) -> Change:
    """A create of what is declared at a line."""
    return _with(
        Change(
            account="demo",
            address=address,
            action=Action.CREATE,
            after=spec,
            send=spec,
            diff=explain({}, outline(spec), alike),
            precondition=Precondition(exists=False),
            source=Place("templates/new.yaml", line),
        ),
        more,
    )


def update(
    address: Address, before: Spec, after: Spec, *, line: int, **more: object
) -> Change:
    """An update of something that may be edited."""
    return _with(
        Change(
            account="demo",
            address=address,
            action=Action.UPDATE,
            before=before,
            after=after,
            send=after,
            diff=explain(outline(before), outline(after), alike),
            live_id="6123456789",
            precondition=Precondition(
                exists=True,
                status=LiveStatus.EDITABLE,
                fingerprint=f"sha256:{'1f' * 32}",
            ),
            source=Place("templates/order_update.yaml", line),
        ),
        more,
    )


def delete(address: Address, spec: Spec, *, line: int, **more: object) -> Change:
    """A delete that a tombstone asks for."""
    return _with(
        Change(
            account="demo",
            address=address,
            action=Action.DELETE,
            before=spec,
            live_id="6999",
            precondition=Precondition(
                exists=True,
                status=LiveStatus.EDITABLE,
                fingerprint=f"sha256:{'2e' * 32}",
            ),
            source=Place("templates/removed.yaml", line),
        ),
        more,
    )


def _with(change: Change, more: Mapping[str, object]) -> Change:
    return replace(change, **more)  # type: ignore[arg-type]


def account(name: str = "demo", **more: object) -> AccountPlan:
    """One account's share."""
    share = AccountPlan(
        name=name,
        waba_id="102290129340398",
        phone_number_id="106540352242922",
        endpoint="maton",
        origin="https://gateway.maton.ai",
        api_version="v21.0",
        limits=Limits(),
        declared_count=8,
        live_count=7,
        deletable_count=5,
        unchanged=2,
        digest=f"sha256:{'a0' * 32}",
    )
    return replace(share, **more)  # type: ignore[arg-type]


VARIABLE_AT_END = Finding(
    rule="variable_at_end",
    at=("components", 1, "text"),
    message="The body ends with a variable.",
    hint="Put a word behind {{2}}.",
    severity=Severity.WARNING,
    meta=MetaCode(100, 2388299),
)

CATEGORY_LOCKED = Blocked(
    rule="category_locked",
    reason="The category of an approved template cannot be changed.",
    way_out="Declare it under another name.",
)

EDIT_QUOTA = Blocked(
    rule="edit_quota",
    reason="An approved template can be edited once in 24 hours.",
    way_out="Apply again later.",
    not_before=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
)

TOO_MANY_DELETES = Blocked(
    rule="max_deletes",
    reason="2 deletes are planned; the account allows 1.",
    way_out="Raise limits.max_deletes, or pass --max-deletes 2.",
)


def sample(path: str, size: int) -> Asset:
    """A local sample."""
    return Asset(path, "image/png", size, "9f" * 32)


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
        update(
            template("order_update/en_US"),
            ORDER_LIVE,
            ORDER_DESIRED,
            line=12,
            cause=Cause.THIS_CHANGE,
            findings=(VARIABLE_AT_END,),
        ),
        update(
            template("receipt/fr"),
            MEDIA,
            {**MEDIA, "category": "MARKETING"},
            line=30,
            blocked=CATEGORY_LOCKED,
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
    )


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
    )


_FILE = SourceFile(
    "templates/order.yaml",
    "version: 1\n"
    "message_templates:\n"
    "  - name: Order_Update\n"
    "    language: ja\n"
    "    components:\n"
    "      - type: BODY\n"
    "        text: ご注文 {{1}} は🚚発送 {{2}}\n"
    "        exmaple: [Ana]\n"
    "\n"
    "      - {type: FOOTER,\ttext: \tThank you}\n"
    "      - type: BUTTONS\n"
    "        buttons:\n"
    "          - type: URL\n"
    "            text: Go\n"
    "            url: https://shop.example/" + "a" * 120 + "/{{1}}/tail\n"
    "          - type: URL\n"
    "            text: Cafe\u0301 au lait!\n",
)
_OTHER = SourceFile("wa-sync.yaml", "version: 1\naccounts: {}\n")


def span(
    line: int, column: int, end: int, *, to: int = 0, file: SourceFile = _FILE
) -> Span:
    """A span of a line, or one that ends on the line ``to``."""
    return Span(file, line, column, to or line, end)


def found(
    rule: str, message: str, hint: str | None = None, meta: MetaCode | None = None
) -> Finding:
    """An error."""
    return Finding(rule=rule, at=(), message=message, hint=hint, meta=meta)


_ORDER = template("Order_Update/ja")

DIAGNOSTICS = (
    Diagnostic(
        found(
            "name_characters",
            "A template's name has small letters, digits and underscores only.",
            "Write order_update.",
            MetaCode(100, 2388046),
        ),
        span(3, 11, 23),
        _ORDER,
    ),
    Diagnostic(
        found("variable_at_end", "The body ends with a variable.", None, MetaCode(100)),
        span(7, 25, 30),
        _ORDER,
    ),
    Diagnostic(
        found("unknown_key", "There is no key exmaple here.", "Did you mean example?"),
        span(8, 9, 16),
        _ORDER,
    ),
    Diagnostic(
        Finding(
            rule="footer_tab",
            at=(),
            message="The footer begins with a tab.",
            severity=Severity.WARNING,
        ),
        span(10, 31, 40),
        _ORDER,
    ),
    Diagnostic(
        Finding(
            rule="many_buttons",
            at=(),
            message="Desktop clients do not show these buttons.",
            severity=Severity.INFO,
        ),
        span(11, 9, 1, to=18),
        _ORDER,
    ),
    Diagnostic(
        found("two_url_variables", "A variable stands only at the end of a URL."),
        span(15, 159, 164),
        _ORDER,
    ),
    Diagnostic(found("decomposed", "The label is too long."), span(17, 19, 32), _ORDER),
    Diagnostic(found("component", "A mapping."), span(6, 9, 1, to=10), None),
    Diagnostic(
        found("no_account", "There is no account.", "Name one under accounts:."),
        span(2, 11, 13, file=_OTHER),
    ),
    Diagnostic(found("unreadable", "templates/b.yaml cannot be read.")),
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

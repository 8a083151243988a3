"""Posted → readable: a template as a GET shows it, in the order of Meta's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.sandbox import components, otp
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.world import World


NAMED_ONLY = frozenset(
    {
        "ad_account_id",
        "ad_adset_id",
        "ad_campaign_id",
        "ad_id",
        "bid_spec",
        "correct_category",
        "cta_url_link_tracking_opted_out",
        "degrees_of_freedom_spec",
        "display_format",
        "health_status",
        "is_sms_fallback_enabled",
        "last_updated_time",
        "quality_score",
        "rejected_reason",
        "source",
    }
)
KNOWN = NAMED_ONLY | {
    "category",
    "components",
    "disable_ios_autofill",
    "id",
    "is_primary_device_delivery_only",
    "language",
    "library_template_name",
    "message_send_ttl_seconds",
    "name",
    "parameter_format",
    "previous_category",
    "status",
    "sub_category",
}
FIRST = (
    *("name", "message_send_ttl_seconds", "previous_category", "parameter_format"),
    *("components", "language", "status", "category", "sub_category"),
)
NODE_TYPE = "WhatsAppMessageTemplate"
PLAIN = (
    "bid_spec",
    "cta_url_link_tracking_opted_out",
    "is_primary_device_delivery_only",
    "library_template_name",
    "message_send_ttl_seconds",
)
UPPER = ("category", "display_format", "parameter_format", "sub_category")


def created(posted: Spec, node: str, world: World) -> Spec:
    """Return a new template, with everything that Meta adds by itself."""
    auth = text(posted.get("category")).upper() == "AUTHENTICATION"
    doc: dict[str, Json] = {
        "name": posted["name"],
        "language": posted["language"],
        "parameter_format": "POSITIONAL",
    }
    if auth:
        doc["message_send_ttl_seconds"] = otp.DEFAULT_TTL
    if world.on("sub_category_custom"):
        doc["sub_category"] = "CUSTOM"
    for extra in ("disable_ios_autofill", "is_primary_device_delivery_only"):
        if world.on(extra):
            doc[extra] = False
    doc |= {
        "quality_score": {"score": "UNKNOWN", "date": world.now()},
        "rejected_reason": "NONE",
        "cta_url_link_tracking_opted_out": False,
        "source": "MANUAL",
        "id": node,
    }
    return edited(doc, posted)


def edited(doc: Spec, posted: Spec) -> Spec:
    """Return a template with what was posted in place of what was there."""
    after = dict(doc)
    after.update({key: posted[key] for key in PLAIN if posted.get(key) is not None})
    for key in UPPER:
        if posted.get(key) is not None:
            after[key] = text(posted[key]).upper()
    if posted.get("degrees_of_freedom_spec") is not None:
        given = mapping(posted["degrees_of_freedom_spec"])
        after["degrees_of_freedom_spec"] = _freedom(given)
    if posted.get("components") is not None:
        after["components"] = components.read_back(
            array(posted["components"]),
            text(after.get("language")),
            # what the library fills in is already as it is shown
            auth=after.get("category") == "AUTHENTICATION"
            and not after.get("library_template_name"),
        )
    return in_order(after)


def in_order(doc: Spec) -> Spec:
    """Put the keys as Meta's answers have them."""
    later = [key for key in doc if key not in FIRST and key != "id"]
    return {key: doc[key] for key in (*FIRST, *later, "id") if key in doc}


def _freedom(posted: Spec) -> Spec:
    """Turn the object that is written into the list that is read (§1.6)."""
    features = mapping(posted.get("creative_features_spec"))
    listed: list[Json] = [
        {"key": name.upper(), "value": value} for name, value in features.items()
    ]
    return {"creative_features_spec": listed}

"""What else the gateway documents, each call with a command that makes it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from support.mediums import PNG
from support.road import TEMPLATES
from support.surface_messages import FIRST, PHONE, UPLOAD, WABA, Row


if TYPE_CHECKING:
    from wa_sync.model.source import Json


APPLY = ("apply", "--yes")
DIGEST = sha256(PNG).hexdigest()
FACTS = f"  type     image/png\n  size     108 bytes\n  sha256   {DIGEST}\n"
FORM = (
    '--B\r\nContent-Disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp'
    '\r\n--B\r\nContent-Disposition: form-data; name="type"\r\n\r\nimage/png'
    '\r\n--B\r\nContent-Disposition: form-data; name="file"; filename="file.png"'
    f"\r\nContent-Type: image/png\r\n\r\n{PNG.decode('latin-1')}\r\n--B--\r\n"
)
MEDIA = (
    Row(
        of="media: upload",
        argv=UPLOAD,
        method="POST",
        path=f"{PHONE}/media",
        body=FORM,
        out=f"Uploaded a.png.\n  medium   {FIRST}\n{FACTS}  kept     30 days\n",
    ),
    Row(
        of="media: get its URL",
        before=[UPLOAD],
        argv=("media", "show", FIRST),
        method="GET",
        path=FIRST,
        out=f"Medium {FIRST}\n{FACTS}",
    ),
    Row(
        of="media: get its URL",
        before=[UPLOAD],
        argv=("media", "download", FIRST),
        method="GET",
        path="/whatsapp_business/attachments/",
        query={"mid": FIRST, "ext": "?", "hash": "?"},
        out=f"Wrote {FIRST}.png.\n{FACTS}",
    ),
    Row(
        of="media: delete",
        before=[UPLOAD],
        argv=("media", "delete", FIRST, "--yes"),
        method="DELETE",
        path=FIRST,
        err=f"Deleted medium {FIRST}.\n",
    ),
)
SPARE = """\
  - name: spare
    language: en_US
    category: UTILITY
    components: [{type: BODY, text: A spare one.}]
"""
BURIED = "removed:\n  - message_template: order_update/en_US\n"
TEMPLATE_FIELDS = (
    "id,name,language,category,status,parameter_format,components,sub_category,"
    "message_send_ttl_seconds,cta_url_link_tracking_opted_out,disable_ios_autofill,"
    "display_format,is_primary_device_delivery_only,degrees_of_freedom_spec,bid_spec,"
    "previous_category,correct_category,rejected_reason,quality_score,"
    "last_updated_time,library_template_name"
)
KEPT = ".wa-sync/snapshots/?-demo.order_update-en_US.yaml"
ONE = "message_template.order_update/en_US"


def _parts(text: str) -> list[Json]:
    """The components of the template, as they are sent."""
    example: Json = {"body_text": [["Ana", "A-1042"]]}
    return [{"type": "BODY", "text": text, "example": example}]


TEMPLATE_CALLS = (
    Row(
        of="templates: list with limit",
        before=[APPLY],
        argv=("status",),
        method="GET",
        path=f"{WABA}/message_templates",
        query={
            "limit": "1000",
            "fields": TEMPLATE_FIELDS,
            "summary": "message_template_count,message_template_limit",
        },
        out="1 template: 1 fine.\n",
    ),
    Row(
        of="templates: create",
        argv=APPLY,
        method="POST",
        path=f"{WABA}/message_templates",
        body={
            "name": "order_update",
            "language": "en_US",
            "category": "UTILITY",
            "components": _parts("Hi {{1}}, your order {{2}} has left our workshop."),
            "parameter_format": "POSITIONAL",
        },
        out=f"created   demo: {ONE} (APPROVED, UTILITY, id {FIRST})\n\n"
        "Applied 1 change.\n",
    ),
    Row(
        of="templates: edit",
        before=[APPLY],
        then=TEMPLATES.replace("has left", "leaves"),
        argv=APPLY,
        method="POST",
        path=FIRST,
        body={"components": _parts("Hi {{1}}, your order {{2}} leaves our workshop.")},
        out=f"updated   demo: {ONE} (UTILITY, id {FIRST})\n\nApplied 1 change.\n",
    ),
    Row(
        of="templates: delete",
        given=TEMPLATES + SPARE,
        before=[APPLY],
        then=f"version: 1\nmessage_templates:\n{SPARE}{BURIED}",
        argv=(*APPLY, "--allow-delete"),
        method="DELETE",
        path=f"{WABA}/message_templates",
        query={"name": "order_update", "hsm_id": FIRST},
        out=f"deleted   demo: {ONE} (id {FIRST}): its text is kept in {KEPT}\n\n"
        "Applied 1 change.\n",
    ),
)
PHONE_FIELDS = (
    "id,display_phone_number,verified_name,name_status,new_name_status,"
    "code_verification_status,status,quality_rating,throughput,platform_type,"
    "account_mode,is_official_business_account,last_onboarded_time,messaging_limit_tier"
)
SHEET = f"""\
{PHONE} · account demo

  number             +1 202-555-0198
  verified name      Lucky Shrub
  name status        APPROVED
  new name status    NONE
  verification       VERIFIED
  status             CONNECTED
  quality            GREEN
  messaging limit    TIER_1K
  throughput         STANDARD
  platform           CLOUD_API
  mode               LIVE
  official business  no
  last onboarded     2026-01-02T12:00:00+0000
"""
LISTED = f"""\
demo · WABA {WABA}

  ID               NUMBER           NAME         NAME STATUS  STATUS     QUALITY  \
LIMIT    THROUGHPUT  VERIFIED
  {PHONE}  +1 202-555-0198  Lucky Shrub  APPROVED     CONNECTED  GREEN    \
TIER_1K  STANDARD    VERIFIED

1 phone number.
"""
PHONES = (
    Row(
        of="phone numbers: one",
        argv=("phone", "show"),
        method="GET",
        path=PHONE,
        query={"fields": PHONE_FIELDS},
        out=SHEET,
    ),
    Row(
        of="phone numbers: all",
        argv=("phone", "list"),
        method="GET",
        path=f"{WABA}/phone_numbers",
        query={"fields": PHONE_FIELDS, "limit": "100"},
        out=LISTED,
    ),
)
PROFILE = "version: 1\nbusiness_profile: {about: Hi, websites: [https://a.example]}\n"
PROFILES = (
    Row(
        of="profile: get with fields",
        given=PROFILE,
        before=[APPLY],
        argv=("drift",),
        method="GET",
        path=f"{PHONE}/whatsapp_business_profile",
        query={
            "fields": "about,address,description,email,websites,vertical,"
            "profile_picture_url"
        },
        out="Live is as the files say.\n",
    ),
    Row(
        of="profile: update",
        given=PROFILE,
        argv=APPLY,
        method="POST",
        path=f"{PHONE}/whatsapp_business_profile",
        body={
            "messaging_product": "whatsapp",
            "about": "Hi",
            "websites": ["https://a.example/"],
        },
        out=f"updated   demo: business_profile.{PHONE} (id {PHONE})\n\n"
        "Applied 1 change.\n",
    ),
)
START = ("connection", "create")
NODE = "c5b751ed-4829-586b-90b6-39bc07c38c5d"
CONNECTIONS = (
    Row(
        of="connections: list those of an app and a status",
        before=[START],
        argv=("connection", "list", "--status", "PENDING"),
        method="GET",
        path="/connections",
        query={"app": "whatsapp-business", "status": "PENDING"},
        out="ID                                    STATUS   CREATED               "
        f"UPDATED\n{NODE}  PENDING  ?  ?\n\n1 connection.\n",
    ),
    Row(
        of="connections: list all",
        argv=("connection", "list"),
        method="GET",
        path="/connections",
        query={"app": "whatsapp-business"},
        out="No connections.\n",
    ),
    Row(
        of="connections: create",
        argv=START,
        method="POST",
        path="/connections",
        body={"app": "whatsapp-business"},
        out="https://connect.sandbox.invalid/?session_token=?\n",
        err=f"Connection {NODE}: open this link in a browser. It is a secret.\n",
        aside=f"Connection {NODE}: its link leads nowhere; wa-sync sandbox connection "
        f"activate {NODE} --db FILE agrees to it.\n",
    ),
    Row(
        of="connections: get",
        before=[START],
        argv=("connection", "show", NODE),
        method="GET",
        path=f"/connections/{NODE}",
        out=f"{NODE}\n\n  status   PENDING\n  app      whatsapp-business\n"
        "  created  ?\n  updated  ?\n",
    ),
    Row(
        of="connections: delete",
        before=[START],
        argv=("connection", "delete", NODE, "--yes"),
        method="DELETE",
        path=f"/connections/{NODE}",
        err=f"Deleted connection {NODE}.\n",
    ),
)

"""Meta's numbers about templates, each with its source and the date last seen true.

Sources: *components*, *overview*, *time-to-live*, *coupon*, *limited-time offer*,
*carousel*, *authentication* and *template review* are pages of Meta's WhatsApp
documentation; *reference* is its generated API reference; *live* is a recorded
answer of the API.
"""

from __future__ import annotations

from typing import Final


# -- names and counts --------------------------------------------------------------
NAME_LENGTH: Final = 512  # reference, 2026-09-11
EDITS_PER_DAY: Final = 1  # template management, 2026-05, approved templates only
EDITS_PER_30_DAYS: Final = 10  # template management, 2026-05, approved templates only
CREATES_PER_HOUR: Final = 100  # overview, 2026-05; for each account
NAME_LOCK_DAYS: Final = 30  # template management, 2026-05; live says "4 weeks"
# live error text "in less than 1 minute"; third parties saw some 15 minutes, 2025
NAME_LOCK_SECONDS_NEVER_APPROVED: Final = 60
# parameters of the Graph API for any call: method=delete makes a POST a DELETE; its
# batch, error handling and secure requests pages, 2026-05
GRAPH_ORDERS: Final = frozenset(
    {
        "access_token",
        "appsecret_proof",
        "appsecret_time",
        "batch",
        "callback",
        "debug",
        "fields",
        "hsm_id",
        "hsm_ids",
        "id",
        "ids",
        "include_headers",
        "method",
        "suppress_http_code",
    }
)
DELETES_PER_CALL: Final = 100  # reference, 2026-09-11: hsm_ids

# -- texts, in characters ----------------------------------------------------------
HEADER_LENGTH: Final = 60  # components, 2026-05
HEADER_VARIABLES: Final = 1  # components, 2026-05
BODY_LENGTH: Final = 1024  # components, 2026-05
BODY_LENGTH_OFFER: Final = 600  # limited-time offer, 2025-12
BODY_LENGTH_CARD: Final = 160  # carousel, 2025-12
BODY_LENGTH_PRODUCT: Final = 160  # single-product message, 2025-12
BODY_NEWLINES: Final = 2  # consecutive; live error text, 2025
BODY_EMOJIS: Final = 10  # live error text, 2025
FOOTER_LENGTH: Final = 60  # components, 2026-05
OFFER_LENGTH: Final = 16  # limited-time offer, 2025-12
# words + variables >= 3 × variables + 1: fits 18 live outcomes, 2026; Meta
# publishes no formula
WORDS_PER_VARIABLE: Final = 3
WORDS_MORE: Final = 1

# -- buttons -----------------------------------------------------------------------
BUTTONS: Final = 10  # components, 2026-05
BUTTON_LENGTH: Final = 25  # components, 2026-05
URL_LENGTH: Final = 2000  # components, 2026-05
PHONE_LENGTH: Final = 20  # components, 2026-05
PHONE_DIGITS: Final = range(5, 16)  # E.164 has at most 15, service numbers are short
COPY_CODE_LENGTH: Final = 20  # coupon, 2025-12; components still say 15
COPY_CODE_LENGTH_OFFER: Final = 15  # limited-time offer, 2025-12
VOICE_CALL_TTL: Final = range(1, 43201)  # minutes; calling, 2025-12
BUTTONS_OF_TYPE: Final = {  # components and the pages of each type, 2026-05
    "QUICK_REPLY": 10,
    "URL": 2,
    "PHONE_NUMBER": 1,
    "COPY_CODE": 1,
    "VOICE_CALL": 1,
    "FLOW": 1,
    "CATALOG": 1,
    "MPM": 1,
    "SPM": 1,
    "ORDER_DETAILS": 1,
    "REQUEST_CONTACT_INFO": 1,
}

# -- carousels ---------------------------------------------------------------------
CARDS: Final = range(2, 11)  # media-card carousel, 2025-12
CARD_BUTTONS: Final = range(1, 3)  # media-card carousel, 2025-12
PRODUCT_CARD_BUTTONS: Final = 1  # product-card carousel, 2025-12

# -- authentication ----------------------------------------------------------------
EXPIRATION_MINUTES: Final = range(1, 91)  # authentication, 2025-12
SUPPORTED_APPS: Final = range(1, 6)  # authentication, 2025-12
PACKAGE_NAME_LENGTH: Final = 224  # authentication, 2025-12
SIGNATURE_HASH_LENGTH: Final = 11  # authentication, 2025-12

# -- time to live, in seconds (time-to-live, 2025-12) ------------------------------
TTL_UNSET: Final = -1  # 30 days; not for MARKETING
TTL_DEFAULT_AUTHENTICATION: Final = 600
TTL: Final = {
    "AUTHENTICATION": range(30, 901),
    "UTILITY": range(30, 43201),
    "MARKETING": range(43200, 2592001),
}

# -- closed sets -------------------------------------------------------------------
CATEGORIES: Final = ("AUTHENTICATION", "MARKETING", "UTILITY")  # reference, 2026-09-11
CATEGORIES_RETIRED: Final = frozenset(  # the enum of Graph v18, retired in 2023
    {
        "ACCOUNT_UPDATE",
        "ALERT_UPDATE",
        "APPOINTMENT_UPDATE",
        "AUTO_REPLY",
        "ISSUE_RESOLUTION",
        "OTP",
        "PAYMENT_UPDATE",
        "PERSONAL_FINANCE_UPDATE",
        "RESERVATION_UPDATE",
        "SHIPPING_UPDATE",
        "TICKET_UPDATE",
        "TRANSACTIONAL",
        "TRANSPORTATION_UPDATE",
    }
)
SUB_CATEGORIES: Final = frozenset(  # reference, 2026-09-11; SDK, 2026-04
    {
        "BOOKING_STATUS",
        "CALL_PERMISSIONS_REQUEST",
        "FLIGHT_DELAY_AND_GATE_CHANGE_ALERT",
        "FRAUD_ALERT",
        "ORDER_DETAILS",
        "ORDER_STATUS",
        "RICH_ORDER_STATUS",
    }
)
SUB_CATEGORIES_BY_META: Final = frozenset({"CUSTOM", "FORM"})  # live, 2026
DISPLAY_FORMATS: Final = frozenset({"ORDER_DETAILS"})  # reference, 2026-09-11
CREATIVE_FEATURES: Final = frozenset(  # marketing messages, 2026-03
    {
        "add_text_overlay",
        "auto_promotion_tag",
        "dynamic_cta_text",
        "hyperlink_formatting",
        "image_animation",
        "image_background_gen",
        "image_banner",
        "image_brightness_and_contrast",
        "image_touchups",
        "product_extensions",
        "text_extraction_for_headline",
        "text_extraction_for_tap_target",
        "text_formatting_optimization",
    }
)
SAMPLE_NAMES: Final = frozenset(  # live, 2026: what a new account is given
    {
        "hello_world",
        "sample_flight_confirmation",
        "sample_happy_hour_announcement",
        "sample_issue_resolution",
        "sample_movie_ticket_confirmation",
        "sample_purchase_feedback",
        "sample_shipping_confirmation",
    }
)
MEDIA_FORMATS: Final = frozenset({"IMAGE", "VIDEO", "DOCUMENT", "GIF"})  # 2026-05
COMPONENTS: Final = (  # components, 2026-05, in the order of answers
    *("HEADER", "BODY", "LIMITED_TIME_OFFER", "FOOTER", "BUTTONS", "CAROUSEL"),
    "CALL_PERMISSION_REQUEST",
)
HEADER_FORMATS: Final = MEDIA_FORMATS | {"TEXT", "LOCATION", "PRODUCT"}  # 2026-05
MEDIA_SUFFIXES: Final = {  # Resumable Upload API, 2026-09: what a sample may be
    "IMAGE": (".jpg", ".jpeg", ".png"),
    "VIDEO": (".mp4", ".3gp"),
    "GIF": (".mp4",),
    "DOCUMENT": (".pdf",),
}

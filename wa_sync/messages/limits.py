"""What Meta takes in a message that is sent, each with its source and the date seen.

Sources: *reference* is Meta's generated API reference; *text*, *media*, *lists*,
*buttons* and *contacts* are pages of its WhatsApp documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final


if TYPE_CHECKING:
    from collections.abc import Mapping


# -- texts, in characters ----------------------------------------------------------
TEXT_LENGTH: Final = 4096  # text, 2025-12
CAPTION_LENGTH: Final = 1024  # reference, 2026-09-11
HEADER_LENGTH: Final = 60  # reference, 2026-09-11
FOOTER_LENGTH: Final = 60  # reference, 2026-09-11
BODY_LENGTH: Final = 1024  # reference, 2026-09-11: of every interactive message
LIST_BODY_LENGTH: Final = 4096  # lists, 2025-12: the reference still says 1024

# -- buttons and lists -------------------------------------------------------------
BUTTONS: Final = 3  # reference, 2026-09-11
BUTTON_TITLE_LENGTH: Final = 20  # reference, 2026-09-11
BUTTON_ID_LENGTH: Final = 256  # reference, 2026-09-11
ROWS: Final = 10  # lists, 2025-12: over all sections
SECTIONS: Final = 10  # reference, 2026-09-11
SECTION_TITLE_LENGTH: Final = 24  # reference, 2026-09-11
ROW_ID_LENGTH: Final = 200  # reference, 2026-09-11
ROW_TITLE_LENGTH: Final = 24  # reference, 2026-09-11
ROW_DESCRIPTION_LENGTH: Final = 72  # reference, 2026-09-11
LIST_BUTTON_LENGTH: Final = 20  # reference, 2026-09-11

# -- contacts ----------------------------------------------------------------------
CONTACTS: Final = 257  # contacts, 2025-12
CONTACTS_SURE: Final = 5  # reference, 2026-09-11

# -- places, in degrees ------------------------------------------------------------
LATITUDE: Final = 90.0  # either side of the equator
LONGITUDE: Final = 180.0  # either side of Greenwich

# -- recipients --------------------------------------------------------------------
# E.164 (ITU-T, 2010-11) has at most 15; the shortest numbers in use have 7
RECIPIENT_DIGITS: Final = range(7, 16)

# -- parameters of templates -------------------------------------------------------
SPACES: Final = 4  # in a row; Meta's own refusal (132018), seen 2024-07 to 2026-08
CODE_LENGTH: Final = 15  # authentication templates, 2025-12
OFFER_CODE_LENGTH: Final = 15  # limited-time offers, 2025-12
COUPON_CODE_LENGTH: Final = 20  # coupon codes, 2025-11; components still says 15
CAPTIONED: Final = frozenset({"image", "video", "document"})  # reference, 2026-09-11
NAMED_FILES: Final = frozenset({"document"})  # reference, 2026-09-11
CONTACT_KEYS: Final = frozenset(  # reference, 2026-09-11
    {"addresses", "birthday", "emails", "name", "org", "phones", "urls"}
)

# -- media that are uploaded, in bytes ---------------------------------------------
_MIB: Final = 2**20
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
UPLOADS: Final[Mapping[str, int]] = {
    # media, 2025-12-11, and Meta's own refusal (code 100), seen 2025-03
    "audio/aac": 16 * _MIB,
    "audio/amr": 16 * _MIB,
    "audio/mp4": 16 * _MIB,
    "audio/mpeg": 16 * _MIB,
    "audio/ogg": 16 * _MIB,  # Opus only
    "image/jpeg": 5 * _MIB,
    "image/png": 5 * _MIB,
    "image/webp": 500 * 1024,  # a sticker that moves
    "video/3gpp": 16 * _MIB,
    "video/mp4": 16 * _MIB,
    "application/msword": 100 * _MIB,
    "application/pdf": 100 * _MIB,
    "application/vnd.ms-excel": 100 * _MIB,
    "application/vnd.ms-powerpoint": 100 * _MIB,
    f"{_OFFICE}.presentationml.presentation": 100 * _MIB,
    f"{_OFFICE}.spreadsheetml.sheet": 100 * _MIB,
    f"{_OFFICE}.wordprocessingml.document": 100 * _MIB,
    "text/plain": 100 * _MIB,
}
STILL_STICKER: Final = 100 * 1024  # media, 2025-12-11
LARGEST_MEDIUM: Final = 100 * _MIB  # media, 2025-12-11
MEDIUM_DAYS: Final = 30  # media, 2025-12-11: an upload; what a webhook names, 7
LINK_MINUTES: Final = 5  # reference, 2026-09-11: how long a link to a medium works

"""Meta's numbers about profiles, each with its source and the date last seen true.

Sources: *profiles* is the page of Meta's WhatsApp documentation; *openapi* is Meta's
OpenAPI specification v23; *clients* are what maintained clients enforce.
"""

from __future__ import annotations

from typing import Final


ABOUT: Final = range(1, 140)  # characters; profiles, 2025-12
GREETING: Final = "Hey there! I am using WhatsApp."  # every new number's; seen 2025
ADDRESS: Final = 256  # characters; profiles, 2025-12
DESCRIPTION: Final = 512  # characters; clients, 2026-08
DESCRIPTION_IN_DOUBT: Final = 256  # openapi, 2025-11, disagrees with the above
EMAIL: Final = 128  # characters; profiles, 2025-12
WEBSITES: Final = 2  # profiles, 2025-12
WEBSITE: Final = 256  # characters; profiles, 2025-12
VERTICALS: Final = frozenset(  # the union of clients, 2026-08, and openapi, 2025-11
    {
        "ALCOHOL",
        "APPAREL",
        "AUTO",
        "BEAUTY",
        "EDU",
        "ENTERTAIN",
        "EVENT_PLAN",
        "FINANCE",
        "GOVT",
        "GROCERY",
        "HEALTH",
        "HOTEL",
        "NONPROFIT",
        "NOT_A_BIZ",
        "ONLINE_GAMBLING",
        "OTC_DRUGS",
        "OTHER",
        "PHYSICAL_GAMBLING",
        "PROF_SERVICES",
        "RESTAURANT",
        "RETAIL",
        "TRAVEL",
        "UNDEFINED",
    }
)

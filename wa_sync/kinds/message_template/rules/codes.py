"""What Meta answers with, by what it answers to.

Live answers (2026), where Meta's page of error codes (2026-09-11) does not say
otherwise; that page has the codes of header and body the wrong way round.
"""

from __future__ import annotations

from typing import Final

from wa_sync.model.finding import MetaCode


INVALID: Final = MetaCode(100)
TEXT_UNEXPECTED: Final = MetaCode(100, 2388042)
EXAMPLE: Final = MetaCode(100, 2388043)
TOO_LONG: Final = MetaCode(100, 2388040)
NAME: Final = MetaCode(100, 2388046)
BODY: Final = MetaCode(100, 2388047)
LANGUAGE: Final = MetaCode(100, 2388049)
BUTTON_FIELDS: Final = MetaCode(100, 2388050)
LIBRARY_URL: Final = MetaCode(100, 2388052)
BUTTON_FORMAT: Final = MetaCode(100, 2388060)
HEADER: Final = MetaCode(100, 2388072)
FOOTER: Final = MetaCode(100, 2388073)
OWN_HOST: Final = MetaCode(100, 2388081)
OTP_BUTTON: Final = MetaCode(100, 2388148)
SAMPLE_NAME: Final = MetaCode(100, 2388155)
MEDIA_SAMPLE: Final = MetaCode(100, 2388273)
WORDS: Final = MetaCode(100, 2388293)
DANGLING: Final = MetaCode(100, 2388299)
PHONE: Final = MetaCode(192)

FORMAT: Final = {"HEADER": HEADER, "BODY": BODY, "FOOTER": FOOTER}

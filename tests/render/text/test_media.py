"""Media as plain text."""

from __future__ import annotations

from support.made_media import HOSTILE, PICTURE, REQUEST, UNTOLD

from wa_sync.render.style import Style
from wa_sync.render.text import media


PLAIN = Style.plain()
FACTS = "  type     image/png\n  size     1,008 bytes\n  sha256   00ff\n"


def test_an_upload_and_its_rehearsal() -> None:
    """With an id it is done; without one the request is shown."""
    assert media.upload(REQUEST, "5", PLAIN) == (
        f"Uploaded a.png.\n  medium   5\n{FACTS}  kept     30 days\n"
    )
    assert media.upload(REQUEST, None, PLAIN) == (
        f"POST /v23.0/1/media\n  file     a.png\n{FACTS}  kept     30 days\n"
    )


def test_a_medium_with_and_without_its_link() -> None:
    """The link is shown only where it is asked for."""
    assert media.medium(PICTURE, PLAIN) == f"Medium 5\n{FACTS}"
    assert media.medium(PICTURE, PLAIN, url=True) == (
        f"Medium 5\n{FACTS}  url      https://a.example/?b\n"
        "  works    5 minutes, with the token\n"
    )
    assert media.downloaded(PICTURE, "b.png", PLAIN) == f"Wrote b.png.\n{FACTS}"


def test_what_was_not_said_is_unknown() -> None:
    """Nothing is made up, and nobody's bytes reach a terminal."""
    assert media.medium(UNTOLD, PLAIN, url=True) == (
        "Medium 5\n  type     unknown\n  size     unknown\n  sha256   unknown\n"
        "  url      unknown\n"
    )
    assert "\x1b" not in media.medium(HOSTILE, PLAIN, url=True)


def test_a_link_is_no_part_of_a_printed_value() -> None:
    """It would end in some log."""
    assert "a.example" not in repr(PICTURE)

"""Connections in columns and on sheets."""

from __future__ import annotations

from support.connected import OPEN, UNTOLD

from wa_sync.render.style import Style
from wa_sync.render.text.connections import connection, connections


PLAIN = Style.plain()


def test_a_table_of_several() -> None:
    """An id is never cut; what the gateway did not tell is a dash."""
    assert connections((OPEN, UNTOLD), PLAIN) == (
        "ID                                    STATUS  CREATED                      "
        "UPDATED\n"
        "21fd90f9-5935-43cd-b6c8-bde9d915ca80  ACTIVE  2026-01-02T12:00:00.000000Z  "
        "2026-01-02T12:03:00.000000Z\n"
        "5                                     –       –                            –\n"
        "\n"
        "2 connections.\n"
    )


def test_none() -> None:
    """No table of nothing."""
    assert connections((), PLAIN) == "No connections.\n"


def test_a_sheet_of_one() -> None:
    """All that is shown of it; its link is not."""
    assert connection(OPEN, PLAIN) == (
        "21fd90f9-5935-43cd-b6c8-bde9d915ca80\n"
        "\n"
        "  status   ACTIVE\n"
        "  app      whatsapp-business\n"
        "  created  2026-01-02T12:00:00.000000Z\n"
        "  updated  2026-01-02T12:03:00.000000Z\n"
    )

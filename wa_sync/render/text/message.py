"""A message as plain text: the request that would be made, or what became of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wa_sync.model.source import text
from wa_sync.render.sinks.terminal import Text, line, page
from wa_sync.render.style import Role


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.sent import Posting, Sent
    from wa_sync.render.style import Style


def message(made: Posting, sent: Sent | None, style: Style) -> Text:
    """Return what was sent, or, with nothing sent, the request; ends with a line end.

    No header is shown, so no token is.
    """
    if sent is not None:
        return Text("\n").join([*_sent(made, sent, style), Text("")])
    shown = json.dumps(made.body, indent=2, ensure_ascii=False)
    head = style.paint(Role.STRONG, line("POST {}", made.path))
    return Text("\n").join([head, page(shown), Text("")])


def _sent(made: Posting, sent: Sent, style: Style) -> Iterator[Text]:
    to, type_ = text(made.body.get("to")), text(made.body.get("type"))
    if not to:
        yield line("Marked as read: {}", sent.message_id)
        return
    yield style.paint(Role.STRONG, line("Sent {} to {}.", type_, to))
    yield line("  message  {}", sent.message_id)
    if sent.contact is not None:
        yield line("  contact  {}", sent.contact)
    if sent.status is not None:
        yield line("  status   {}", sent.status)

"""Messages as renderers are shown them."""

from __future__ import annotations

from wa_sync.messages import PlainText, request
from wa_sync.model.sent import Posting, Sent


POSTING = Posting(
    account="demo",
    path="/v23.0/106540352242922/messages",
    body=request(PlainText("Hi\x1b[2J\n::error::Ana"), "15550100100"),
)
READ = Posting(account="demo", path=POSTING.path, body={"status": "read"})
SENT = Sent(message_id="wamid.A", contact="15550100100", status="accepted")

"""Smoke tests of every verdict, as renderers are handed them."""

from __future__ import annotations

from wa_sync.messages import Template, request
from wa_sync.model.sent import Posting, Sent, masked
from wa_sync.model.smoke import Trial, Tried, Verdict


TO = masked("15550100100")
ORDER = Trial(
    account="shop",
    name="order_update/en_US",
    template="order_update",
    language="en_US",
    to=TO,
    file="smoke.yaml",
    line=3,
)
GONE = Trial(
    account="shop",
    name="gone <b>\x1b[31m",
    template="gone",
    language="de",
    to=TO,
    file="more.yaml",
    line=7,
    expect=132001,
)
ACCEPTED = Tried(
    trial=ORDER,
    verdict=Verdict.ACCEPTED,
    sent=Sent(message_id="wamid.A", contact="15550100100", status="accepted"),
)
HELD = Tried(
    trial=ORDER,
    verdict=Verdict.ACCEPTED,
    sent=Sent(message_id="wamid.B", status="held_for_quality_assessment"),
)
REFUSED = Tried(
    trial=GONE, verdict=Verdict.REFUSED, message="Meta refused it.", code=132001
)
SHOWN = Tried(
    trial=ORDER,
    verdict=Verdict.SHOWN,
    request=Posting(
        account="shop",
        path="/v23.0/106540352242922/messages",
        body={**request(Template("order_update", "en_US"), "1"), "to": TO},
    ),
)
UNEXPECTED = Tried(
    trial=ORDER,
    verdict=Verdict.UNEXPECTED,
    message="Meta refused it & more.\n::error::x",
    hint="Change it.",
    code=132000,
    exit_code=5,
)
WRONGLY_ACCEPTED = Tried(
    trial=GONE,
    verdict=Verdict.UNEXPECTED,
    message="Meta accepted it.",
    exit_code=5,
    sent=Sent(message_id="wamid.C"),
)
UNFIT = Tried(
    trial=ORDER, verdict=Verdict.UNFIT, message="It is not live.", exit_code=5
)
FAILED = Tried(
    trial=ORDER, verdict=Verdict.FAILED, message="The token is bad.", exit_code=77
)
UNKNOWN = Tried(
    trial=ORDER, verdict=Verdict.UNKNOWN, message="It broke off.", exit_code=7
)
NOT_TRIED = Tried(trial=GONE, verdict=Verdict.NOT_TRIED, message="given up")
TRIED = (
    *(ACCEPTED, HELD, REFUSED, SHOWN, UNEXPECTED, WRONGLY_ACCEPTED),
    *(UNFIT, FAILED, UNKNOWN, NOT_TRIED),
)

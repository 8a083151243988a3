"""wa-sync sandbox messages and recipients: the mailbox, and who may be written to."""

from __future__ import annotations

import json

from support.road import Ran, Road


def test_messages_can_be_looked_at(road: Road) -> None:
    """One JSON object a line, of one recipient if asked."""
    road.project()
    for to in ("15550100100", "15550100101"):
        road.ok("send", "text", "Hi", "--to", to, "--sandbox")
    said = road.sandbox("messages", "--to", "+1 555 010 0101").out
    [one] = map(json.loads, said.splitlines())
    assert (one["to"], one["from"], one["text"]["body"]) == (
        *("15550100101", "106540352242922"),
        "Hi",
    )
    assert len(road.sandbox("messages").out.splitlines()) == 2


def test_recipients_can_be_narrowed_and_freed_again(road: Road) -> None:
    """As the list of a test number at Meta."""
    road.project()
    asked = ("send", "text", "Hi", "--to", "15550100100", "--sandbox")
    anybody = "Messages may go to: anybody.\n"
    assert road.sandbox("recipients").out == anybody
    told = road.sandbox("recipients", "+15550100101", "15550100102").out
    assert told == "Messages may go to: 15550100101, 15550100102.\n"
    assert road.run(*asked).code == 5
    assert road.sandbox("recipients", "--anybody").out == anybody
    assert road.run(*asked).code == 0
    assert road.run("sandbox", "recipients", "--anybody", "1") == Ran(
        64, "", "error: --anybody takes no numbers\n"
    )
    assert road.run("sandbox", "recipients", "0049") == Ran(
        64,
        "",
        "error: The recipient begins with 0: the international form has no 0 there.\n",
    )

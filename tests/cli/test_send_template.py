"""wa-sync send template: filled in as live takes it, or refused before it is sent."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from support.road import Ran, Road


ASKED = ("send", "template", "order_update", "--to", "15550100100", "--sandbox")
ORDER = (*ASKED, "-l", "en_US")
SENT = re.compile(
    r"Sent template to 15550100100\.\n  message  wamid\.\S+\n"
    r"  contact  15550100100\n  status   accepted\n"
)
OTHERWISE = (
    "warning: message_template.order_update/en_US takes other parameters live than the "
    "files say; live decides. wa-sync plan shows the difference.\n"
)


@pytest.fixture
def live(road: Road) -> Road:
    """A project whose template is live and approved: Hi {{1}}, your order {{2}} …"""
    road.project()
    road.ok("apply", "--sandbox", "--yes")
    return road


def texts(road: Road) -> list[Any]:
    """The values of the body that arrived last."""
    last = json.loads(road.sandbox("messages").out.splitlines()[-1])
    [body] = last["template"]["components"]
    return [one["text"] for one in body["parameters"]]


def test_values_are_filled_in(live: Road) -> None:
    """By position, or from the examples."""
    ran = live.ok(*ORDER, "--param", "2=B-7", "--param", "1=Bo")
    assert SENT.fullmatch(ran.out)
    assert (ran.err, texts(live)) == ("", ["Bo", "B-7"])
    live.ok(*ORDER, "--examples", "--param", "1=Bo")
    assert texts(live) == ["Bo", "A-1042"]


def test_whole_components_are_sent_as_they_are(live: Road) -> None:
    """Once they fit what the template takes."""
    values = [{"type": "text", "text": value} for value in ("Bo", "B-7")]
    live.write("two.json", json.dumps({"type": "body", "parameters": values}))
    live.write("one.json", json.dumps([{"type": "body", "parameters": values[:1]}]))
    live.ok(*ORDER, "--components", "two.json")
    assert texts(live) == ["Bo", "B-7"]
    assert live.run(*ORDER, "--components", "one.json") == Ran(
        3,
        "",
        "error[parameter_count]: The body takes 2 parameters, and 1 are given.\n"
        " = meta: would answer code 132000\n\n1 error.\n"
        "error: the message was not sent\n",
    )


def test_all_mistakes_are_told_at_once(live: Road) -> None:
    """Those of the recipient, and those of the parameters."""
    ran = live.run(*ORDER, "--param", "nane=Bo", "--param", "2=B", "--to", "0")
    assert ran == Ran(
        3,
        "",
        "error[parameter_missing]: The body's parameter 1 is missing.\n"
        " = meta: would answer code 132000\n"
        " = hint: Give it: --param 1=…, like Ana.\n\n"
        "error[parameter_unknown]: The body has no parameter nane.\n"
        " = meta: would answer code 100\n"
        " = hint: It takes 1, 2.\n\n"
        "error[recipient_not_international]: The recipient begins with 0: the "
        "international form has no 0 there.\n"
        " = meta: would answer code 131009\n"
        " = hint: Write it with its country code, like +1 555 010 0100.\n\n"
        "3 errors.\nerror: the message was not sent\n",
    )
    assert live.sandbox("messages").out == ""


def test_another_language_or_name_is_told(live: Road) -> None:
    """With what is there."""
    assert live.run(*ASKED, "-l", "en_GB") == Ran(
        64,
        "",
        "error: the template order_update is not live in en_GB (account demo)\n  hint: "
        "it is there in en_US\n",
    )


def test_what_is_declared_and_not_live_is_applied_first(road: Road) -> None:
    """The files know it, and Meta does not."""
    road.project()
    assert road.run(*ORDER) == Ran(
        64,
        "",
        "error: message_template.order_update/en_US is declared and not live (account "
        "demo)\n  hint: wa-sync apply creates it; then Meta reviews it\n",
    )


def test_a_template_that_is_not_approved_is_refused(live: Road) -> None:
    """With 5, as everything that Meta would refuse for what is live."""
    live.sandbox("pause", "order_update")
    assert live.run(*ORDER, "--examples", "--dry-run") == Ran(
        5,
        "",
        "error: message_template.order_update/en_US is PAUSED, and only approved "
        "templates are sent\n  hint: edit it, or wait until the pause for low quality "
        "ends\n",
    )


def test_files_that_say_otherwise_are_told_and_live_decides(live: Road) -> None:
    """A sender that was built from the files would be refused."""
    file = live.folder / "templates" / "all.yaml"
    text = file.read_text("utf-8")
    wording = text.replace("{{2}}", "").replace("[Ana, A-1042]", "[Ana]")
    live.write("templates/all.yaml", wording)
    ran = live.ok(*ORDER, "--param", "1=Bo", "--param", "2=B-7")
    assert SENT.fullmatch(ran.out)
    assert (ran.err, texts(live)) == (OTHERWISE, ["Bo", "B-7"])


def test_the_code_of_an_authentication_template_is_given_once(road: Road) -> None:
    """It is passed twice."""
    road.project(
        "version: 1\nmessage_templates:\n  - name: login\n    language: en_US\n"
        "    category: AUTHENTICATION\n    components:\n      - {type: BODY}\n"
        "      - {type: BUTTONS, buttons: [{type: OTP, otp_type: COPY_CODE}]}\n"
    )
    road.ok("apply", "--sandbox", "--yes")
    asked = ("send", "template", "login", "-l", "en_US", "--to", "15550100100")
    ran = road.ok(*asked, "--sandbox", "--param", "1=424242", "--dry-run", "-o", "json")
    code = {"type": "text", "text": "424242"}
    assert ran.json["request"]["body"]["template"]["components"] == [
        {"type": "body", "parameters": [code]},
        {"type": "button", "sub_type": "url", "index": "0", "parameters": [code]},
    ]
    road.ok(*asked, "--sandbox", "--param", "1=424242")


def test_what_is_unsure_about_a_value_is_told(road: Road) -> None:
    """Meta's pages allow a coupon code 15 characters, or 20; it stops nothing."""
    coupon = "{type: BUTTONS, buttons: [{type: COPY_CODE, example: SPRING}]}"
    road.project(
        "version: 1\nmessage_templates:\n  - name: sale\n    language: en_US\n"
        "    category: MARKETING\n    components:\n"
        "      - {type: BODY, text: All candles are cheaper this week.}\n"
        f"      - {coupon}\n"
    )
    road.ok("apply", "--sandbox", "--yes")
    asked = ("send", "template", "sale", "-l", "en_US", "--to", "15550100100")
    ran = road.ok(*asked, "--sandbox", "--button", f"0={'A' * 16}")
    assert SENT.fullmatch(ran.out)
    assert ran.err == (
        "warning[coupon_code_long]: The coupon code has 16 characters: Meta's page "
        "about coupons allows 20, its page about components 15.\n\n1 warning.\n"
    )
    ran = road.run(*asked, "--sandbox", "--button", f"0={'A' * 21}")
    assert (ran.code, ran.out) == (3, "")


def test_a_place_is_a_header(road: Road) -> None:
    """Its degrees, its name and its address."""
    road.project(
        "version: 1\nmessage_templates:\n  - name: visit\n    language: en_US\n"
        "    category: UTILITY\n    components:\n"
        "      - {type: HEADER, format: LOCATION}\n"
        "      - {type: BODY, text: We are looking forward to your visit.}\n"
    )
    road.ok("apply", "--sandbox", "--yes")
    asked = ("send", "template", "visit", "-l", "en_US", "--to", "15550100100")
    place = ("--header-location", "52.5,13.4", "--header-name", "A")
    ran = road.ok(*asked, "--sandbox", *place, "--header-address", "B")
    assert SENT.fullmatch(ran.out)

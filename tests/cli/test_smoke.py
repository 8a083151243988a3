"""wa-sync smoke: what is sent, to whom, and what is said of it."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from support.road import PROJECT as UNLISTED
from support.road import Ran, Road
from support.smoked import GONE, GOOD, PROJECT, WRONG, plain, smoky


LINE = "accepted             demo: order_update/en_US to ***0100  smoke.yaml:3\n"
ACCEPTED = f"{LINE}    message wamid.…\n"
REFUSED = (
    "refused as expected  demo: gone to ***0100  smoke.yaml:4\n"
    "    Meta refused the message: (#132001) Template name does not exist in the "
    "translation: template name (gone) does not exist in de (code 132001, trace …)\n"
)
NOT_ALLOWED = (
    "not as expected      demo: order_update/en_US to ***0100  smoke.yaml:3\n"
    "    Meta refused the message: Recipient phone number not in allowed list: Add "
    "recipient phone number to recipient list and try again. (code 131030/2655007, "
    "trace …)\n"
    "    hint: By Meta, 131030 means that the recipient is not on the allowed list "
    "of a test number. Add them to the list under API setup, or send from a real "
    "number. (The gateway's documentation calls it: phone number not "
    "registered.)\n\n1 smoke test: 1 not as expected.\n"
)
UNSET = """\
error[env_missing]: the environment variable SMOKE_RECIPIENT is not set
 --> wa-sync.yaml:7:24
  |
7 |     smoke_recipients: ["${env:SMOKE_RECIPIENT}"]
  |                        ^^^^^^^^^^^^^^^^^^^^^^^^
  |

1 error in 1 file.
error: the files are not valid
"""


def mail(road: Road) -> list[str]:
    """To whom messages were sent, in order."""
    return [json.loads(one)["to"] for one in road.sandbox("messages").out.splitlines()]


def test_what_goes_as_expected_is_told_and_ends_with_0(road: Road) -> None:
    """An acceptance with its id, a refusal with Meta's words, in the files' order."""
    smoky(road, GOOD, GONE)
    ran = road.ok("smoke", "--sandbox")
    assert (plain(ran.out), ran.err) == (
        f"{ACCEPTED}{REFUSED}\n2 smoke tests: 1 accepted, 1 refused as expected.\n",
        "",
    )
    assert mail(road) == ["15550100100"]


def test_several_formats_at_once(road: Road) -> None:
    """JSON on standard output, JUnit in a file, at the line of each test."""
    smoky(road, GOOD, WRONG)
    ran = road.run("smoke", "--sandbox", "-o", "json", "-o", "junit=report.xml")
    assert (ran.code, ran.err) == (5, "")
    found = [(one["verdict"], one["source"]["line"]) for one in ran.json["tests"]]
    assert found == [("accepted", 3), ("unexpected", 4)]
    root = ET.parse(road.folder / "report.xml").getroot()  # noqa: S314 - our own
    cases = [
        (one.get("name"), one.get("file"), one.get("line"), [each.tag for each in one])
        for one in root.iter("testcase")
    ]
    assert cases == [
        ("order_update/en_US", "smoke.yaml", "3", ["system-out"]),
        ("wrong", "smoke.yaml", "4", ["failure"]),
    ]


def test_an_acceptance_that_was_not_expected_ends_with_5(road: Road) -> None:
    """The others are tried all the same, unless --fail-fast."""
    smoky(road, WRONG, GONE)
    unexpected = (
        "not as expected      demo: wrong to ***0100  smoke.yaml:3\n"
        "    message wamid.…\n"
        "    Meta accepted it; a refusal with 132000 was expected.\n"
    )
    ran = road.run("smoke", "--sandbox")
    assert (ran.code, plain(ran.out)) == (
        5,
        (
            f"{unexpected}{REFUSED}\n"
            "2 smoke tests: 1 refused as expected, 1 not as expected.\n"
        ),
    )
    ran = road.run("smoke", "--sandbox", "--fail-fast")
    assert (ran.code, plain(ran.out)) == (
        5,
        (
            f"{unexpected}not tried            demo: gone to ***0100  smoke.yaml:4\n"
            "    --fail-fast: a test before it did not go as expected\n\n"
            "2 smoke tests: 1 not as expected, 1 not tried.\n"
        ),
    )


def test_a_refusal_that_was_not_expected_is_explained(road: Road) -> None:
    """With Meta's words and what its code means."""
    smoky(road, GOOD)
    road.sandbox("recipients", "+15550100199")
    ran = road.run("smoke", "--sandbox")
    assert (ran.code, plain(ran.out)) == (
        5,
        NOT_ALLOWED,
    )


def test_one_that_cannot_be_sent_keeps_all_from_being_sent(road: Road) -> None:
    """What is live is looked at before the first message."""
    smoky(road, GONE, GOOD)
    road.sandbox("pause", "order_update")
    ran = road.run("smoke", "--sandbox")
    assert (ran.code, ran.out) == (
        5,
        (
            "not tried            demo: gone to ***0100  smoke.yaml:3\n"
            "    nothing is sent while another test cannot be\n"
            "cannot be sent       demo: order_update/en_US to ***0100  smoke.yaml:4\n"
            "    message_template.order_update/en_US is PAUSED, and only approved "
            "templates are sent\n"
            "    hint: edit it, or wait until the pause for low quality ends\n\n"
            "2 smoke tests: 1 cannot be sent, 1 not tried.\n"
        ),
    )
    assert mail(road) == []


def test_a_pause_may_be_what_is_expected(road: Road) -> None:
    """Then it is for Meta to refuse the message."""
    smoky(road, WRONG.replace("132000", "132015"))
    road.sandbox("pause", "order_update")
    [told] = road.ok("smoke", "--sandbox", "-o", "json").json["tests"]
    assert (told["verdict"], told["code"]) == ("refused", 132015)


def test_values_are_held_against_live(road: Road) -> None:
    """It may take other parameters than the files say; one note for all tests."""
    smoky(road, GOOD, GOOD)
    file = road.folder / "templates" / "all.yaml"
    text = file.read_text("utf-8")
    fewer = text.replace("{{2}}", "").replace("[Ana, A-1042]", "[Ana]")
    road.write("templates/all.yaml", fewer)
    two = "{template: order_update, language: en_US, parameters: {body: [Bo]}}"
    road.write("smoke.yaml", f"version: 1\nsmoke_tests:\n  - {two}\n  - {two}\n")
    ran = road.run("smoke", "--sandbox")
    unfit = (
        "cannot be sent       demo: order_update/en_US to ***0100  smoke.yaml:{}\n"
        "    The body's parameter 2 is missing.\n"
        "    hint: Give it: body: {{2: …}}, like A-1042.\n"
    )
    assert ran == Ran(
        5,
        f"{unfit.format(3)}{unfit.format(4)}\n2 smoke tests: 2 cannot be sent.\n",
        "warning: message_template.order_update/en_US takes other parameters live than "
        "the files say; live decides. wa-sync plan shows the difference.\n",
    )
    assert mail(road) == []


def test_a_dry_run_shows_requests_and_sends_nothing(road: Road) -> None:
    """The recipient is masked there, too."""
    smoky(road, GONE)
    ran = road.ok("smoke", "--sandbox", "--dry-run")
    assert ran.out == (
        "only shown           demo: gone to ***0100  smoke.yaml:3\n"
        "    POST /whatsapp-business/v21.0/106540352242922/messages\n"
        "    {\n"
        '      "messaging_product": "whatsapp",\n'
        '      "recipient_type": "individual",\n'
        '      "to": "***0100",\n'
        '      "type": "template",\n'
        '      "template": {\n'
        '        "name": "gone",\n'
        '        "language": {\n'
        '          "code": "de"\n'
        "        }\n"
        "      }\n"
        "    }\n\n"
        "1 smoke test: 1 only shown.\n"
    )
    assert mail(road) == []


def test_names_choose_tests(road: Road) -> None:
    """Those of tests and of templates, as globs; --only and --exclude as well."""
    smoky(road, GOOD, GONE)

    def tried(*argv: str) -> list[str]:
        ran = road.ok("smoke", "--sandbox", "--dry-run", "-o", "json", *argv)
        return [one["name"] for one in ran.json["tests"]]

    assert tried("g*") == ["gone"]
    assert tried("order_update") == ["order_update/en_US"]
    assert tried("gone", "order_update/en_US") == ["order_update/en_US", "gone"]
    assert tried("--exclude", "gone") == ["order_update/en_US"]
    assert road.run("smoke", "--sandbox", "gon") == Ran(
        64,
        "",
        "error: no smoke test is named 'gon'\n  hint: did you mean 'gone'?\n",
    )
    assert road.run("smoke", "--sandbox", "xyz") == Ran(
        64,
        "",
        "error: no smoke test is named 'xyz'\n"
        "  hint: there are: order_update/en_US, gone\n",
    )
    nothing = (
        "error: there are no smoke tests here\n"
        "  hint: write them below smoke_tests: in the files, or choose others\n"
    )
    assert road.run("smoke", "--sandbox", "--only", "xyz") == Ran(64, "", nothing)


@pytest.mark.parametrize("number", ["", "abc"])
def test_only_smoke_needs_the_variable(road: Road, number: str) -> None:
    """Whoever validates, plans and applies need not have it, nor a good one."""
    smoky(road, GOOD)
    road.env(SMOKE_RECIPIENT=number)
    assert road.ok("validate").out == "No problems found.\n"
    assert road.settled()["create"] == 0
    ran = road.run("smoke", "--sandbox")
    assert (ran.code, ran.err.splitlines()[-1]) == (3, "error: the files are not valid")
    road.monkeypatch.delenv("SMOKE_RECIPIENT")
    road.ok("plan", "--sandbox")
    road.ok("apply", "--sandbox", "--yes")
    assert road.run("smoke", "--sandbox") == Ran(3, "", UNSET)
    assert mail(road) == []


def test_a_number_that_is_not_listed_is_never_sent_to(road: Road) -> None:
    """Neither by a test that names it, nor where the account lists none."""
    smoky(road, GOOD)
    other = GOOD.replace("{", '{to: "+1 555 010 0199", ', 1)
    road.write("smoke.yaml", f"version: 1\nsmoke_tests:\n  - {GOOD}\n  - {other}\n")
    ran = road.run("smoke", "--sandbox")
    assert (ran.code, ran.err.splitlines()[0]) == (
        3,
        (
            "error[smoke_recipient_unlisted]: ***0199 is none of the numbers that "
            "account demo lists"
        ),
    )
    road.write("wa-sync.yaml", UNLISTED)
    ran = road.run("smoke", "--sandbox", "order_update")
    assert (ran.code, ran.err.splitlines()[0]) == (
        3,
        "error[smoke_recipient_unlisted]: account demo lists no number to send to",
    )
    assert mail(road) == []


def test_of_several_accounts_one_is_chosen(road: Road) -> None:
    """As with apply; a test is sent from every account that is chosen."""
    shop = PROJECT.partition("demo:")[2].replace("102290129340398", "102290129340399")
    smoky(road, GONE, project=f"{PROJECT}  shop:{shop}")
    ran = road.run("smoke", "--sandbox")
    assert ran == Ran(
        64,
        "",
        "error: the project has several accounts (demo, shop), and none is chosen\n"
        "  hint: say which: -a NAME, or -a '*' for all of them\n",
    )
    ran = road.ok("smoke", "--sandbox", "-a", "*", "-o", "json")
    assert [one["account"] for one in ran.json["tests"]] == ["demo", "shop"]


def test_an_account_without_a_number_to_send_from_withholds_all(road: Road) -> None:
    """As everything else that is wrong with a test."""
    other = PROJECT.partition("  demo:")[2].replace('"102', '"202')
    bare = "".join(
        one for one in other.splitlines(keepends=True) if "phone_number_id" not in one
    )
    smoky(road, GOOD, project=f"{PROJECT}  salon:{bare}")
    road.ok("apply", "--sandbox", "--yes", "-a", "salon")
    ran = road.run("smoke", "--sandbox", "--yes")
    assert ran == Ran(
        64,
        "",
        "error: the project has several accounts (demo, salon), and none is chosen\n"
        "  hint: say which: -a NAME, or -a '*' for all of them\n",
    )
    ran = road.run("smoke", "--sandbox", "-a", "*", "--yes")
    assert (ran.code, mail(road)) == (5, [])
    assert ran.out.splitlines()[2:5] == [
        "cannot be sent       salon: order_update/en_US to ***0100  smoke.yaml:3",
        "    account salon has no phone_number_id to send from",
        "    hint: give account salon the phone_number_id of a number of its own",
    ]

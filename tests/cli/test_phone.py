"""wa-sync phone: what people read, and what becomes of errors."""

from __future__ import annotations

import json

import pytest
from support.numbers import SHOWN
from support.road import PROJECT, Road


WABA = "102290129340398"
SHEET = """\
106540352242922 · account demo

  number             +1 202-555-0198
  verified name      Lucky Shrub
  name status        APPROVED
  new name status    NONE
  verification       VERIFIED
  status             CONNECTED
  quality            GREEN
  messaging limit    TIER_1K
  throughput         STANDARD
  platform           CLOUD_API
  mode               LIVE
  official business  no
  last onboarded     2026-01-02T12:00:00+0000
"""
TWO = PROJECT + '  shop: {waba_id: "102290129340399"}\n'


@pytest.fixture
def shop(road: Road) -> Road:
    """A project, and a sandbox that knows its number."""
    road.project()
    file = road.write("numbers.json", json.dumps({"data": [SHOWN]}))
    assert road.sandbox("seed", str(file), "--waba", WABA).out == "Loaded 1 object.\n"
    return road


def test_a_table_of_each_account(shop: Road) -> None:
    """Each has its name; -a takes some of them."""
    shop.project(project=TWO)
    ran = shop.ok("phone", "list", "--sandbox")
    assert ran.err == ""
    assert ran.out == (
        "demo · WABA 102290129340398\n"
        "\n"
        "  ID               NUMBER           NAME         NAME STATUS  STATUS     "
        "QUALITY  LIMIT    THROUGHPUT  VERIFIED\n"
        "  106540352242922  +1 202-555-0198  Lucky Shrub  APPROVED     CONNECTED  "
        "GREEN    TIER_1K  STANDARD    VERIFIED\n"
        "\n"
        "shop · WABA 102290129340399\n"
        "\n"
        "  ID               NUMBER           NAME          NAME STATUS  STATUS     "
        "QUALITY  LIMIT     THROUGHPUT  VERIFIED\n"
        "  537443910450252  +1 202-555-0187  Sandbox Shop  APPROVED     CONNECTED  "
        "GREEN    TIER_250  STANDARD    VERIFIED\n"
        "\n"
        "2 phone numbers.\n"
    )
    demo = shop.ok("phone", "list", "--sandbox", "-a", "demo", "-o", "json").json
    assert demo == {
        "format_version": 1,
        "accounts": [
            {
                "name": "demo",
                "waba_id": WABA,
                "phone_numbers": [{**SHOWN, "throughput": "STANDARD"}],
            }
        ],
    }


def test_a_sheet_of_one(shop: Road) -> None:
    """The account's own, or the one that is named; options stand before or after."""
    assert shop.ok("--sandbox", "phone", "show").out == SHEET
    assert shop.ok("phone", "show", "106540352242922", "--sandbox").out == SHEET
    shown = shop.ok("phone", "show", "--sandbox", "-o", "json").json
    assert shown == {
        "format_version": 1,
        "account": "demo",
        "phone_number": {**SHOWN, "throughput": "STANDARD"},
    }


def test_a_fresh_sandbox_knows_the_number_of_the_files(road: Road) -> None:
    """Nothing has to be set up: it is introduced by the first question."""
    road.project()
    listed = road.ok("phone", "list", "--sandbox", "-o", "json").json
    (number,) = listed["accounts"][0]["phone_numbers"]
    assert number["id"] == "106540352242922"


NO_NUMBER = PROJECT.replace('    phone_number_id: "106540352242922"\n', "")
NO_WABA = 'version: 1\naccounts: {demo: {phone_number_id: "106540352242922"}}\n'


@pytest.mark.parametrize(
    ("project", "argv", "said"),
    [
        (
            NO_NUMBER,
            ("show",),
            (
                "error: account 'demo' names no phone_number_id\n"
                "  hint: say which: wa-sync phone show ID; wa-sync phone list knows "
                "them\n"
            ),
        ),
        (
            NO_WABA,
            ("list",),
            (
                "error: account 'demo' has no waba_id, so its phone numbers cannot be "
                "listed\n"
                "  hint: add waba_id: to the account, or say wa-sync phone show ID\n"
            ),
        ),
        (
            TWO,
            ("show",),
            (
                "error: phone show takes one account, and the project has several "
                "(demo, shop)\n"
                "  hint: say which: -a NAME; wa-sync phone list shows all of them\n"
            ),
        ),
        (
            PROJECT,
            ("show", "+1 202-555-0198"),
            (
                "Usage: wa-sync phone show [OPTIONS] [PHONE_NUMBER_ID]\n"
                "Try 'wa-sync phone show --help' for help.\n"
                "\n"
                "Error: Invalid value for PHONE_NUMBER_ID: a phone number id is digits "
                "only, such as 106540352242922; it is not the number that people "
                "dial.\n"
            ),
        ),
    ],
)
def test_what_is_missing_is_said(
    road: Road, project: str, argv: tuple[str, ...], said: str
) -> None:
    """64, and how to mend it; nothing is asked."""
    road.write("wa-sync.yaml", project + "message_templates: []\n")
    ran = road.run("phone", *argv, "--sandbox")
    assert (ran.code, ran.out, ran.err) == (64, "", said)


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (
            ("refuse", "code=100", "subcode=33"),
            77,
            (
                "error: (#100) Invalid parameter\n"
                "  hint: Check waba_id and phone_number_id, and that the token may see "
                "them: the API gives one answer for both.\n"
            ),
        ),
        (
            ("answer", "status=401", 'body={"message": "Invalid API key"}'),
            77,
            (
                "error: Invalid API key\n"
                "  hint: Check that the token belongs to this endpoint: a Maton key "
                "for maton, an access token for meta.\n"
            ),
        ),
        (
            ("answer", "status=404", 'body={"message": "Phone number not found"}'),
            77,
            (
                "error: Phone number not found\n"
                "  hint: Check waba_id and phone_number_id, and that the token may see "
                "them: the API gives one answer for both.\n"
            ),
        ),
        (
            ("throttle", "retry_after=100"),
            75,
            (
                "error: (#4) Application request limit reached\n"
                "  hint: The API asks to wait 100 seconds; --max-wait lets a run do "
                "that.\n"
            ),
        ),
    ],
)
@pytest.mark.parametrize("argv", [("list",), ("show",)])
def test_what_the_api_refuses(
    shop: Road, argv: tuple[str, ...], fault: tuple[str, ...], code: int, said: str
) -> None:
    """Each refusal has its exit code, the server's own words, and a way on."""
    shop.sandbox("faults", *fault, "times=0")
    ran = shop.run("phone", *argv, "--sandbox", "--max-wait", "1")
    assert (ran.code, ran.out, ran.err) == (code, "", said)


def test_which_of_several_accounts_is_in_trouble_is_said(shop: Road) -> None:
    """Nothing is shown of the others: half an answer would look like a whole one."""
    shop.project(project=TWO)
    shop.sandbox("faults", "refuse", "code=10", "path=102290129340399/*")
    ran = shop.run("phone", "list", "--sandbox")
    assert (ran.code, ran.out) == (77, "")
    assert ran.err.startswith("error: shop: (#10) Application does not have permission")


def test_a_hostile_name_gives_no_orders(shop: Road) -> None:
    """Whoever names a number writes nothing on the terminal, nor in a CI log."""
    poison = "\x1b]0;x\x07\n::error::\u202e##[group]"
    file = shop.write("bad.json", json.dumps({**SHOWN, "verified_name": poison}))
    shop.sandbox("seed", str(file), "--waba", WABA)
    shown = shop.ok("phone", "show", "--sandbox").out.splitlines()
    assert shown[3] == (
        "  verified name      ‹U+001B›]0;x‹U+0007›↵::error::‹U+202E›##\\[group]"
    )
    told = shop.ok("phone", "show", "--sandbox", "-o", "json")
    assert told.json["phone_number"]["verified_name"] == poison
    assert "##[" not in told.out


def test_a_seed_that_is_no_number_is_refused(road: Road) -> None:
    """What is wrong with the file is said."""
    file = road.write("bad.json", '{"display_phone_number": "+1 202-555-0100"}')
    ran = road.run("sandbox", "seed", str(file), "--waba", WABA)
    assert (ran.code, ran.err) == (
        64,
        (
            "error: the file holds no phone number: a phone number needs an id, which "
            "is digits only\n"
        ),
    )

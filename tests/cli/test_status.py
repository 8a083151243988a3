"""wa-sync status: how templates fare in Meta's review, and what is to be done."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from support.quotas import NEW, OLD, applied, buried, templates
from support.road import PROJECT

from wa_sync.cli.schema import published


if TYPE_CHECKING:
    from support.road import Road


AGAIN = "then apply: what is rejected can be edited as often as needed"
REJECTED = f"""\
Needs attention:
  ! message_template.bad/en_US
    templates/all.yaml:3 · REJECTED · UTILITY
    error[rejected]: Meta rejected it: its text does not fit its category or its \
language (TAG_CONTENT_MISMATCH)
      hint: declare the category and the language that the text has; {AGAIN}

"""
WAITING = """\
In review:
  ~ message_template.waits/en_US
    templates/all.yaml:11 · PENDING · UTILITY
    info[in_review]: Meta reviews it, which takes up to 24 hours

Not live:
  - message_template.new/en_US
    templates/all.yaml:15
    info[not_live]: declared, and not live: apply creates it

"""


@pytest.fixture
def shop(road: Road) -> Road:
    """One template is fine, and nothing else is live."""
    road.project(templates(fine=OLD))
    road.sandbox("review", "now")
    road.ok("apply", "--sandbox", "--yes", "-q")
    return road


@pytest.fixture
def mixed(shop: Road) -> Road:
    """One is rejected, one fine, one in review, and one not live."""
    assert applied(shop, templates(bad=OLD, fine=OLD)).code == 0
    shop.sandbox("reject", "bad", "--reason", "TAG_CONTENT_MISMATCH")
    shop.sandbox("review", "manual")
    assert applied(shop, templates(fine=OLD, waits=OLD)).code == 0
    shop.write("templates/all.yaml", templates(bad=OLD, fine=OLD, waits=OLD, new=OLD))
    return shop


def test_what_needs_somebody_comes_first(mixed: Road) -> None:
    """What is fine is counted, and nothing is written to the API."""
    before = mixed.sandbox("calls").out
    ran = mixed.ok("status", "--sandbox")
    assert ran.err == ""
    assert ran.out == (
        f"{REJECTED}{WAITING}4 templates: 1 needs attention, 1 in review, 1 not live, "
        "1 fine.\n"
    )
    calls = mixed.sandbox("calls").out.removeprefix(before).splitlines()
    assert [json.loads(line)["method"] for line in calls] == ["GET"]


def test_where_all_is_fine_that_is_one_line(shop: Road) -> None:
    """-v says more, and --detailed-exitcode nothing else."""
    ran = shop.ok("status", "--sandbox", "--detailed-exitcode")
    assert ran.out == "1 template: 1 fine.\n"
    today = datetime.now(UTC).date()
    (one,) = shop.ok("status", "--sandbox", "-o", "json").json["conditions"]
    assert shop.ok("status", "--sandbox", "-v").out == (
        "Fine:\n"
        "  + message_template.fine/en_US\n"
        f"    templates/all.yaml:3 · APPROVED · UTILITY · quality UNKNOWN ({today}) · "
        f"no edit known of 1 in 24 hours and 10 in 30 days · id {one['live_id']}\n\n"
        "1 template: 1 fine.\n"
    )


def test_who_is_named_is_told_in_full(mixed: Road) -> None:
    """Names, keys and globs; one that nothing has is a typing error."""
    out = mixed.ok("status", "--sandbox", "bad", "wait*/en_US").out
    assert [line for line in out.splitlines() if line.endswith("/en_US")] == [
        "  ! message_template.bad/en_US",
        "  ~ message_template.waits/en_US",
    ]
    ran = mixed.run("status", "--sandbox", "bad", "god")
    assert (ran.code, ran.out) == (64, "")
    assert ran.err == (
        "error: 'god' names nothing that is declared or live\n"
        "  hint: globs fit names, keys (name/language) and whole addresses\n"
    )


@pytest.mark.parametrize(
    ("order", "code"),
    [("approve", 0), ("reject", 8), ("pause", 8), ("disable", 8), ("", 9)],
)
def test_the_exit_code_tells_only_who_asks(shop: Road, order: str, code: int) -> None:
    """8 for what cannot be sent, 9 for what is in review, as apply --wait has them."""
    shop.sandbox("review", "manual")
    assert applied(shop, templates(fine=OLD, other=OLD)).code == 0
    if order:
        shop.sandbox(order, "other")
    assert shop.run("status", "--sandbox").code == 0
    assert shop.run("status", "--sandbox", "--detailed-exitcode").code == code
    only = ("status", "--sandbox", "--detailed-exitcode", "--only", "fine")
    assert shop.run(*only).code == 0


def test_programs_and_ci_systems_read_it(mixed: Road) -> None:
    """The document fits its schema; what is refused is an error at its line."""
    mixed.ok(
        *("status", "--sandbox", "-o", "json=a.json", "-o", "github=a.txt"),
        *("-o", "junit=a.xml"),
    )
    found = json.loads((mixed.folder / "a.json").read_text())
    assert list(Draft202012Validator(published()["status"]).iter_errors(found)) == []
    assert {
        one["address"].removesuffix("/en_US"): (one["health"], one["status"])
        for one in found["conditions"]
    } == {
        "message_template.bad": ("attention", "REJECTED"),
        "message_template.fine": ("fine", "APPROVED"),
        "message_template.new": ("not_live", None),
        "message_template.waits": ("in_review", "PENDING"),
    }
    told = (mixed.folder / "a.txt").read_text().splitlines()
    assert [line.partition(",title=")[0] for line in told] == [
        "::error file=templates/all.yaml,line=3",
        "::notice file=templates/all.yaml,line=15",
        "::notice file=templates/all.yaml,line=11",
    ]
    cases = (mixed.folder / "a.xml").read_text()
    assert 'tests="' in cases
    assert "message_template.fine/en_US" in cases


def test_what_no_file_declares_is_counted(mixed: Road) -> None:
    """--all shows it; the exit code is about it only where somebody names it."""
    mixed.write("templates/all.yaml", templates(fine=OLD))
    ran = mixed.ok("status", "--sandbox", "--detailed-exitcode")
    assert ran.out == "1 template: 1 fine, 2 unmanaged (--all shows them).\n"
    ran = mixed.ok("status", "--sandbox", "--detailed-exitcode", "--all")
    expected = REJECTED.replace("templates/all.yaml:3", "unmanaged")
    assert ran.out.startswith(expected)
    assert ran.out.endswith("\n3 templates: 1 needs attention, 1 in review, 1 fine.\n")
    verdict = ("status", "--sandbox", "--detailed-exitcode")
    assert mixed.run(*verdict, "waits").code == 9
    assert mixed.run(*verdict, "fine", "bad", "--all").code == 8
    named = mixed.ok("status", "--sandbox", "bad").out
    assert named.startswith("Needs attention:\n  ! message_template.bad/en_US\n")
    outside = PROJECT.replace("}", "") + "    manage: {exclude: [bad]}\n"
    mixed.write("wa-sync.yaml", outside)
    ran = mixed.ok("status", "--sandbox")
    assert ran.out == "1 template: 1 fine, 1 unmanaged (--all shows them).\n"


def test_used_up_edits_and_locked_names_are_told(shop: Road) -> None:
    """As far as the journal of this machine knows."""
    assert applied(shop, templates(fine=NEW, gone=OLD)).code == 0
    assert applied(shop, buried("gone", fine=NEW), "--allow-delete").code == 0
    shop.write("templates/all.yaml", templates(fine=NEW, gone=OLD))
    found = shop.ok("status", "--sandbox", "-o", "json").json["conditions"]
    (fine, gone) = found
    assert (fine["edits"]["today"], fine["edits"]["month"]) == (1, 1)
    assert fine["edits"]["not_before"] is not None
    (lock,) = gone["findings"]
    assert (gone["health"], lock["rule"]) == ("not_live", "name_locked")
    out = shop.ok("status", "--sandbox").out
    assert "info[name_locked]: declared, and not live: " in out
    out = shop.ok("status", "--sandbox", "fine").out
    assert "edits used up: at least 1 of 1 in 24 hours, 1 of 10 in 30 days, " in out


def test_several_accounts_are_told_apart(shop: Road) -> None:
    """Each is read, and each line says whose template it is."""
    two = PROJECT + '  other: {waba_id: "102290129340399"}\n'
    shop.write("wa-sync.yaml", two)
    assert shop.ok("status", "--sandbox").out == (
        "Not live:\n"
        "  - other: message_template.fine/en_US\n"
        "    templates/all.yaml:3\n"
        "    info[not_live]: declared, and not live: apply creates it\n\n"
        "2 templates: 1 not live, 1 fine.\n"
    )


def test_nothing_can_be_said_of_what_cannot_be_read(road: Road) -> None:
    """No token, and files that are not valid, are as they are for a plan."""
    road.project()
    assert road.run("status").code == 78
    road.project("version: 1\nnonsense: 1\n")
    assert road.run("status", "--sandbox").code == 3
    assert not Path(road.folder, ".wa-sync").exists()

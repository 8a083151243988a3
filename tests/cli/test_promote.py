"""wa-sync promote: what one account has tried out is declared for another."""

from __future__ import annotations

import stat

import pytest
from support.road import Ran, Road
from support.staging import ACCOUNTS, STAGING, applied, only, project, template


PROMOTE = ("promote", "--sandbox", "--from", "staging", "--to", "production")
FILE = "templates/all.yaml"
COMMENTED = """\
version: 1
message_templates:
  # tried out first
  - name: visit
    accounts: [staging]     # not for customers yet
    language: en_US
    category: UTILITY
    components: [{type: BODY, text: "Visit ${var:shop} now."}]
  - name: order
    accounts:
      - stag*   # any of them
    category: UTILITY
    languages:
      en_US: {components: [{type: BODY, text: "Your order is here."}]}
      de: {components: [{type: BODY, text: "Ihre Lieferung ist da."}]}
"""
ADDED = COMMENTED.replace("[staging] ", "[staging, production] ").replace(
    "any of them\n", "any of them\n      - production\n"
)
OWN = """\
version: 1
message_templates:
  - name: order
    accounts: [staging]
    category: UTILITY
    languages:
      en_US:
        components:
          - {type: BODY, text: "Your order is at ${var:shop} now."}
          - {type: FOOTER, text: Thanks}
      de: {components: [{type: BODY, text: "Ihre Lieferung ist da."}]}
  - name: order        # what customers see
    category: utility  # never marketing
    languages:
      de:              # Anna's
        components: [{type: BODY, text: "Ihr Paket ist da."}]
      en_US:
        components:
          - {type: BODY, text: "Your order has come."}   # signed off
    accounts: [production]
"""
TAKEN = (
    OWN.replace("category: utility ", "category: UTILITY ")
    .replace("Ihr Paket ist da.", "Ihre Lieferung ist da.")
    .replace(
        '"Your order has come."}   # signed off\n',
        '"Your order is at ${var:shop} now."}   # signed off\n'
        "          - type: FOOTER\n            text: Thanks\n",
    )
)


def begun(road: Road, templates: str, *argv: str) -> None:
    """Everything that is declared is live, and approved."""
    road.project(templates, project=ACCOUNTS)
    applied(road, *argv)


def text(road: Road) -> str:
    """What the file holds."""
    return (road.folder / FILE).read_text()


def planned(road: Road) -> dict[str, str]:
    """What apply would do in production."""
    plan = road.ok("plan", "--sandbox", "-a", "production", "-o", "json").json
    return {one["address"].partition(".")[2]: one["action"] for one in plan["changes"]}


def proved(road: Road) -> None:
    """What was promoted can be applied, and both accounts are then the same."""
    road.sandbox("clock", "+25h")
    applied(road, "-a", "production")
    road.ok(
        "diff", "--sandbox", "--between", "staging", "production", "--detailed-exitcode"
    )


def test_an_entry_becomes_one_for_the_other_account(road: Road) -> None:
    """Its list of accounts grows, and nothing else changes; the API is only read."""
    begun(road, COMMENTED)
    calls = road.sandbox("calls").out
    ran = road.ok(*PROMOTE, "--all")
    assert (ran.out, ran.err) == (
        "",
        (
            f"  visit: for production as well ({FILE}:4)\n"
            f"  order: for production as well ({FILE}:9)\n"
            "Promoted 2 entries in 1 file.\n"
            "Next: wa-sync plan -a production\n"
        ),
    )
    assert text(road) == ADDED
    made = road.sandbox("calls").out.removeprefix(calls).splitlines()
    assert made
    assert all('"GET"' in call and STAGING in call for call in made)
    assert planned(road) == dict.fromkeys(
        ("order/de", "order/en_US", "visit/en_US"), "create"
    )
    proved(road)


def test_the_other_accounts_own_entry_takes_over(road: Road) -> None:
    """All but its name, languages and accounts; comments stay, and so do variables."""
    begun(road, OWN)
    ran = road.ok(*PROMOTE, "order")
    assert ran.err == (
        f"  order: production's own entry takes it over ({FILE}:12)\n"
        "Promoted 1 entry in 1 file.\n"
        "Next: wa-sync plan -a production\n"
    )
    assert text(road) == TAKEN
    assert planned(road) == dict.fromkeys(("order/de", "order/en_US"), "update")
    proved(road)


def test_only_what_is_named_is_promoted(road: Road) -> None:
    """The plan of the other account holds that, and nothing more."""
    begun(road, COMMENTED)
    road.ok(*PROMOTE, "vis*")
    assert planned(road) == {"visit/en_US": "create"}
    road.ok(*PROMOTE, "--all", "--exclude", "visit")
    assert text(road) == ADDED


def test_a_dry_run_shows_the_files_as_they_would_be(road: Road) -> None:
    """A unified diff goes to standard output, and nothing is written."""
    begun(road, COMMENTED)
    ran = road.ok(*PROMOTE, "visit", "--dry-run")
    assert ran.out == (
        f"--- {FILE}\n+++ {FILE}\n@@ -2,7 +2,7 @@\n"
        " message_templates:\n   # tried out first\n   - name: visit\n"
        "-    accounts: [staging]     # not for customers yet\n"
        "+    accounts: [staging, production]     # not for customers yet\n"
        "     language: en_US\n     category: UTILITY\n"
        '     components: [{type: BODY, text: "Visit ${var:shop} now."}]\n'
    )
    assert ran.err == (
        f"  visit: for production as well ({FILE}:4)\n"
        "Would promote 1 entry in 1 file.\n"
    )
    assert text(road) == COMMENTED


@pytest.mark.parametrize("templates", [COMMENTED, OWN])
def test_once_more_there_is_nothing_to_promote(road: Road, templates: str) -> None:
    """What is declared for both by one entry, or by two that agree, stays."""
    begun(road, templates)
    road.ok(*PROMOTE, "--all")
    before = text(road)
    ran = road.ok(*PROMOTE, "order")
    assert (
        ran.err == "  already declared so for production: order\nNothing to promote.\n"
    )
    assert text(road) == before


def test_many_that_are_declared_already_are_counted(road: Road) -> None:
    """-v names them."""
    names = [f"t{number}" for number in range(11)]
    project(road, *(template(name, f"The text of {name} is new.") for name in names))
    short, loud = (road.ok(*PROMOTE, "--all", *more).err for more in ((), ("-v",)))
    said = "  already declared so for production: "
    assert short == f"{said}11 entries (-v: which)\nNothing to promote.\n"
    assert loud == f"{said}{', '.join(names)}\nNothing to promote.\n"


def test_line_ends_mark_and_rights_stay(road: Road) -> None:
    """Whoever wrote the file finds it as it was, but for what changed."""
    begun(road, COMMENTED)
    path = road.folder / FILE
    path.write_bytes(b"\xef\xbb\xbf" + COMMENTED.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    road.ok(*PROMOTE, "--all")
    written = b"\xef\xbb\xbf" + ADDED.replace("\n", "\r\n").encode()
    assert path.read_bytes() == written
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_who_else_an_entry_is_for_is_named(road: Road) -> None:
    """What the other account takes over changes for all that share its entry."""
    three = f'{ACCOUNTS}  fair: {{waba_id: "302290129340398"}}\n'
    entries = (
        template("order", "Your order is here.", only("staging")),
        template("order", "Your order has come.", only("production", "fair")),
    )
    project(road, *entries, accounts=three)
    applied(road, "-a", "staging")
    assert road.ok(*PROMOTE, "order").err.splitlines()[:2] == [
        f"  order: production's own entry takes it over ({FILE}:8)",
        "  order: the same entry is for fair, where it changes as well",
    ]


def invalid(road: Road, *argv: str) -> Ran:
    """Promote what would make the files invalid; nothing is written."""
    before = text(road)
    ran = road.run(*PROMOTE, *argv)
    assert (ran.code, ran.out, text(road)) == (3, "", before)
    return ran


def test_a_variable_that_the_other_account_lacks(road: Road) -> None:
    """The files are judged as they would be, and not one of them is written."""
    lacking = ACCOUNTS.replace("{shop: shop.example}", "{street: here}")
    project(
        road,
        template("visit", "Visit ${var:shop} now.", only("staging")),
        template("new", "Our new offer.", only("staging")),
        accounts=lacking,
    )
    applied(road)
    said = invalid(road, "--all").err
    assert f"{FILE}:7:37" in said
    assert "shop" in said
    assert said.endswith(
        "error: with that the files would not be valid; nothing was written\n"
    )
    assert road.ok(*PROMOTE, "new").code == 0


def test_a_variable_that_a_third_account_lacks(road: Road) -> None:
    """Whoever shares the entry that changes is judged as well."""
    three = f'{ACCOUNTS}  fair: {{waba_id: "302290129340398"}}\n'
    project(
        road,
        template("visit", "Visit ${var:shop} now.", only("staging")),
        template("visit", "Visit us now.", only("production", "fair")),
        accounts=three,
    )
    applied(road, "-a", "staging")
    assert "there is no variable 'shop'" in invalid(road, "visit").err


def test_what_the_other_account_declares_under_another_entrys_name(road: Road) -> None:
    """A name that variables make is another one there, and may be taken."""
    named = ACCOUNTS.replace("shop: staging.example", "shop: a").replace(
        "shop: shop.example", "shop: b"
    )
    project(
        road,
        template("visit_${var:shop}", "Visit us now.", only("staging")),
        template("visit_b", "Visit us today.", only("production")),
        accounts=named,
    )
    applied(road)
    assert "declared twice" in invalid(road, "visit_a").err


def test_a_tombstone_or_manage_of_the_other_account(road: Road) -> None:
    """What the files say about it already counts."""
    tombstone = "removed:\n  - {message_template: new/en_US, accounts: [production]}\n"
    entry = template("new", "Our new offer.", only("staging"))
    project(road, entry, more=tombstone)
    applied(road, "-a", "staging")
    invalid(road, "new")
    unmanaged = f"{ACCOUNTS}    manage: {{exclude: [new]}}\n"
    project(road, entry, accounts=unmanaged)
    invalid(road, "new")

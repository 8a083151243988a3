"""wa-sync diff --between: what two accounts do not have in common."""

from __future__ import annotations

import pytest
from support.road import Road
from support.staging import ACCOUNTS, PRODUCTION, applied, only, project, template


DIFF = ("diff", "--sandbox", "--between", "staging", "production")
ENTRIES = (
    template("same", "Your parcel is here."),
    template("visit", "Visit ${var:shop} today."),
    template("new", "Our new offer.", only("staging")),
    template("old", "Our old offer.", only("production")),
    template("order", "Your order left us.", only("staging")),
    template("order", "Your order has left us.", only("production")),
)
TOLD = """\
staging → production

  ! message_template.order/en_US
    templates/all.yaml:22 → templates/all.yaml:27
      body › text: Your order left us. → Your order has left us.

  < message_template.new/en_US (only in staging, APPROVED)

  > message_template.old/en_US (only in production, APPROVED)

"""
WANTED = """\
  = message_template.visit/en_US
    templates/all.yaml:8 · as declared
      body › text: Visit staging.example today. → Visit shop.example today.

  = business_profile
    templates/all.yaml:2 · as declared
      about: Mail staging.example → Mail shop.example

"""
PROFILE = "business_profile: {about: 'Mail ${var:shop}'}\n"
COUNT = "3 differences between staging and production; 1 the same and 2 different as "


@pytest.fixture
def two(road: Road) -> Road:
    """Everything that is declared for the two accounts is live there."""
    project(road, *ENTRIES, more=PROFILE)
    applied(road)
    return road


def test_what_differs_is_told_from_one_to_the_other(two: Road) -> None:
    """What one entry makes of its variables is no difference, and -v shows it."""
    calls = two.sandbox("calls").out
    short = two.ok(*DIFF)
    assert short.out == f"{TOLD}{COUNT}declared (-v shows them).\n"
    assert short.err == ""
    made = two.sandbox("calls").out.removeprefix(calls).splitlines()
    assert made
    assert all('"GET"' in call for call in made)
    assert two.ok(*DIFF, "-v").out == f"{TOLD}{WANTED}{COUNT}declared.\n"


def test_the_exit_code_tells_only_where_that_was_asked_for(two: Road) -> None:
    """2 where something differs, and 0 where the files want it so."""
    assert two.run(*DIFF, "--detailed-exitcode").code == 2
    ran = two.run(*DIFF, "--detailed-exitcode", "--only", "visit")
    assert (ran.code, ran.out) == (
        0,
        (
            "No difference between staging and production; 1 different as declared "
            "(-v shows them).\n"
        ),
    )


def test_the_other_way_round(two: Road) -> None:
    """Signs and texts turn with the accounts."""
    turned = ("--between", "production", "staging", "--exclude", "o*")
    assert two.ok("diff", "--sandbox", *turned).out == (
        "production → staging\n\n"
        "  > message_template.new/en_US (only in staging, APPROVED)\n\n"
        "1 difference between production and staging; 1 the same and 2 different as "
        "declared (-v shows them).\n"
    )


def test_two_entries_in_the_same_words(road: Road) -> None:
    """Only variables differ in what they make; what each allows says nothing of it."""
    text = "Visit ${var:shop} today."
    allowed = "allow: [body_too_many_emojis]"
    project(
        road,
        template("visit", text, only("staging")),
        template("visit", text, only("production"), allowed),
    )
    applied(road)
    assert road.ok(*DIFF, "--only", "visit").out == (
        "No difference between staging and production; 1 different as declared "
        "(-v shows them).\n"
    )


def test_the_document(two: Road) -> None:
    """Programs get both sides of each object, and where it is declared."""
    found = two.ok(*DIFF, "-o", "json", "--only", "order", "--only", "visit").json
    (gap,) = found.pop("differences")
    (wanted,) = found.pop("as_declared")
    assert found == {
        "format_version": 1,
        "different": True,
        "first": "staging",
        "second": "production",
        "same": 0,
        "not_compared": [],
    }
    assert wanted["name"] == "message_template.visit/en_US"
    ids = [gap[side].pop("live_id") for side in ("first", "second")]
    assert len(set(ids)) == 2
    side = {"address": "message_template.order/en_US", "status": "APPROVED"}
    assert gap == {
        "name": "message_template.order/en_US",
        "where": "in both",
        "first": {**side, "source": {"file": "templates/all.yaml", "line": 22}},
        "second": {**side, "source": {"file": "templates/all.yaml", "line": 27}},
        "diff": [
            {
                "path": "/components/body/text",
                "op": "replace",
                "before": "Your order left us.",
                "after": "Your order has left us.",
                "cause": None,
            }
        ],
    }


def test_an_account_without_a_number_has_no_profile_to_compare(road: Road) -> None:
    """It is said, and the templates are compared all the same."""
    without = ACCOUNTS.replace('    phone_number_id: "206540352242922"\n', "")
    project(road, ENTRIES[0], accounts=without)
    applied(road)
    assert road.ok(*DIFF).out == (
        "No profiles are compared: production has no phone_number_id.\n\n"
        "No difference between staging and production; 1 the same.\n"
    )


def test_accounts_with_nothing_in_common(road: Road) -> None:
    """One has only templates and the other only a profile."""
    neither = ACCOUNTS.replace('    phone_number_id: "106540352242922"\n', "").replace(
        f'    waba_id: "{PRODUCTION}"\n', ""
    )
    project(road, accounts=neither)
    ran = road.run(*DIFF)
    assert (ran.code, ran.out, ran.err) == (
        64,
        "",
        (
            "error: nothing can be compared between 'staging' and 'production'\n"
            "  hint: templates need a waba_id: in both, profiles a phone_number_id:\n"
        ),
    )


REFUSED = [
    (("staging", "prod"), "no account is named 'prod'", "there are: production, sta"),
    (("stagin", "production"), "no account is named 'stagin'", "did you mean 'staging"),
    (
        ("stag*", "production"),
        "'stag*' is a glob, and one account is ",
        "name it whole",
    ),
    (
        ("staging", "staging"),
        "'staging' is named twice, and two accou",
        "name another ",
    ),
]


@pytest.mark.parametrize(("names", "error", "hint"), REFUSED)
def test_which_accounts_are_meant(
    road: Road, names: tuple[str, str], error: str, hint: str
) -> None:
    """Two accounts of the project, each named whole."""
    project(road, ENTRIES[0])
    ran = road.run("diff", "--sandbox", "--between", *names)
    said, more = ran.err.splitlines()
    assert (ran.code, ran.out) == (64, "")
    assert said.startswith(f"error: {error}")
    assert more.startswith(f"  hint: {hint}")


def test_what_else_is_wrong_with_the_command_line(road: Road) -> None:
    """-a has nothing to choose, a glob names nothing, and files have to be valid."""
    project(road, ENTRIES[0])
    assert road.run(*DIFF, "-a", "staging").err == (
        "error: -a chooses nothing here: --between names both accounts\n"
        "  hint: leave out --account and WA_SYNC_ACCOUNT\n"
    )
    assert road.run(*DIFF, "--only", "sale").err == (
        "error: --only 'sale' names nothing that is declared or live\n"
        "  hint: globs fit names, keys (name/language) and whole addresses\n"
    )
    project(road, template("new", "At ${var:street}."))
    assert road.run(*DIFF).code == 3


def test_an_account_that_cannot_be_read_is_named(two: Road) -> None:
    """It never looks as if nothing were live there."""
    two.sandbox("faults", "refuse", f"path={PRODUCTION}/*", "code=190", "times=9")
    ran = two.run(*DIFF)
    assert (ran.code, ran.out) == (77, "")
    assert ran.err.startswith("error: production: ")

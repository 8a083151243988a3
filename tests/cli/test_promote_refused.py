"""What wa-sync promote leaves as it is, and why; the rest goes on."""

from __future__ import annotations

import json

import pytest
from support.road import Road
from support.staging import STAGING, applied, only, project, template


PROMOTE = ("promote", "--sandbox", "--from", "staging", "--to", "production")
FILE = "templates/all.yaml"
GOOD = template("good", "This one is fine.", only("staging"))
WENT = (
    f"  good: for production as well ({FILE}:3)\n"
    "Promoted 1 entry in 1 file.\n"
    "Next: wa-sync plan -a production\n"
)


def languages(name: str, account: str, *codes: str) -> str:
    """An entry with a variant for each language."""
    below = "".join(
        f'      {code}: {{components: [{{type: BODY, text: "It is {code}."}}]}}\n'
        for code in codes
    )
    return (
        f"  - name: {name}\n    category: UTILITY\n    {only(account)}\n"
        f"    languages:\n{below}"
    )


def refused(road: Road, *argv: str, went: str = WENT) -> str:
    """Promote the good one beside others; what is said of those."""
    ran = road.run(*PROMOTE, *argv)
    assert (ran.code, ran.out) == (5, "")
    assert ran.err.endswith(went)
    assert ("[staging, production]" in (road.folder / FILE).read_text()) is bool(went)
    return ran.err.removesuffix(went)


def test_what_is_not_live_as_the_files_declare_it(road: Road) -> None:
    """Neither what is not there nor what somebody edited has proved itself."""
    declared = (GOOD, template("edited", "As it was.", only("staging")))
    project(road, *declared)
    applied(road)
    edited = template("edited", "As it is now.", only("staging"))
    project(road, GOOD, edited, template("unborn", "It is new.", only("staging")))
    assert refused(road, "--all") == (
        "error: edited: edited/en_US is live in staging, and not as the files declare "
        "it\n"
        "  hint: wa-sync plan -a staging shows what differs\n"
        "error: unborn: unborn/en_US is not live in staging\n"
        "  hint: wa-sync apply -a staging\n"
    )


def test_what_is_being_deleted(road: Road) -> None:
    """It is shown for a while, and it is no longer there."""
    project(road, GOOD)
    applied(road)
    project(road, GOOD, template("leaving", "It is leaving.", only("staging")))
    leaving = {
        "name": "leaving",
        "language": "en_US",
        "category": "UTILITY",
        "status": "PENDING_DELETION",
        "components": [{"type": "BODY", "text": "It is leaving."}],
    }
    road.write("live.json", json.dumps([leaving]))
    road.sandbox("seed", "--waba", STAGING, "live.json")
    assert refused(road, "--all") == (
        "error: leaving: leaving/en_US is not live in staging\n"
        "  hint: wa-sync apply -a staging\n"
    )


def test_what_is_not_approved(road: Road) -> None:
    """One language that is not is enough; --unapproved takes it all the same."""
    project(road, GOOD, languages("two", "staging", "en_US", "de"))
    applied(road)
    road.sandbox("pause", "--waba", STAGING, "two/de")
    assert refused(road, "good", "two") == (
        "error: two: two/de is PAUSED in staging, not APPROVED\n"
        "  hint: wait for Meta's review, or say --unapproved\n"
    )
    road.ok(*PROMOTE, "two", "--unapproved")


def test_names_of_nothing(road: Road) -> None:
    """A typo, what only the other account has, and what is live and not declared."""
    stray = template("stray", "Somebody made it.", only("staging"))
    theirs = template("theirs", "Not ours.", only("production"))
    project(road, GOOD, stray, theirs)
    applied(road)
    project(road, GOOD, theirs)
    assert refused(road, "goood", "theirs", "stray", "good") == (
        "error: goood: no template of that name is declared for staging\n"
        "  hint: did you mean 'good'?\n"
        "error: theirs: no template of that name is declared for staging\n"
        "  hint: wa-sync plan -a staging\n"
        "error: stray: it is live in staging, and no file declares it for staging\n"
        "  hint: wa-sync import -a staging stray\n"
    )


def test_a_part_of_an_entry(road: Road) -> None:
    """Languages that are written together go together."""
    project(road, GOOD, languages("two", "staging", "en_US", "de"))
    applied(road)
    assert refused(road, "good", "two/de") == (
        "error: two: its entry declares two/en_US as well, and goes as a whole\n"
        "  hint: say two, or write that language as an entry of its own\n"
    )


MISFITS = [
    (
        [languages("two", "staging", "en_US", "de")],
        [languages("two", "production", "en_US")],
        "languages: de, en_US",
        "languages: en_US",
    ),
    (
        [languages("two", "staging", "en_US", "de")],
        [
            languages("two", "production", "en_US"),
            languages("two", "production", "de", "it"),
        ],
        "languages: de, en_US",
        "languages: en_US and languages: de, it",
    ),
    (
        [template("two", "It is one.", only("staging"))],
        [languages("two", "production", "en_US")],
        "language: en_US",
        "languages: en_US",
    ),
]


@pytest.mark.parametrize(("mine", "theirs", "has", "had"), MISFITS)
def test_entries_that_do_not_fit_together(
    road: Road, mine: list[str], theirs: list[str], has: str, had: str
) -> None:
    """Other languages, several entries, or another form: nobody guesses."""
    project(road, GOOD, *mine, *theirs)
    applied(road)
    assert refused(road, "--all") == (
        f"error: two: its entry declares {has}, and production has {had}\n"
        "  hint: write the entries for production with the same languages, in the same "
        "form\n"
    )


def test_a_value_that_stands_elsewhere(road: Road) -> None:
    """An alias cannot be changed alone."""
    whom = "accounts: *some"
    project(
        road,
        template("first", "It is first.", "accounts: &some [staging]"),
        template("second", "It is second.", whom),
    )
    applied(road)
    ran = road.run(*PROMOTE, "first", "second")
    said = "cannot be changed alone"
    hint = "  hint: an alias or << repeats it: write it out there, and try again\n"
    assert (ran.code, ran.err) == (
        5,
        (
            f"error: first: {FILE}: /message_templates/0 {said}\n{hint}"
            f"error: second: {FILE}: /message_templates/1 {said}\n{hint}"
            "Nothing to promote.\n"
        ),
    )


USAGE = [
    ((), "say which: NAMEs, or --all", "wa-sync promote --all …"),
    (("good", "--all"), "say which: NAMEs, or --all", "wa-sync promote --all …"),
    (
        ("good", "-a", "staging"),
        "-a chooses nothing here: --from and --to name both accounts",
        "leave out --account and WA_SYNC_ACCOUNT",
    ),
    (
        ("--all", "--only", "sale"),
        "--only 'sale' names nothing that is declared or live",
        "globs fit names, keys (name/language) and whole addresses",
    ),
    (
        ("good", "--to", "staging"),
        "'staging' is named twice, and two accounts are meant",
        "name another account for one of the two",
    ),
]


@pytest.mark.parametrize(("argv", "error", "hint"), USAGE)
def test_wrong_usage(road: Road, argv: tuple[str, ...], error: str, hint: str) -> None:
    """Nothing is written where it is not clear what is meant."""
    project(road, GOOD)
    ran = road.run(*PROMOTE, *argv)
    assert (ran.code, ran.out, ran.err) == (64, "", f"error: {error}\n  hint: {hint}\n")


def test_an_account_that_cannot_be_read(road: Road) -> None:
    """Then nobody knows what has proved itself, and nothing is written."""
    project(road, GOOD)
    applied(road)
    road.sandbox("faults", "refuse", f"path={STAGING}/*", "code=190", "times=9")
    before = (road.folder / FILE).read_text()
    assert road.run(*PROMOTE, "good").code == 77
    assert (road.folder / FILE).read_text() == before

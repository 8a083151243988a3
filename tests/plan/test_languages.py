"""Which name has which languages."""

from __future__ import annotations

from dataclasses import replace

from support.changes import account, create, delete, update
from support.plans import nothing
from support.sides import declared, spec
from support.specs import template

from wa_sync.model.change import (
    Blocked,
    Cause,
    Change,
    LanguageGap,
    Note,
    Plan,
    UnmanagedObject,
)
from wa_sync.model.resource import Address, Declared
from wa_sync.plan.languages import Matrix, Row, Standing, gaps, matrices


def files(*keys: str) -> list[Declared]:
    """What the files declare."""
    return [declared(spec(key)) for key in keys]


def test_each_state_is_told() -> None:
    """Every language of every name stands somewhere, in the order of their names."""
    old, new = spec("b/en", "Old."), spec("b/en", "New.")
    blocked = Blocked(rule="r", reason="", way_out="")
    note = Note(account="demo", address=template("c/de"), cause=Cause.DRIFT, message="")
    plan = replace(
        nothing(),
        accounts=(account(),),
        changes=(
            create(template("b/de"), new, line=1),
            update(template("b/en"), old, new, line=1),
            delete(template("a/fr"), old, line=1),
            update(template("c/en"), old, new, line=1, blocked=blocked),
        ),
        drift=(note, replace(note, address=template("a/en"), cause=Cause.ALREADY_LIVE)),
        unmanaged=(UnmanagedObject("demo", template("x/pt"), None, "1"),),
    )
    found = matrices(plan, files("a/de", "a/en", "b/de", "b/en", "c/de", "c/en"))
    assert found == (
        Matrix(
            account="demo",
            kind="message_template",
            languages=("de", "en", "fr", "pt"),
            usual=frozenset({"de", "en"}),
            rows=(
                Row(
                    "a",
                    {
                        "de": Standing.IN_SYNC,
                        "en": Standing.IN_SYNC,
                        "fr": Standing.DELETE,
                    },
                ),
                Row("b", {"de": Standing.CREATE, "en": Standing.UPDATE}),
                Row("c", {"de": Standing.DRIFT, "en": Standing.BLOCKED}),
                Row(
                    "x",
                    {
                        "pt": Standing.UNMANAGED,
                        "de": Standing.MISSED,
                        "en": Standing.MISSED,
                    },
                ),
            ),
        ),
    )


def test_half_of_the_names_make_no_language_usual() -> None:
    """Only where more than half have it, the others miss it."""
    plan = replace(nothing(), accounts=(account(),))
    (found,) = matrices(plan, files("a/de", "a/en", "b/de"))
    assert found.usual == {"de"}
    assert found.rows[1] == Row("b", {"de": Standing.IN_SYNC})


def test_what_has_no_languages_has_no_matrix() -> None:
    """A business profile is in one language, whatever that is."""
    plan = replace(nothing(), accounts=(account(),))
    profile = replace(
        declared(spec("a/de")), address=Address("business_profile", "106540352242922")
    )
    assert matrices(plan, [profile]) == ()


def test_accounts_are_shown_apart() -> None:
    """What another account declares is no business of this plan."""
    plan = replace(nothing(), accounts=(account(), account("shop")))
    here, there, elsewhere = files("a/de", "a/en", "a/fr")
    found = matrices(
        plan,
        [
            replace(there, account="shop"),
            here,
            replace(elsewhere, account="not planned"),
        ],
    )
    assert [(one.account, one.languages) for one in found] == [
        ("demo", ("de",)),
        ("shop", ("en",)),
    ]


OLD, NEW = spec("a/de", "Old."), spec("a/de", "New.")


def changed(*changes: Change) -> Plan:
    """A plan of one account."""
    return replace(nothing(), accounts=(account(),), changes=changes)


def gap(name: str, *languages: str, removed: tuple[str, ...] = ()) -> LanguageGap:
    """What one template of the account lacks."""
    return LanguageGap(
        account="demo",
        kind="message_template",
        name=name,
        languages=languages,
        removed=removed,
    )


def test_a_name_that_is_changed_says_what_it_lacks() -> None:
    """What most of the names have, and only where something is done to it."""
    there = files("a/de", "b/de", "b/en", "b/fr", "c/de", "c/en", "d/de", "e/en")
    plan = changed(
        update(template("a/de"), OLD, NEW, line=1),
        update(template("b/de"), OLD, NEW, line=1),
        create(template("e/en"), NEW, line=1),
    )
    assert gaps(plan, there) == (gap("a", "en"), gap("e", "de"))
    assert gaps(changed(), there) == ()


def test_a_language_that_goes_is_missed_where_others_keep_it() -> None:
    """One that the account gives up is missed nowhere, nor is what goes as a whole."""
    there = files("a/de", "b/de", "c/de", "d/de", "d/en")
    one = delete(template("a/en"), OLD, line=1)
    all_ = (one, *(delete(template(f"{n}/en"), OLD, line=1) for n in "bcd"))
    assert gaps(changed(one), there) == ()
    more = [*there, *files("b/en", "c/en")]
    assert gaps(changed(one), more) == (gap("a", "en", removed=("en",)),)
    assert gaps(changed(*all_), there[:4]) == ()
    whole = delete(template("x/en"), OLD, line=1)
    assert gaps(changed(whole), more) == ()


def test_two_names_that_part_are_told() -> None:
    """Where both had a language and one loses it, the other is the standard."""
    one = delete(template("a/en"), OLD, line=1)
    found = gaps(changed(one), files("a/de", "b/de", "b/en"))
    assert found == (gap("a", "en", removed=("en",)),)

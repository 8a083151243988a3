"""What the documents declare for which account, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.desiring import HEAD, declared, desired, entry, said


if TYPE_CHECKING:
    from pathlib import Path


class TestAccounts:
    """Whom an entry is meant for."""

    def test_globs_choose_accounts(self, tmp_path: Path) -> None:
        """An entry goes to each account that one of its globs names, once."""
        found = desired(tmp_path, HEAD + entry(accounts="shop-*, '*-es'"))
        assert said(found) == []
        assert declared(found) == [
            ("shop-de", "message_template.order_update/en_US"),
            ("shop-es", "message_template.order_update/en_US"),
        ]

    def test_without_globs_every_chosen_account_is_meant(self, tmp_path: Path) -> None:
        """What -a leaves out is not declared for."""
        everywhere = entry().replace("    accounts: [bank]\n", "")
        found = desired(tmp_path, HEAD + everywhere, "bank", "shop-de")
        assert said(found) == []
        assert [account for account, _ in declared(found)] == ["shop-de", "bank"]

    def test_a_glob_that_names_nobody_declares_nothing(self, tmp_path: Path) -> None:
        """An entry for an account that is not among the chosen ones is left out."""
        found = desired(tmp_path, HEAD + entry(accounts="shop-*"), "bank")
        assert (said(found), declared(found)) == ([], [])

    def test_variables_are_the_accounts_own(self, tmp_path: Path) -> None:
        """What is missing for one account is an error for that account only."""
        text = "${var:greeting} to our shop, dear friend."
        found = desired(tmp_path, HEAD + entry(accounts="bank, shop-es", text=text))
        ((rule, severity, line, *_),) = said(found)
        assert (rule, severity, line) == ("var_missing", "error", 8)
        (one,) = found.declared
        assert one.account == "bank"
        assert one.entry["components"] == [
            {"type": "BODY", "text": "Welcome to our shop, dear friend."}
        ]

    def test_tombstones_are_meant_for_accounts(self, tmp_path: Path) -> None:
        """A tombstone with accounts: is none for the others."""
        content = (
            HEAD
            + entry()
            + "removed:\n"
            + "  - message_template: a/en_US\n"
            + "  - {message_template: b/en_US, accounts: [shop-*]}\n"
        )
        found = desired(tmp_path, content)
        assert said(found) == []
        assert [
            (one.account, str(one.address), one.origin.span().line)
            for one in found.tombstones
        ] == [
            ("shop-de", "message_template.a/en_US", 10),
            ("shop-es", "message_template.a/en_US", 10),
            ("bank", "message_template.a/en_US", 10),
            ("shop-de", "message_template.b/en_US", 11),
            ("shop-es", "message_template.b/en_US", 11),
        ]


LANGUAGES = """\
version: 1
message_templates:
  - name: order_update
    category: UTILITY
    accounts: [bank]
    languages:
      en_US:
        components:
          - {type: BODY, text: "Hi {{1}}"}
      de:
        components:
          - {type: BODY, text: "Ihr Paket ist unterwegs."}
"""


def test_a_language_stands_where_its_code_is(tmp_path: Path) -> None:
    """A variant's place is its language code, shared fields stay in the entry."""
    found = desired(tmp_path, LANGUAGES)
    english, german = found.declared
    places = [
        (span.line, span.column)
        for one in (english, german)
        for span in (
            one.origin.span(),
            one.origin.span(("language",)),
            one.origin.span(("name",)),
            one.origin.span(("components", 0, "text")),
        )
    ]
    assert places == [
        *((7, 7), (7, 7), (3, 11), (9, 32)),
        *((10, 7), (10, 7), (3, 11), (12, 32)),
    ]


class TestAllow:
    """A rule that live breaks already."""

    # a variable at the end of a text, and no example for it
    BROKEN = entry(text="Your parcel arrives on {{1}}")

    def test_a_rule_that_is_allowed_warns(self, tmp_path: Path) -> None:
        """Allowing takes the one rule, not the others, and keeps it in sight."""
        strict = desired(tmp_path, HEAD + self.BROKEN)
        errors = {rule: severity for rule, severity, *_ in said(strict)}
        assert errors == {"variable_at_end": "error", "example_missing": "error"}
        assert strict.declared[0].findings == ()
        mild = desired(tmp_path, HEAD + self.BROKEN + "    allow: [variable_at_end]\n")
        assert {rule: severity for rule, severity, *_ in said(mild)} == {
            "variable_at_end": "warning",
            "example_missing": "error",
        }
        (one,) = mild.declared
        assert one.allow == {"variable_at_end"}
        assert [finding.rule for finding in one.findings] == ["variable_at_end"]
        assert "allow" not in one.entry

    @pytest.mark.parametrize(
        ("word", "hint"),
        [
            ("body_to_long", "did you mean 'body_too_long'?"),
            ("xyz", "the id of a rule stands in brackets in what validate prints"),
        ],
    )
    def test_an_unknown_rule_is_an_error(
        self, tmp_path: Path, word: str, hint: str
    ) -> None:
        """It is said once, however many accounts the entry is meant for."""
        allowing = entry(accounts="'*'") + f"    allow: [body_too_long, {word}]\n"
        found = desired(tmp_path, HEAD + allowing)
        message = f"there is no rule named {word!r}"
        assert said(found) == [("unknown_rule", "error", 9, 28, message, hint)]


def test_a_profile_needs_a_number(tmp_path: Path) -> None:
    """An account without one, and a profile that names none, is an error."""
    content = "version: 1\nbusiness_profile:\n  about: Open daily\n"
    found = desired(tmp_path, content, "shop-*")
    assert declared(found) == [("shop-de", "business_profile.2000000001")]
    assert said(found) == [
        (
            "missing_id",
            "error",
            3,
            3,
            "account 'shop-es' does not say which profile this is",
            "give the account a phone_number_id, or write one here",
        )
    ]


MEDIA = """\
version: 1
message_templates:
  - name: offer
    language: en_US
    category: MARKETING
    accounts: [bank]
    components:
      - {type: HEADER, format: IMAGE, asset: media/there.png}
      - {type: BODY, text: Everything must go this week.}
  - name: lost
    language: en_US
    category: MARKETING
    accounts: [bank]
    components:
      - {type: HEADER, format: IMAGE, asset: media/lost.png}
      - {type: BODY, text: The last ones go on Sunday.}
"""


def test_samples_are_looked_at_and_missing_ones_are_errors(tmp_path: Path) -> None:
    """What is there goes along with its place; what is not is marked where it is."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "there.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 40)
    found = desired(tmp_path, MEDIA)
    ((rule, severity, line, column, *_),) = said(found)
    assert (rule, severity, line, column) == ("asset_missing", "error", 15, 46)
    there, lost = found.declared
    assert [(at, one.path, one.size) for at, one in there.assets.items()] == [
        (("components", 0, "example", "header_handle"), "media/there.png", 48)
    ]
    assert lost.assets == {}


def test_rules_over_all_languages_are_judged_by_account(tmp_path: Path) -> None:
    """Two categories of one name clash within an account, and nowhere else."""
    german = entry(language="de").replace("UTILITY", "MARKETING")
    clash = desired(tmp_path, HEAD + entry() + german)
    assert {(rule, line) for rule, _, line, *_ in said(clash)} == {
        ("category_differs", 11)
    }
    elsewhere = german.replace("bank", "shop-es")
    assert said(desired(tmp_path, HEAD + entry() + elsewhere)) == []

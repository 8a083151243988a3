"""What the documents declare for which account, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wa_sync.desired import Desired
from wa_sync.workflow.load import Inputs, load


if TYPE_CHECKING:
    from pathlib import Path

ACCOUNTS = """\
version: 1
accounts:
  shop-de: {waba_id: "1000000001", phone_number_id: "2000000001"}
  shop-es: {waba_id: "1000000002"}
  bank:
    waba_id: "1000000003"
    manage: {include: ["*"], exclude: [hello_world]}
    vars: {greeting: Welcome}
"""
HEAD = "version: 1\nmessage_templates:\n"
ENTRY = """\
  - name: {name}
    language: {language}
    category: UTILITY
    accounts: [{accounts}]
    components:
      - {{type: BODY, text: "{text}"}}
"""


def entry(
    name: str = "order_update",
    *,
    language: str = "en_US",
    accounts: str = "bank",
    text: str = "Your parcel is on its way.",
) -> str:
    """One template, as a file has it."""
    return ENTRY.format(name=name, language=language, accounts=accounts, text=text)


def desired(
    folder: Path, content: str, *chosen: str, accounts: str = ACCOUNTS
) -> Desired:
    """Read a project with this one file beside the accounts."""
    (folder / "wa-sync.yaml").write_text(accounts, encoding="utf-8")
    (folder / "all.yaml").write_text(content, encoding="utf-8")
    inputs = Inputs(
        cwd=folder, accounts=chosen, env=lambda _: None, stdin=lambda _: b""
    )
    loaded = load(inputs)
    assert loaded.diagnostics == loaded.desired.diagnostics
    return loaded.desired


def said(found: Desired) -> list[tuple[str, str, int, int, str, str | None]]:
    """Every diagnostic: its rule, its weight, line, column, message and hint."""
    rows = []
    for one in found.diagnostics:
        assert one.span is not None
        finding, span = one.finding, one.span
        rows.append(
            (
                finding.rule,
                finding.severity.value,
                span.line,
                span.column,
                finding.message,
                finding.hint,
            )
        )
    return rows


def declared(found: Desired) -> list[tuple[str, str]]:
    """Every declaration, by its account and its address."""
    return [(one.account, str(one.address)) for one in found.declared]


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


def test_declared_twice_shows_both_places(tmp_path: Path) -> None:
    """The second place is marked, the first one named; other accounts are no clash."""
    content = HEAD + entry() + entry(accounts="shop-es") + entry(accounts="'*'")
    assert said(desired(tmp_path, content)) == [
        (
            "declared_twice",
            "error",
            line,
            5,
            "message_template.order_update/en_US is declared twice",
            f"the other place is all.yaml:{other}; keep one",
        )
        for line, other in ((15, 9), (15, 3))
    ]


def test_declared_and_removed_is_a_contradiction(tmp_path: Path) -> None:
    """Only where both are about the same account."""
    both = entry() + entry("other", accounts="shop-es")
    tombs = (
        "removed:\n"
        "  - message_template: order_update/en_US\n"
        "  - {message_template: other/en_US, accounts: [bank]}\n"
    )
    found = desired(tmp_path, HEAD + both + tombs)
    assert said(found) == [
        (
            "declared_and_removed",
            "error",
            3,
            5,
            f"{found.declared[0].address} is declared here and removed elsewhere",
            "removed: names it at all.yaml:16; keep one",
        )
    ]


UPDATE = "message_template.order_update/en_US"
ONE_WABA = """\
version: 1
accounts:
  a: {waba_id: "1000000001", vars: {end: way}}
  b: {waba_id: "1000000001", vars: {end: way}, phone_number_id: "2000000001"}
  c: {waba_id: "1000000002", vars: {end: door}}
"""


@pytest.mark.parametrize("chosen", [(), ("a",), ("b",)])
def test_what_one_name_of_an_account_declares_none_removes(
    tmp_path: Path, chosen: tuple[str, ...]
) -> None:
    """Whichever name a run is for: the tombstone would delete what the other has."""
    tomb = "removed:\n  - {message_template: order_update/en_US, accounts: [a]}\n"
    content = HEAD + entry(accounts="b") + tomb
    assert said(desired(tmp_path, content, *chosen, accounts=ONE_WABA)) == [
        (
            "declared_and_removed",
            "error",
            3,
            5,
            f"{UPDATE} is declared here and removed elsewhere",
            "removed: names it at all.yaml:10; keep one",
        )
    ]
    assert said(desired(tmp_path, content, "c", accounts=ONE_WABA)) == []


@pytest.mark.parametrize("chosen", [(), ("a",), ("b",)])
def test_two_names_of_an_account_declare_the_same(
    tmp_path: Path, chosen: tuple[str, ...]
) -> None:
    """Else each run would take back what the one for the other name did."""
    other = entry(accounts="b", text="Your order has left our house.")
    content = HEAD + entry(accounts="a") + other + entry(accounts="c", text="Hello.")
    [(rule, severity, line, column, message, hint)] = said(
        desired(tmp_path, content, *chosen, accounts=ONE_WABA)
    )
    assert (rule, severity, column) == ("declared_differently", "error", 5)
    first, second = ("'a'", "'b'") if chosen != ("b",) else ("'b'", "'a'")
    assert message == (
        f"{UPDATE} is declared differently for {first} and {second}, "
        "which are one account to Meta: 1000000001"
    )
    places = {line, int(str(hint).partition("all.yaml:")[2].partition(";")[0])}
    assert places == {3, 9}


@pytest.mark.parametrize(("end", "agree"), [("way", True), ("street", False)])
def test_variables_may_make_names_differ(
    tmp_path: Path, end: str, *, agree: bool
) -> None:
    """One entry for both names is the same twice, until their variables part them."""
    accounts = ONE_WABA.replace("way}, phone", f"{end}}}, phone")
    content = HEAD + entry(accounts="'*'", text="Your parcel is on its ${var:end}.")
    found = said(desired(tmp_path, content, accounts=accounts))
    assert [rule for rule, *_ in found] == ([] if agree else ["declared_differently"])


def test_two_names_of_an_account_send_the_same_samples(tmp_path: Path) -> None:
    """A header that differs only in the bytes of its sample flips as well."""
    for name, size in (("one", 1), ("two", 2)):
        (tmp_path / f"{name}.png").write_bytes(b"\x89PNG\r\n\x1a\n" * size)
    shown = "    - {{type: HEADER, format: IMAGE, asset: {}.png}}\n"
    both = "".join(
        entry(accounts=account) + "  " + shown.format(asset)
        for account, asset in (("a", "one"), ("b", "two"))
    )
    found = said(desired(tmp_path, HEAD + both, accounts=ONE_WABA))
    assert [rule for rule, *_ in found] == ["declared_differently"]


@pytest.mark.parametrize(
    ("glob", "fits"),
    [
        *((glob, True) for glob in ("*", "otp_*", "otp_login", "otp_login/en_US")),
        *((glob, True) for glob in ("*_US", "otp?en_US", "*/*", "[a-z]*", "Otp_[x]")),
        *((glob, True) for glob in ("message_template.otp_*", "*.otp_login/de")),
        *((glob, False) for glob in ("Otp_*", "otp-*", "otp_login/", "/de")),
        *((glob, False) for glob in ("template.otp_*", "otp_*.", "a/b/c", "a b")),
        *((glob, False) for glob in ("a.b.c", "Otp_*/de", "business_profile.*")),
    ],
)
def test_a_glob_that_can_fit_nothing_is_an_error(
    tmp_path: Path, glob: str, *, fits: bool
) -> None:
    """What it is to protect or to leave alone would not be, and nobody would know."""
    message = f"{glob!r} can fit no name and no address"
    for place in ("protect: ['{}']", "manage: {{exclude: [x, '{}']}}"):
        given = "c: {waba_id: '1000000002', " + place.format(glob) + ", "
        accounts = ONE_WABA.replace('c: {waba_id: "1000000002", ', given)
        content = HEAD + entry("another", accounts="b")
        found = said(desired(tmp_path, content, accounts=accounts))
        expected = [] if fits else [("glob_fits_nothing", message)]
        assert [(rule, text) for rule, _, _, _, text, _ in found] == expected


def test_include_is_judged_as_well(tmp_path: Path) -> None:
    """An account that manages nothing is likely a slip."""
    accounts = ONE_WABA.replace("c: {", "c: {manage: {include: [Order_*]}, ")
    found = said(desired(tmp_path, HEAD + entry(accounts="b"), accounts=accounts))
    assert [(rule, line, column) for rule, _, line, column, *_ in found] == [
        ("glob_fits_nothing", 5, 26)
    ]


def test_what_is_outside_manage_cannot_be_declared_or_removed(tmp_path: Path) -> None:
    """Invisible objects are neither written nor deleted."""
    content = (
        HEAD + entry("hello_world") + "removed:\n  - message_template: hello_world/de\n"
    )
    message = "'hello_world' is outside what account 'bank' manages"
    hint = "widen manage: of the account, or declare it elsewhere"
    found = desired(tmp_path, content)
    assert [row for row in said(found) if row[0] == "outside_manage"] == [
        ("outside_manage", "error", 3, 11, message, hint),
        ("outside_manage", "error", 10, 5, message, hint),
    ]


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

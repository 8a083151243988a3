"""What two declarations, names or lists may not say at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.desiring import HEAD, desired, entry, said


if TYPE_CHECKING:
    from pathlib import Path


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


ONE_NUMBER = """\
version: 1
accounts:
  a: {waba_id: "1000000001", phone_number_id: "2000000001"}
  b: {phone_number_id: "2000000001"}
  c: {waba_id: "1000000002"}
"""
PROFILES = """\
version: 1
business_profile: {about: One, accounts: [a]}
---
version: 1
business_profile: {about: OTHER, phone_number_id: "2000000001", accounts: [b, c]}
"""


@pytest.mark.parametrize("chosen", [(), ("a",), ("b",)])
def test_all_accounts_say_the_same_of_one_number(
    tmp_path: Path, chosen: tuple[str, ...]
) -> None:
    """Its profile is one, whatever WABA the accounts name, or none."""
    found = desired(tmp_path, PROFILES, *chosen, accounts=ONE_NUMBER)
    first, second = ("'a'", "'b'") if chosen != ("b",) else ("'b'", "'a'")
    told = [(rule, message) for rule, _, _, _, message, _ in said(found)]
    assert told[0] == (
        "declared_differently",
        (
            "business_profile.2000000001 is declared differently for "
            f"{first} and {second}, which share it"
        ),
    )
    same = PROFILES.replace("OTHER", "One")
    assert said(desired(tmp_path, same, *chosen, accounts=ONE_NUMBER)) == []


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
        *((glob, True) for glob in ("*_US", "otp?en_US", "*/*", "[a-z]*", "otp_[!x]")),
        *((glob, True) for glob in ("message_template.otp_*", "*.otp_login/de")),
        *((glob, True) for glob in ("a[/]de", "*[.]a/de", "a/en_[A-Z]*", "a/[!a-z]n")),
        *((glob, False) for glob in ("Otp_*", "otp-*", "otp_login/", "/de")),
        *((glob, False) for glob in ("template.otp_*", "otp_*.", "a/b/c", "a b")),
        *((glob, False) for glob in ("a.b.c", "Otp_*/de", "business_profile.*")),
        *(
            (glob, False)
            for glob in ("Otp_[x]", "[A-Z]*", "[-]a", "a[", "a/[@]", "[]]")
        ),
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

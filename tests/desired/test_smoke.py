"""smoke_tests: what they come to, in which account, and what is left open."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.smoking import ACCOUNTS, ENV, LISTED, ORDER, only, smoking, told

from wa_sync.messages.given import Given
from wa_sync.messages.location import Location
from wa_sync.messages.media import Media
from wa_sync.messages.ways import FILE


TWO = """\
version: 1
accounts:
  shop: {waba_id: "1000000001", smoke_recipients: ["15550100100"]}
  bank: {waba_id: "1000000002", smoke_recipients: ["15550100101"]}
"""


def test_values_are_passed_as_they_are_written(tmp_path: Path) -> None:
    """A list counts, names and positions name; nothing is taken for a number."""
    values = "parameters: {body: [0123, 12:30], buttons: {0: B-7}}"
    test = only(smoking(tmp_path, f"{ORDER}, {values}}}", env=ENV))
    assert (test.account, test.name, test.language) == (
        "shop",
        "order_update/en_US",
        "en_US",
    )
    assert (test.to, test.expect) == ("15550100100", None)
    assert test.given == Given(
        body={"1": "0123", "2": "12:30"}, buttons={"0": "B-7"}, way=FILE
    )
    by_name = "name: A, parameters: {body: {code: 12, 1: no}, header: {text: [1]}}"
    test = smoking(tmp_path, f"{ORDER}, {by_name}}}").smoke_tests[0]
    assert (test.name, test.given) == (
        "A",
        Given(body={"code": "12", "1": "no"}, header={"1": "1"}, way=FILE),
    )


@pytest.mark.parametrize(
    ("header", "medium"),
    [
        ("image: {link: https://a.example/a.png}", Media(type="image", link="")),
        ('image: {id: "123"}', Media(type="image", id="123")),
        (
            "document: {id: '1', filename: a.pdf}",
            Media(type="document", id="1", file_name="a.pdf"),
        ),
        (
            "location: {latitude: 1.5, longitude: 2, name: A, address: B}",
            Location(latitude=1.5, longitude=2.0, name="A", address="B"),
        ),
        (
            'location: {latitude: "${env:SMOKE_OTHER}", longitude: 2}',
            Location(latitude=0.0, longitude=2.0),
        ),
    ],
)
def test_a_header_shows_one_thing(
    tmp_path: Path, header: str, medium: Media | Location
) -> None:
    """By a link, by the id of an upload, or by its degrees."""
    entry = f"{{template: opening, language: de, parameters: {{header: {{{header}}}}}}}"
    given = smoking(tmp_path, entry).smoke_tests[0].given
    if isinstance(medium, Media) and medium.link is not None:
        medium = Media(type="image", link="https://a.example/a.png")
    assert given == Given(medium=medium, way=FILE)


def test_nobody_else_looks_into_the_environment(tmp_path: Path) -> None:
    """What only variables say is taken to be right, until smoke is run."""
    values = "{body: ['${env:SMOKE_OTHER}', b], buttons: {0: b}}"
    entry = f"{ORDER}, to: {LISTED}, parameters: {values}}}"
    test = only(smoking(tmp_path, entry))
    assert test.to == ""
    loaded = smoking(tmp_path, entry, env={})
    assert [row[:3] for row in told(loaded)] == [
        (
            "env_missing",
            "wa-sync: " + LISTED,
            "the environment variable SMOKE_RECIPIENT is not set",
        ),
        (
            "env_missing",
            "smoke: " + LISTED,
            "the environment variable SMOKE_RECIPIENT is not set",
        ),
        (
            "env_missing",
            "smoke: '${env:SMOKE_OTHER}'",
            "the environment variable SMOKE_OTHER is not set",
        ),
    ]
    unknown = "{template: '${env:SMOKE_OTHER}', language: en_US}"
    assert told(smoking(tmp_path, unknown)) == []


def test_a_link_that_a_variable_gives_is_not_judged(tmp_path: Path) -> None:
    """Nobody knows yet what it will be."""
    header = "header: {image: {link: '${env:SMOKE_OTHER}'}}"
    entry = f"{{template: opening, language: de, parameters: {{{header}}}}}"
    assert told(smoking(tmp_path, entry)) == []


def test_a_test_belongs_to_the_accounts_that_have_its_template(tmp_path: Path) -> None:
    """One that names others is a mistake; without names it is simply not theirs."""
    (tmp_path / "only.yaml").write_text(
        "version: 1\nmessage_templates:\n  - name: ours\n    language: en_US\n"
        "    category: UTILITY\n    accounts: [bank]\n"
        "    components: [{type: BODY, text: Your card is ready.}]\n",
        encoding="utf-8",
    )
    ours = "{template: ours, language: en_US"
    loaded = smoking(tmp_path, f"{ours}}}", accounts=TWO)
    assert told(loaded) == []
    assert [(one.account, one.to) for one in loaded.smoke_tests] == [
        ("bank", "15550100101")
    ]
    assert told(smoking(tmp_path, f"{ours}, accounts: [shop, x]}}", accounts=TWO)) == [
        (
            "unknown_account",
            "smoke: x",
            "no account is named 'x'",
            "there are: shop, bank",
        ),
        (
            "smoke_template_elsewhere",
            "smoke: [shop, x",
            "message_template.ours/en_US is not declared for account shop",
            "name only accounts that have it, or leave accounts: out",
        ),
    ]
    assert (
        smoking(tmp_path, f"{ours}}}", accounts=TWO, chosen=("shop",)).smoke_tests == ()
    )


def test_where_templates_are_in_doubt_no_name_is_unknown(tmp_path: Path) -> None:
    """A template that is broken, or named by a variable, may be the one."""
    (tmp_path / "broken.yaml").write_text(
        "version: 1\nmessage_templates: [{name: xyz, colour: red}]\n", encoding="utf-8"
    )
    entry = "{template: abc, language: de}"
    rules = [row[0] for row in told(smoking(tmp_path, entry))]
    assert rules == ["missing_key", "missing_key", "unknown_key", "components_missing"]
    (tmp_path / "broken.yaml").write_bytes(b"version: 1\nmessage_templates: [\n")
    [unread] = smoking(tmp_path, entry).diagnostics
    assert unread.finding.rule == "yaml_syntax"
    (tmp_path / "broken.yaml").write_text(
        "version: 1\nmessage_templates:\n  - name: '${var:name}'\n    language: de\n"
        "    category: UTILITY\n    components: [{type: BODY, text: Guten Tag.}]\n",
        encoding="utf-8",
    )
    accounts = f"{ACCOUNTS}    vars: {{name: abc}}\n"
    for name in ("abc", "${var:name}"):
        entry = f"{{template: '{name}', language: de}}"
        assert only(smoking(tmp_path, entry, accounts=accounts)).name == "abc/de"


def test_what_metas_library_takes_only_live_can_tell(tmp_path: Path) -> None:
    """So nothing is said of parameters."""
    (tmp_path / "library.yaml").write_text(
        "version: 1\nmessage_templates:\n  - name: fraud\n    language: en_US\n"
        "    category: UTILITY\n    library_template_name: fraud_alert_1\n",
        encoding="utf-8",
    )
    entry = "{template: fraud, language: en_US, parameters: {body: [a, b, c]}}"
    assert only(smoking(tmp_path, entry)).name == "fraud/en_US"


def test_a_broken_test_is_told_by_its_shape_alone(tmp_path: Path) -> None:
    """What it would try nobody knows."""
    loaded = smoking(tmp_path, f"{ORDER}, parameters: {{}}, components: []}}")
    assert [row[0] for row in told(loaded)] == ["misplaced_key"]
    assert loaded.smoke_tests == ()

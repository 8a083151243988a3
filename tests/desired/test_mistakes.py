"""Wrong tombstones and accounts, and mistakes of several sorts told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wa_sync.workflow.load import Inputs, load


if TYPE_CHECKING:
    from pathlib import Path


Row = tuple[str, int, int, str, str | None]

ACCOUNTS = """\
version: 1
accounts:
  shop-de: {waba_id: "1000000001", phone_number_id: "2000000001"}
  bank: {waba_id: "1000000003"}
"""
BODY = "{type: BODY, text: Your parcel is on its way.}"


def said(folder: Path, content: str, *accounts: str, head: str = ACCOUNTS) -> list[Row]:
    """Read a project; return each diagnostic as rule, line, column, message, hint."""
    (folder / "wa-sync.yaml").write_text(head, encoding="utf-8")
    (folder / "all.yaml").write_text("version: 1\n" + content, encoding="utf-8")
    inputs = Inputs(
        cwd=folder, accounts=accounts, env=lambda _: None, stdin=lambda _: b""
    )
    rows = []
    for one in load(inputs).diagnostics:
        assert one.span is not None
        place = one.span.line, one.span.column
        rows.append((one.finding.rule, *place, one.finding.message, one.finding.hint))
    return rows


def template(name: str, **more: str) -> str:
    """One entry that is in order but for what is given."""
    fields = {"language": "en_US", "category": "UTILITY", "components": f"[{BODY}]"}
    lines = [f"    {key}: {value}\n" for key, value in (fields | more).items()]
    return f"  - name: {name}\n" + "".join(lines)


class TestTombstones:
    """What is to be deleted is named exactly."""

    @pytest.mark.parametrize(
        "key",
        ["promo_1", "promo_4/*", "promo_*/en_US", "/en", "a/", "a/b/c", "${var:a}/b"],
    )
    def test_each_names_one_language(self, tmp_path: Path, key: str) -> None:
        """Without a language, or with a glob, it is an error with the way out."""
        content = f'removed:\n  - message_template: "{key}"\n'
        message = f"{key!r} does not name one template in one language"
        hint = "say NAME/LANGUAGE; one delete is one language"
        assert said(tmp_path, content) == [("tombstone_unclear", 3, 23, message, hint)]

    def test_none_stands_twice(self, tmp_path: Path) -> None:
        """The second place is marked, the first one named; others are no clash."""
        content = (
            "removed:\n"
            "  - {message_template: a/en_US, accounts: [bank]}\n"
            "  - {message_template: a/en_US, accounts: [shop-de]}\n"
            "  - {message_template: a/en_US, accounts: [bank]}\n"
        )
        hint = "the other place is all.yaml:3; keep one"
        message = "message_template.a/en_US is removed twice"
        assert said(tmp_path, content) == [("removed_twice", 5, 5, message, hint)]


class TestUnknownAccounts:
    """Whom nobody is called."""

    CONTENT = (
        "removed:\n"
        "  - {message_template: a/en_US, accounts: [shup-de]}\n"
        "message_templates:\n"
        + template("a", accounts='["*", x]')
        + "business_profile: {about: Hi, accounts: [shop-*, bnak]}\n"
    )

    def test_a_glob_has_to_fit_an_account(self, tmp_path: Path) -> None:
        """It is said once, with what was probably meant, for whatever is written."""
        assert said(tmp_path, self.CONTENT) == [
            (
                "unknown_account",
                line,
                column,
                f"no account is named {name!r}",
                hint,
            )
            for line, column, name, hint in (
                (9, 21, "x", "there are: shop-de, bank"),
                (10, 50, "bnak", "did you mean 'bank'?"),
                (3, 44, "shup-de", "did you mean 'shop-de'?"),
            )
        ]

    def test_accounts_that_are_not_chosen_count(self, tmp_path: Path) -> None:
        """-a narrows a run, not what the files may name."""
        content = "message_templates:\n" + template("a", accounts="[bank]")
        assert said(tmp_path, content, "shop-de") == []

    def test_a_project_without_accounts_says_so(self, tmp_path: Path) -> None:
        """Where there is no account, no glob can fit one."""
        content = "message_templates:\n" + template("a", accounts="[bank]")
        hint = "the project declares no accounts: leave accounts: out here"
        message = "no account is named 'bank'"
        assert said(tmp_path, content, head="version: 1\n") == [
            ("unknown_account", 7, 16, message, hint)
        ]

    def test_a_file_that_cannot_be_read_may_hold_them(self, tmp_path: Path) -> None:
        """No account is called unknown while nobody knows which there are."""
        content = "message_templates:\n" + template("a", accounts="[bank]")
        rows = said(tmp_path, content, head="version: 1\naccounts: {\n")
        assert [row[0] for row in rows] == ["yaml_syntax"]


class TestAtOnce:
    """One sort of mistake does not hide the others."""

    LONG = f"[{{type: BODY, text: {'x' * 1100}}}]"

    def test_an_entry_hides_only_itself(self, tmp_path: Path) -> None:
        """Shape, accounts, variables and rules are told in one run."""
        content = (
            "message_templates:\n"
            + template("a", categry="UTILITY")
            + template("b", components=self.LONG)
            + template("c", language="${var:lang}", components=self.LONG)
            + "removed: [{message_template: [a]}, {message_template: b}]\n"
        )
        head = ACCOUNTS.replace("1000000003", "12x")
        assert [row[:2] for row in said(tmp_path, content, head=head)] == [
            ("wrong_form", 4),
            ("unknown_key", 7),
            ("wrong_type", 16),
            ("body_too_long", 11),
            ("var_missing", 13),
            ("body_too_long", 15),
            ("tombstone_unclear", 16),
        ]

    def test_a_variable_silences_its_own_part(self, tmp_path: Path) -> None:
        """What a text of unknown content breaks is not told; what others break is."""
        parts = (
            "[{type: BODY, text: '{{1}} ${var:x}'}, "
            f"{{type: FOOTER, text: {'y' * 61}}}]"
        )
        content = "message_templates:\n" + template("a", components=parts)
        assert [row[:2] for row in said(tmp_path, content, "bank")] == [
            ("var_missing", 6),
            ("footer_too_long", 6),
        ]

    def test_a_language_is_not_silenced_by_another(self, tmp_path: Path) -> None:
        """A variable that one language lacks says nothing about the other."""
        languages = (
            f"{{en: {{components: {self.LONG}}}, "
            "de: {components: [{type: BODY, text: '{{1}} ${var:x}'}]}}"
        )
        entry = f"  - name: a\n    category: UTILITY\n    languages: {languages}\n"
        rows = said(tmp_path, "message_templates:\n" + entry, "bank")
        assert [row[0] for row in rows] == ["var_missing", "body_too_long"]

    def test_fields_of_a_profile_are_strangers(self, tmp_path: Path) -> None:
        """A failed variable in one field leaves the other fields to be judged."""
        profile = f"business_profile: {{about: '${{var:x}}', email: {'e' * 140}}}\n"
        rows = said(tmp_path, profile, "shop-de")
        assert rows[0][0] == "var_missing"
        assert {row[0] for row in rows[1:]} == {
            "profile_email_invalid",
            "profile_email_too_long",
        }

    def test_a_broken_account_is_an_account(self, tmp_path: Path) -> None:
        """What depends on the broken key is not judged, all else is."""
        head = (
            "version: 1\naccounts:\n  bank:\n    phone_number_id: x\n"
            "    endpoint: metta\n    token_env: WHATSAPP_TOKEN\n"
        )
        content = "business_profile: {about: null}\n"
        assert [row[0] for row in said(tmp_path, content, head=head)] == [
            "wrong_form",
            "unknown_value",
            "profile_about_cleared",
        ]

    @pytest.mark.parametrize(
        ("account", "rule"),
        [
            ("endpont: meta, token_env: WHATSAPP_TOKEN, vars: {x: y}", "unknown_key"),
            ("phone_numbr_id: '2000000001', var: {x: y}", "unknown_key"),
            ("phone_number_id: x, vars: {x: [y]}", "wrong_form"),
        ],
    )
    def test_a_misspelt_key_of_an_account_is_one_mistake(
        self, tmp_path: Path, account: str, rule: str
    ) -> None:
        """Nothing is said to be missing that the key would have given."""
        head = f"version: 1\naccounts:\n  bank: {{waba_id: '1000000003', {account}}}\n"
        body = "[{type: BODY, text: 'Your parcel, ${var:x}, is on its way.'}]"
        content = "message_templates:\n" + template("a", components=body)
        if "phone" in account:
            content += "business_profile: {about: Hi}\n"
        rows = said(tmp_path, content, head=head)
        assert {row[0] for row in rows} <= {rule, "wrong_type", "unknown_key"}
        assert rule in {row[0] for row in rows}

    def test_a_misspelt_list_of_variables_allows_them(self, tmp_path: Path) -> None:
        """What the environment lacks is said, not that nothing may be taken from it."""
        head = "version: 1\naccounts: {bank: {waba_id: '1000000003', evn: [SHOP]}}\n"
        body = "[{type: BODY, text: '${env:SHOP}'}]"
        content = "message_templates:\n" + template("a", components=body)
        rules = [row[0] for row in said(tmp_path, content, head=head)]
        assert rules == ["unknown_key", "env_missing"]


def test_a_lost_sample_is_shown_where_it_is_written(tmp_path: Path) -> None:
    """The file's order counts, not Meta's, and the same path counts twice."""
    image = "{type: HEADER, format: IMAGE, asset: a.png}"
    parts = (
        f"[{BODY}, {{type: CAROUSEL, cards: ["
        f"{{components: [{{type: BODY, text: a.png}}, {image}]}},"
        f"{{components: [{image}, {{type: BODY, text: b}}]}}]}}]"
    )
    content = "message_templates:\n" + template("a", components=parts)
    rows = [row for row in said(tmp_path, content, "bank") if row[0] == "asset_missing"]
    line = f"    components: {parts}"
    first = line.index("asset: a.png") + len("asset: ") + 1
    second = line.rindex("asset: a.png") + len("asset: ") + 1
    hint = "a path begins at the project; this is a.png"
    assert rows == [
        ("asset_missing", 6, column, "there is no such file", hint)
        for column in (first, second)
    ]


class TestNothing:
    """A project that declares nothing at all."""

    def test_it_is_said(self, tmp_path: Path) -> None:
        """Accounts alone declare nothing; a file of comments is none at all."""
        hint = (
            "write business_profile or message_templates or removed, or mend include:"
        )
        (tmp_path / "wa-sync.yaml").write_text(ACCOUNTS, encoding="utf-8")
        inputs = Inputs(cwd=tmp_path, env=lambda _: None, stdin=lambda _: b"")
        (one,) = load(inputs).diagnostics
        assert (one.finding.rule, one.finding.severity.value, one.span) == (
            "nothing_declared",
            "warning",
            None,
        )
        assert (one.finding.message, one.finding.hint) == (
            "no file declares anything",
            hint,
        )
        assert load(inputs).valid

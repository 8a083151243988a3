"""What has not its shape is left out; all around it is judged, and nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wa_sync.workflow.load import Inputs, load


if TYPE_CHECKING:
    from pathlib import Path


Row = tuple[str, int, str | None]

FOOTER = "{type: FOOTER, text: 'Thanks {{1}}'}"
BODY = "{type: BODY, text: Your parcel is on its way.}"
BOTH = f"[{BODY}, {FOOTER}]"


def entry(**fields: str) -> str:
    """One entry, a line a field."""
    lines = [f"    {key}: {value}\n" for key, value in fields.items()]
    return "  -" + "".join(lines)[3:]


def said(folder: Path, *entries: str, beside: str = "") -> list[Row]:
    """Judge a file; return each diagnostic as rule, line and address."""
    whole = "version: 1\nmessage_templates:\n" + "".join(entries) + beside
    (folder / "all.yaml").write_text(whole, encoding="utf-8")
    inputs = Inputs(
        cwd=folder, paths=("all.yaml",), env=lambda _: None, stdin=lambda _: b""
    )
    rows = []
    for one in load(inputs).diagnostics:
        assert one.span is not None
        address = None if one.address is None else str(one.address)
        rows.append((one.finding.rule, one.span.line, address))
    return sorted(rows, key=lambda row: (row[1], row[0]))


def template(**fields: str) -> str:
    """One entry in order but for what is given; an empty field is left out."""
    whole = {"name": "a", "language": "en_US", "category": "UTILITY"}
    told = {**whole, "components": BOTH, **fields}
    return entry(**{key: value for key, value in told.items() if value})


class TestOneEntry:
    """A mistake of shape hides nothing in its own entry that does not depend on it."""

    def test_a_missing_language_leaves_the_rest(self, tmp_path: Path) -> None:
        """A footer is wrong in every language; nobody knows the address."""
        assert said(tmp_path, template(language="")) == [
            ("missing_key", 3, None),
            ("footer_variable", 5, None),
        ]

    def test_an_unknown_key_leaves_all(self, tmp_path: Path) -> None:
        """What means nothing here changes nothing; the address is known."""
        assert said(tmp_path, template(zzz="1", name="A")) == [
            ("name_malformed", 3, "message_template.A/en_US"),
            ("footer_variable", 6, "message_template.A/en_US"),
            ("unknown_key", 7, None),
        ]

    def test_an_unknown_category_may_change_a_rule(self, tmp_path: Path) -> None:
        """Only what every category forbids is said: not an AUTHENTICATION's footer."""
        long = f"[{{type: BODY, text: {'x' * 1100}}}, {FOOTER}]"
        found = said(tmp_path, template(category="", name="A", components=long))
        assert found == [
            ("missing_key", 3, None),
            ("name_malformed", 3, "message_template.A/en_US"),
        ]

    def test_a_misspelt_key_is_not_missing_as_well(self, tmp_path: Path) -> None:
        """Not by its name, nor by one that would have stood in its place."""
        languages = f"{{en_US: {{components: {BOTH}}}}}"
        one = template(language="", components="", langages=languages)
        two = template(components="", componets=f"[{FOOTER}]")
        assert said(tmp_path, one, two) == [
            ("unknown_key", 5, None),
            ("unknown_key", 9, None),
        ]

    def test_a_part_of_a_wrong_shape_is_not_judged(self, tmp_path: Path) -> None:
        """The other parts are, unless it is no part at all."""
        one = template(components=f"[{{type: BODY, text: [x]}}, {FOOTER}]")
        two = template(name="b", components=f"[{{typ: BODY}}, {FOOTER}]")
        three = template(name="c", components=f"[BODY, {FOOTER}]")
        four = template(
            name="d", components=f"[{{type: BODY, text: x, sample: 1}}, {FOOTER}]"
        )
        assert said(tmp_path, one, two, three, four) == [
            ("footer_variable", 6, "message_template.a/en_US"),
            ("wrong_type", 6, None),
            ("footer_variable", 10, "message_template.b/en_US"),
            ("missing_key", 10, None),
            ("wrong_type", 14, None),
            ("footer_variable", 18, "message_template.d/en_US"),
            ("unknown_key", 18, None),
        ]

    def test_one_language_does_not_hide_another(self, tmp_path: Path) -> None:
        """Each stands for itself, and is declared if nothing is wrong with it."""
        languages = (
            f"{{en_US: {{components: [{FOOTER}, {BODY}]}}, de: {{komponents: []}}, "
            "es: text}"
        )
        one = template(language="", components="", languages=languages)
        two = template(components=f"[{BODY}]")
        assert said(tmp_path, one, two) == [
            ("footer_variable", 5, "message_template.a/en_US"),
            ("unknown_key", 5, None),
            ("wrong_type", 5, None),
            ("declared_twice", 6, "message_template.a/en_US"),
        ]

    @pytest.mark.parametrize("key", ["allow", "acounts", "accounts"])
    def test_nobody_knows_what_is_allowed_or_where(
        self, tmp_path: Path, key: str
    ) -> None:
        """An entry with such a mistake is not judged: what is said may not hold."""
        found = said(tmp_path, template(**{key: "text"}))
        assert [row[1:] for row in found] == [(7, None)]

    def test_too_much_that_is_unknown_says_nothing(self, tmp_path: Path) -> None:
        """Where too many things may be meant, no rule is asked."""
        names = "language", "category", "display_format", "sub_category"
        variables = dict.fromkeys(names, "${var:x}")
        found = said(tmp_path, template(**variables, parameter_format="${var:x}"))
        assert {row[0] for row in found} == {"var_missing"}


def test_all_of_a_project_is_judged_at_once(tmp_path: Path) -> None:
    """Two mistakes of shape in one entry, and rules broken in it and in others."""
    found = said(
        tmp_path,
        template(language="", colour="red"),
        template(name="b"),
        template(name="b", components=f"[{BODY}]"),
        beside="removed:\n  - {message_template: gone/en_US, zzz: 1}\n"
        "business_profile: {zzz: 1, websites: [ftp://x]}\n",
    )
    assert found == [
        ("missing_key", 3, None),
        ("footer_variable", 5, None),
        ("unknown_key", 6, None),
        ("footer_variable", 10, "message_template.b/en_US"),
        ("declared_twice", 11, "message_template.b/en_US"),
        ("unknown_key", 16, None),
        ("profile_website_not_http", 17, "business_profile.200000000000001"),
        ("unknown_key", 17, None),
    ]

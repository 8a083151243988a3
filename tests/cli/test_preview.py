"""What wa-sync preview shows, and of what."""

from __future__ import annotations

import pytest
from support.markup import Seen
from support.road import PROJECT, Road


TEMPLATES = """\
version: 1
message_templates:
  - name: order_update
    category: UTILITY
    languages:
      en_US:
        components: [{type: BODY, text: "Hi {{1}}, *thanks* for all.", example: [Ana]}]
      he:
        components: [{type: BODY, text: "שלום {{1}} ותודה על הכול", example: [Ana]}]
  - name: spring_sale
    language: en_US
    category: MARKETING
    components: [{type: BODY, text: "Everything is cheaper, at ${var:shop} and here."}]
business_profile:
  about: Your trusted partner
"""
TWO = """\
version: 1
accounts:
  demo: {waba_id: "102290129340398", vars: {shop: Lisbon}}
  other: {waba_id: "202290129340398", vars: {shop: Porto}}
"""
ONE = f"{PROJECT}    vars: {{shop: Lisbon}}\n"
ENGLISH = """\
order_update/en_US  English (US) · UTILITY  templates/all.yaml:6
╭──────────────────────────────────────────────╮
│ Hi Ana, *thanks* for all.                    │
╰──────────────────────────────────────────────╯
  body {{1}} = Ana
"""
HEBREW = """\
order_update/he  Hebrew · UTILITY  templates/all.yaml:8
╭──────────────────────────────────────────────╮
│                       שלום Ana ותודה על הכול │
╰──────────────────────────────────────────────╯
  body {{1}} = Ana
"""
SALE = """\
spring_sale/en_US  English (US) · MARKETING  templates/all.yaml:10
╭──────────────────────────────────────────────╮
│ Everything is cheaper, at Lisbon and here.   │
╰──────────────────────────────────────────────╯
"""
UNKNOWN = "error: no template is declared as {!r}\n  hint: {}\n"
NO_MESSAGE = (
    "error: 'business_profile.*' is a profile, which makes no message\n"
    "  hint: only templates are shown\n"
)
LEFT_OUT = (
    "error: 'spring_sale' is left out of this run\n"
    "  hint: --only, --exclude or the files that were named leave it out\n"
)


@pytest.fixture
def shop(road: Road) -> Road:
    """A project with two templates, one of them in two languages, and a profile."""
    road.project(TEMPLATES, project=ONE)
    return road


class TestWhich:
    """Names, globs, addresses and the options of every command choose."""

    @pytest.mark.parametrize(
        ("argv", "expected"),
        [
            ((), (ENGLISH, HEBREW, SALE)),
            (("spring_sale",), (SALE,)),
            (("order_update",), (ENGLISH, HEBREW)),
            (("order_update/he",), (HEBREW,)),
            (("message_template.order_*/en_US", "spring_sale"), (ENGLISH, SALE)),
            (("--only", "spring_*"), (SALE,)),
            (("--exclude", "*/he", "order_update"), (ENGLISH,)),
            (("templates/all.yaml", "spring_sale"), (SALE,)),
            (("-a", "demo", "spring_sale"), (SALE,)),
        ],
    )
    def test_what_is_shown(
        self, shop: Road, argv: tuple[str, ...], expected: tuple[str, ...]
    ) -> None:
        """It is shown in the order of the files, and nothing else is."""
        assert shop.ok("preview", *argv).out == "\n".join(expected)

    @pytest.mark.parametrize(
        ("name", "error"),
        [
            (
                "order_updat",
                UNKNOWN.format("order_updat", "did you mean 'order_update'?"),
            ),
            ("zzz", UNKNOWN.format("zzz", "wa-sync preview shows them all")),
            ("business_profile.*", NO_MESSAGE),
        ],
    )
    def test_a_name_of_nothing(self, shop: Road, name: str, error: str) -> None:
        """It is a usage error that says what was likely meant."""
        ran = shop.run("preview", "spring_sale", name)
        assert (ran.code, ran.out, ran.err) == (64, "", error)

    def test_a_name_that_is_left_out(self, shop: Road) -> None:
        """What --only leaves out is not said to be missing."""
        ran = shop.run("preview", "spring_sale", "--only", "order_*")
        assert (ran.code, ran.err) == (64, LEFT_OUT)

    def test_every_account_is_shown(self, road: Road) -> None:
        """Each has its own variables, and its name stands above."""
        road.project(TEMPLATES.partition("business_profile")[0], project=TWO)
        shown = road.ok("preview", "spring_sale").out
        porto = SALE.replace("Lisbon and here.", "Porto and here. ")
        assert shown == f"Account demo\n\n{SALE}\nAccount other\n\n{porto}"
        assert road.ok("preview", "spring_sale", "-a", "other").out == porto

    def test_names_of_one_template_are_shown_together(self, road: Road) -> None:
        """Languages that stand in different places of the files are side by side."""
        entry = "- {{name: {}, language: {}, category: UTILITY, components: [{}]}}\n"
        body = "{type: BODY, text: Hello to everybody there.}"
        parts = [("a", "en_US"), ("b", "en_US"), ("a", "de")]
        entries = "".join(entry.format(*part, body) for part in parts)
        road.project(f"version: 1\nmessage_templates:\n{entries}")
        shown = road.ok("preview").out
        titles = [line.split()[0] for line in shown.splitlines() if "yaml" in line]
        assert titles == ["a/en_US", "a/de", "b/en_US"]


class TestWhere:
    """It runs on files alone, and writes what was asked for."""

    def test_files_that_are_a_project_of_their_own(self, road: Road) -> None:
        """A file without a project above it, or standard input, can be shown."""
        road.write("one.yaml", TEMPLATES.replace("${var:shop}", "Lisbon"))
        named = SALE.replace("templates/all.yaml", "one.yaml")
        assert road.ok("preview", "one.yaml", "spring_sale").out == named
        piped = TEMPLATES.replace("${var:shop}", "Lisbon").encode()
        assert road.run("preview", "-", "spring_sale", stdin=piped).out == (
            SALE.replace("templates/all.yaml", "-")
        )

    def test_invalid_files_are_not_shown(self, shop: Road) -> None:
        """Mistakes are told, all at once, as validate does."""
        shop.write("templates/bad.yaml", "version: 1\nmessage_templates: [{name: A}]\n")
        ran = shop.run("preview")
        assert (ran.code, ran.out) == (3, "")
        assert "templates/bad.yaml:2" in ran.err

    def test_both_formats_at_once(self, shop: Road) -> None:
        """One page with all languages side by side, and the text beside it."""
        ran = shop.ok("preview", "order_*", "-o", "text", "-o", "html=there.html")
        assert ran.out == f"{ENGLISH}\n{HEBREW}"
        written = (shop.folder / "there.html").read_text(encoding="utf-8")
        seen = Seen.of(written)
        messages = [dict(given) for tag, given in seen.tags if tag == "article"]
        assert [(one["lang"], one["dir"]) for one in messages] == [
            *(("en-US", "ltr"), ("he", "rtl"))
        ]
        assert shop.ok("preview", "order_*", "-o", "html").out == written

    def test_other_formats_are_refused(self, shop: Road) -> None:
        """A preview is for people."""
        ran = shop.run("preview", "-o", "json")
        assert ran.code == 64
        assert "there are text" in ran.err


class TestPictures:
    """Local images of headers are in the page, as far as it can hold them."""

    PNG = b"\x89PNG\r\n\x1a\n"

    def picture(self, road: Road, size: int, count: int = 1) -> int:
        """Show templates with one image; return how often it is in the page."""
        (road.folder / "assets").mkdir()
        content = self.PNG + bytes(size - len(self.PNG))
        (road.folder / "assets/a.png").write_bytes(content)
        entry = (
            "- {{name: a{}, language: en_US, category: MARKETING, components: "
            "[{{type: HEADER, format: IMAGE, asset: assets/a.png}}, "
            "{{type: BODY, text: Number {} of many for everybody.}}]}}\n"
        )
        entries = "".join(entry.format(number, number) for number in range(count))
        road.project(f"version: 1\nmessage_templates:\n{entries}")
        return road.ok("preview", "-o", "html").out.count("data:image/png;base64,")

    def test_a_small_one(self, road: Road) -> None:
        """It is in the page."""
        assert self.picture(road, 100) == 1

    def test_one_at_the_limit(self, road: Road) -> None:
        """2 MiB are still in the page."""
        assert self.picture(road, 2 * 1024 * 1024) == 1

    def test_one_above(self, road: Road) -> None:
        """It is a box with its name and size."""
        assert self.picture(road, 2 * 1024 * 1024 + 1) == 0

    def test_one_that_is_shown_too_often(self, road: Road) -> None:
        """What is shown nine times counts nine times: the page has 16 MiB in all."""
        assert self.picture(road, 2 * 1024 * 1024, count=9) == 0

"""Live → YAML that a person would have written."""

from __future__ import annotations

import pytest
from support.road import PROJECT, Road


WABA = "102290129340398"
SEED = """\
{"data": [
 {"name": "welcome", "parameter_format": "POSITIONAL", "language": "en_US",
  "status": "APPROVED", "category": "MARKETING", "id": "11",
  "components": [
   {"type": "HEADER", "format": "IMAGE",
    "example": {"header_handle": ["https://scontent.whatsapp.net/v/t61?oh=1&oe=2"]}},
   {"type": "BODY", "text": "Hi {{1}}, welcome to our shop.\\nWe open at 9.",
    "example": {"body_text": [["Ana"]]}},
   {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Stop"}]}]},
 {"name": "welcome", "parameter_format": "POSITIONAL", "language": "de",
  "status": "APPROVED", "category": "MARKETING", "id": "12",
  "components": [{"type": "BODY", "text": "{{1}}, willkommen bei uns"}]},
 {"name": "hello_world", "parameter_format": "POSITIONAL", "language": "en_US",
  "status": "APPROVED", "category": "UTILITY", "id": "13",
  "components": [{"type": "BODY", "text": "Welcome and congratulations!!"}]},
 {"name": "price", "parameter_format": "POSITIONAL", "language": "en_US",
  "status": "APPROVED", "category": "UTILITY", "id": "14",
  "components": [{"type": "BODY", "text": "no: ${var:x} costs ${{1}} today, or so.",
                  "example": {"body_text": [["5"]]}}]}
]}
"""
WELCOME = """\
# yaml-language-server: $schema=../schemas/wa-sync.schema.json
version: 1

message_templates:
  - name: welcome
    category: MARKETING
    languages:
      de:
        components:
          - type: BODY
            text: "{{1}}, willkommen bei uns"
      en_US:
        components:
          - type: HEADER
            format: IMAGE
          - type: BODY
            text: |-
              Hi {{1}}, welcome to our shop.
              We open at 9.
            example: [Ana]
          - type: BUTTONS
            buttons:
              - type: QUICK_REPLY
                text: Stop
    allow: [example_missing, header_sample_missing, variable_at_start]
"""


def seed(road: Road) -> None:
    """Make templates live that break today's rules, as old ones do."""
    road.write("wa-sync.yaml", PROJECT)
    path = road.write("seed.json", SEED)
    road.sandbox("seed", str(path), "--waba", WABA)


def test_one_file_a_template_with_all_its_languages(road: Road) -> None:
    """The text is exact: this is what people get to read."""
    seed(road)
    ran = road.ok("import", "--sandbox", "--all")
    assert ran.out == ""
    assert ran.err == (
        "  wrote business_profile.yaml\n"
        "  wrote schemas/wa-sync.schema.json\n"
        "  wrote templates/price.yaml\n"
        "  wrote templates/welcome.yaml\n"
        "  left out message_template.hello_world/en_US: one of Meta's samples\n"
        "Imported 4 objects into 3 files.\n"
    )
    assert (road.folder / "templates" / "welcome.yaml").read_text() == WELCOME
    plan = road.ok("plan", "--sandbox", "-o", "json").json
    assert (plan["changes"], plan["unmanaged"]) == ([], [])


def test_one_file_for_all(road: Road) -> None:
    """--layout file writes everything into one."""
    seed(road)
    road.ok("import", "--sandbox", "--all", "--layout", "file")
    assert sorted(p.name for p in road.folder.glob("*.yaml")) == [
        "templates.yaml",
        "wa-sync.yaml",
    ]
    assert road.settled()["unchanged"] == 4


def test_only_what_was_named(road: Road) -> None:
    """Names are globs over names, keys and addresses."""
    seed(road)
    ran = road.ok("import", "--sandbox", "wel*")
    assert ran.err.endswith("Imported 2 objects into 1 file.\n")


def test_a_name_that_is_not_live_is_said(road: Road) -> None:
    """A typo writes nothing."""
    seed(road)
    ran = road.run("import", "--sandbox", "welcom")
    assert (ran.code, ran.err.splitlines()[0]) == (
        64,
        "error: nothing live is named 'welcom'",
    )


def test_what_is_declared_already_is_left_out(road: Road) -> None:
    """A second import has nothing to write."""
    seed(road)
    road.ok("import", "--sandbox", "--all")
    ran = road.ok("import", "--sandbox", "--all")
    assert "already declared in templates/price.yaml" in ran.err
    assert ran.err.endswith("Imported 0 objects into 0 files.\n")


def test_a_file_that_is_there_is_not_overwritten(road: Road) -> None:
    """Without --force nothing at all is written."""
    seed(road)
    mine = road.write("templates/welcome.yaml", "version: 1\nmessage_templates: []\n")
    ran = road.run("import", "--sandbox", "--all")
    assert ran.code == 64
    assert ran.err.startswith("error: templates/welcome.yaml is already there")
    assert not (road.folder / "templates" / "price.yaml").exists()
    road.ok("import", "--sandbox", "--all", "--force")
    assert mine.read_text() == WELCOME


def test_nothing_that_is_declared_is_lost(road: Road) -> None:
    """A file that declares something else, too, is not even written anew."""
    seed(road)
    both = (
        WELCOME.split("  - name: welcome", maxsplit=1)[0]
        + """\
  - name: mine
    language: en_US
    category: UTILITY
    components:
      - {type: BODY, text: This is mine and not live yet.}
"""
    )
    mine = road.write("templates/welcome.yaml", both)
    ran = road.run("import", "--sandbox", "--all", "--force")
    assert ran.code == 64
    assert ran.err == (
        "error: templates/welcome.yaml also declares message_template.mine/en_US, and "
        "nothing was written\n"
        "  hint: move that elsewhere first, or import with --out DIR\n"
    )
    assert mine.read_text() == both
    assert not (road.folder / "templates" / "price.yaml").exists()


@pytest.mark.parametrize("layout", ["file", "per-template"])
def test_writing_anew_changes_nothing(road: Road, layout: str) -> None:
    """--force twice gives the same files: what is declared is read from live again."""
    seed(road)
    argv = ("import", "--sandbox", "--all", "--layout", layout, "--force")
    road.ok(*argv)
    before = {p: p.read_text() for p in road.folder.rglob("*.yaml")}
    road.ok(*argv)
    assert {p: p.read_text() for p in road.folder.rglob("*.yaml")} == before
    assert road.settled()["unchanged"] == 4


def test_languages_of_different_categories_import_cleanly(road: Road) -> None:
    """Old accounts have them; allow: says so, and nothing is to do."""
    road.write("wa-sync.yaml", PROJECT)
    mixed = SEED.replace(
        '"status": "APPROVED", "category": "MARKETING", "id": "12"',
        '"status": "APPROVED", "category": "UTILITY", "id": "12"',
    )
    path = road.write("seed.json", mixed)
    road.sandbox("seed", str(path), "--waba", WABA)
    road.ok("import", "--sandbox", "--all")
    assert road.settled()["unchanged"] == 4


def test_the_account_is_taken_along(road: Road) -> None:
    """A new project is about the same account, in every respect."""
    road.write(
        "wa-sync.yaml",
        PROJECT + "    endpoint: meta\n    token_env: SHOP_TOKEN\n"
        "    app_id: '670843887433847'\n"
        "    manage: {exclude: [x_*]}\n    protect: [otp_*]\n    vars: {a: b}\n",
    )
    path = road.write("seed.json", SEED)
    road.sandbox("seed", str(path), "--waba", WABA)
    road.ok("import", "--sandbox", "--all", "--out", "new")
    text = (road.folder / "new" / "wa-sync.yaml").read_text()
    for line in (
        "endpoint: meta",
        "token_env: SHOP_TOKEN",
        'app_id: "670843887433847"',
        "exclude: [x_*]",
        "protect: [otp_*]",
        "a: b",
    ):
        assert line in text
    road.ok("validate", "-C", "new")


def test_a_new_folder_becomes_a_project(road: Road) -> None:
    """What is imported elsewhere can be planned there."""
    seed(road)
    road.ok("import", "--sandbox", "--all", "--out", "new")
    assert (road.folder / "new" / "wa-sync.yaml").read_text() == (
        "# yaml-language-server: $schema=schemas/wa-sync.schema.json\n"
        "version: 1\n\n"
        "accounts:\n"
        "  demo:\n"
        '    waba_id: "102290129340398"\n'
        '    phone_number_id: "106540352242922"\n'
        "    endpoint: maton\n"
    )
    road.ok("validate", "-C", "new")


def test_names_or_all_have_to_be_said(road: Road) -> None:
    """Neither and both are usage errors."""
    seed(road)
    for argv in ([], ["--all", "welcome"]):
        assert road.run("import", "--sandbox", *argv).code == 64


def test_one_account_has_to_be_named(road: Road) -> None:
    """Import takes exactly one account."""
    road.write("wa-sync.yaml", PROJECT + '  other:\n    waba_id: "202290129340398"\n')
    ran = road.run("import", "--sandbox", "--all")
    assert ran.code == 64
    assert ran.err == (
        "error: the project has several accounts (demo, other), and none is chosen\n"
        "  hint: say which: -a NAME\n"
    )
    ran = road.run("import", "--sandbox", "--all", "-a", "*")
    assert ran.code == 64
    assert ran.err == (
        "error: import takes one account, and -a chooses several (demo, other)\n"
        "  hint: say which: -a NAME\n"
    )

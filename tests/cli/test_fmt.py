"""wa-sync fmt, from files to exit codes."""

from __future__ import annotations

import stat
from collections.abc import Sequence

import pytest
from support.road import PROJECT, TEMPLATES, Road

from wa_sync.config import formatting
from wa_sync.config.layout import laid_out
from wa_sync.config.order import Order
from wa_sync.model.source import Json


TYPED = """\
# of the file
message_templates:
- category: UTILITY  # mine
  name: order_update
  language: no
  components: [{text: "Hi {{1}}, ::error::", type: BODY, example: [Ana]}]
version: 1
"""
WRITTEN = """\
# of the file
version: 1
message_templates:
  - name: order_update
    language: "no"
    category: UTILITY  # mine
    components: [{type: BODY, text: "Hi {{1}}, ::error::", example: [Ana]}]
"""
DIFF = """\
--- templates/all.yaml
+++ templates/all.yaml
@@ -1,7 +1,7 @@
 # of the file
+version: 1
 message_templates:
-- category: UTILITY  # mine
-  name: order_update
-  language: no
-  components: [{text: "Hi {{1}}, ::error::", type: BODY, example: [Ana]}]
-version: 1
+  - name: order_update
+    language: "no"
+    category: UTILITY  # mine
+    components: [{type: BODY, text: "Hi {{1}}, ::error::", example: [Ana]}]
"""


def test_a_project_is_formatted(road: Road) -> None:
    """What can be laid out better is written, with its mode; the rest is not."""
    road.project(TYPED)
    path = road.folder / "templates" / "all.yaml"
    path.chmod(0o640)
    other = (road.folder / "wa-sync.yaml").stat()
    ran = road.ok("fmt")
    assert ran.out == ""
    assert ran.err == "  wrote templates/all.yaml\n1 file formatted, 1 in order.\n"
    assert path.read_text() == WRITTEN
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert (road.folder / "wa-sync.yaml").stat().st_ino == other.st_ino
    assert road.ok("fmt", "--check").err == "0 files to format, 2 in order.\n"


def test_check_names_the_files(road: Road) -> None:
    """--check writes nothing, names the files that would change, and exits with 3."""
    road.project(TYPED)
    ran = road.run("fmt", "--check")
    assert (ran.code, ran.out) == (3, "templates/all.yaml\n")
    assert ran.err == "1 file to format, 1 in order.\n"
    assert (road.folder / "templates" / "all.yaml").read_text() == TYPED


def test_diff_shows_what_would_change(road: Road) -> None:
    """--diff writes nothing and shows the lines; only with --check it exits with 3."""
    road.project(TYPED)
    assert road.ok("fmt", "--diff").out == DIFF
    ran = road.run("fmt", "--check", "--diff", "-q", "--color", "always")
    assert (ran.code, ran.err) == (3, "")
    assert ran.out.startswith("\x1b[1m--- templates/all.yaml\x1b[0m\n")
    assert ran.out.endswith("\ntemplates/all.yaml\n")
    assert (road.folder / "templates" / "all.yaml").read_text() == TYPED


def test_bytes_count(road: Road) -> None:
    """Line ends, a byte order mark and a missing last line feed are put right."""
    road.project()
    path = road.folder / "templates" / "all.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + TEMPLATES.replace("\n", "\r\n").encode())
    assert road.run("fmt", "--check").out == "templates/all.yaml\n"
    road.ok("fmt")
    assert path.read_bytes() == TEMPLATES.encode()
    path.write_text(TEMPLATES.rstrip("\n"))
    shown = road.ok("fmt", "--diff").out
    last = "        example: [Ana, A-1042]\n"
    assert shown.endswith(f"-{last}\\ No newline at end of file\n+{last}")


def test_only_the_paths(road: Road) -> None:
    """PATHS say which files are formatted, in the project and beside it."""
    road.project(TYPED)
    road.write("templates/broken.yaml", "a: [")
    assert road.ok("fmt", "wa-sync.yaml").err == "0 files formatted, 1 in order.\n"
    assert road.run("fmt", "--check", "templates").out == "templates/all.yaml\n"
    assert road.run("fmt", "none.yaml").code == 64


def test_invalid_files_are_left_alone(road: Road) -> None:
    """A file with a mistake of form or shape is shown and not touched; others are."""
    road.project(TYPED)
    road.write("templates/broken.yaml", "version: 1\na:   b\n")
    ran = road.run("fmt")
    assert ran.code == 3
    assert ran.err.startswith("error[unknown_key]: 'a' is not a key here\n")
    assert ran.err.endswith(
        "  wrote templates/all.yaml\n1 file formatted, 1 in order.\n"
    )
    broken = road.folder / "templates" / "broken.yaml"
    assert broken.read_text() == "version: 1\na:   b\n"


def test_rules_are_no_reason(road: Road) -> None:
    """A text that breaks a rule of Meta's stays as it is, in a better layout."""
    road.project(TYPED.replace("Hi {{1}}, ::error::", "{{1}}"))
    assert road.run("validate").code == 3
    assert road.ok("fmt").err.startswith("  wrote templates/all.yaml\n")


def test_standard_input_goes_to_standard_output(road: Road) -> None:
    """What is piped in comes out, character for character, whatever is in it."""
    assert road.run("fmt", "-", stdin=TYPED.encode()).out == WRITTEN
    assert road.run("fmt", "-", stdin=WRITTEN.encode()).out == WRITTEN
    ran = road.run("fmt", "-", "--check", stdin=TYPED.encode())
    assert (ran.code, ran.out) == (3, "-\n")
    block = WRITTEN.partition("    components")[0] + (
        "    components:\n      - type: BODY\n        text: |\n          ::error::\n"
    )
    assert road.run("fmt", "-", stdin=block.encode()).out == block
    ran = road.run("fmt", "-", stdin=b"version: 1\na: b")
    assert (ran.code, ran.out) == (3, "")
    assert road.run("fmt", "-", "wa-sync.yaml").code == 64


def test_a_mistake_of_ours_writes_nothing(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A layout that would say something else is never written; others are."""
    road.project(TYPED)

    def spoiled(text: str, values: Sequence[Json], order: Order) -> str:
        return laid_out(text, values, order).replace("Ana", "Eva")

    monkeypatch.setattr(formatting, "laid_out", spoiled)
    road.write("wa-sync.yaml", f"{PROJECT}\n")
    ran = road.run("fmt")
    assert ran.code == 1
    assert ran.err.startswith(
        "error: templates/all.yaml would not say the same any more\n"
        "  hint: the file is as it was; this is a mistake in wa-sync"
    )
    assert ran.err.endswith("  wrote wa-sync.yaml\n1 file formatted, 0 in order.\n")
    assert (road.folder / "templates" / "all.yaml").read_text() == TYPED
    assert (road.folder / "wa-sync.yaml").read_text() == PROJECT


def test_what_import_writes_is_formatted(road: Road) -> None:
    """Import writes what fmt would, and names the schema that it writes beside it."""
    road.project()
    road.ok("apply", "--sandbox", "--yes")
    road.ok("import", "--sandbox", "--all", "--out", "new")
    written = road.folder / "new" / "templates" / "order_update.yaml"
    first = written.read_text().split("\n")[0]
    assert first == "# yaml-language-server: $schema=../schemas/wa-sync.schema.json"
    assert (written.parent / first.partition("=")[2]).is_file()
    assert road.ok("-C", "new", "fmt", "--check").out == ""

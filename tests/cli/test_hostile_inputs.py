"""Files that are not what they ought to be, as a person meets them at the door."""

from __future__ import annotations

import json
import os

import pytest
from support.road import PROJECT, TEMPLATES, Road


SAMPLE = """\
version: 1
message_templates:
  - name: promo
    language: en_US
    category: MARKETING
    components:
      - {type: BODY, text: Look at our new candles in the shop.}
      - {type: HEADER, format: IMAGE, asset: media/a.png}
"""
PNG = b"\x89PNG\r\n\x1a\n"
APP = PROJECT + "    app_id: '670843887433847'\n"


@pytest.fixture
def shop(road: Road) -> Road:
    """A project with a sample, and an app to upload it for."""
    road.project(SAMPLE, project=APP)
    (road.folder / "media").mkdir()
    (road.folder / "media" / "a.png").write_bytes(PNG + b"one")
    return road


class TestSwappedSamples:
    """What was planned is what is sent."""

    def test_between_plan_and_apply(self, shop: Road) -> None:
        """Another content than that of the saved plan makes it stale."""
        shop.ok("plan", "--sandbox", "--out", "plan.json")
        (shop.folder / "media" / "a.png").write_bytes(PNG + b"two")
        ran = shop.run("apply", "plan.json", "--sandbox", "--yes")
        assert ran.code == 6
        assert "message_template.promo/en_US" in ran.err
        assert shop.settled()["create"] == 1

    def test_for_a_link_that_leads_out(self, shop: Road) -> None:
        """A sample that became a link is not followed, plan or no plan."""
        shop.ok("plan", "--sandbox", "--out", "plan.json")
        (shop.folder / "media" / "a.png").unlink()
        (shop.folder / "media" / "a.png").symlink_to("/proc/self/environ")
        ran = shop.run("apply", "plan.json", "--sandbox", "--yes")
        assert ran.code == 3
        assert "links are not followed" in ran.err


class TestOneFileAmongMany:
    """All or nothing."""

    def test_nothing_is_planned_and_everything_is_said(self, road: Road) -> None:
        """Each file that cannot be used is named, and nothing is planned at all."""
        road.project()
        bad = {
            "conflict": b"a: |\n  <<<<<<< HEAD\n  x\n",
            "pointer": b"version https://git-lfs.github.com/spec/v1\noid x\n",
            "latin": b"a: caf\xe9\n",
            "wide": "version: 1\n".encode("utf-16"),
            "torn": b'a: "b\n',
        }
        for name, content in bad.items():
            (road.folder / "templates" / f"{name}.yaml").write_bytes(content)
        os.mkfifo(road.folder / "templates" / "pipe.yaml")
        said = road.run("validate", "-o", "json")
        found = {
            one["file"]: one["rule"]
            for one in said.json["diagnostics"]
            if one["severity"] == "error"
        }
        assert found == {
            "templates/conflict.yaml": "merge_conflict",
            "templates/pointer.yaml": "git_lfs_pointer",
            "templates/latin.yaml": "not_utf8",
            "templates/wide.yaml": "not_utf8",
            "templates/torn.yaml": "yaml_syntax",
            "templates/pipe.yaml": "unreadable_file",
        }
        ran = road.run("apply", "--sandbox", "--yes", "--allow-delete")
        assert ran.code == 3
        assert not (road.folder / ".wa-sync").exists()


NAMES = (
    *(
        "new\nline.yaml",
        "-rf.yaml",
        "\u202egpj.yaml",
        "::error::x.yaml",
        "\x1b[2J.yaml",
    ),
    *("\x1b[2J.yaml", os.fsdecode(b"\xff.yaml"), " .yaml", "##[group]x.yaml"),
)


@pytest.mark.parametrize("name", NAMES)
def test_odd_file_names_are_shown_harmlessly(road: Road, name: str) -> None:
    """A file may be called anything; no name reaches the terminal as it is."""
    road.project()
    (road.folder / "templates" / name).write_bytes(b"nope: 1\n")
    ran = road.run("validate")
    assert ran.code == 3
    assert all(char.isprintable() or char == "\n" for char in ran.out)
    assert not any(line.lstrip().startswith("::") for line in ran.out.split("\n"))
    assert "\n::error" not in ran.out
    assert "##[group]" not in ran.out
    json.loads(road.run("validate", "-o", "json").out.encode("ascii"))


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_a_checkout_do_not_matter(road: Road, ends: str) -> None:
    """Git may check out with CRLF: the plan has the same digest, and so has a BOM."""
    road.project()
    first = road.ok("plan", "--sandbox", "-o", "json").json["digest"]
    path = road.folder / "templates" / "all.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + TEMPLATES.replace("\n", ends).encode())
    assert road.ok("plan", "--sandbox", "-o", "json").json["digest"] == first


@pytest.mark.parametrize("folder", ["empty", "wrong"])
def test_a_wrong_folder_is_no_empty_project(road: Road, folder: str) -> None:
    """Where no project is, none is taken for one that declares nothing."""
    (road.folder / folder).mkdir()
    ran = road.run("apply", "--sandbox", "--yes", "--allow-delete", "-C", folder)
    assert ran.code == 64
    assert ran.err == (
        "error: there is no wa-sync.yaml here or in a folder above\n"
        "  hint: wa-sync init makes one; -C DIR looks elsewhere; commands that take "
        "PATHS can be given files\n"
    )

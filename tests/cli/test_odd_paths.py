"""What the fuzzer found: paths that the system refuses in ways of its own."""

from __future__ import annotations

import pytest
from support.road import Road


LONG = "x" * 300


@pytest.fixture
def trapped(road: Road) -> Road:
    """A project beside a link that leads to itself."""
    road.project()
    (road.folder / "loop").symlink_to("loop")
    (road.folder / "-").symlink_to("-")
    return road


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("validate", LONG), 64, f"error: there is no file or folder '{LONG}'"),
        (("validate", "loop"), 64, "error: there is no file or folder 'loop'"),
        (("validate", "loop/a"), 64, "error: there is no file or folder 'loop/a'"),
        (("validate", "-C", LONG), 64, f"-C: the folder {LONG} does not exist"),
        (("validate", "-C", "loop"), 64, "error: -C: loop is no folder"),
        (("apply", "--yes", LONG), 64, f"error: there is no file or folder '{LONG}'"),
        (("apply", "--yes", "loop"), 64, "error: there is no file or folder 'loop'"),
        (("show", "loop"), 74, "Too many levels of symbolic links"),
        (("show", LONG), 74, "File name too long"),
        (("validate", "-o", f"json={LONG}"), 74, "File name too long"),
        (("validate", "-o", "json=loop"), 74, "its links lead in a circle"),
        (("validate", "-o", "json=loop/a"), 74, "its links lead in a circle"),
    ],
)
def test_a_path_that_leads_nowhere_is_said(
    trapped: Road, argv: tuple[str, ...], code: int, said: str
) -> None:
    """A name that is too long and a link in a circle are no mistakes of ours."""
    ran = trapped.run(*argv)
    assert ran.code == code
    assert said in ran.err


def test_standard_input_is_not_looked_for_on_disk(trapped: Road) -> None:
    """A file that is called - does not stand in its way."""
    ran = trapped.run("validate", "-", stdin=b"version: 1\n")
    assert ran.code == 0

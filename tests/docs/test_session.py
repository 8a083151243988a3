"""The session in the README: what is typed there works, and looks as it is drawn."""

from __future__ import annotations

import pytest
from pyte.screens import Char
from session import picture, recorder
from session.__main__ import PICTURES, files
from session.recorder import Frame
from session.script import Moment, Script, Step, read
from support.pages import ROOT


def script(*steps: Step) -> Script:
    """A session without anything prepared, on a small terminal."""
    return Script(columns=40, rows=4, prepare=(), steps=steps)


def test_the_session_is_what_a_terminal_shows_now() -> None:
    """The whole text and every screen; where they are not, make session helps."""
    made = files()
    kept = {name: (PICTURES / name).read_text(encoding="utf-8") for name in made}
    assert kept["session.txt"] == made["session.txt"]
    same = kept["session.svg"] == made["session.svg"]
    assert same, "another screen on the way, or another picture: see make session"


def test_the_readme_shows_the_session() -> None:
    """It begins with the picture, and has a way to the text."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "](docs/pictures/session.svg)" in readme
    assert "](docs/pictures/session.txt)" in readme


def test_every_command_of_the_road_is_in_it() -> None:
    """From an empty folder to messages, with a change in between."""
    typed = [step.types.partition(" #")[0].split()[:2] for step in read().steps]
    assert [" ".join(words) for words in typed] == [
        "export WA_SYNC_SANDBOX=1",
        "wa-sync init",
        "wa-sync import",
        "cat templates/order_update.yaml",
        "sed -i",
        "wa-sync plan",
        "wa-sync apply",
        "export SMOKE_RECIPIENT='+1",
        "cat >>",
        "wa-sync smoke",
    ]


def test_what_is_typed_is_shown_key_by_key_and_what_is_printed_at_once() -> None:
    """Two keys a screen; a question is answered, and a line that scrolls away stays in
    the text.
    """
    asked = Moment(until="Name: ", types="Ana", hold=2)
    whole = script(Step("read -p 'Name: ' x", (asked,)), Step("cat <<E\n$x\n\nE"))
    found = recorder.record(whole)
    assert found.text == (
        "$ read -p 'Name: ' x\nName: Ana\n$ cat <<E\n> $x\n>\n> E\nAna\n\n"
    )
    screens = [
        ["".join(char.data for char in row).rstrip() for row in frame.rows]
        for frame in found.frames
    ]
    assert screens[1] == ["$ re", "", "", ""]
    assert screens[-1] == ["> E", "Ana", "", "$"]
    assert found.frames[10].hold == 2


def test_a_session_that_goes_another_way_is_not_drawn() -> None:
    """Not with a command that fails, and what was seen last is said."""
    with pytest.raises(RuntimeError) as raised:
        recorder.record(script(Step("ls nothing-there")))
    assert str(raised.value) == (
        "the session got stuck at\n"
        "$ ls nothing-there\n"
        "ls: cannot access 'nothing-there': No su\n"
        "ch file or directory"
    )


def test_screens_are_stacked_and_moved_one_at_a_time() -> None:
    """A line that comes again is drawn once, and markup is escaped."""
    blank, bold = Char(" "), Char("<", fg="red", bold=True)
    frames = [
        Frame(((bold, blank), (blank, blank)), (1, 0), 1),
        Frame(((blank, blank), (bold, blank)), None, 3),
    ]
    drawn = picture.draw(frames, "A & B", "both")
    start = drawn.index("@keyframes film")
    assert drawn[start : drawn.index("@media")] == (
        "@keyframes film{\n"
        "0%{transform:translateY(0px)}\n"
        "25%{transform:translateY(-40px)}\n"
        "}\n"
    )
    start = drawn.index("<defs>")
    assert drawn[start : drawn.index("</defs>")] == (
        '<defs><g id="l0"><text class="b" fill="#ff7b72" x="0" y="15" '
        'textLength="8.4">&lt;</text></g>'
    )
    start = drawn.index('<g class="film"')
    assert drawn[start:] == (
        '<g class="film" transform="translate(0,-40)"><use href="#l0" y="0" />'
        '<rect x="8.4" y="1" width="8.4" height="18" fill="#9198a1" />'
        '<use href="#l0" y="60" /></g></svg></svg>\n'
    )
    assert '<title id="title">A &amp; B</title>' in drawn


@pytest.mark.parametrize("char", [Char("x", bg="red"), Char("x", reverse=True)])
def test_what_cannot_be_drawn_is_refused(char: Char) -> None:
    """A picture that shows something else would be a lie."""
    with pytest.raises(ValueError, match="a background is not drawn"):
        picture.draw([Frame(((char,),), None, 1)], "", "")

"""Record the session anew: ``python -m session`` writes docs/pictures/session.*."""

from __future__ import annotations

from typing import Final

from session import picture, recorder, script


PICTURES: Final = script.FOLDER.parent / "pictures"
TITLE: Final = "A first session with wa-sync in a terminal"
DESCRIPTION: Final = (
    "init asks which account it is, import writes its templates as files, a text is "
    "edited, plan shows the words that change, apply makes the change and waits until "
    "Meta's review has approved it, and smoke tries the template out. session.txt has "
    "the text."
)


def files() -> dict[str, str]:
    """Return name → content of what a new recording looks like."""
    made = recorder.record(script.read())
    drawn = picture.draw(made.frames, TITLE, DESCRIPTION)
    return {"session.svg": drawn, "session.txt": made.text}


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for name, content in files().items():
        (PICTURES / name).write_text(content, encoding="utf-8")

"""Record the session anew: ``python -m session FOLDER`` writes session.svg and .txt."""

from __future__ import annotations

import sys
from pathlib import Path

from session import picture, recorder, script


TITLE = "A first session with wa-sync in a terminal"
DESCRIPTION = (
    "init asks which account it is, import writes its templates as files, a text is "
    "edited, plan shows the words that change, apply makes the change and waits until "
    "Meta's review has approved it, and the template is sent. session.txt has the text."
)


def files() -> dict[str, str]:
    """Return name → content of what a new recording looks like."""
    made = recorder.record(script.read())
    drawn = picture.draw(made.frames, TITLE, DESCRIPTION)
    return {"session.svg": drawn, "session.txt": made.text}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for name, content in files().items():
        (folder / name).write_text(content, encoding="utf-8")

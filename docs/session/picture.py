"""A recording as an animated SVG, as a README can show it: no script, no own font.

Drawn here, with the standard library's XML writer, because no library is both made for
it and well kept: termtosvg's last release is of 2020 and its forks, like the other
packages for it on PyPI, are weeks old and have one author; svg-term and agg take
asciicasts and are not Python; rich's ``export_svg`` draws one still each and links to a
font.

Each line that differs is drawn once. The screens are stacked below one another, and one
CSS animation moves the stack behind a window, a screen at a time. Whoever prefers
reduced motion, or whose program knows no animations, sees the last one.
"""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyte.screens import Char

    from session.recorder import Frame

WIDE, HIGH, BASELINE, SIZE = 8.4, 20, 15, 14
"""A cell, where a text stands in it, and the size of the font, in pixels; most fonts
with one width are 0.6 of their size wide, and others are stretched to it."""
PAD, BAR = 16, 34
INK: Final[Mapping[str, str]] = {
    "default": "#e6edf3",
    "brightblack": "#9198a1",
    "red": "#ff7b72",
    "green": "#56d364",
    "brown": "#e3b341",  # pyte's name for yellow
    "blue": "#79c0ff",
    "magenta": "#d2a8ff",
    "cyan": "#76e3ea",
}
STYLE: Final = """
text{{font:{size}px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",\
"DejaVu Sans Mono",monospace;white-space:pre}}
text:not([fill]){{fill:{ink}}}
.b{{font-weight:bold}}.i{{font-style:italic}}
.u{{text-decoration:underline}}.s{{text-decoration:line-through}}
.film{{animation:film {total}s step-end infinite}}
.gone{{transform-box:fill-box;animation:gone {total}s linear infinite}}
@keyframes gone{{from{{transform:scaleX(0)}}}}
@keyframes film{{
{keys}
}}
@media (prefers-reduced-motion:reduce){{.film,.gone{{animation:none}}}}
"""


def draw(frames: Sequence[Frame], title: str, description: str) -> str:
    """Return an SVG document; ValueError where a screen holds what is not drawn."""
    columns, rows = len(frames[0].rows[0]), len(frames[0].rows)
    inner, high = round(columns * WIDE), rows * HIGH
    width, height = inner + 2 * PAD, high + BAR + PAD
    root = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    root.attrib |= {"aria-labelledby": "title description"}
    root.attrib |= {"width": f"{width}", "height": f"{height}"}
    root.attrib |= {"viewBox": f"0 0 {width} {height}"}
    _sub(root, "title", id="title").text = title
    _sub(root, "desc", id="description").text = description
    _sub(root, "style").text = _style(frames, high)
    known = _sub(root, "defs")
    _window(root, width, height)
    pane = _sub(root, "svg", x=PAD, y=BAR, width=inner, height=high)
    last = f"translate(0,{-high * (len(frames) - 1)})"
    film = _sub(pane, "g", **{"class": "film"}, transform=last)
    drawn: dict[tuple[Char, ...], str] = {}
    for place, frame in enumerate(frames):
        _screen(film, frame, place * high, drawn)
    for row, name in drawn.items():
        _line(_sub(known, "g", id=name), row)
    return ET.tostring(root, encoding="unicode") + "\n"


def _sub(parent: ET.Element, tag: str, **attributes: object) -> ET.Element:
    return ET.SubElement(parent, tag, {k: f"{v}" for k, v in attributes.items()})


def _style(frames: Sequence[Frame], high: int) -> str:
    """Return the style sheet, whose keyframes say which screen is seen when."""
    ends = list(accumulate(frame.hold for frame in frames))
    starts = (0.0, *ends[:-1])
    keys = "\n".join(
        f"{_short(100 * start / ends[-1])}%{{transform:translateY({-high * place}px)}}"
        for place, start in enumerate(starts)
    )
    return STYLE.format(
        size=SIZE, ink=INK["default"], total=_short(ends[-1]), keys=keys
    )


def _short(number: float) -> str:
    """Write a number with three decimals at most: a tenth of a millisecond a minute."""
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _window(root: ET.Element, width: int, height: int) -> None:
    """Draw what stays: a window, and a line that grows until the session ends."""
    edge = {"width": width - 1, "height": height - 1, "rx": 8}
    _sub(root, "rect", x=0.5, y=0.5, **edge, fill="#0d1117", stroke="#656c76")
    for place in range(3):
        _sub(root, "circle", cx=PAD + 6 + 18 * place, cy=17, r=5, fill="#3d444d")
    line = {"x": PAD, "y": height - 8, "width": width - 2 * PAD, "height": 2}
    _sub(root, "rect", **line, **{"class": "gone"}, fill="#656c76")


def _screen(
    film: ET.Element, frame: Frame, top: int, drawn: dict[tuple[Char, ...], str]
) -> None:
    """Lay out a screen of lines that are drawn elsewhere, and its cursor."""
    for y, row in enumerate(frame.rows):
        if any(map(_inked, row)):
            name = drawn.setdefault(row, f"l{len(drawn)}")
            _sub(film, "use", href=f"#{name}", y=top + y * HIGH)
    if frame.cursor is not None:
        x, y = frame.cursor
        at = {"x": _short(x * WIDE), "y": top + y * HIGH + 1}
        _sub(film, "rect", **at, width=WIDE, height=HIGH - 2, fill=INK["brightblack"])


def _inked(char: Char) -> bool:
    return bool(char.data.strip()) or char.underscore or char.strikethrough


def _line(group: ET.Element, row: tuple[Char, ...]) -> None:
    """Draw the stretches of a line that look alike, each in the cells that it takes."""
    for look, cells in groupby(range(len(row)), key=lambda x: row[x]._replace(data="")):
        inked = [x for x in cells if _inked(row[x])]
        if inked:
            start, end = inked[0], inked[-1] + 1
            one = _sub(group, "text", **_look(look), x=_short(start * WIDE), y=BASELINE)
            one.set("textLength", _short((end - start) * WIDE))
            one.text = "".join(char.data for char in row[start:end])


def _look(char: Char) -> dict[str, str]:
    """Return the attributes of a text that looks like this."""
    if char.reverse or char.bg != "default":
        raise ValueError("a background is not drawn: see picture.py")
    marks = (char.bold, "b"), (char.italics, "i"), (char.underscore, "u")
    classes = " ".join(name for on, name in (*marks, (char.strikethrough, "s")) if on)
    ink = INK.get(char.fg) or f"#{int(char.fg, 16):06x}"
    return ({"class": classes} if classes else {}) | (
        {"fill": ink} if char.fg != "default" else {}
    )

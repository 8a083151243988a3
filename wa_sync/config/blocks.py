"""Block texts (``|`` and ``>``): where one really ends, and the same further in."""

from __future__ import annotations

import re

from wa_sync.config.quoting import fits_block


_HEADER = re.compile(r"([|>])([1-9]?)([+-]?)([1-9]?)(.*)")


def block_end(text: str, start: int, end: int) -> int:
    """Return where a block ends, which a parser takes all empty lines after to.

    Where they count (``+``), they belong to it; the last line feed never does.
    """
    end -= text.endswith("\n", start, end)
    lines = text[start:end].split("\n")
    _, ending, said = _header(lines[0])
    if ending == "+":
        return end
    inner = 0 if said else _indent(lines[1:])
    while len(lines) > 1 and not lines[-1].strip(" ") and len(lines[-1]) <= inner:
        end -= len(lines.pop()) + 1
    return end


def _header(line: str) -> tuple[str, str, str]:
    """Return the sign, how it ends, and the indentation that was said."""
    match = _HEADER.match(line)
    return ("", "", "") if match is None else (match[1], match[3], match[2] or match[4])


def header_comment(source: str) -> str:
    """Return the comment behind the sign of a block, with the blanks before it."""
    match = _HEADER.match(source)
    return "" if match is None else match[5].rstrip()


def refilled(source: str, value: str, indent: int) -> list[str] | None:
    """Return the lines of a block with another text; None where that fits no block.

    Whether a line feed ends the text is left as it was: there it does not count.
    """
    sign, ending, _ = _header(source.split("\n", 1)[0])
    bare = value.rstrip("\n")
    if sign != "|" or ending == "+" or not fits_block(bare):
        return None
    lead = " " * indent
    return [f"|{ending}", *(lead * bool(line) + line for line in bare.split("\n"))]


def _indent(lines: list[str]) -> int:
    """Return how far the first line that is not empty is indented."""
    for line in lines:
        if line.strip(" "):
            return len(line) - len(line.lstrip(" "))
    return max(map(len, lines), default=0)


def moved(source: str, around: int, indent: int, step: int) -> list[str]:
    """Return the lines of a block, its content ``indent`` + ``step`` further in.

    ``around`` is the column of the container it stands in, ``indent`` its new one.
    """
    head, *lines = source.split("\n")
    sign, ending, said = _header(head)
    inner = around + int(said) if said else _indent(lines)
    match = _HEADER.match(head)
    rest = "" if match is None else match[5].rstrip()
    first = f"{sign}{step if said else ''}{ending}{rest}"
    lead = " " * (indent + step)
    return [first, *(f"{lead}{line[inner:]}" if line[inner:] else "" for line in lines)]

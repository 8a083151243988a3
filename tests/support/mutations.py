"""Inputs that nobody would write: real ones, broken in a way that can be repeated."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from random import Random


Seeds = Sequence[bytes]

TOKENS = (
    *(": ", "- ", "? ", "| ", ">-\n", "&a ", "*a", "<<: *a", "<<: [*a, *a]", "!!set "),
    *("!!python/object/apply:os.system [id]", "!t ", "!!binary AAAA", "!<tag:x> "),
    *("%YAML 1.2\n---\n", "%TAG ! x\n", "---\n", "...\n", "{", "}", "[", "]", ","),
    *("#", " #{{", '"', "'", "\\", "\t", "\r", "\r\n", "\n", "\n\n", "@", "`", "%"),
    *("{{1}}", "{{", "}}", "{{name}}", "${env:MATON_API_KEY}", "${var:", "$${", "${"),
    *(
        "~",
        "null",
        "true",
        "1e400",
        "9" * 400,
        "0x1F",
        ".inf",
        "-0",
        "1_000",
        "2024-13",
    ),
    *('"\\ud83d\\ude00"', '"\\ud800"', '"\\UFFFFFFFF"', '"\\x00"', '"\\e[2J"', '"\\"'),
    *(
        "<<<<<<< HEAD\n",
        "=======\n",
        ">>>>>>> x\n",
        "version https://git-lfs.github.com/",
    ),
    *("\x00", "\x1b[2J", "\x7f", "\x85", "\ufeff", "\u2028", "\u2029", "\u202e"),
    *(
        "\ufffe",
        "\U000e0041",
        "\u200d",
        "e\u0301" * 40,
        "\u0f68\u0f7c",
        "👨‍👩‍👧",
        "ﷺ" * 9,
    ),
    *("a" * 2_000, "[" * 60, "{a: " * 60, "- " * 60, "? " * 60, "k: &b *b", "&a &b c"),
    *("version: 1\n", "accounts: {a: {}}\n", "removed: []\n", "include: ['../*']\n"),
)
_WORD = re.compile(rb"[\w.-]+")


def broken(rng: Random, seeds: Seeds) -> bytes:
    """Return one of the seeds after one to four injuries."""
    content = rng.choice(seeds)
    for _ in range(rng.choice((1, 1, 2, 3, 4))):
        content = rng.choice(_INJURIES)(rng, content, seeds)
    return content


def _flip(rng: Random, content: bytes, __: Seeds) -> bytes:
    found = bytearray(content)
    for _ in range(rng.choice((1, 1, 1, 8))):
        if found:
            found[rng.randrange(len(found))] ^= 1 << rng.randrange(8)
    return bytes(found)


def _stretch(rng: Random, content: bytes) -> tuple[int, int]:
    start = rng.randrange(len(content) + 1)
    return start, min(len(content), start + rng.choice((1, 3, 20, 200)))


def _cut(rng: Random, content: bytes, _: Seeds) -> bytes:
    start, end = _stretch(rng, content)
    return content[:start] + content[end:]


def _truncate(rng: Random, content: bytes, _: Seeds) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _repeat(rng: Random, content: bytes, _: Seeds) -> bytes:
    start, end = _stretch(rng, content)
    return content[:end] + content[start:end] * rng.choice((1, 2, 30)) + content[end:]


def _splice(rng: Random, content: bytes, seeds: Seeds) -> bytes:
    start, end = _stretch(rng, other := rng.choice(seeds))
    place = rng.randrange(len(content) + 1)
    return content[:place] + other[start:end] + content[place:]


def _token(rng: Random, content: bytes, _: Seeds) -> bytes:
    place = rng.randrange(len(content) + 1)
    return content[:place] + _any_token(rng) + content[place:]


def _any_token(rng: Random) -> bytes:
    return rng.choice((*TOKENS, "\ud800", "\udfff")).encode("utf-8", "surrogatepass")


def _word(rng: Random, content: bytes, _: Seeds) -> bytes:
    words = list(_WORD.finditer(content))
    if not words:
        return content
    word, other = rng.choice(words), rng.choice(words)[0]
    instead = rng.choice((other, _any_token(rng), b""))
    return content[: word.start()] + instead + content[word.end() :]


def _lines(rng: Random, content: bytes, _: Seeds) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    place = rng.randrange(len(lines))
    doing = rng.randrange(4)
    if doing == 0:
        lines.insert(rng.randrange(len(lines)), lines[place])
    elif doing == 1:
        lines.insert(rng.randrange(len(lines)), lines.pop(place))
    elif doing == 2:
        lines[place] = b" " * rng.choice((1, 2, 4)) + lines[place]
    else:
        lines[place] = lines[place].removeprefix(b" " * rng.choice((1, 2, 4)))
    return b"".join(lines)


def _encode(rng: Random, content: bytes, _: Seeds) -> bytes:
    text = content.decode("utf-8", "replace")
    doing = rng.randrange(6)
    if doing == 0:
        return codecs.BOM_UTF8 + content
    if doing == 1:
        return text.encode(rng.choice(("utf-16", "utf-16-le", "utf-32", "utf-16-be")))
    if doing == 2:
        return text.encode("cp1252", "replace")
    return text.replace("\n", rng.choice(("\r\n", "\r", "\x85", "\u2028"))).encode()


_INJURIES: tuple[Callable[[Random, bytes, Seeds], bytes], ...] = (
    *(_flip, _cut, _truncate, _repeat, _splice, _token, _token, _word, _word, _word),
    *(_lines, _lines, _encode),
)

"""A folder full of traps, and command lines that lead into it.

Nothing here may be written outside of the folder: paths go up by fewer steps than
the checkout is deep, and absolute ones lead where nobody can write.
"""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from random import Random

from support.fuzzing import CANARY
from support.road import PROJECT, TEMPLATES


DEEP = "a/b/c/d/e/f/g/checkout"
NAMES = (
    *("all.yaml", "wa-sync.yaml", "plan.json", "templates", "none.yaml", "", " ", "-"),
    *("link-out", "link-in", "loop", "dangling", "pipe", "socket", "empty"),
    *("dir.yaml", "new\nline.yaml", "-rf.yaml", "--yes", "\u202egpj.yaml", "a b.yaml"),
    *("::error::x.yaml", "##[group]x.yaml", "\x1b[2J.yaml", "💥.yaml", "x" * 250),
    *("x" * 300, "é.yaml", "e\u0301.yaml", "*.yaml", "[x].yaml", "{1}", "$HOME", "~"),
    *(
        "C:\\x.yaml",
        "\\\\host\\x",
        "nul",
        "..yaml",
        ".hidden.yaml",
        "%2e%2e",
        "ALL.YAML",
    ),
    *(os.fsdecode(b"\xff\xfe.yaml"), os.fsdecode(b"\xc0\xaf"), "token"),
)
ABSOLUTE = (
    *("/proc/self/environ", "/proc/self/mem", "/proc/none/x", "/dev/null", "/dev/full"),
    *("/dev/zero", "//dev//null", "/proc/self/root/proc/none", "/proc/1/environ"),
)
GLOBS = (
    *("*", "**", "[", "[!", "[z-a]", "?" * 200, "*" * 60 + "x", "demo", "order_*", ""),
    *("message_template.*", "\n", "\x1b", "{{1}}", "(?i)x", "\udcff", "order_update"),
)
_MADE = 14
"""So many of the names are made with care, or not at all."""
VARIABLES = {
    "TIMEOUT": ("nan", "inf", "-1", "0", "1e-3", "1e308", "1e999", "x", "", "٣"),
    "MAX_WAIT": ("nan", "inf", "-1", "1e308", "0", "x", "-inf"),
    "OUTPUT": ("json=", "json json", "text=/dev/full", "json=/dev/null", "=", "x=y"),
    "ENDPOINT": ("http://\u0661", "https://x@y", "http://127.0.0.1:0", "//", "\udcff"),
    "SANDBOX_URL": ("http://[::1", "https://a:b@c", "http://10.0.0.1", "x", "http://%"),
    "COLOR": ("always", "never", "sometimes", "\x1b[31m"),
    "VERBOSE": ("2", "-1", "9" * 30, "x"),
    "ONLY": ("[", "\n", "*", "\udcff"),
    "ACCOUNT": ("[z-a]", "demo", "", "*"),
    "YES": ("maybe", "1", "no", ""),
    "EXPECT_DIGEST": ("sha256:", "\udcff", "x" * 9_000),
    "NONSENSE": ("1",),
}


def build(folder: Path) -> Path:
    """Lay the folder out anew, and return the checkout deep inside of it."""
    if folder.exists():
        shutil.rmtree(folder)
    checkout = folder / DEEP
    (checkout / "templates").mkdir(parents=True)
    (checkout / "empty").mkdir()
    (checkout / "dir.yaml").mkdir()
    (checkout / "wa-sync.yaml").write_text(PROJECT, encoding="utf-8")
    (checkout / "all.yaml").write_text(TEMPLATES, encoding="utf-8")
    (checkout / "templates" / "x.yaml").write_bytes(b"version: 1\n")
    (checkout / "plan.json").write_bytes(b'{"format_version": 1}')
    (checkout / "token").write_text(CANARY, encoding="utf-8")
    outside = folder / "outside/a/b/c/d/e/f/g"
    outside.mkdir(parents=True)
    (checkout / "link-out").symlink_to(outside)
    (checkout / "link-in").symlink_to("templates")
    (checkout / "loop").symlink_to("loop")
    (checkout / "dangling").symlink_to("nowhere")
    os.mkfifo(checkout / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        handle = os.open(checkout, os.O_DIRECTORY)
        listener.bind(f"/proc/self/fd/{handle}/socket")
        os.close(handle)
    return checkout


def odd_file(rng: Random, checkout: Path) -> None:
    """Put one more file into the checkout, under a name that nobody should give."""
    place = checkout / rng.choice(("", "templates")) / rng.choice(NAMES[_MADE:])
    try:
        place.write_bytes(rng.choice((TEMPLATES.encode(), b"", b"x: [", b"\xff")))
    except (OSError, ValueError):
        return  # the system has no such names


def path(rng: Random) -> str:
    """Return a path that leads nearly anywhere."""
    if rng.random() < 0.1:
        return rng.choice(ABSOLUTE)
    steps = [rng.choice((*NAMES, ".", "..", "..")) for _ in range(rng.randrange(1, 5))]
    return rng.choice(("", "", "./", "../")) + "/".join(steps)


def command(rng: Random, address: tuple[str, str]) -> tuple[list[str], bool]:
    """Return a command line, and whether it may write anything below the checkout."""
    more: list[str] = []
    if rng.random() < 0.2:
        more += [rng.choice(("--only", "--exclude", "-a")), rng.choice(GLOBS)]
    if rng.random() < 0.1:
        more += ["-C", path(rng)]
    doing = rng.randrange(10)
    if doing < 5:
        output = rng.choice(("json", "text"))
        separator = rng.choice(([], ["--"]))
        paths = [path(rng) for _ in range(rng.choice((0, 1, 1, 1, 2)))]
        return ["validate", *more, "-o", output, *separator, *paths], False
    return _other(rng, doing, [*more, *address])


def _other(rng: Random, doing: int, more: list[str]) -> tuple[list[str], bool]:
    one = path(rng)
    # whoever names a pipe waits for its other end, as with any command
    open_end = one.replace("pipe", "none")
    if doing == 5:
        return ["show", "-o", "json", "--", one], False
    if doing == 6:
        return ["plan", *more, "-o", "json", f"--out={open_end}"], True
    if doing == 7:
        return ["plan", *more, f"--token-file={open_end}"], False
    if doing == 8:
        return ["validate", *more[:-2], "-o", f"json={open_end}"], True
    return ["apply", "--yes", *more, "--", one], True


def variable(rng: Random) -> tuple[str, str]:
    """Return a variable of ours, and something that it should not be."""
    name = rng.choice(list(VARIABLES))
    value = rng.choice(VARIABLES[name])
    return f"WA_SYNC_{name}", value

"""What pages say to type works, in the order in which they say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.pages import ROOT, Step, fits, pages, steps, told


@pytest.mark.parametrize("page", pages())
def test_the_commands_of_a_page_do_what_it_shows(page: str, tmp_path: Path) -> None:
    """They are run in a fresh clone, against the sandbox; what is shown is printed."""
    wanted = list(steps((ROOT / page).read_text(encoding="utf-8")))
    for step, said in zip(wanted, told(wanted, tmp_path), strict=True):
        if step.shown is not None:
            assert fits(step.shown, said), f"$ {step.command}{said}"


PAGE = """\
```yaml
# folder/file.yaml
version: 1
```

1. A list:

   ```sh
   cd folder
   ```

<!-- run
hidden=yes
-->

<!-- not run: it says why -->

```sh
exit 1
```

```console
$ cat file.yaml
…
version: 1
$ echo one \\
  two; echo 12:30 $hidden
one two
12…0 yes
$ echo unseen
```
"""


def test_every_sort_of_block_is_run_in_order(tmp_path: Path) -> None:
    """Files, scripts, hidden steps and commands share one shell; excuses are kept."""
    found = list(steps(PAGE))
    assert found[1:] == [
        Step("cd folder\n"),
        Step("hidden=yes\n"),
        Step("cat file.yaml\n", "…\nversion: 1\n"),
        Step("echo one \\\n  two; echo 12:30 $hidden\n", "one two\n12…0 yes\n"),
        Step("echo unseen\n"),
    ]
    assert told(found, tmp_path) == [
        "",
        "",
        "",
        "# folder/file.yaml\nversion: 1\n",
        "one two\n12:30 yes\n",
        "unseen\n",
    ]


def test_a_command_that_fails_is_named(tmp_path: Path) -> None:
    """The message holds the command and what it said."""
    with pytest.raises(AssertionError, match=r"ls nothing-there\n.*cannot access"):
        told([Step("true\n"), Step("ls nothing-there\n"), Step("true\n")], tmp_path)


@pytest.mark.parametrize(
    ("shown", "said", "same"),
    [
        ("one\ntwo\n", "one\ntwo\n", True),
        ("one\n", "one\ntwo\n", False),
        ("two\n", "one\ntwo\n", False),
        ("one\n…\n", "one\ntwo\nthree\n", True),
        ("one\n…\nthree\n", "one\ntwo\nfour\n", False),
        ("a…c.\n", "abbbc.\n", True),
        ("a…c.\n", "abbbcd\n", False),
        ("a…c\n", "ab\nc\n", False),
        ("plain\n", "plain  \n", True),
    ],
)
def test_what_is_shown_is_all_that_is_said(
    shown: str, said: str, *, same: bool
) -> None:
    """Only where a page says … may anything stand."""
    assert fits(shown, said) is same

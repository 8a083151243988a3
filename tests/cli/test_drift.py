"""wa-sync drift: what is live and not as declared, and the way into the files."""

from __future__ import annotations

import stat

import pytest
from support import changing
from support.changing import Shop, files, template
from support.road import PROJECT, Road


COMMENTED = """\
version: 1
message_templates:
  # one of our first
  - name: a
    category: utility   # never marketing
    languages:
      en_US:
        components:
          - {type: header, format: text, text: News}
          - type: body
            text: "Hello {{1}}, this is one."   # the greeting
            example: [Ana]
      es_MX:
        components:
          - {type: body, text: "Hola {{1}}, es el uno.", example: [Ana]}
  - {name: b, language: en_US, category: UTILITY, components: [{type: BODY, text: B.}]}
"""


@pytest.fixture
def shop(road: Road) -> Shop:
    """Everything of the first commit is live, and nothing differs."""
    return changing.begun(
        road, {"templates/all.yaml": COMMENTED, **files(c="One.", d="One.")}
    )


def drifted(shop: Shop, *argv: str, code: int = 4) -> dict[str, tuple[str, str]]:
    """How each template differs, and why."""
    ran = shop.road.run("drift", "--sandbox", "-o", "json", *argv)
    assert ran.code == code, (ran.code, ran.err)
    return {
        one["address"].partition(".")[2]: (one["standing"], one["cause"])
        for one in ran.json["differences"]
    }


def edited(shop: Shop, old: str, new: str) -> None:
    """Edit a text live, beside the files."""
    assert old in COMMENTED
    shop.live({"templates/all.yaml": COMMENTED.replace(old, new)})


def test_nothing_differs(shop: Shop) -> None:
    """Then there is nothing to say, and nothing is written to the API."""
    before = shop.road.sandbox("calls").out
    ran = shop.road.ok("drift", "--sandbox")
    assert ran.out == "Live is as the files say.\n"
    calls = shop.road.sandbox("calls").out.removeprefix(before).splitlines()
    assert calls
    assert all('"GET"' in call for call in calls)


def test_each_way_to_differ(shop: Shop) -> None:
    """Edited live, not applied, not there, and there still."""
    edited(shop, "is one.", "is live.")
    removed = "version: 1\nremoved:\n  - message_template: d/en_US\n"
    gone: dict[str, str | bytes | None] = {
        "templates/d.yaml": None,
        "gone.yaml": removed,
    }
    shop.git.commit(files(c="Two.", f="Three.") | gone)
    assert drifted(shop) == {
        "a/en_US": ("changed", "drift"),
        "c/en_US": ("changed", "behind"),
        "d/en_US": ("still there", "behind"),
        "f/en_US": ("missing", "behind"),
    }


def test_what_is_not_committed_cannot_have_drifted(shop: Shop) -> None:
    """Whoever edits a file is told by plan what that changes."""
    shop.git.write(files(c="Two."))
    assert drifted(shop, code=0) == {}
    assert shop.causes() == {"c": "this change"}


def test_without_git_all_that_differs_is_told(shop: Shop) -> None:
    """Nobody knows why, and it differs all the same."""
    edited(shop, "one.", "live.")
    (shop.git.folder / ".git").rename(shop.git.folder / "no-git")
    assert drifted(shop) == {"a/en_US": ("changed", "unknown")}


def test_accept_takes_what_is_live_into_the_file(shop: Shop) -> None:
    """Only what was edited changes; comments, layout, line ends and rights stay."""
    path = shop.git.folder / "templates" / "all.yaml"
    path.chmod(0o640)
    path.write_bytes(COMMENTED.replace("\n", "\r\n").encode())
    shop.git.commit()
    live = (
        COMMENTED.replace("one.", "live.")
        .replace("text: News", "text: Old")
        .replace("B.}", "C.}")
    )
    shop.live({"templates/all.yaml": live})
    assert drifted(shop, "--accept", "a", "--accept", "b/*", code=0) != {}
    assert path.read_bytes() == live.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    shop.git.commit()
    assert drifted(shop, code=0) == {}
    assert shop.causes() == {"a": "already live", "b": "already live"}


def test_what_was_added_and_removed_live(shop: Shop) -> None:
    """A part that came is written as import would, and one that went is gone."""
    live = COMMENTED.replace(
        "          - {type: header, format: text, text: News}\n", ""
    ).replace(
        "            example: [Ana]\n      es_MX",
        "            example: [Ana]\n          - {type: FOOTER, text: Bye}\n"
        "      es_MX",
    )
    shop.live({"templates/all.yaml": live})
    drifted(shop, "--accept", "a", code=0)
    text = (shop.git.folder / "templates" / "all.yaml").read_text()
    assert "# never marketing" in text
    assert "News" not in text
    assert "text: Bye" in text
    assert drifted(shop, code=0) == {}


def test_the_rest_still_differs(shop: Shop) -> None:
    """What was not accepted keeps the exit code, and its file."""
    shop.live(
        {"templates/all.yaml": COMMENTED.replace("one.", "live."), **files(c="Live.")}
    )
    drifted(shop, "--accept", "c")
    assert (shop.git.folder / "templates/all.yaml").read_text() == COMMENTED
    assert (shop.git.folder / "templates/c.yaml").read_text() == template("c", "Live.")


def test_what_is_not_committed_is_not_taken_back(shop: Shop) -> None:
    """Accepting one thing settles that one; an edit of the files stays as it is."""
    shop.live(files(c="Live."))
    shop.git.write(files(d="Two."))
    refused = shop.road.run("drift", "--sandbox", "--accept", "d")
    assert (refused.code, "names nothing that differs" in refused.err) == (64, True)
    drifted(shop, "--accept", "*", code=0)
    assert (shop.git.folder / "templates/d.yaml").read_text() == template("d", "Two.")
    assert (shop.git.folder / "templates/c.yaml").read_text() == template("c", "Live.")


def test_who_shares_the_words_is_named(road: Road) -> None:
    """What is accepted for one account would reach the other with the next apply."""
    shop = changing.shop(road)
    two = PROJECT + '  other: {waba_id: "102290129340399"}\n'
    shop.git.commit({"wa-sync.yaml": two, **files(c="One.")})
    shop.apply("-a", "*")
    shop.git.write(files(c="Live."))
    shop.apply("-a", "demo", "--base-ref", "none")
    shop.git.write(files(c="One."))
    ran = shop.road.ok("drift", "--sandbox", "-a", "demo", "--accept", "c")
    said = "The same words declare message_template.c/en_US for other: "
    assert said in ran.err


def test_what_cannot_be_accepted(shop: Shop) -> None:
    """A name that differs in nothing, a declaration that is not live, a variable."""
    assert shop.road.run("drift", "--sandbox", "--accept", "c").code == 64
    shop.git.commit(files(e="One."))
    refused = shop.road.run("drift", "--sandbox", "--accept", "e")
    assert (refused.code, "not declared and live at once" in refused.err) == (64, True)
    variable = template("c", "${var:word} one.")
    config = (shop.git.folder / "wa-sync.yaml").read_text()
    shop.git.commit(
        {
            "wa-sync.yaml": config + "    vars: {word: Hi}\n",
            "templates/c.yaml": variable,
        }
    )
    shop.live({"templates/c.yaml": template("c", "Live.")})
    before = (shop.git.folder / "templates/c.yaml").read_bytes()
    refused = shop.road.run("drift", "--sandbox", "--accept", "c")
    assert (refused.code, "holds a variable" in refused.err) == (1, True)
    assert (shop.git.folder / "templates/c.yaml").read_bytes() == before

"""Where differences of accounts come from that are new, or became other ones."""

from __future__ import annotations

import pytest
from support import changing
from support.changing import Shop, files, template
from support.road import Road


ONE = files(a="One.", b="One.", c="One.", d="One.", e="One.", g="One.")


@pytest.fixture
def shop(road: Road) -> Shop:
    """Everything of the first commit is live, and nothing differs."""
    return changing.begun(road, ONE)


def test_another_account_is_another_past(shop: Shop) -> None:
    """Nothing goes from an account that a template is no longer meant for."""
    text = (shop.git.folder / "wa-sync.yaml").read_text()
    other = (
        text.replace("demo:", "test:")
        .replace("102290", "202290")
        .partition("accounts:\n")[2]
    )
    shop.git.branch("topic")
    shop.git.commit(
        {
            "wa-sync.yaml": text + other,
            "templates/a.yaml": template("a", "One.").replace(
                "    language", "    accounts: [test]\n    language"
            ),
        }
    )
    plan = shop.plan("-a", "demo").json
    assert (plan["changes"], [u["address"] for u in plan["unmanaged"]]) == (
        [],
        ["message_template.a/en_US"],
    )
    # for an account that was not there nothing was declared
    new = {c["cause"] for c in shop.plan("-a", "test").json["changes"]}
    assert new == {"this change"}
    moved = (text + other).replace("102290129340398", "302290129340398")
    shop.git.write({"wa-sync.yaml": moved})
    assert set(shop.causes("-a", "demo").values()) == {"this change"}
    # what somebody made there by hand is not overwritten unasked
    shop.git.write({"templates/b.yaml": template("b", "By hand.")})
    shop.apply("templates/b.yaml", "-a", "demo")
    shop.git.write({"templates/b.yaml": template("b", "One.")})
    assert shop.causes("-a", "demo")["b"] == "both"

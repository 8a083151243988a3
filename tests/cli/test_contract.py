"""wa-sync contract: what senders have to pass, without a network."""

from __future__ import annotations

import pytest
from support.road import PROJECT, TEMPLATES, Road


SHOWN = "order_update UTILITY\n  en_US\n    body: 1 (like Ana), 2 (like A-1042)\n"
OTHER = TEMPLATES.replace("order_update", "order_delay")
BOTH = TEMPLATES + OTHER.split("message_templates:\n")[1]
TWO_ACCOUNTS = PROJECT + '  shop:\n    waba_id: "102290129340399"\n'


def test_people_read_what_each_template_takes(road: Road) -> None:
    """No token, no network: the files say it."""
    road.project()
    assert road.ok("contract").out == SHOWN


def test_a_library_template_is_named_as_unknown(road: Road) -> None:
    """Its parameters are in Meta's library, until it is live and imported."""
    library = (
        "version: 1\nmessage_templates:\n  - {name: track, language: en_US, "
        "category: UTILITY, library_template_name: delivery_update_1}\n"
    ).replace("\\\n", "\n")
    road.project(library)
    assert road.ok("contract").out == (
        "track UTILITY\n  en_US\n    from Meta's library: known once it is live, by "
        "import\n"
    ).replace("\\\n", "\n")


def test_names_choose(road: Road) -> None:
    """Names, globs and addresses; one that fits nothing is a usage error."""
    road.project(BOTH)
    assert road.ok("contract", "order_up*").out == SHOWN
    assert road.ok("contract", "order_update/en_US").out == SHOWN
    assert road.ok("contract", "--only", "order_update").out == SHOWN
    wrong = road.run("contract", "order_updat")
    assert (wrong.code, wrong.out) == (64, "")
    assert wrong.err == (
        "error: no template is named 'order_updat'\n  hint: did you mean "
        "'order_update'?\n"
    ).replace("\\\n", "\n")
    assert "wa-sync contract lists them" in road.run("contract", "xyz").err


def test_several_formats_are_written_at_once(road: Road) -> None:
    """Each is for another build, and the same files give the same bytes."""
    road.project()
    flags = ("-o", "json", "-o", "json-schema=m.json", "-o", "typescript=m.ts")
    road.ok("contract", *flags, "-o", "python=m.py")
    first = [(road.folder / name).read_bytes() for name in ("m.json", "m.ts", "m.py")]
    document = road.ok("contract", *flags, "-o", "python=m.py").json
    again = [(road.folder / name).read_bytes() for name in ("m.json", "m.ts", "m.py")]
    assert first == again
    assert [one["name"] for one in document["templates"]] == ["order_update"]


def test_no_other_format_is_known(road: Road) -> None:
    """The usage error names those that there are."""
    road.project()
    wrong = road.run("contract", "-o", "sarif")
    assert wrong.code == 64
    assert "there are text, json, json-schema, typescript, python." in wrong.err


def test_a_broken_project_has_no_contract(road: Road) -> None:
    """An application is built from what is valid, or not at all."""
    road.project(TEMPLATES.replace("BODY", "BDY"))
    assert road.run("contract", "-o", "json").code == 3


@pytest.mark.parametrize("flags", [(), ("-a", "shop")])
def test_accounts_share_what_is_alike(road: Road, flags: tuple[str, ...]) -> None:
    """One template for two accounts is called in one way."""
    road.project(project=TWO_ACCOUNTS)
    assert road.ok("contract", *flags).out == SHOWN


def test_accounts_that_differ_have_to_be_chosen(road: Road) -> None:
    """Nobody can send one name and language in two ways."""
    entry = TEMPLATES.split("message_templates:\n")[1]
    here = entry.replace("    category", "    accounts: [demo]\n    category")
    there = entry.replace("    category", "    accounts: [shop]\n    category")
    there = there.replace("[Ana, A-1042]", "[Ana]").replace(
        ", your order {{2}}", ", it"
    )
    head = "version: 1\nmessage_templates:\n"
    road.project(head + here + there, project=TWO_ACCOUNTS)
    wrong = road.run("contract")
    assert wrong.code == 64
    assert wrong.err == (
        "error: message_template.order_update/en_US takes other parameters in account "
        "'shop' than in 'demo'\n  hint: choose one of them: -a NAME\n"
    )
    assert road.ok("contract", "-a", "demo").out == SHOWN

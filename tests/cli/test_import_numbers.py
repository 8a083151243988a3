"""Importing the profiles of all numbers of a WABA."""

from __future__ import annotations

import json

import pytest
from support.numbers import SHOWN
from support.road import PROJECT, Road


WABA, OWN, OTHER = "102290129340398", "106540352242922", "106540352242923"
PROFILE = """\
# yaml-language-server: $schema=schemas/wa-sync.schema.json
version: 1

business_profile:
  about: First
"""
SECOND = f"""\
# yaml-language-server: $schema=schemas/wa-sync.schema.json
version: 1

business_profile:
  phone_number_id: "{OTHER}"
  about: Second
"""
BOTH = f"""\
{PROFILE}---
version: 1

business_profile:
  phone_number_id: "{OTHER}"
  about: Second
"""


@pytest.fixture
def shop(road: Road) -> Road:
    """An account with three numbers, two of which have a profile."""
    road.write("wa-sync.yaml", PROJECT)
    numbers = [{**SHOWN, "id": phone} for phone in (OWN, OTHER, "106540352242924")]
    file = road.write("seed.json", json.dumps({"data": numbers}))
    road.sandbox("seed", str(file), "--waba", WABA)
    for phone, about in ((OWN, "First"), (OTHER, "Second")):
        file = road.write("profile.json", json.dumps({"about": about}))
        road.sandbox("seed", str(file), "--phone", phone)
    return road


def test_each_profile_has_its_file(shop: Road) -> None:
    """Only what is set is written; a plan afterwards has nothing to do."""
    ran = shop.ok("import", "--sandbox", "--all")
    assert ran.err == (
        f"  wrote business_profile-{OTHER}.yaml\n"
        "  wrote business_profile.yaml\n"
        "  wrote schemas/wa-sync.schema.json\n"
        "Imported 2 objects into 2 files.\n"
    )
    assert (shop.folder / "business_profile.yaml").read_text() == PROFILE
    second = shop.folder / f"business_profile-{OTHER}.yaml"
    assert second.read_text() == SECOND
    assert shop.settled()["unchanged"] == 2
    ran = shop.ok("import", "--sandbox", "--all", "--force")
    assert ran.err.endswith("Imported 2 objects into 2 files.\n")
    assert shop.settled()["unchanged"] == 2


def test_all_of_them_in_one_file(shop: Road) -> None:
    """Each has a document of its own, as fmt would lay them out."""
    shop.ok("import", "--sandbox", "--all", "--layout", "file")
    assert (shop.folder / "templates.yaml").read_text() == BOTH
    assert shop.settled()["unchanged"] == 2
    shop.ok("fmt", "--check", "templates.yaml")


def test_one_of_them_by_its_address(shop: Road) -> None:
    """It says whose it is, so that it is not taken for the account's own."""
    shop.ok("import", "--sandbox", f"business_profile.{OTHER}")
    second = shop.folder / f"business_profile-{OTHER}.yaml"
    assert second.read_text() == SECOND
    assert not (shop.folder / "business_profile.yaml").exists()


def test_a_number_that_is_not_registered_is_left_out(shop: Road) -> None:
    """What Meta says of it is told, and the others are written."""
    fault = ("faults", "refuse", "code=133010", f"path={OTHER}/*")
    shop.sandbox(*fault)
    ran = shop.ok("import", "--sandbox", "--all")
    assert ran.err == (
        "  wrote business_profile.yaml\n"
        "  wrote schemas/wa-sync.schema.json\n"
        f"  left out business_profile.{OTHER}: Meta says: (#133010) Invalid "
        "parameter\n"
        "Imported 1 object into 1 file.\n"
    )

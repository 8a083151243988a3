"""Both sides of a profile, and what is left of them to compare."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wa_sync.canonical import canonical
from wa_sync.kind import Aligned, Draft
from wa_sync.kinds.business_profile import BUSINESS_PROFILE
from wa_sync.kinds.business_profile.normal import (
    align,
    asset_paths,
    from_answer,
    key,
    normalize,
    to_request,
)
from wa_sync.model.account import Account
from wa_sync.model.resource import Address, Live


if TYPE_CHECKING:
    from wa_sync.model.source import Pointer, Spec


CORPUS = Path(__file__).parents[2] / "corpus" / "profile"
PHONE = "106540352242922"
ACCOUNT = Account(name="demo", phone_number_id=PHONE)
PICTURE: Spec = {"asset": "brand/logo.png"}


def faults(entry: Spec) -> list[str]:
    """What the schema has against an entry."""
    validator = jsonschema_rs.Draft202012Validator(dict(BUSINESS_PROFILE.schema()))
    return [error.message for error in validator.iter_errors(entry)]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ({"about": "Hi \n"}, {"about": "Hi"}),
        ({"address": None}, {"address": None}),
        ({"address": ""}, {"address": None}),
        ({"vertical": "retail"}, {"vertical": "RETAIL"}),
        ({"vertical": "UNDEFINED"}, {"vertical": None}),
        ({"vertical": ""}, {"vertical": None}),
        ({"vertical": None}, {"vertical": None}),
        ({"websites": []}, {"websites": None}),
        ({"websites": ""}, {"websites": None}),
        ({"websites": None}, {"websites": None}),
        ({"websites": "https://a.example"}, {"websites": ["https://a.example/"]}),
        (
            {"websites": ["https://a.example/b ", "http://c.example", "d", "x://e"]},
            {"websites": ["https://a.example/b", "http://c.example/", "d", "x://e"]},
        ),
        ({"websites": ["https://a.example?b"]}, {"websites": ["https://a.example?b"]}),
        (
            {
                "phone_number_id": PHONE,
                "messaging_product": "whatsapp",
                "profile_picture": PICTURE,
                "profile_picture_handle": "4::a",
            },
            {"profile_picture": PICTURE, "profile_picture_handle": "4::a"},
        ),
    ],
)
def test_normal_forms(written: Spec, normal: Spec) -> None:
    """Each field has one spelling; null says that it is to be cleared."""
    assert normalize(written) == normal


TEXTS = st.one_of(st.none(), st.text(max_size=10))
PROFILES: st.SearchStrategy[Spec] = st.fixed_dictionaries(
    {},
    optional={
        "about": TEXTS,
        "address": TEXTS,
        "description": TEXTS,
        "email": TEXTS,
        "websites": st.one_of(
            st.none(),
            st.lists(
                st.one_of(
                    st.text(max_size=5),
                    st.sampled_from(["https://a.example", "http://b.example/c "]),
                ),
                max_size=3,
            ),
        ),
        "vertical": st.one_of(TEXTS, st.sampled_from(["retail", "UNDEFINED"])),
        "profile_picture": st.just(PICTURE),
        "profile_picture_handle": st.text(max_size=5),
        "phone_number_id": st.just(PHONE),
        "messaging_product": st.just("whatsapp"),
    },
)


@settings(deadline=None)
@given(PROFILES)
def test_laws(profile: Spec) -> None:
    """Normalising twice changes nothing, and a normal form is a valid declaration."""
    assert faults(profile) == []
    normal = normalize(profile)
    assert canonical(normalize(normal)) == canonical(normal)
    assert faults(normal) == []


@settings(deadline=None)
@given(PROFILES)
def test_a_profile_equals_itself_when_live(profile: Spec) -> None:
    """What was declared and is live shows no difference."""
    answer = {**profile, "profile_picture_url": "https://pps.whatsapp.net/a"}
    aligned = align(normalize(profile), from_answer(answer, PHONE), ACCOUNT)
    assert canonical(aligned.desired) == canonical(aligned.live)


def documents() -> list[tuple[str, Spec]]:
    """Every profile of the corpus, out of its envelope."""
    found: list[tuple[str, Spec]] = []
    for path in sorted(CORPUS.iterdir()):
        body = json.loads(path.read_text(encoding="utf-8"))
        found.append((path.stem, body["data"][0] if "data" in body else body))
    return found


@pytest.mark.parametrize(
    ("name", "answer"), documents(), ids=[name for name, _ in documents()]
)
def test_importing_a_profile_leads_back(name: str, answer: Spec) -> None:
    """What import writes is valid, and nothing differs when it is read again."""
    live = from_answer(answer, PHONE)
    (draft,) = BUSINESS_PROFILE.compose([live])
    aligned = align(normalize(draft.entry), live, ACCOUNT)
    assert faults(draft.entry) == [], name
    assert canonical(aligned.desired) == canonical(live.spec)
    assert canonical(aligned.live) == canonical(live.spec)


def test_an_answer_is_told_apart_into_spec_and_facts() -> None:
    """Unset fields are absent, the picture is a fact."""
    answer: Spec = {
        "about": "Hi",
        "address": "",
        "vertical": "UNDEFINED",
        "messaging_product": "whatsapp",
        "profile_picture_url": "https://pps.whatsapp.net/a",
        "account_name": None,
    }
    assert from_answer(answer, PHONE) == Live(
        address=Address("business_profile", PHONE),
        spec={"about": "Hi"},
        live_id=PHONE,
        facts={"profile_picture_url": "https://pps.whatsapp.net/a"},
    )


LINKED: Spec = {"profile_picture_url": "https://pps.whatsapp.net/a"}


@pytest.mark.parametrize(
    ("desired", "answer", "aligned"),
    [
        ({}, {"about": "Hi"}, Aligned({}, {})),
        (
            {"about": "Hi"},
            {"about": "Hi", "email": "a@b.c"},
            Aligned({"about": "Hi"}, {"about": "Hi"}),
        ),
        ({"address": None}, {}, Aligned({}, {})),
        (
            {"address": None},
            {"address": "a"},
            Aligned({"address": None}, {"address": "a"}),
        ),
        ({"vertical": None}, {"vertical": "UNDEFINED"}, Aligned({}, {})),
        ({"email": "a@b.c"}, {}, Aligned({"email": "a@b.c"}, {})),
        ({"profile_picture": PICTURE}, LINKED, Aligned({}, {})),
        ({"profile_picture_handle": "4::a"}, LINKED, Aligned({}, {})),
        (
            {"profile_picture": PICTURE},
            {},
            Aligned({"profile_picture": PICTURE}, {}),
        ),
    ],
)
def test_what_can_be_compared(desired: Spec, answer: Spec, aligned: Aligned) -> None:
    """Only declared fields count; a picture differs only where there is none."""
    live = from_answer(answer, PHONE)
    assert align(normalize(desired), live, ACCOUNT) == aligned


@pytest.mark.parametrize(
    ("entry", "account", "expected"),
    [
        ({}, ACCOUNT, PHONE),
        ({"phone_number_id": "1"}, ACCOUNT, "1"),
        ({"phone_number_id": ""}, ACCOUNT, PHONE),
        ({}, replace(ACCOUNT, phone_number_id=None), None),
    ],
)
def test_a_profile_belongs_to_a_number(
    entry: Spec, account: Account, expected: str | None
) -> None:
    """The entry's own number, or the account's."""
    assert key(entry, account) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({}, {}),
        ({"profile_picture": "?"}, {}),
        (
            {"profile_picture": PICTURE},
            {("profile_picture", "asset"): "brand/logo.png"},
        ),
    ],
)
def test_pictures_are_found(entry: Spec, expected: dict[Pointer, str]) -> None:
    """The file's place is where it is named."""
    assert asset_paths(entry) == expected


@pytest.mark.parametrize(
    ("fields", "picture", "body"),
    [
        (
            {"about": "Hi", "address": None, "websites": None},
            None,
            {"about": "Hi", "address": "", "websites": ""},
        ),
        (
            {"profile_picture": PICTURE},
            "4::a",
            {"profile_picture_handle": "4::a"},
        ),
        (
            {"profile_picture_handle": "4::b"},
            None,
            {"profile_picture_handle": "4::b"},
        ),
    ],
)
def test_requests(fields: Spec, picture: str | None, body: Spec) -> None:
    """An empty text clears, and a picture is sent as its handle."""
    assert to_request(fields, picture) == {"messaging_product": "whatsapp", **body}


def test_several_profiles_are_written_with_their_numbers() -> None:
    """One is the account's own; of several, each says whose it is."""
    one = from_answer({"vertical": "RETAIL", "about": "Hi"}, "1")
    other = from_answer({"about": "Ho"}, "2")
    assert list(BUSINESS_PROFILE.compose([one])) == [
        Draft("business_profile", {"about": "Hi", "vertical": "RETAIL"})
    ]
    assert list(BUSINESS_PROFILE.compose([one, other])) == [
        Draft(
            "business_profile-1",
            {"phone_number_id": "1", "about": "Hi", "vertical": "RETAIL"},
        ),
        Draft("business_profile-2", {"phone_number_id": "2", "about": "Ho"}),
    ]

"""What holds for every normal form, whatever was written or answered."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.variants import ACCOUNT, VARIANTS, answers, corpus, creates, live

from wa_sync.canonical import canonical
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE
from wa_sync.kinds.message_template.normal import asset_paths, from_answer, normalize
from wa_sync.model.source import at


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


@cache
def misfits() -> jsonschema_rs.Draft202012Validator:
    """The validator of one entry, made once."""
    return jsonschema_rs.Draft202012Validator(dict(MESSAGE_TEMPLATE.schema()))


def faults(entry: Spec) -> list[str]:
    """What the schema has against an entry."""
    return [error.message for error in misfits().iter_errors(entry)]


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["type", "text", "example", "buttons", "cards", "components", "raw"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=15,
)


@settings(deadline=None)
@given(VARIANTS)
def test_drawn_variants_are_valid(variant: Spec) -> None:
    """What the other laws are tried on fits the schema."""
    assert faults(variant) == []


@settings(deadline=None)
@given(VARIANTS)
def test_normalising_twice_changes_nothing(variant: Spec) -> None:
    """A normal form is its own normal form."""
    normal = normalize(variant)
    assert canonical(normalize(normal)) == canonical(normal)


@settings(deadline=None)
@given(VARIANTS)
def test_a_normal_form_is_a_valid_declaration(variant: Spec) -> None:
    """A normal form fits the schema that declarations have to fit."""
    assert faults(normalize(variant)) == []


@settings(deadline=None)
@given(VARIANTS)
def test_the_written_variant_is_left_alone(variant: Spec) -> None:
    """Normalising changes nothing of what it was given."""
    before = canonical(variant)
    normalize(variant)
    assert canonical(variant) == before


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["name", "components", "category"]), JSON))
def test_no_input_fails(anything: Spec) -> None:
    """Whatever JSON comes in, conversions come to an end with a value."""
    normal = normalize(anything)
    assert canonical(normalize(normal)) == canonical(normal)
    assert from_answer(anything).spec["parameter_format"] == "POSITIONAL"
    assert isinstance(dict(asset_paths(anything)), dict)


@settings(deadline=None)
@given(VARIANTS)
def test_composing_and_normalising_leads_back(variant: Spec) -> None:
    """What import writes has the normal form that it was written from."""
    spec = from_answer(variant).spec
    (draft,) = MESSAGE_TEMPLATE.compose([live(spec)])
    (one,) = MESSAGE_TEMPLATE.expand(draft.entry)
    assert canonical(normalize(one.entry)) == canonical(spec)


@settings(deadline=None)
@given(VARIANTS)
def test_what_is_declared_equals_itself_when_live(variant: Spec) -> None:
    """A template that is live as it was declared shows no difference."""
    normal = normalize(variant)
    aligned = MESSAGE_TEMPLATE.align(normal, from_answer(variant), ACCOUNT)
    assert canonical(aligned.desired) == canonical(aligned.live)


@settings(deadline=None)
@given(VARIANTS, VARIANTS)
def test_an_outline_loses_nothing(one: Spec, other: Spec) -> None:
    """Specs that differ have outlines that differ."""
    a, b = normalize(one), normalize(other)
    same = canonical(a) == canonical(b)
    outline = MESSAGE_TEMPLATE.outline
    assert (canonical(outline(a)) == canonical(outline(b))) == same


@settings(deadline=None)
@given(VARIANTS)
def test_assets_go_to_media_headers(variant: Spec) -> None:
    """Every asset's place leads to the header that it was written at."""
    normal = normalize(variant)
    for place in asset_paths(variant):
        header = at(normal, place[:-2])
        assert isinstance(header, dict)
        assert header["type"] == "HEADER"


@pytest.mark.parametrize(("name", "answer"), answers(), ids=[n for n, _ in answers()])
class TestCorpus:
    """Every template of the corpus that an answer holds."""

    def test_its_form_is_a_valid_declaration(self, name: str, answer: Spec) -> None:
        """A live template reads as something that could have been written."""
        assert faults(from_answer(answer).spec) == [], name

    def test_its_form_is_normal(self, name: str, answer: Spec) -> None:
        """The form of a live template is a normal form."""
        spec = from_answer(answer).spec
        assert canonical(normalize(spec)) == canonical(spec), name

    def test_import_leads_back(self, name: str, answer: Spec) -> None:
        """What import writes is valid, and nothing differs when it is read again."""
        found = from_answer(answer)
        (draft,) = MESSAGE_TEMPLATE.compose([found])
        (one,) = MESSAGE_TEMPLATE.expand(draft.entry)
        aligned = MESSAGE_TEMPLATE.align(normalize(one.entry), found, ACCOUNT)
        assert faults(draft.entry) == [], name
        assert canonical(aligned.desired) == canonical(found.spec)
        assert canonical(aligned.live) == canonical(found.spec)


@pytest.mark.parametrize(("name", "body"), creates(), ids=[n for n, _ in creates()])
def test_create_bodies_are_declarations(name: str, body: Spec) -> None:
    """A documented body pastes in, and its normal form is a declaration too."""
    assert faults(body) == [], name
    assert faults(normalize(body)) == [], name


@pytest.mark.parametrize(
    ("created", "answered", "category"),
    [
        ("create/c-b74bef3744", "get/g-03765a5bac", "MARKETING"),
        ("create/c-4ced42dee6", "get/g-43e17c4d4c", "TRANSACTIONAL"),
        ("create/c-5d024e817d", "get/g-34f4989ad5", None),
    ],
)
def test_captured_pairs_come_out_equal(
    created: str, answered: str, category: Json
) -> None:
    """A create body and the live answer about it differ in nothing but a category that
    Meta retired since.
    """
    found = from_answer(corpus(answered))
    aligned = MESSAGE_TEMPLATE.align(normalize(corpus(created)), found, ACCOUNT)
    assert canonical(aligned.desired) == canonical(aligned.live)
    assert aligned.desired.get("category") == category

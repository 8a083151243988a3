"""Each field of a plan file, read as what it has to be, or refused by its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from support import plans

from wa_sync.model.change import Action, LanguageGap
from wa_sync.model.source import Json, Spec
from wa_sync.plan import checked
from wa_sync.plan.checked import MalformedPlan
from wa_sync.plan.parse import plan_of
from wa_sync.render import json as documents


def action(value: Spec, key: str) -> Action:
    """Read an action."""
    return checked.one_of(value, key, Action)


Read = Callable[[Spec, str], Any]
NO_TEXT = "a has to be a text"
NO_NUMBER = "a has to be a whole number"
NO_TRUTH = "a has to be true or false"
NO_LIST = "a has to be a list"
NO_TEXTS = "a has to be a list of texts"
NO_OBJECT = "a has to be an object"
NO_ACTION = "a cannot be 'x'"


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (checked.text, ""),
        (checked.text_or_none, "x"),
        (checked.text_or_none, None),
        (checked.whole, -7),
        (checked.truth, False),
        (checked.truth_or_none, True),
        (checked.truth_or_none, None),
        (checked.items, [1, None]),
        (checked.spec, {"b": 1}),
        (checked.spec, None),
        (action, Action.DELETE),
    ],
)
def test_what_fits_is_read_as_it_is(read: Read, value: Json) -> None:
    """Nothing is made of anything else."""
    assert read({"a": value}, "a") == value


@pytest.mark.parametrize(
    ("read", "value", "message"),
    [
        (checked.text, None, NO_TEXT),
        (checked.text, 7, NO_TEXT),
        (checked.text_or_none, [], NO_TEXT),
        (checked.whole, True, NO_NUMBER),
        (checked.whole, 1.0, NO_NUMBER),
        (checked.whole, None, NO_NUMBER),
        (checked.truth, 1, NO_TRUTH),
        (checked.truth, None, NO_TRUTH),
        (checked.truth_or_none, "true", NO_TRUTH),
        (checked.items, {}, NO_LIST),
        (checked.items, None, NO_LIST),
        (checked.texts, {}, NO_LIST),
        (checked.texts, ["b", 1], NO_TEXTS),
        (checked.spec, [], NO_OBJECT),
        (action, "x", NO_ACTION),
        (action, None, NO_TEXT),
    ],
)
def test_what_does_not_fit_is_refused_by_its_name(
    read: Read, value: Json, message: str
) -> None:
    """A file that somebody edited says which field is wrong."""
    with pytest.raises(MalformedPlan) as caught:
        read({"a": value}, "a")
    assert str(caught.value) == message


def test_an_address_without_a_kind_is_none() -> None:
    """Whoever reads it would not know whose key it is."""
    document = json.loads(documents.plan(plans.everything()))
    document["changes"][0]["address"] = "login_code"
    with pytest.raises(MalformedPlan) as caught:
        plan_of(document)
    assert str(caught.value) == "address names no kind"


def test_a_plan_that_says_nothing_of_languages_is_read() -> None:
    """It was saved before there was anything to say of them."""
    document = json.loads(documents.plan(plans.everything()))
    del document["missing_languages"]
    assert plan_of(document).missing_languages == ()


def test_languages_that_a_plan_misses_are_read_back() -> None:
    """Those that it takes away itself, too."""
    gap = LanguageGap(
        account="demo",
        kind="message_template",
        name="promo",
        languages=("de", "fr"),
        removed=("fr",),
    )
    plan = replace(plans.nothing(), missing_languages=(gap,))
    assert plan_of(json.loads(documents.plan(plan))) == plan

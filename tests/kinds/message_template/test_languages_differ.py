"""All languages of a name are called in one way, or somebody is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from support.judged import declared
from support.variants import VARIANTS, template

from wa_sync.kinds.message_template.contract import contract
from wa_sync.kinds.message_template.normal import normalize
from wa_sync.kinds.message_template.rules.together import _glance, languages_differ
from wa_sync.model.finding import Severity
from wa_sync.model.resource import Address
from wa_sync.model.source import array


if TYPE_CHECKING:
    from wa_sync.model.resource import Declared
    from wa_sync.model.source import Spec


def language(code: str, text: str, *more: Spec) -> Declared:
    """One language of a name."""
    entry = template({"type": "BODY", "text": text}, *more, language=code)
    address = Address("message_template", f"order_update/{code}")
    return replace(declared(entry), address=address)


def odd(*languages: Declared) -> list[tuple[str, str]]:
    """Which languages are told to differ, and how."""
    return [
        (str(one.entry["language"]), found.message)
        for one, found in languages_differ(languages)
    ]


def test_the_form_of_most_languages_is_the_right_one() -> None:
    """One that differs is told, even where it comes first."""
    found = odd(
        language("en", "Hi {{1}}, hello."),
        language("de", "Hi {{1}} and {{2}}, hello."),
        language("fr", "Hi {{1}} and {{2}}, hello."),
    )
    assert found == [
        (
            "en",
            (
                "In en the body takes 1 parameter, in de 2 parameters; who "
                "passes the same in both gets 132000 in one."
            ),
        )
    ]


def test_of_two_forms_the_first_is_the_right_one() -> None:
    """Somebody has to be, and it is the same one each time."""
    found = odd(language("en", "Hello."), language("de", "Hi {{1}}, hello."))
    assert [code for code, _ in found] == ["de"]


def test_texts_and_labels_may_differ() -> None:
    """That is what languages are for."""

    def button(label: str) -> Spec:
        buttons: Spec = {"type": "QUICK_REPLY", "text": label}
        return {"type": "BUTTONS", "buttons": [buttons]}

    assert not odd(
        language("en", "Hi {{1}}, hello.", button("Yes")),
        language("de", "Tag, {{1}}, hier.", button("Ja")),
    )


def test_a_url_that_has_a_variable_in_one_language_is_told() -> None:
    """The text alone does not say what a button takes."""

    def button(url: str) -> Spec:
        link: Spec = {"type": "URL", "text": "Track", "url": url}
        return {"type": "BUTTONS", "buttons": [link]}

    still, ends = button("https://a.example/b"), button("https://a.example/{{1}}")
    found = odd(language("en", "Hello.", still), language("de", "Hallo.", ends))
    assert [code for code, _ in found] == ["de"]


def test_names_are_judged_by_themselves() -> None:
    """What another name takes does not matter, nor does a single language."""
    one, other = language("en", "Hello."), language("de", "Hi {{1}}, hello.")
    elsewhere = Address("message_template", "promo/de")
    assert odd(one, replace(other, address=elsewhere)) == []


def test_what_a_library_holds_is_not_judged() -> None:
    """Nobody knows what it takes before it is live."""
    library = language("de", "")
    library = replace(library, spec={"name": "order_update", "language": "de"})
    named = replace(library, spec={**library.spec, "parameter_format": "NAMED"})
    assert odd(library, named) == []
    assert odd(language("en", "Hi {{1}}, hello."), library) == []


def test_it_warns_where_the_language_is_named() -> None:
    """Meta takes it, so it stops nobody."""
    both = language("en", "Hello."), language("de", "Hi {{1}}, hello.")
    ((_, found),) = languages_differ(both)
    assert (found.severity, found.at) == (Severity.WARNING, ("language",))


@settings(deadline=None)
@given(VARIANTS, VARIANTS)
def test_a_glance_spares_only_what_is_alike(one: Spec, other: Spec) -> None:
    """Where contracts differ, a glance sees it; so no difference is passed over."""
    a, b = normalize(one), normalize(other)
    assert contract(a) == contract(b) or _glance(a) != _glance(b)


@settings(deadline=None)
@given(VARIANTS, VARIANTS)
def test_components_put_together_are_glanced_at_apart(one: Spec, other: Spec) -> None:
    """The same with the parts of two templates mixed, so that they differ by little."""
    a, b = normalize(one), normalize(other)
    parts = [*array(a.get("components")), *array(b.get("components"))]
    for gone in range(len(parts)):
        some = {**a, "components": parts[:gone] + parts[gone + 1 :]}
        all_ = {**a, "components": parts}
        assert contract(some) == contract(all_) or _glance(some) != _glance(all_)

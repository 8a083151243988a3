"""Rules over all templates of one account."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.contract import contract
from wa_sync.kinds.message_template.differences import differences
from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.spec import VARIABLE, read, upper
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.contract import Contract
    from wa_sync.model.resource import Declared
    from wa_sync.model.source import Json, Spec


def category_differs(
    declared: Sequence[Declared],
) -> Iterator[tuple[Declared, Finding]]:
    """All languages of one name have one category."""
    first: dict[str, tuple[str, str]] = {}
    for one in declared:
        category = upper(one.entry.get("category"))
        language = text(one.entry.get("language"))
        other, where = first.setdefault(one.address.name, (category, language))
        if category != other:
            yield (
                one,
                Finding(
                    rule="category_differs",
                    at=("category",),
                    message=f"{one.address.name} is {category} in {language} but "
                    f"{other} in {where}; all languages of a name have one category.",
                    hint="Use one category, or another name.",
                    meta=codes.INVALID,
                ),
            )


def content_duplicated(
    declared: Sequence[Declared],
) -> Iterator[tuple[Declared, Finding]]:
    """Meta's review rejects a body and footer that another template has already."""
    first: dict[tuple[str, str, str], Declared] = {}
    for one in declared:
        wording = _wording(one.entry)
        if not any(wording) or upper(one.entry.get("category")) == "AUTHENTICATION":
            continue
        key = (text(one.entry.get("language")), *wording)
        other = first.setdefault(key, one)
        if other.address.name != one.address.name:
            body = read(one.entry).parts.find("BODY")
            yield (
                one,
                Finding(
                    rule="content_duplicated",
                    at=(*body.at, "text") if body else ("components",),
                    message=f"{other.address.name} has the same body and footer; "
                    "Meta's review rejects duplicates.",
                    hint="Reword one of them, or remove it.",
                    severity=Severity.WARNING,
                ),
            )


def languages_differ(
    declared: Sequence[Declared],
) -> Iterator[tuple[Declared, Finding]]:
    """A sender passes the same in every language, so all of a name should take it.

    The form that most of its languages have is the right one; of two that are as
    frequent, the first.
    """
    names: dict[str, list[Declared]] = {}
    for one in declared:
        names.setdefault(one.address.name, []).append(one)
    for all_ in names.values():
        if len(all_) > 1 and len({_glance(one.spec) for one in all_}) > 1:
            yield from _odd([(one, contract(one.spec)) for one in all_])


def _glance(spec: Spec) -> tuple[object, ...]:
    """What equal contracts follow from, where it is equal; ten times as fast."""
    parts = _glanced(spec["components"]) if "components" in spec else None
    return spec.get("parameter_format"), parts


def _glanced(components: Json) -> tuple[object, ...]:
    return tuple(
        [
            (
                part.get("type"),
                part.get("format"),
                frozenset(VARIABLE.findall(text(part.get("text")))),
                tuple([_button(one) for one in array(part.get("buttons"))]),
                tuple([_card(one) for one in array(part.get("cards"))]),
                mapping(part.get("limited_time_offer")).get("has_expiration"),
            )
            for part in map(mapping, array(components))
        ]
    )


def _button(value: Json) -> tuple[Json, bool]:
    button = mapping(value)
    return button.get("type"), "{{" in text(button.get("url"))


def _card(value: Json) -> tuple[object, ...]:
    return _glanced(mapping(value).get("components"))


def _odd(
    languages: Sequence[tuple[Declared, Contract | None]],
) -> Iterator[tuple[Declared, Finding]]:
    told = [(one, form) for one, form in languages if form is not None]
    forms = Counter(form for _, form in told)
    if len(forms) <= 1:
        return
    usual, _ = forms.most_common(1)[0]
    model = next(one for one, form in told if form == usual)
    for one, form in told:
        found = next(differences(usual, form), None)
        if found is not None:
            where = text(one.entry.get("language")), text(model.entry.get("language"))
            yield (
                one,
                Finding(
                    rule="languages_differ",
                    at=("language",),
                    message=f"In {where[0]} {found.what} takes {found.now}, in "
                    f"{where[1]} {found.was}; who passes the same in both gets "
                    f"{found.answer} in one.",
                    hint="Use the same variables and buttons in every language.",
                    severity=Severity.WARNING,
                ),
            )


def _wording(entry: Spec) -> tuple[str, str]:
    texts = {}
    for component in map(mapping, array(entry.get("components"))):
        texts[upper(component.get("type"))] = text(component.get("text")).rstrip()
    return texts.get("BODY", ""), texts.get("FOOTER", "")

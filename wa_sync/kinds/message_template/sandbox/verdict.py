"""What Meta says about the content: the kind's rules, the first error first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.languages import LANGUAGES
from wa_sync.kinds.message_template.sandbox import media, refusals
from wa_sync.model.finding import Severity
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from wa_sync.model.source import Json, Spec


def judge(variant: Spec, about: Collection[str] | None = None) -> None:
    """Refuse a template that breaks a rule.

    ``about`` names the keys that were sent, when others come from the template as it
    stands: approved templates that break today's rules may be edited elsewhere.
    """
    from wa_sync.kinds.message_template.rules import check

    if about is None and text(variant.get("language")) not in LANGUAGES:
        raise refusals.refuse(
            2388049,
            refusals.TITLES[2388049],
            f"The language {text(variant.get('language'))} isn't available.",
        )
    for finding in check(variant):
        if finding.severity is not Severity.ERROR or finding.meta is None:
            continue
        if about is None or not finding.at or finding.at[0] in about:
            raise refusals.by_rule(finding)
    posted = (
        variant.get("components") if about is None or "components" in about else None
    )
    for handle in _handles(posted):
        if not (isinstance(handle, str) and media.is_handle(handle)):
            raise refusals.refuse(
                2494102,
                "Media Handle Is Invalid",
                "The uploaded media handle is invalid or has expired.",
            )


def _handles(components: Json) -> Iterator[Json]:
    """Yield every sample's handle, cards included."""
    for component in map(mapping, array(components)):
        yield from array(mapping(component.get("example")).get("header_handle"))
        for card in map(mapping, array(component.get("cards"))):
            yield from _handles(card.get("components"))

"""Tombstones that have nothing to delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.desiring import desired

from wa_sync.desired.fruitless import nothing_to_delete
from wa_sync.model.address import Address


if TYPE_CHECKING:
    from pathlib import Path


GONE = "if it was deleted, this entry has done its work"


def address(key: str) -> Address:
    """A template."""
    return Address("message_template", key)


def hints(folder: Path, *keys: str, known: list[Address]) -> list[str | None]:
    """Return the hint for each tombstone, none of which is live."""
    entries = "".join(f"  - message_template: {key}\n" for key in keys)
    content = f"version: 1\nremoved:\n{entries}"
    found = desired(folder, content, "bank").tombstones
    return [one.finding.hint for one in nothing_to_delete(found, [], known)]


def test_each_is_noted_once_unless_an_account_has_it(tmp_path: Path) -> None:
    """What is live for one of its accounts has something to delete."""
    content = (
        "version: 1\nremoved:\n"
        "  - {message_template: a/en, accounts: [shop-*]}\n"
        "  - {message_template: b/en, accounts: [shop-*]}\n"
    )
    tombstones = desired(tmp_path, content).tombstones
    live = [("shop-es", address("a/en")), ("bank", address("b/en"))]
    (note,) = nothing_to_delete(tombstones, live, [])
    assert note.span is not None
    assert (note.finding.rule, note.finding.severity, note.span.line, note.address) == (
        "nothing_to_delete",
        "info",
        4,
        address("b/en"),
    )
    message = "message_template.b/en is not live: there is nothing to delete"
    assert (note.finding.message, note.finding.hint) == (message, GONE)


def test_what_was_meant_is_asked(tmp_path: Path) -> None:
    """A name that is close, in this language, or the language without its country."""
    known = [
        address("order_update/en_US"),
        address("promo/es"),
        address("news/pt_BR"),
        Address("business_profile", "ordr_update/en_US"),
    ]
    keys = ("ordr_update/en_US", "ordr_update/de", "promo/es_MX", "news/pt", "x/en_US")
    assert hints(tmp_path, *keys, known=known) == [
        "did you mean 'order_update/en_US'?",
        GONE,
        "did you mean 'promo/es'?",
        "did you mean 'news/pt_BR'?",
        GONE,
    ]


def test_what_is_to_be_deleted_itself_was_not_meant(tmp_path: Path) -> None:
    """Two tombstones of names alike are two wishes."""
    known = [address("sale_1/en"), address("sale_2/en")]
    assert hints(tmp_path, "sale_1/en", "sale_2/en", known=known) == [GONE, GONE]

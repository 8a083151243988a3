"""Languages that a changed name lacks, in words that all formats share."""

from __future__ import annotations

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from wa_sync.model.change import LanguageGap


TITLE = "Missing languages, which most names of the account have"


def said(gap: LanguageGap) -> str:
    """Name the languages of one name: ``de (removed here), fr``."""
    return ", ".join(
        f"{language} (removed here)" if language in gap.removed else language
        for language in gap.languages
    )

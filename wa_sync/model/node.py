"""Ids of objects in the Graph API: media, phone numbers, accounts."""

from __future__ import annotations


def is_node(given: str) -> bool:
    """Whether something can be such an id, which is digits only.

    Anything else in a path could lead elsewhere.
    """
    return given.isascii() and given.isdecimal()

"""How the API spells the URLs that it is given."""

from __future__ import annotations


SCHEME = len("https://")
"""A slash at or after this place is one behind the host."""


def slashed(url: str) -> str:
    """Give a URL that is only a host the slash that Meta gives it; idempotent."""
    if url.find("/", SCHEME) >= 0 or "{" in url:
        return url
    scheme, mark, rest = url.partition("://")
    bare = rest and scheme.lower() in {"http", "https"} and mark
    return f"{url}/" if bare and "?" not in rest and "#" not in rest else url

"""Every link of the built site leads somewhere: ``python -m generate.links FOLDER``.

Nothing outside is asked: of other hosts it is only checked that no page loads
anything from them.
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOADED = frozenset({"script", "img", "iframe", "source"})


class Page(HTMLParser):
    """One page: its anchors, what it links to and what it loads."""

    def __init__(self, content: str) -> None:
        """Read a page."""
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag is called and where it leads."""
        given = {name: value for name, value in attrs if value is not None}
        if "id" in given:
            self.anchors.add(given["id"])
        leads = given.get("src") or given.get("href")
        if leads is None:
            return
        self.links.append(leads)
        if tag in _LOADED or given.get("rel") == "stylesheet":
            self.loaded.append(leads)


def broken(site: Path) -> Iterator[str]:
    """Yield a line for each link that leads nowhere, in the order of the pages."""
    pages = {
        path: Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }
    for path, page in pages.items():
        here = path.relative_to(site)
        yield from (f"{here}: it loads {one}" for one in page.loaded if _outside(one))
        for link in page.links:
            reason = "" if _outside(link) else _astray(link, path, pages)
            if reason:
                yield f"{here}: {link}: {reason}"


def _outside(link: str) -> bool:
    parts = urlsplit(link)
    return bool(parts.netloc or parts.scheme not in {"", "data"})


def _astray(link: str, path: Path, pages: Mapping[Path, Page]) -> str:
    """Say why a link of a page leads nowhere; empty where it leads somewhere."""
    parts = urlsplit(link)
    if parts.scheme:
        return ""
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_file():
        return "there is no such file"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].anchors:
        return "there is no such anchor"
    return ""


def main(folder: str) -> int:
    """Print what is broken; 1 where anything is."""
    found = list(broken(Path(folder).resolve()))
    sys.stderr.writelines(f"{line}\n" for line in found)
    return min(len(found), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

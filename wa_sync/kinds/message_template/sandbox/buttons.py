"""Buttons as they come back: upper-case, with texts and forms of Meta's own."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import orjson

from wa_sync.kinds.message_template.sandbox.numbers import canonical
from wa_sync.kinds.message_template.sandbox.wordings import wording
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


FIXED_TEXTS = {
    "CATALOG": "View catalog",
    "MPM": "View items",
    "SPM": "View",
    "REQUEST_CONTACT_INFO": "Share Contact Info",
}
KEPT = (
    "url",
    "phone_number",
    "icon",
    "navigate_screen",
    "ttl_minutes",
    "app_deep_link",
)
BARE_HOST = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)
VARIABLE = re.compile(r"\{\{[^{}]*\}\}")
FLOW_IDS = 10**15


def read_back(posted: Spec, language: str) -> Spec:
    """Return one button as the API shows it."""
    kind = text(posted.get("type")).upper()
    back: dict[str, Json] = {"type": kind}
    said = text(posted.get("text")).rstrip() or FIXED_TEXTS.get(kind, "")
    if kind == "COPY_CODE":
        said = wording(language).copy_offer
    if said:
        back["text"] = said
    back.update({key: posted[key] for key in KEPT if posted.get(key) is not None})
    if kind == "URL":
        back.update(_url(posted))
    elif kind == "PHONE_NUMBER":
        back["phone_number"] = canonical(str(posted.get("phone_number")))
    elif kind == "COPY_CODE":
        back["example"] = _listed(posted.get("example"))
    elif kind == "FLOW":
        back.update(_flow(posted))
    return back


def with_slash(url: str) -> str:
    """Give a URL that is only a host its path."""
    return f"{url}/" if BARE_HOST.fullmatch(url) else url


def _url(posted: Spec) -> dict[str, Json]:
    url = text(posted.get("url"))
    if not VARIABLE.search(url):
        return {"url": with_slash(url)}
    whole: list[Json] = [
        given if "://" in given else _filled(url, given)
        for given in map(str, _listed(posted.get("example")))
    ]
    return {"url": url, "example": whole}


def _filled(url: str, value: str) -> str:
    """Put an example's value where the variable stands."""
    return VARIABLE.sub(lambda _: value, url)


def _listed(example: Json) -> list[Json]:
    return list(array(example)) if isinstance(example, list) else [example]


def _flow(posted: Spec) -> dict[str, Json]:
    """Only the Flow's id is kept, as a number; the action is upper-case."""
    design = mapping(_decoded(posted.get("flow_json")))
    first = text(mapping(next(iter(array(design.get("screens"))), None)).get("id"))
    back: dict[str, Json] = {
        "flow_id": _flow_id(posted),
        "flow_action": text(posted.get("flow_action"), "navigate").upper(),
    }
    if first and back["flow_action"] == "NAVIGATE":
        back["navigate_screen"] = text(posted.get("navigate_screen"), first)
    return back


def _flow_id(posted: Spec) -> int:
    given = posted.get("flow_id")
    if isinstance(given, int):
        return given
    if isinstance(given, str) and given.isdecimal():
        return int(given)
    named = text(posted.get("flow_name")) or text(posted.get("flow_json"))
    digest = hashlib.sha256(named.encode()).digest()
    return FLOW_IDS + int.from_bytes(digest[:8], "big") % FLOW_IDS


def _decoded(value: Json) -> Json:
    if not isinstance(value, str):
        return value
    try:
        decoded: Json = orjson.loads(value)
    except orjson.JSONDecodeError:
        return None
    return decoded

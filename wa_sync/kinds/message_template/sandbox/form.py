"""The form of what was posted: required parameters, types, closed sets.

What comes through has the types that everything after relies on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.sandbox.wire import Refusal


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.wire import Request


STRUCTURED = (
    *("components", "degrees_of_freedom_spec", "bid_spec"),
    *("library_template_button_inputs", "library_template_body_inputs"),
)
TEXTS = ("sub_category", "parameter_format", "display_format", "library_template_name")
FLAGS = (
    *("allow_category_change", "cta_url_link_tracking_opted_out"),
    "is_primary_device_delivery_only",
)
TTL = "message_send_ttl_seconds"
FORMATS = ("NAMED", "POSITIONAL")
WANTED: dict[str, tuple[type, str]] = {
    "type": (str, "a string"),
    "format": (str, "a string"),
    "text": (str, "a string"),
    "url": (str, "a string"),
    "buttons": (list, "an array"),
    "cards": (list, "an array"),
    "components": (list, "an array"),
    "supported_apps": (list, "an array"),
    "limited_time_offer": (dict, "an object"),
}
LISTS_OF_OBJECTS = frozenset({"components", "buttons", "cards", "supported_apps"})


def creation(request: Request) -> Spec:
    """Read what a new template is to be."""
    posted = settings(request)
    for name in ("name", "language", "category"):
        value = request.text(name)
        if not value:
            raise Refusal(100, f"(#100) The parameter {name} is required.")
        posted[name] = value
    _one_of("category", str(posted["category"]), limits.CATEGORIES)
    if "library_template_name" not in posted and "components" not in posted:
        raise Refusal(100, "(#100) The parameter components is required.")
    return posted


def settings(request: Request) -> dict[str, Json]:
    """Read everything that an edit may hold as well."""
    found: dict[str, Json] = {name: request.structured(name) for name in STRUCTURED}
    found |= {name: request.text(name) for name in TEXTS}
    found |= {name: request.flag(name) for name in FLAGS}
    found[TTL] = request.integer(TTL)
    found["category"] = request.text("category")
    posted: dict[str, Json] = {
        name: value for name, value in found.items() if value is not None
    }
    if "category" in posted:
        _one_of("category", str(posted["category"]), limits.CATEGORIES)
    if "parameter_format" in posted:
        _one_of("parameter_format", str(posted["parameter_format"]), FORMATS)
    for name in ("components", "library_template_button_inputs"):
        if name in posted:
            _objects(name, posted[name])
    return posted


def _objects(path: str, value: Json) -> None:
    """Refuse a list that holds anything but objects with a type."""
    if not isinstance(value, list):
        raise Refusal(100, f"(#100) Param {path} must be an array.")
    for number, item in enumerate(value):
        place = f"{path}[{number}]"
        if not isinstance(item, dict):
            raise Refusal(100, f"(#100) Param {place} must be an object.")
        _fields(place, item)


def _fields(path: str, item: Spec) -> None:
    named = path.rpartition("[")[0].rpartition("'")[0].rpartition("'")[2]
    if "type" not in item and named not in {"cards", "supported_apps"}:
        raise Refusal(100, f"(#100) Param {path}['type'] is required.")
    for key, value in item.items():
        if key not in WANTED or value is None:
            continue
        if key == "url" and named == "":
            continue  # the inputs of a library template hold an object here
        wanted, called = WANTED[key]
        place = f"{path}['{key}']"
        if not isinstance(value, wanted):
            raise Refusal(100, f"(#100) Param {place} must be {called}.")
        if key in LISTS_OF_OBJECTS:
            _objects(place, value)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value.upper() not in allowed:
        listed = ", ".join(allowed)
        raise Refusal(
            100, f'(#100) Param {name} must be one of {{{listed}}} - got "{value}".'
        )

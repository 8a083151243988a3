from __future__ import annotations

from support import plans

from wa_sync.render.text import template


def shown(*components: object, **more: object) -> str:
    """Show a template made of these components."""
    spec = {"name": "a", "language": "en", "components": list(components), **more}
    return "\n".join(template.lines(spec, {}))  # type: ignore[arg-type]


def test_samples() -> None:
    """A media header says where its sample comes from, and others need none."""
    assert shown(
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "HEADER", "format": "LOCATION"},
    ) == ("header     image (no local sample)\nheader     location")


def test_examples() -> None:
    """Examples stand beside their variables, in each of Meta's shapes."""
    assert shown(
        {"type": "HEADER", "text": "{{1}}", "example": {"header_text": ["Ana"]}},
        {"type": "BODY", "text": "{{1}}", "example": {"body_text": []}},
        {"type": "BODY", "text": "x", "example": {"new_key": ["a"]}},
    ) == (
        "header     │ {{1}}\n"
        "           {{1}} = Ana\n"
        "body       │ {{1}}\n"
        "           \n"
        "body       │ x\n"
        "  example new_key: [a]"
    )


def test_unknown_component() -> None:
    """A component that nobody knows yet is shown with all it holds."""
    assert shown({"type": "NEW_THING", "size": 3}, {}, raw={"x": 1}) == (
        "new thing\n  size: 3\n?\nraw:\n  x: 1"
    )


def test_untyped_components() -> None:
    """Components that are no list are shown as they are."""
    spec = {"components": {"a": 1}}
    assert list(template.lines(spec, {})) == ["components:", "  a: 1"]


def test_flow_button() -> None:
    """A button with a text of several lines is written below its label."""
    button = {"type": "FLOW", "text": "Go", "flow_json": "{\n}"}
    untitled = {"type": "COPY_CODE", "example": "SALE"}
    assert shown({"type": "BUTTONS", "buttons": [button, untitled]}) == (
        "buttons\n"
        '  [flow] "Go"\n'
        "    flow_json:\n"
        "      │ {\n"
        "      │ }\n"
        "  [copy code] example: SALE"
    )


def test_carousel_samples() -> None:
    """Each card names its own sample."""
    asset = plans.sample("b.png", 1)
    at = ("components", 1, "cards", 1, "components", 0, "example", "header_handle")
    found = [
        line for line in template.lines(plans.CAROUSEL, {at: asset}) if "header" in line
    ]
    assert found == [
        "    header     image (no local sample)",
        "    header     image (sample b.png)",
    ]

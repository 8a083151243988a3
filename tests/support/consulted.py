"""What wa-sync doctor said, by the names of its checks."""

from __future__ import annotations

from support.road import PROJECT, Road


KEY = "maton-key-0123456789"
META_TOKEN = "EAAdoctor00000000000"  # noqa: S105 - nobody's
META = PROJECT + "    endpoint: meta\n"
PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")


def unproxied(road: Road) -> None:
    """Let no variable of whoever runs the tests name a proxy."""
    for name in PROXIES:
        road.monkeypatch.delenv(name, raising=False)
        road.monkeypatch.delenv(name.lower(), raising=False)


def told(
    road: Road, *argv: str, code: int = 0
) -> dict[str, tuple[str, str, str | None]]:
    """Return verdict, message and hint of each check, by its name."""
    ran = road.run("doctor", "-o", "json", *argv)
    assert (ran.code, ran.err) == (code, "")
    return {
        one["check"]: (one["verdict"], one["message"], one["hint"])
        for one in ran.json["checks"]
    }

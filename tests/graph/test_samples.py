"""What is said about local files that go up, or that nobody can compare."""

from __future__ import annotations

from dataclasses import replace

from wa_sync.graph import samples
from wa_sync.graph.urls import slashed
from wa_sync.model.account import Account, Endpoint
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.resource import Asset


GATEWAY = Account(name="demo", app_id="670843887433847")
AT = ("components",)


def file(path: str) -> Asset:
    """A file of the project."""
    return Asset(path, "image/jpeg", 3, "abc")


def test_files_that_nobody_can_compare_are_named() -> None:
    """Each once, in order; and nothing is said where there is none."""
    one = samples.taken_as_equal([file("hero.jpg")], AT)
    two = samples.taken_as_equal(map(file, ("b.jpg", "a.jpg", "b.jpg")), AT)
    same = Finding(
        rule="asset_taken_as_equal",
        at=AT,
        message="hero.jpg is taken as equal to what is live: Meta shows no bytes to "
        "compare",
        severity=Severity.INFO,
    )
    several = same.message.replace("hero.jpg is", "a.jpg, b.jpg are")
    assert (one, two) == ((same,), (replace(same, message=several),))
    assert samples.taken_as_equal([], AT) == ()


def test_only_an_endpoint_that_is_unsure_is_warned_of() -> None:
    """Meta itself takes uploads; without an app the change is blocked anyway."""
    warning = Finding(
        rule="upload_route_unsure",
        at=AT,
        message="a file has to be uploaded, and nobody documents that maton passes "
        "uploads on",
        hint="if apply fails there, give the account endpoint: meta and a token of "
        "Meta's",
        severity=Severity.WARNING,
    )
    meta = replace(GATEWAY, endpoint=Endpoint.META)
    nameless = replace(GATEWAY, app_id=None)
    said = [samples.route_unsure(one, AT) for one in (GATEWAY, meta, nameless)]
    assert said == [(warning,), (), ()]


def test_a_bare_host_gains_a_slash_and_nothing_else_does() -> None:
    """As Meta reads them back; doing it again changes nothing."""
    spelt = {
        "https://a.example": "https://a.example/",
        "HTTP://a.example": "HTTP://a.example/",
        "https://a.example/": "https://a.example/",
        "https://a.example/b": "https://a.example/b",
        "https://a.example?b": "https://a.example?b",
        "https://a.example#b": "https://a.example#b",
        "https://{{1}}": "https://{{1}}",
        "a.example": "a.example",
        "ftp://a.example": "ftp://a.example",
        "https://": "https://",
        "": "",
    }
    assert {url: slashed(url) for url in spelt} == spelt
    assert [slashed(url) for url in spelt.values()] == list(spelt.values())

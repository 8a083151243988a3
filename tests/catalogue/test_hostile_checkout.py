"""S2, S3, S5: a checkout by somebody who wants code run, a token, or a file."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.road import PROJECT, TEMPLATES, Road


STARTS = (
    [Path(sys.executable).with_name("wa-sync")],
    [sys.executable, "-Pm", "wa_sync"],
)
"""The ways of starting that SECURITY.md names."""
MODULES = (
    *("yaml", "click", "httpx", "orjson", "regex", "rich", "werkzeug", "deepdiff"),
    *("jsonschema", "sitecustomize", "usercustomize", "wa_sync", "socket", "json"),
)
CANARY = "canary-7f3a91c2d4"


@pytest.mark.parametrize("start", STARTS, ids=["script", "module"])
def test_nothing_of_the_checkout_is_imported_or_run(
    road: Road, tmp_path: Path, start: list[str | Path]
) -> None:
    """S2: whatever modules, plugins, hooks and dotfiles lie there, none gets to act."""
    road.project()
    ran = tmp_path / "ran"
    strike = f"open({str(ran)!r}, 'a').write(__name__ + '\\n')\n"
    for name in MODULES:
        road.write(f"{name}.py", strike)
    road.write(".env", f"WA_SYNC_ENDPOINT=http://127.0.0.1:9\nPATH={road.folder}\n")
    road.write("pyproject.toml", '[project.entry-points."wa_sync"]\nx = "yaml:x"\n')
    road.write("setup.cfg", "[options.entry_points]\nwa_sync =\n  x = yaml:x\n")
    for name in ("post-checkout", "fsmonitor"):
        hook = road.write(f".git/hooks/{name}", f"#!/bin/sh\necho git >> {ran}\n")
        hook.chmod(0o755)
    road.write(".git/HEAD", "ref: refs/heads/main\n")
    road.write(".git/config", "[core]\n\tfsmonitor = .git/hooks/fsmonitor\n")
    env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}
    for argv in (["validate"], ["plan", "--sandbox", "--out", "plan.json"]):
        done = subprocess.run(
            [*start, *argv],
            cwd=road.folder,
            env={**env, **state},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert not ran.exists()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Give a port at which nobody should ever knock."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        sock.setblocking(False)  # noqa: FBT003 - the library's argument
        yield sock


@pytest.mark.parametrize(
    "line",
    [
        "endpoint: http://127.0.0.1:PORT",
        "endpoint: https://127.0.0.1:PORT",
        "endpoint: 127.0.0.1:PORT",
        "base_url: http://127.0.0.1:PORT",
        "proxy: http://127.0.0.1:PORT",
        "headers: {X-Api-Key: x}",
        "ca_bundle: mine.pem",
        "api_version: ../../127.0.0.1:PORT",
        "api_version: v21.0@127.0.0.1:PORT",
        "token_env: HOME",
        "endpoint: meta\n    token_env: MATON_API_KEY",
    ],
)
def test_a_file_cannot_say_where_the_token_goes(
    road: Road, listener: socket.socket, line: str
) -> None:
    """S3: no key names an address, a proxy or another token; nobody is asked."""
    port = str(listener.getsockname()[1])
    road.env(MATON_API_KEY=CANARY, WHATSAPP_TOKEN=CANARY)
    road.project(project=PROJECT + f"    {line.replace('PORT', port)}\n")
    for command in (["validate"], ["plan"], ["apply", "--yes"]):
        ran = road.run(*command)
        assert ran.code == 3, (command, ran.out, ran.err)
        assert CANARY not in ran.out + ran.err
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize(
    "path", ["../outside.jpg", "{outside}", "link.jpg", "sub/x.jpg"]
)
def test_a_sample_is_never_read_from_outside(
    road: Road, tmp_path: Path, path: str
) -> None:
    """S5: neither by dots, nor by an absolute path, nor through links."""
    outside = tmp_path / "outside.jpg"
    outside.write_bytes(b"\xff\xd8\xff" + CANARY.encode())
    (tmp_path / "x.jpg").write_bytes(outside.read_bytes())
    (road.folder / "link.jpg").symlink_to(outside)
    (road.folder / "sub").symlink_to(tmp_path)
    header = (
        "      - {type: HEADER, format: IMAGE, "
        f"asset: '{path.format(outside=outside)}'}}\n      - type: BODY"
    )
    road.project(TEMPLATES.replace("      - type: BODY", header))
    for argv in (["validate"], ["validate", "-o", "json"], ["plan", "--sandbox"]):
        ran = road.run(*argv)
        assert ran.code == 3, (ran.out, ran.err)
        assert CANARY not in ran.out + ran.err


@pytest.mark.parametrize(
    ("include", "rule"),
    [
        ("../*.yaml", "include_outside"),
        ("{outside}", "include_outside"),
        ("linked.yaml", "link_skipped"),
        ("folder/*.yaml", "include_matches_nothing"),
    ],
)
def test_no_file_outside_is_included_or_quoted(
    road: Road, tmp_path: Path, include: str, rule: str
) -> None:
    """S5: neither what is declared nor what an error quotes comes from outside."""
    outside = tmp_path / "outside.yaml"
    outside.write_text(f"version: 1\nsecret: [{CANARY}\n")
    (road.folder / "linked.yaml").symlink_to(outside)
    (road.folder / "folder").symlink_to(tmp_path)
    named = include.format(outside=outside)
    road.project(project=PROJECT + f"include: [templates/*.yaml, '{named}']\n")
    said = road.run("validate", "-o", "json")
    assert rule in {one["rule"] for one in said.json["diagnostics"]}
    for argv in (["validate"], ["plan", "--sandbox"]):
        ran = road.run(*argv)
        assert CANARY not in said.out + said.err + ran.out + ran.err


@pytest.mark.parametrize(
    ("name", "listed"),
    [("UNLISTED", False), ("MATON_API_KEY", True), ("DB_PASSWORD", True)],
)
def test_no_variable_is_read_that_might_be_a_secret(
    road: Road, name: str, *, listed: bool
) -> None:
    """S5: only what the account lists, and nothing that is named like a secret."""
    road.env(**{name: CANARY})
    account = PROJECT + (f"    env: [{name}]\n" if listed else "")
    text = TEMPLATES.replace("Hi {{1}}", f"Hi {{{{1}}}} of ${{env:{name}}}")
    road.project(text, project=account)
    for argv in (["validate"], ["validate", "-o", "json"], ["plan", "--sandbox"]):
        ran = road.run(*argv)
        assert ran.code == 3, (ran.out, ran.err)
        assert CANARY not in ran.out + ran.err

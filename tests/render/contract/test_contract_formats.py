"""What senders have to pass, as people and programs read it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest
from mypy import api
from support.contracts import ATTACKS, EVERYTHING, RIGHT, WRONG, attacked

from wa_sync.render import contract
from wa_sync.render.contract.identifiers import identifiers
from wa_sync.render.style import Style


if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Golden = Callable[[str, str], None]


def test_text(golden: Golden) -> None:
    """A paragraph for each name."""
    golden("contract/contract.txt", contract.text(EVERYTHING, Style.plain()))


def test_json(golden: Golden) -> None:
    """All that there is to know, for programs."""
    golden("contract/contract.json", contract.json(EVERYTHING))


def test_json_schema(golden: Golden) -> None:
    """A schema of messages."""
    golden("contract/messages.schema.json", contract.json_schema(EVERYTHING))


def test_typescript(golden: Golden) -> None:
    """Types of messages; that tsc takes them is seen by hand."""
    golden("contract/messages.ts", contract.typescript(EVERYTHING))


def test_python(golden: Golden) -> None:
    """Types of messages."""
    golden("contract/messages.py.txt", contract.python(EVERYTHING))


def test_hostile_typescript(golden: Golden) -> None:
    """Whatever names hold stays inside of literals."""
    golden("contract/hostile.ts", contract.typescript(attacked()[:8]))


def test_the_document_fits_its_schema() -> None:
    """And a key that nobody published does not."""
    schema = jsonschema_rs.validator_for(dict(contract.published()))
    for signatures in (EVERYTHING, attacked(), ()):
        document = json.loads(contract.json(signatures))
        assert schema.is_valid(document)
        assert not schema.is_valid({**document, "stranger": 1})


def test_where_nothing_is_declared_nothing_fits() -> None:
    """Every format says so in its own way."""
    assert contract.text((), Style.plain()) == "No template is declared.\n"
    assert json.loads(contract.json(()))["templates"] == []
    assert "export type Message = never;" in contract.typescript(())
    assert contract.python(()).endswith("\nMessage: TypeAlias = Never\n")
    assert not judged(()).is_valid(RIGHT["nothing"])


def judged(signatures: object = EVERYTHING) -> jsonschema_rs.Validator:
    """What judges messages."""
    assert isinstance(signatures, tuple)
    return jsonschema_rs.validator_for(json.loads(contract.json_schema(signatures)))


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_message_fits(name: str) -> None:
    """What Meta takes, the schema takes."""
    assert judged().is_valid(json.loads(json.dumps(RIGHT[name])))


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_message_does_not_fit(name: str) -> None:
    """What Meta refuses is refused before it is sent."""
    assert not judged().is_valid(json.loads(json.dumps(WRONG[name])))


@pytest.mark.parametrize("code", ["", "1" * 16])
def test_a_code_has_a_length(code: str) -> None:
    """Meta takes 15 characters, and an empty parameter never."""
    message = {"template": "login", "language": "en_US", "code": code}
    assert not judged().is_valid(message)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Names of the messages that mypy finds wrong, and of modules with any fault."""
    folder = tmp_path_factory.mktemp("types")
    lines = ["from messages import Message", "import hostile"]
    cases = {**RIGHT, **WRONG}
    lines += [f"m{n}: Message = {case!r}" for n, case in enumerate(cases.values())]
    (folder / "use.py").write_text("\n".join(lines), encoding="utf-8")
    for name, signatures in (("messages", EVERYTHING), ("hostile", attacked())):
        module = contract.python(signatures)
        (folder / f"{name}.py").write_text(module, encoding="utf-8")
    cache_dir = f"--cache-dir={folder / 'cache'}"
    files = [str(folder / f"{name}.py") for name in ("use", "messages", "hostile")]
    said, trouble, _ = api.run(["--strict", "--python-version=3.11", cache_dir, *files])
    assert trouble == ""
    found = re.findall(r"(\w+)\.py:(\d+): error", said)
    return frozenset(
        list(cases)[int(line) - 3] if module == "use" else f"{module}:{line}"
        for module, line in found
    )


def test_a_wrong_message_does_not_compile(checked: frozenset[str]) -> None:
    """Mypy finds what is wrong, and nothing else."""
    assert checked == WRONG.keys()


def test_the_types_are_there_when_a_program_runs(tmp_path: Path) -> None:
    """The module can be imported, whatever the names are."""
    for name, signatures in (("messages", EVERYTHING), ("hostile", attacked())):
        found: dict[str, object] = {}
        source = contract.python(signatures)
        path = tmp_path / f"{name}.py"
        exec(compile(source, path, "exec"), found)  # noqa: S102 - it is what is tested
        assert {*identifiers(one.name for one in signatures if one.forms).values()} < (
            found.keys()
        )


def test_types_have_names_that_no_two_share() -> None:
    """Numbered where they would be alike, and none is taken for another type."""
    found = identifiers(ATTACKS)
    assert len(set(found.values())) == len(set(ATTACKS))
    assert all(
        re.fullmatch(r"[A-Z][A-Za-z0-9]*Message\d*", one) for one in found.values()
    )
    assert "Message" not in found.values()
    assert [found[name] for name in ("order-update", "order_update", "1st", "")] == [
        "OrderUpdateMessage",
        "OrderUpdateMessage3",
        "T1stMessage",
        "TMessage",
    ]

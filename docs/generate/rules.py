"""A page for every rule: what it wants, what breaks it, and what is said then."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from generate.markdown import block, code, plain, table
from wa_sync.kinds import KINDS
from wa_sync.render import text
from wa_sync.render.style import Style
from wa_sync.workflow.load import Inputs, load


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from wa_sync.kind import Kind
    from wa_sync.model.finding import Diagnostic


CASES = Path(__file__).parents[2] / "tests" / "cases"
FOLDER = "docs/rules"
INTRODUCTION = """\
# Rules

What Meta would refuse, wa-sync says before anything is sent: `wa-sync validate` needs
no network for it. Each rule has a page here, with a file that breaks it, what is said
then, and how to write it instead. Where Meta would answer with a code, the page names
it, so an error that you met at Meta leads to its rule.

Templates that were approved before a rule was there go on living. `wa-sync import`
writes `allow: [rule]` into them, and the rule is only a warning there. *Warnings* are
what the sources are unsure of; they stop nothing.
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's id, what it wants, the subject it belongs to, and what it finds."""

    id: str
    wants: str
    subject: str
    found: Sequence[Diagnostic]
    by_the_way: Sequence[Diagnostic]

    @property
    def severity(self) -> str:
        """How bad it is to break it."""
        return str(self.found[0].finding.severity)

    @property
    def codes(self) -> str:
        """What Meta would answer, as code/subcode; empty where nobody knows."""
        metas = {one.finding.meta for one in self.found if one.finding.meta}
        pairs = sorted((one.code, one.subcode or 0) for one in metas)
        return ", ".join(f"{code}/{sub}" if sub else f"{code}" for code, sub in pairs)


def pages() -> Mapping[str, str]:
    """Return path → Markdown: an index, and a page for each rule."""
    every = [rule for kind in KINDS for rule in rules(kind)]
    made = {f"{FOLDER}/{rule.id}.md": _page(rule) for rule in every}
    return {f"{FOLDER}/index.md": _index(every), **made}


def rules(kind: Kind) -> Iterator[Rule]:
    """Yield a kind's rules by subject, each with what its bad example gives."""
    ids = kind.rules()
    for module in _modules(kind):
        subject = inspect.getdoc(module) or ""
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name in ids and function.__module__ == module.__name__:
                told = [one for one in judged(name) if one.finding.rule in ids]
                yield Rule(
                    id=name,
                    wants=(inspect.getdoc(function) or "").partition("\n\n")[0],
                    subject=subject.partition("\n")[0],
                    found=[one for one in told if one.finding.rule == name],
                    by_the_way=[one for one in told if one.finding.rule != name],
                )


def judged(rule: str) -> Sequence[Diagnostic]:
    """Return all that wa-sync says of a rule's bad example."""
    inputs = Inputs(
        cwd=CASES / rule,
        paths=("bad.yaml",),
        env=lambda _: None,
        stdin=lambda _: b"",
    )
    return load(inputs).diagnostics


def _modules(kind: Kind) -> Iterator[ModuleType]:
    door = import_module(f"wa_sync.kinds.{kind.name}.rules")
    if not hasattr(door, "__path__"):
        yield door
        return
    for one in iter_modules(door.__path__):
        yield import_module(f"{door.__name__}.{one.name}")


def _index(every: Sequence[Rule]) -> str:
    parts = [INTRODUCTION]
    for subject in dict.fromkeys(rule.subject for rule in every):
        rows = [
            [f"[`{rule.id}`]({rule.id}.md)", _line(rule.wants), rule.severity]
            for rule in every
            if rule.subject == subject
        ]
        parts += [f"## {_heading(subject)}\n", table(("Rule", "", ""), rows)]
    return "\n".join(parts)


def _heading(subject: str) -> str:
    about = re.split("[,;:.] ?", subject.removeprefix("Rules about "))[0]
    return _line(about[:1].upper() + about[1:])


def _page(rule: Rule) -> str:
    said = f"What Meta would answer: {code(rule.codes)}." if rule.codes else ""
    parts = [
        # there are too many of them for the bar at the side
        "---\norphan: true\n---\n",
        f"# {rule.id}\n",
        _line(rule.wants),
        "",
        f"Breaking it is {_a(rule.severity)}. {said}\n",
        "## What breaks it\n",
        block("yaml", _case(rule.id, "bad")),
        "`wa-sync validate` says:\n",
        block("text", str(text.diagnostics(rule.found, Style.plain()))),
    ]
    if rule.by_the_way:
        others = sorted({one.finding.rule for one in rule.by_the_way})
        links = ", ".join(f"[`{one}`]({one}.md)" for one in others)
        parts.append(f"The file breaks other rules by the way: {links}.\n")
    parts += ["## How to write it\n", block("yaml", _case(rule.id, "good"))]
    return "\n".join(parts)


def _case(rule: str, name: str) -> str:
    lines = (CASES / rule / f"{name}.yaml").read_text("utf-8").splitlines()
    return "\n".join(one for one in lines if not one.startswith("# also: "))


def _a(severity: str) -> str:
    return f"an {severity}" if severity[0] in "aeiou" else f"a {severity}"


def _line(prose: str) -> str:
    """Return a docstring's prose, whose code stands between double backticks."""
    pieces = " ".join(prose.split()).split("``")
    return "".join(
        code(piece) if odd % 2 else plain(piece) for odd, piece in enumerate(pieces)
    )

"""Thousands of hostile texts × every sink: shown, and nothing more than shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

import pytest
from support import hostile, plans
from support.hostile_road import answered, harmless, in_files, in_the_environment, typed
from support.hostile_texts import texts
from support.markdown import code_of, nodes, prose_of
from support.markup import Seen
from support.road import Ran, Road
from support.sandbox_account import ROUTES
from support.screen import harm

from wa_sync.render import json as documents
from wa_sync.render import text as plain
from wa_sync.render.sinks import html
from wa_sync.render.sinks.github import output
from wa_sync.render.sinks.html import Html
from wa_sync.render.sinks.json import document
from wa_sync.render.sinks.markdown import Markdown, cell, fence
from wa_sync.render.sinks.terminal import Text, line, page
from wa_sync.render.sinks.visible import visible
from wa_sync.render.style import Role, Style
from wa_sync.sandbox.server import serve


Figure = Callable[[str], None]
ALIVE = re.compile(r"@|#[0-9]|https?:|www\.|GH-|<|\[\^|\]:|\$\$")
OURS = {"text", "softbreak", "code_inline", "fence", "html_block", "html_inline"}


@pytest.fixture(scope="module")
def drawn(request: pytest.FixtureRequest) -> Sequence[str]:
    """Give the texts of this run: 5,000, or 300 where it is a small one."""
    full = request.config.getoption("--sweep") == "full"
    return tuple(texts(5000 if full else 150))


def test_terminal(drawn: Sequence[str], figure: Figure) -> None:
    """O01: a terminal shows each text on its line: no cursor, title or clipboard."""
    style = Style.ansi()
    for start in range(0, len(drawn), 40):
        some = drawn[start : start + 40]
        forms = (
            Text("\n").join(line("name {}: ", one) for one in some),
            Text("\n").join(some),
            Text("\n").join(style.paint(Role.ADDED, one) + "." for one in some),
        )
        for shown in forms:
            assert harm(shown) == [], some
            assert hostile.unseen(hostile.without_colour(shown)) == []
            assert shown.count("\n") == len(some) - 1
            assert set(re.findall("\x1b[^m]*m", shown)) <= {"\x1b[32m", "\x1b[0m"}
        assert harm(page("\n".join(some))) == [], some
    figure(f"hostile, terminal: {len(drawn)} texts, 0 live")


def test_ci_logs(drawn: Sequence[str], figure: Figure) -> None:
    """O02: GitHub, Azure, TeamCity and GitLab find no command, whatever shows it."""
    sinks: tuple[Callable[[str], str], ...] = (
        Text.escape,
        page,
        lambda text: line("  {}", text),
        lambda text: line("{}: {}", text, text),
        lambda text: document({text: [text]}),
        lambda text: document([text], indent=False),
        Markdown.escape,
        cell,
        fence,
        Html.escape,
        html.lines,
    )
    for text in drawn:
        for sink in sinks:
            assert list(hostile.commands(sink(text))) == [], (sink, text)
    figure(f"hostile, CI logs: {len(drawn)} texts × {len(sinks)} forms, 0 live")


def test_outputs(drawn: Sequence[str], figure: Figure) -> None:
    """O02: the file of outputs says one value, the one that was written."""
    for text in drawn:
        valid = text.encode("utf-8", "replace").decode()
        assert hostile.outputs(output("plan", text)) == {"plan": valid}
    figure(f"hostile, GitHub's outputs: {len(drawn)} texts, 0 live")


PLACES = {
    "prose": ("Before {} after.", Markdown.escape),
    "beginning": ("{}", Markdown.escape),
    "heading": ("## The change {}", Markdown.escape),
    "item": ("- one\n- {}\n  - {}", Markdown.escape),
    "quote": ("> {}", Markdown.escape),
    "table": ("| a | b |\n|---|---|\n| {} | {} |", cell),
    "block": ("Before\n\n{}\n\nafter", fence),
    "details": ("<details>\n\n{}\n\n</details>", fence),
}


@pytest.mark.parametrize("place", PLACES)
def test_markdown(drawn: Sequence[str], figure: Figure, place: str) -> None:
    """O03: no node comes of a text but code, and none of it stands in prose."""
    form, sink = PLACES[place]
    usual = [node.type for node in nodes(Markdown.of(form, *map(sink, "xx")))]
    for text in drawn:
        found = nodes(str(Markdown.of(form, sink(text), sink(text))))
        assert [node.type for node in found] == usual, text
        assert not ALIVE.search(prose_of(found)), text
        for said in code_of(found):
            assert said == (str(visible_there(text, sink)) or " "), text
    figure(f"hostile, Markdown in a {place}: {len(drawn)} texts, 0 live")


def visible_there(text: str, sink: Callable[[str], Markdown]) -> Text:
    """What a code span says of a text."""
    return Text.escape(text.replace("|", "‹U+007C›") if sink is cell else text)


def test_html(drawn: Sequence[str], figure: Figure) -> None:
    """A reader of HTML finds our elements, our attributes, and the text."""
    form = "<!-- x --><p class=\"{}\" title='{}'>{}</p><pre>{}</pre>"
    for text in drawn:
        seen = Seen.of(Html.of(form, text, text, text, html.lines(text)))
        whole = visible(text)
        assert seen.tags == [("p", [("class", whole), ("title", whole)]), ("pre", [])]
        assert seen.text == whole + "\n".join(map(visible, text.split("\n")))
        assert seen.other == [" x "]
    figure(f"hostile, HTML: {len(drawn)} texts, 0 live")


def test_json(drawn: Sequence[str], figure: Figure) -> None:
    """O06: strict readers take it, it is ASCII, and it says what was written."""

    def none(name: str) -> object:
        raise AssertionError(name)

    for text in drawn:
        for indent in (True, False):
            shown = document({text: [text]}, indent=indent)
            valid = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            assert json.loads(shown, parse_constant=none) == {valid: [valid]}
            assert shown.isascii()
    figure(f"hostile, JSON: {len(drawn)} texts, 0 live")


def test_whole_outputs(drawn: Sequence[str], figure: Figure) -> None:
    """S6: plans, reports and diagnostics with a text in every field of them."""
    some = drawn[:: len(drawn) // (200 if len(drawn) > 1000 else 12)]
    for text in some:
        plan = hostile.poisoned(plans.everything(), text, keys=True)
        report = hostile.poisoned(plans.report(), text, keys=True)
        diags = [hostile.poisoned(item, text, keys=True) for item in plans.DIAGNOSTICS]
        for shown in (
            plain.plan(plan, Style.ansi(), verbose=True),
            plain.report(report, Style.ansi()),
            plain.diagnostics(diags, Style.ansi()),
        ):
            assert list(hostile.commands(hostile.without_colour(shown))) == [], text
            assert list(hostile.commands(shown)) == [], text
            unseen = hostile.unseen(hostile.without_colour(shown))
            assert set(unseen) <= {"\t"}, text
        for written in (documents.plan(plan), documents.report(report)):
            assert written.isascii()
            assert list(hostile.commands(written)) == [], text
            json.loads(written)
    figure(f"hostile, whole plans and reports: {len(some)} texts × 5 outputs, 0 live")


def few(full: bool, kind: str) -> Sequence[str]:  # noqa: FBT001 - a fixture's
    """Draw texts for whole commands, each of which is tried in many places."""
    return [*texts(40 if full else 2, kind), *hostile.POISONS[:: 1 if full else 8]]


@pytest.mark.parametrize("where", [typed, in_the_environment, in_files])
def test_commands(
    road: Road,
    full: bool,  # noqa: FBT001 - a fixture
    figure: Figure,
    where: Callable[[Road, str], Iterator[tuple[object, Ran]]],
) -> None:
    """O01, O02: typed, in the environment or in files, it is shown harmlessly."""
    road.project()
    runs = 0
    for text in few(full, where.__name__):
        for what, ran in where(road, text):
            harmless(ran, (what, text))
            runs += 1
    figure(f"hostile, {where.__name__.replace('_', ' ')}: {runs} commands, 0 live")


def test_answers(road: Road, full: bool, figure: Figure) -> None:  # noqa: FBT001
    """O01, S6: names, bodies, reasons and errors of the API are shown harmlessly."""
    runs = 0
    for text in few(full, "answers"):
        with serve(None, routes=ROUTES) as served:
            for what, ran in answered(road, served, text, patient=full):
                harmless(ran, (what, text))
                runs += 1
    written = [path for path in road.folder.rglob("*") if path.is_file()]
    assert all(path.resolve().is_relative_to(road.folder) for path in written)
    figure(f"hostile, answers: {runs} commands, 0 live")


def test_the_checks_can_fail() -> None:
    """What is looked for is found where a text is shown as it is."""
    attacks = list(texts(300))
    assert sum(harm(f"name {text}") != [] for text in attacks) > 60
    assert sum(list(hostile.commands(text)) != [] for text in attacks) > 60
    lively = {node.type for text in attacks for node in nodes(text)}
    assert lively > {"link_open", "html_inline", "heading_open", "image", "fence"}
    assert sum(Seen.of(f"<p>{text}</p>").tags != [("p", [])] for text in attacks) > 20

"""What may stand in wa_sync, read from its syntax trees: each rule yields offences."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path


ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "wa_sync"


@dataclass(frozen=True, order=True)
class Offence:
    """Something that a rule found: in which module of wa_sync, on which line."""

    module: str
    line: int
    what: str


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of wa_sync by its path below the package."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_bytes())
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def offences(tree: ast.Module, module: str, rule: str) -> Iterator[Offence]:
    """Everything in a module that one rule forbids."""
    for node in ast.walk(tree):
        what = RULES[rule](node)
        if what is not None:
            yield Offence(module, getattr(node, "lineno", 0), what)


def _name(node: ast.AST | None) -> str:
    """Write a dotted name as it stands in the source; other expressions are empty."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        above = _name(node.value)
        return f"{above}.{node.attr}" if above else f".{node.attr}"
    return ""


def _imported(node: ast.AST) -> list[str]:
    """What an import brings in, by full names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def _mentions(node: ast.AST, pattern: str) -> str | None:
    """Return a forbidden name where it is used or imported, called or not."""
    named = [_name(node)] if isinstance(node, ast.Attribute | ast.Name) else []
    found = (name for name in (*named, *_imported(node)) if re.fullmatch(pattern, name))
    return next(found, None)


def loads_yaml(node: ast.AST) -> str | None:
    """PyYAML's loaders crash, guess types and run tags; config has its own."""
    return _mentions(
        node, r"yaml\.((safe_|full_|unsafe_)?load(_all)?|compose(_all)?|\w*Loader)"
    )


def writes_files(node: ast.AST) -> str | None:
    """Files are written by store/atomic.py: whole, private, synced."""
    if not isinstance(node, ast.Call):
        return _mentions(node, r"os\.O_(WRONLY|RDWR|CREAT|APPEND|TRUNC)")
    name, text = _name(node.func), ast.unparse(node)
    if re.search(r"\.(write_text|write_bytes|touch)$", name):
        return text
    if name in {"open", "os.fdopen"} or name.endswith(".open"):
        place = 1 if name in {"open", "os.fdopen"} else 0
        modes = [k.value for k in node.keywords if k.arg == "mode"] or node.args[place:]
        mode = modes[0].value if modes and isinstance(modes[0], ast.Constant) else ""
        return text if isinstance(mode, str) and set(mode) & set("wax+") else None
    return None


def runs_code(node: ast.AST) -> str | None:
    """Configuration is data: nothing is evaluated, unpickled or started."""
    modules = (
        r"(pickle|shelve|marshal|dbm|subprocess|multiprocessing|runpy|ctypes)"
        r"(\.\w+)?"
    )
    calls = (
        r"eval|exec|compile|__import__|(importlib\.)?import_module"
        r"|os\.(system|popen|fork|forkpty|exec\w+|spawn\w+|posix_spawn\w*)"
    )
    return _mentions(node, f"{modules}|{calls}")


def prints(node: ast.AST) -> str | None:
    """The terminal belongs to cli, where every text goes through a sink."""
    return _mentions(node, r"print|sys\.__?std(out|err)__?|sys\.std(out|err)")


def trusts_anybody(node: ast.AST) -> str | None:
    """TLS is checked, and no redirect is followed."""
    if isinstance(node, ast.keyword) and isinstance(node.value, ast.Constant):
        given = (node.arg, node.value.value)
        if given in {("verify", False), ("follow_redirects", True), ("shell", True)}:
            return ast.unparse(node)
    if isinstance(node, ast.Assign) and _name(node.targets[0]).endswith(
        ("check_hostname", "verify_mode")
    ):
        return ast.unparse(node)
    return _mentions(node, r"(ssl\.)?(CERT_NONE|_create_unverified_context)")


def asks_the_clock(node: ast.AST) -> str | None:
    """The time of day is handed in from cli, and nothing sleeps."""
    return _mentions(
        node,
        r"(\w+\.)*(datetime\.(now|utcnow|today)|date\.today)"
        r"|time\.(time|time_ns|sleep|localtime|gmtime|ctime)",
    )


def draws_lots(node: ast.AST) -> str | None:
    """A source of chance is a value that is handed in, never the module's own."""
    return _mentions(node, r"random\.(?!Random$|SystemRandom$)\w+")


def catches_everything(node: ast.AST) -> str | None:
    """Whoever catches everything hides mistakes; a few places have to."""
    if isinstance(node, ast.ExceptHandler):
        named = [node.type] if not isinstance(node.type, ast.Tuple) else node.type.elts
        broad = {"", "Exception", "BaseException"} & {_name(one) for one in named}
        return f"except {next(iter(broad))}".strip() if broad else None
    if isinstance(node, ast.Call) and _name(node.func).endswith("suppress"):
        broad = {"Exception", "BaseException"} & {_name(one) for one in node.args}
        return ast.unparse(node) if broad else None
    return None


def logs_headers(node: ast.AST) -> str | None:
    """Headers hold the token: no line of a log mentions them."""
    levels = r"debug|info|warning|error|critical|exception|log"
    if not isinstance(node, ast.Call):
        return None
    if not re.fullmatch(rf"(?i)(\w+\.)*_?log(ger|ging)?\.({levels})", _name(node.func)):
        return None
    said = " ".join(ast.unparse(one) for one in (*node.args, *node.keywords))
    return (
        ast.unparse(node) if re.search(r"(?i)header|authori[sz]ation", said) else None
    )


def asserts(node: ast.AST) -> str | None:
    """``-O`` drops assertions, so none may guard anything."""
    return ast.unparse(node) if isinstance(node, ast.Assert) else None


RULES = {
    rule.__name__: rule
    for rule in (
        *(loads_yaml, writes_files, runs_code, prints, trusts_anybody, asks_the_clock),
        *(draws_lots, catches_everything, logs_headers, asserts),
    )
}


def too_long(tree: ast.Module, most: int) -> Iterator[str]:
    """Functions of more lines than this."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > most:
                yield f"{node.name} has {lines} lines"


def blanket_waivers(path: Path) -> Iterator[str]:
    """Comments that silence a tool without saying which of its rules."""
    with tokenize.open(path) as source:
        comments = [
            token
            for token in tokenize.generate_tokens(source.readline)
            if token.type == tokenize.COMMENT
        ]
    for token in comments:
        waiver = re.search(r"\b(noqa|type: ?ignore|pragma)\b(.*)", token.string)
        if waiver and not re.match(r": [A-Z]+\d+|\[[a-z-]+", waiver[2]):
            yield f"{path.relative_to(ROOT)}:{token.start[0]}: {token.string}"

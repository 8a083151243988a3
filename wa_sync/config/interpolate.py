"""``${var:NAME}`` and ``${env:NAME}`` in texts → what they stand for.

What is put in is text and is not looked at again. Keys are never touched, nor are
``{{1}}`` and ``{{name}}``, which are Meta's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_sync.config.characters import FORBIDDEN, describe
from wa_sync.config.scalars import below, convert
from wa_sync.config.wants import NOTHING
from wa_sync.config.wording import did_you_mean
from wa_sync.model.finding import Finding
from wa_sync.model.source import ROOT, mapping


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wa_sync.config.wants import Names, Wanted
    from wa_sync.model.source import Json, Pointer, Spec


# ${{1}} is a dollar sign before a variable of Meta's, as in a price
_REFERENCE = re.compile(r"\$\$\{|\$\{(?!\{)([^{}\n]{0,200})\}?")
_NAMED = re.compile(r"(env|var):([A-Za-z_][A-Za-z0-9_]*)")
_SECRET = re.compile(r"TOKEN|SECRET|KEY|PASSW|CREDENTIAL|PRIVATE|AUTH|COOKIE|SESSION")
_METAS = re.compile(r"EAA[A-Za-z0-9]{20,}|access_token=\S")
"""What a token of Meta's looks like, by itself and in an address."""
_OPEN = "WA_SYNC_VAR_"
"""Variables that begin so are meant to be named by files."""
_NO_NAMES: Names = {}


def interpolate(
    spec: Spec,
    *,
    vars: Mapping[str, str],  # noqa: A002 - the word of the file format
    env: Callable[[str], str | None],
    allowed: frozenset[str],
    wants: Names = _NO_NAMES,
    tokens: frozenset[str] = frozenset(),
) -> tuple[Spec, tuple[Finding, ...]]:
    """Return the spec with its variables replaced, and what is wrong with them.

    ``allowed`` are the environment variables that the account lists; ``wants`` says
    where a number or a boolean is wanted. ``tokens`` are the variables that accounts
    take their tokens from: neither they nor what they hold get into a text. What
    holds no variable is returned as it is, not copied.
    """
    filling = _Filling(vars, env, allowed, tokens)
    filled = mapping(filling.value(spec, ROOT, wants, NOTHING))
    return filled, tuple(filling.findings)


def literal(value: Json) -> Json:
    """Return JSON in which no text holds a variable: what ``import`` has to write."""
    if isinstance(value, str):
        return value.replace("${", "$${") if "${" in value else value
    if isinstance(value, dict):
        return {key: literal(item) for key, item in value.items()}
    return [literal(item) for item in value] if isinstance(value, list) else value


class _Filling:
    def __init__(
        self,
        variables: Mapping[str, str],
        env: Callable[[str], str | None],
        allowed: frozenset[str],
        tokens: frozenset[str],
    ) -> None:
        self.variables = variables
        self.env = env
        self.allowed = allowed
        self.tokens = tokens
        self.findings: list[Finding] = []

    def value(self, value: Json, at: Pointer, names: Names, wanted: Wanted) -> Json:
        if isinstance(value, str):
            return self._text(value, at, wanted) if "${" in value else value
        if isinstance(value, dict):
            return self._mapping(value, at, below(wanted, names) if wanted else names)
        if isinstance(value, list):
            return self._list(
                value, at, below(wanted, names) if wanted else names, wanted
            )
        return value

    def _mapping(self, value: dict[str, Json], at: Pointer, names: Names) -> Json:
        changed: dict[str, Json] = {}
        for key, item in value.items():
            if isinstance(item, str) and "${" not in item:
                continue
            filled = self.value(item, (*at, key), names, names.get(key, NOTHING))
            if filled is not item:
                changed[key] = filled
        return {**value, **changed} if changed else value

    def _list(
        self, value: list[Json], at: Pointer, names: Names, wanted: Wanted
    ) -> Json:
        filled = [
            self.value(item, (*at, i), names, wanted) for i, item in enumerate(value)
        ]
        same = all(new is old for new, old in zip(filled, value, strict=True))
        return value if same else filled

    def _text(self, typed: str, at: Pointer, wanted: Wanted) -> Json:
        before = len(self.findings)
        filled = _REFERENCE.sub(lambda match: self._one(match, at), typed)
        if len(self.findings) > before:
            return typed
        found = convert(filled, wanted) if wanted else filled
        if wanted - {"null", "json"} and isinstance(found, str):
            kinds = " or ".join(sorted(wanted))
            self._say("wrong_type", at, f"the variables give a text here, not {kinds}")
        return found

    def _one(self, match: re.Match[str], at: Pointer) -> str:
        if match[0] == "$${":
            return "${"
        named = _NAMED.fullmatch(match[1])
        if named is None or not match[0].endswith("}"):
            message = "${ begins a variable, and this is none"
            hint = "write ${var:NAME} or ${env:NAME}; $${ stands for ${ itself"
            self._say("interpolation_syntax", at, message, hint)
            return ""
        source, name = named.groups()
        found = self._env(name, at) if source == "env" else self._var(name, at)
        hidden = FORBIDDEN.search(found)
        if hidden:
            message = f"what {name} stands for holds {describe(hidden[0])}"
            self._say("text_control_character", at, message)
        return found

    def _var(self, name: str, at: Pointer) -> str:
        if name not in self.variables:
            hint = (
                did_you_mean(name, self.variables)
                or "write it below the account's vars:"
            )
            self._say("var_missing", at, f"there is no variable {name!r}", hint)
        return self.variables.get(name, "")

    def _env(self, name: str, at: Pointer) -> str:
        if name in self.tokens or _SECRET.search(name.upper()):
            message = f"{name} looks like a secret, and texts are public"
            self._say("env_secret", at, message)
            return ""
        if name not in self.allowed and not name.startswith(_OPEN):
            hint = (
                did_you_mean(name, self.allowed) or "list it below the account's env:"
            )
            message = f"{name} is not one of the variables that files may name"
            self._say("env_not_allowed", at, message, hint)
            return ""
        found = self.env(name)
        if found is None:
            message = f"the environment variable {name} is not set"
            self._say("env_missing", at, message)
        if found and self._holds_token(found):
            self._say("env_secret", at, f"{name} holds a token, and texts are public")
            return ""
        return found or ""

    def _holds_token(self, found: str) -> bool:
        """Whether it is, or looks like, a token, whatever the variable is called."""
        tokens = (self.env(name) for name in self.tokens)
        known = any(one.strip() in found for one in tokens if one and one.strip())
        return known or _METAS.search(found) is not None

    def _say(
        self, rule: str, at: Pointer, message: str, hint: str | None = None
    ) -> None:
        self.findings.append(Finding(rule=rule, at=at, message=message, hint=hint))
